"""The pipeline, read top to bottom: gate, spans, lattices, search, choice, result."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from unmojibake import choose, gate, spans
from unmojibake.chains import ROWS, Chain, shares
from unmojibake.context import Context
from unmojibake.damage import codec
from unmojibake.damage.eaten import eaten_costs
from unmojibake.language import load
from unmojibake.lattice import TextLattice
from unmojibake.result import Change, Config, Filled, Result, Step, Verdict
from unmojibake.search import search

_DEPTH = 3
_MOST = 0.5
_SIDE = 2
"""Code points beside a span that are weighed with it: what the model's context reaches."""
_DEFAULT = Config()


def repair(text: str, config: Config = _DEFAULT, context: Context | None = None) -> Result:
    if gate.is_clean(text):
        return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)
    crlf = text.count("\r\n")
    line_end = "\r\n" if crlf * 2 > text.count("\n") else "\n" if "\n" in text else ""
    line_end = context.line_end if context else line_end
    drafts = [
        _Draft(start, line, tail, explanations(line, tail, line_end))
        for start, line, tail in spans.lines(text)
        if not gate.is_clean(line)
    ]
    known = context or _gather(line_end, drafts, config)
    changes: list[Change] = []
    for draft in drafts:
        changes += _choose(draft, config, known)
    return _result(text, changes)


def _gather(line_end: str, drafts: list[_Draft], config: Config) -> Context:
    """Learn from all lines what the document tells each."""
    met: dict[tuple[Chain, ...], list[int]] = {}
    for draft in drafts:
        candidates = draft.candidates
        chosen = choose.decide(candidates, _prior(config, Context()), config.min_damaged)
        sure = {choice.plan for choice in chosen if choice.damaged >= config.min_damaged}
        for candidate in candidates:
            entry = met.setdefault(candidate.plan, [0, 0])
            entry[0] += 1
            entry[1] += candidate.plan in sure
    return Context(line_end, False, {plan: (seen, hit) for plan, (seen, hit) in met.items()})


def _prior(config: Config, context: Context):
    def prior(candidate: choose.Candidate) -> float:
        rate = context.rate(candidate.plan)
        return config.prior * candidate.share if rate is None else rate

    return prior


class _Draft(NamedTuple):
    """A line with what it may have been.

    Attributes:
        start: Its first code point in the text.
        line: The line.
        tail: Its line end.
        candidates: The explanations.
    """

    start: int
    line: str
    tail: str
    candidates: list[choose.Candidate]


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


def explanations(line: str, tail: str, line_end: str) -> list[choose.Candidate]:
    """Read a line by every chain that may have damaged it."""
    found: list[choose.Candidate] = []
    for readings in _readings(line, tail):
        new = [candidate for reading in readings if (candidate := _candidate(line, reading, (tail, line_end)))]
        found += new
        if any(choose.is_settled(candidate, line) for candidate in new):
            break
    if len(found) > 1:
        # Readings that compete are weighed to the end.
        for candidate in found:
            candidate.pieces = [_piece(line, piece.source, whole=True) for piece in candidate.pieces]
    return found


def _candidate(line: str, reading: _Layered, ends: tuple[str, str]) -> choose.Candidate | None:
    """Find the best path of a reading, and weigh its spans."""

    def eaten(left: str, right: str) -> dict[str, float]:
        return choose.possible(eaten_costs(left, right), right, *ends)

    path = search(reading.lattice, load(), eaten)
    pieces = [_piece(line, span) for span in spans.spans(line, reading.lattice, path)] if path else []
    return choose.Candidate(reading.plan, reading.share, pieces) if pieces else None


def _readings(line: str, tail: str) -> Iterator[list[_Layered]]:
    """Undo every chain that may have damaged a line, and the layers below it."""
    sample = spans.sample(line)
    for chain in gate.triggers(line):
        if chain.origin != "utf-8" and not _promises(sample, chain):
            continue
        lattice = codec.undo(line, *chain, tail)
        if lattice.end >= 0 and lattice.reads_otherwise():
            reading = _Layered((chain,), shares()[chain], lattice)
            if chain.origin == "utf-8" and codec.share_decoded(line, *chain) > _MOST:
                yield [reading, *_inside(reading)]
            else:
                yield [reading]


def _inside(outer: _Layered) -> Iterator[_Layered]:
    """Undo the layers below one."""
    middle = outer.lattice.sample()
    sample = spans.sample(middle)
    for chain in ROWS:
        if not (
            gate.has_trigger(chain, middle)
            and codec.share_decoded(middle, *chain) > _MOST
            and _promises(sample, chain)
        ):
            continue
        lattice = codec.undo_again(outer.lattice, *chain)
        if lattice.end >= 0 and lattice.reads_otherwise():
            reading = _Layered((chain, *outer.plan), outer.share * shares()[chain], lattice)
            yield reading
            if len(reading.plan) < _DEPTH and chain.origin == "utf-8":
                yield from _inside(reading)


def _promises(sample: list[str], chain: Chain) -> bool:
    """Tell whether any of some runs of text reads better when a chain is undone."""
    model = load()
    glances = (codec.glance(run, *chain) for run in sample)
    return any(read and model.score(read) < model.score(stands) for read, stands in glances)


def _piece(line: str, span: spans.Span, *, whole: bool = False) -> choose.Piece:
    left = line[max(0, span.start - _SIDE) : span.start]
    taken, read = (span.end - span.start, len(span.after)) if whole else span.head
    right = line[span.end : span.end + _SIDE] if span.start + taken == span.end else ""
    before, after = line[span.start : span.start + taken], span.after[:read]
    sure, gain = 1.0, 0.0
    for _, end, alternatives in span.picks:
        sure *= alternatives[0][1]
        if end <= read:
            gain -= math.log(max(alternatives[0][1], 1e-9))
    weights = choose.weigh(load(), before, after, left, right)
    scale = (span.end - span.start) / taken
    return choose.Piece(span.start, span.end, span.after, weights.scaled(scale, gain), sure, span)


def _choose(draft: _Draft, config: Config, context: Context) -> list[Change]:
    """Decide on the spans of a line."""
    line = draft.line
    changes = []
    for choice in choose.decide(draft.candidates, _prior(config, context), config.min_damaged):
        if choice.damaged < config.min_damaged:
            continue
        piece = choice.piece
        span: spans.Span = piece.source
        changes.append(
            Change(
                draft.start + piece.start,
                draft.start + piece.end,
                before=line[piece.start : piece.end],
                after=piece.after.replace("\n", context.line_end) if context.line_end == "\r\n" else piece.after,
                plan=tuple(Step("codec", chain) for chain in choice.plan),
                damaged=choice.damaged,
                confidence=choice.damaged * piece.sure,
                filled=tuple(Filled(start, end, alternatives=readings) for start, end, readings in span.picks),
            )
        )
    return sorted(changes, key=lambda change: change.start)


def _result(text: str, changes: list[Change]) -> Result:
    if not changes:
        return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)
    pieces = []
    at = 0
    confidence = 1.0
    for change in changes:
        pieces += (text[at : change.start], change.after)
        at = change.end
        confidence *= change.confidence
    pieces.append(text[at:])
    return Result("".join(pieces), changed=True, verdict=Verdict.REPAIRED, confidence=confidence, changes=tuple(changes))
