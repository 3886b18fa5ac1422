"""What a damaged line may have been: every reading that its bytes allow, searched and weighed.

For each wrong reading that the gate lets through: the bytes, the lattice of their readings, the best path, its spans
and what each costs. Deeper layers are tried where a layer comes off and what is under it is not clean either.
"""

from __future__ import annotations

import functools
import math
from itertools import chain as chained
from typing import TYPE_CHECKING, NamedTuple

from unmojibake import choose, escaped, evidence, gate, meant, second_opinion, spans, triggers
from unmojibake.candidates import Candidate, Piece, once
from unmojibake.chains import ROWS, Chain, shares
from unmojibake.context import Context
from unmojibake.damage import codec, edited, escape, latin, locked
from unmojibake.damage.eaten import eaten_costs
from unmojibake.language import load
from unmojibake.search import search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from unmojibake.lattice import Stretch, TextLattice
    from unmojibake.result import Suspect

KINDS = ("codec", *edited.KINDS, latin.KIND)
"""The kinds of damage that are undone."""
_ALONE = Context()
_DEPTH = 3
"""Layers that are taken off."""
_MOST = 0.5
"""Share of a line that must decode before the layers below are tried."""
_BEST = 4
"""Chains that are worked out where a glance lets many through."""
_COMMON = tuple(chain for chain in ROWS[:8] if chain.origin == "utf-8")
"""The wrong readings that are tried before anything else: those that prove themselves, of the commonest."""
_SIDE = 2
"""Code points beside a span that are weighed with it: what the model's context reaches."""


class Draft(NamedTuple):
    """A line with what it may have been.

    Attributes:
        start: Its first code point in the text.
        line: The line.
        candidates: The explanations.
        locked: What is lost for good.
    """

    start: int
    line: str
    candidates: list[Candidate]
    locked: list[Suspect]


class _Layered(NamedTuple):
    """A line read again by a plan.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        share: How much of all damage is of this plan, 0 to 1.
        lattice: The readings.
    """

    plan: tuple[Chain, ...]
    share: float
    lattice: TextLattice


def page_of(text: str) -> Context:
    """Learn from a document what can be seen before its lines are explained."""
    return Context(_line_end(text), lessons=meant.lessons(text))


def _line_end(text: str) -> str:
    """Give the line end of a document: the commoner one, or "" when it is a single line."""
    feeds, both = text.count("\n"), text.count("\r\n")
    # A feed behind a question mark may have had a carriage return that was eaten: it says nothing.
    lone = feeds - both - text.count("?\n")
    return ("\r\n" if both > lone else "\n") if feeds else ""


def gated(text: str, last: str, kinds: Collection[str] = KINDS) -> list[tuple[int, str, str]]:
    """Give the lines that are worth a closer look: first code point, line, line end.

    Those that the gate does not pass; in their company those with a gloss without tone marks; for escapes, all.

    Args:
        text: The text.
        last: What follows its last line, where it is a piece of something longer, else "".
        kinds: The kinds of damage that are looked for.
    """
    return [
        (start, line, tail or last)
        for start, line, tail in spans.lines(text)
        if not gate.is_clean(line) or edited.is_touched(line) or gate.is_lost(line) or escape.KIND in kinds
    ]


def drafts(
    lines: Iterable[tuple[int, str, str]], context: Context, kinds: Collection[str] = KINDS, options: object = None
) -> Iterator[Draft]:
    """Explain lines. Linear in their length.

    Args:
        lines: For each line its first code point, the line, and its line end.
        context: What the document tells them.
        kinds: The kinds of damage that are looked for.
        options: What ftfy is asked with: a `ftfy.TextFixerConfig`, or None.
    """
    for start, line, tail in lines:
        found = explanations(line, tail, context, kinds, options)
        if escape.KIND in kinds:
            found += escaped.explain(line, functools.partial(explanations, context=context, options=options))
        yield Draft(start, line, found, _lost(line, start))


def _lost(line: str, start: int) -> list[Suspect]:
    """Find what is lost for good in a line, and what it may have been where enough came through."""
    found = locked.suspects(line, start)
    for first, last in locked.stretches(line) if found else ():
        path = search(locked.undo(line[first:last]), load(), lambda _left, _right: {"": 0.0})
        if path and choose.is_one_reading([step.alternatives for step in path]):
            whole = locked.told(start + first, start + last, line[first:last], "".join(step.text for step in path))
            apart = (one for one in found if not whole.start <= one.start < whole.end)
            found = sorted([*apart, whole], key=lambda one: one.start)
    return found


def explanations(
    line: str, tail: str = "", context: Context = _ALONE, kinds: Collection[str] = KINDS, options: object = None
) -> list[Candidate]:
    """Read a line by every chain that may have damaged it; see `drafts`."""
    if "codec" in kinds and (short := _short_cut(line, context.leading())) is not None:
        return [short]
    found: list[Candidate] = []
    ends = (tail, context.line_end)
    for readings in _readings(line, tail, kinds):
        new = [candidate for reading in readings if (candidate := _candidate(line, reading, ends))]
        found += new
        if any(choose.is_settled(candidate, line) for candidate in new):
            if len(found) > 1:
                _weigh_whole(line, found)
            return found
    # Nothing beyond doubt: all of it is weighed, and doubted.
    _weigh_whole(line, found)
    for candidate in found:
        candidate.doubt = evidence.doubt(load(), line, candidate)
        if candidate.plan[-1].edits:
            candidate.meant = meant.on_purpose(load(), line, candidate, context.lessons)
    if latin.KIND in kinds:
        found += second_opinion.hear(line, found, functools.partial(_piece, line, whole=True), options)
    return found


def _weigh_whole(line: str, candidates: list[Candidate]) -> None:
    """Weigh explanations that compete to the end of their spans."""
    for candidate in candidates:
        candidate.pieces = [_piece(line, piece.span, whole=True) for piece in candidate.pieces]


def _short_cut(line: str, leading: Sequence[tuple[Chain, ...]]) -> Candidate | None:
    """Explain a line that has lost nothing: decoded in C, and weighed no further than needed to be beyond doubt."""
    proven = ((chain,) for chain in _COMMON if triggers.has_trigger(chain, line))
    for plan in chained(leading, proven):
        read = codec.strict(line, plan)
        if read is None or read == line or not (plan in leading or gate.is_clean(read)):
            continue
        stretches = spans.parallel(line, read)
        if stretches is None:
            continue
        pieces = [Piece(span, line[span.start : span.end], choose.CERTAIN, 1.0) for span in stretches]
        candidate = Candidate(plan, math.prod(shares()[chain] for chain in plan), pieces)
        if evidence.proves_nothing(pieces, plan[-1].carrier):
            continue
        if _is_proven(line, pieces, met=plan in leading):
            return candidate
    return None


def _is_proven(line: str, pieces: list[Piece], *, met: bool) -> bool:
    """Weigh spans, the longest first, until they prove the damage of their line."""
    nats = 0.0
    weighed: list[Piece] = []
    for at in sorted(range(len(pieces)), key=lambda at: pieces[at].start - pieces[at].end):
        pieces[at] = piece = _piece(line, pieces[at].span)
        weighed.append(piece)
        nats += piece.weights.stands - piece.weights.reads
        if choose.is_beyond_doubt(nats, met=met):
            # What comes out must read like language, or there is another layer under it.
            return met or _reads_well(weighed)
    return False


def _reads_well(pieces: Sequence[Piece]) -> bool:
    """Tell whether what some spans would read is language."""
    # What is repeated was weighed once, so it counts once.
    after = "".join(once(piece.after[: piece.span.head[1]]) for piece in pieces)
    heads = (piece.weights.reads * (piece.span.head[0] / (piece.end - piece.start)) for piece in pieces)
    return choose.is_fluent(after, sum(heads))


def _candidate(line: str, reading: _Layered, ends: tuple[str, str]) -> Candidate | None:
    """Find the best path of a reading, and weigh its spans."""

    def eaten(left: str, right: str) -> dict[str, float]:
        return choose.possible(eaten_costs(left, right), right, *ends)

    path = search(reading.lattice, load(), eaten)
    found = spans.spans(line, reading.lattice, path, narrow=spans.is_narrow(line)) if path else ()
    # What was lost for good in an inner layer is no repair.
    pieces = [_piece(line, span) for span in found if "\N{REPLACEMENT CHARACTER}" not in span.after]
    if not pieces or choose.is_hopeless(pieces) or evidence.proves_nothing(pieces, reading.plan[-1].carrier):
        return None
    return Candidate(reading.plan, reading.share, pieces)


def _readings(line: str, tail: str, kinds: Collection[str]) -> Iterator[list[_Layered]]:
    """Undo every chain that may have damaged a line, and the layers below it."""
    legacy = []
    for chain in triggers.triggered(line):
        if chain.edits:
            lattice = edited.undo(line, tail, kinds)
            if lattice.end >= 0:
                yield [_Layered((chain,), shares()[chain], lattice)]
            continue
        if "codec" not in kinds:
            continue
        if chain.origin != "utf-8":
            legacy.append(chain)
            continue
        lattice = codec.undo(line, *chain, tail)
        if lattice.end >= 0 and lattice.reads_otherwise():
            reading = _Layered((chain,), shares()[chain], lattice)
            yield [reading, *_inside(reading)] if codec.share_decoded(line, *chain) > _MOST else [reading]
    # A charset of two bytes a character makes something of everything: only what promises most is worth the work.
    for chain in _promising(line, legacy):
        lattice = codec.undo(line, *chain, tail)
        if lattice.end >= 0 and lattice.reads_otherwise():
            yield [_Layered((chain,), shares()[chain], lattice)]


def _inside(outer: _Layered) -> Iterator[_Layered]:
    """Undo the layers below one."""
    middle = outer.lattice.sample()
    if not _strange_runs(middle):
        return
    decoding = [
        chain for chain in ROWS if triggers.has_trigger(chain, middle) and codec.share_decoded(middle, *chain) > _MOST
    ]
    for chain in _promising(middle, decoding):
        lattice = codec.undo_again(outer.lattice, *chain)
        if lattice.end >= 0 and lattice.reads_otherwise():
            reading = _Layered((chain, *outer.plan), outer.share * shares()[chain], lattice)
            yield reading
            if len(reading.plan) < _DEPTH and chain.origin == "utf-8":
                yield from _inside(reading)


def _strange_runs(text: str) -> list[str]:
    """Give the longest foreign runs of a text that do not read like language."""
    return [run for run in spans.sample(text) if not choose.is_fluent(run, load().score(run))]


def _promising(text: str, chains: list[Chain]) -> list[Chain]:
    """Give the few chains by which the longest foreign runs of a text read best, where they read better at all."""
    score = functools.lru_cache(load().score)
    sample = _strange_runs(text)
    gains = []
    for chain in chains if sample else ():
        glances = (codec.glance(run, *chain) for run in sample)
        gain = sum(max(0.0, score(stands) - score(read)) for read, stands in glances if read)
        if gain > 0:
            gains.append((gain, chain))
    gains.sort(key=lambda pair: -pair[0])
    return [chain for _, chain in gains[:_BEST]]


def _piece(line: str, span: Stretch, *, whole: bool = False) -> Piece:
    """Weigh a span: its beginning, or all of it."""
    left = line[max(0, span.start - _SIDE) : span.start]
    taken, read = (span.end - span.start, len(span.after)) if whole else span.head
    right = line[span.end : span.end + _SIDE] if span.start + taken == span.end else ""
    before, after = line[span.start : span.start + taken], span.after[:read]
    sure, gain = 1.0, 0.0
    for _, end, alternatives in span.picks:
        sure *= alternatives[0][1]
        if end <= read:
            # Every reading of a lost byte speaks for the damage, not only the best one.
            gain -= math.log(max(alternatives[0][1], math.exp(-spans.ENOUGH)))
    weights = evidence.weigh(load(), before, after, left, right)
    if gain or span.start + taken < span.end:
        weights = weights.scaled((span.end - span.start) / taken, gain)
    if span.edits:
        weights = evidence.with_signs(weights, line, span, (before, after))
    return Piece(span, line[span.start : span.end], weights, sure)
