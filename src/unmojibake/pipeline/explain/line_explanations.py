"""What a damaged line may have been: every reading that its bytes allow, searched and weighed.

For each wrong reading that the gate lets through, and for the layers below it: the best path through the lattice of its
readings, the spans of that, and what each costs.
"""

from __future__ import annotations

import functools
import math
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from unmojibake.charsets import regions
from unmojibake.damaging import edits, escape, ftfy_steps
from unmojibake.language import line_language, load
from unmojibake.pipeline.candidates import Candidate, Draft, Piece
from unmojibake.pipeline.evidence import character_lists, charts, intended_glosses, known_words, span_cost
from unmojibake.pipeline.explain import ask_ftfy, escapes, layers, lossless, stopping
from unmojibake.pipeline.search import align, spans
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo import eaten_line_ends, unrecoverable
from unmojibake.pipeline.undo.eaten_ascii import eaten_costs
from unmojibake.values.config import DEFAULT_PRIOR
from unmojibake.values.context import Context

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.pipeline.explain.layers import Layered
    from unmojibake.pipeline.lattice import Reading, Stretch
    from unmojibake.values.result import Suspect

KINDS = ("codec", *edits.KINDS, ftfy_steps.KIND, escape.KIND)
"""The kinds of damage that are undone."""
_READ = KINDS[:-1]
"""Those that what escapes stand for is looked at for."""
_ALONE = Context()
_AROUND = 200
"""Code points on either side of an edit in which marks are looked at, as many as the search looks back."""
_SIDE = 2
"""Code points beside a span that are weighed with it: what the model's context reaches."""
_TOGETHER = 256
"""Lines that the short cut is tried on together."""


def drafts(
    lines: Iterable[tuple[int, str, str]], context: Context, kinds: Collection[str] = KINDS, options: object = None
) -> Iterator[Draft]:
    """Explain lines, one that comes again once. Linear in their length.

    Args:
        lines: For each line its first code point, the line, and its line end.
        context: What the document tells them.
        kinds: The kinds of damage that are looked for.
        options: What ftfy is asked with: a `ftfy.TextFixerConfig`, or None.
    """
    leading = context.leading()
    unescaped = functools.partial(explanations, context=context, kinds=_READ, options=options)
    known: dict[tuple[str, str], list[Candidate]] = {}
    lines = iter(lines)
    while group := list(islice(lines, _TOGETHER)):
        new = list(dict.fromkeys(line for _, line, tail in group if (line, tail) not in known))
        cuts = dict(zip(new, lossless.explain(new, leading), strict=True)) if "codec" in kinds else {}
        for start, line, tail in group:
            found = known.get((line, tail))
            if found is None:
                short = cuts.get(line)
                found = [short] if short else _explanations(line, tail, context, kinds, options)
                if escape.KIND in kinds:
                    found += escapes.explain(line, unescaped)
                known[line, tail] = found
            yield Draft(start, line, found, _lost(line, start))


def _lost(line: str, start: int) -> Sequence[Suspect]:
    """Find what is lost for good in a line, and what it may have been where enough came through."""
    found = unrecoverable.suspects(line, start)
    if not found:
        return ()
    for first, last in unrecoverable.stretches(line):
        best = _told(line[first:last])
        if best:
            whole = unrecoverable.readable(start + first, start + last, line[first:last], best)
            apart = (one for one in found if not whole.start <= one.start < whole.end)
            found = sorted([*apart, whole], key=lambda one: one.start)
    return found


@functools.lru_cache(maxsize=1024)
def _told(stretch: str) -> str:
    """Tell what a stretch was of which something came through, "" where it can't be told: few come again and again."""
    path = search(unrecoverable.undo(stretch), load(), lambda _left, _right: {"": 0.0})
    is_one = path is not None and stopping.is_one_reading([step.alternatives for step in path])
    return "".join(step.text for step in path) if path and is_one else ""


def explanations(
    line: str, tail: str = "", context: Context = _ALONE, kinds: Collection[str] = KINDS, options: object = None
) -> list[Candidate]:
    """Read a line by every chain that may have damaged it; see `drafts`."""
    return next(drafts([(0, line, tail)], context, kinds, options)).candidates


def _explanations(line: str, tail: str, context: Context, kinds: Collection[str], options: object) -> list[Candidate]:
    """Read a line of which something is lost, or not certain."""
    found: list[Candidate] = []
    ends = (tail, context.line_end)
    for readings in layers.readings(line, tail, kinds):
        new = _Found(line, ends)
        new.weigh(readings)
        found += new.candidates.values()
        if new.settled:
            if len(found) > 1:
                _weigh_whole(line, found)
            return found
    # Nothing beyond doubt: all of it is weighed, word for word, and doubted.
    _weigh_whole(line, found)
    for candidate in found:
        if not candidate.plan[-1].edits:  # what stands in a gloss is pinyin, whatever language has that word too
            known_words.weigh(line, candidate.pieces)
        candidate.doubt = character_lists.doubt(load(), line, candidate)
        if not candidate.plan[-1].edits:
            candidate.told = _told_by_language(line, candidate)
        if candidate.plan[-1].edits:
            candidate.meant = intended_glosses.on_purpose(load(), line, candidate, context.lessons)
    if ftfy_steps.KIND in kinds:
        heard = ask_ftfy.hear(line, found, functools.partial(_piece, line, whole=True), options)
        for candidate in heard:
            known_words.weigh(line, candidate.pieces)
        found += heard
    return found


def _told_by_language(line: str, candidate: Candidate) -> float:
    """Give the nats by which the language of a line speaks for how an explanation reads."""
    stands, reads = line_language.log_ratio(line, [(piece.start, piece.end, piece.after) for piece in candidate.pieces])
    # A list is in no language: where the spans are likelier one, no language speaks for how they would read.
    return min(0.0, reads - max(0.0, stands)) if candidate.doubt else reads - stands


def _weigh_whole(line: str, candidates: list[Candidate]) -> None:
    """Weigh explanations that compete to the end of their spans: again only those that are longer than was weighed."""
    for candidate in candidates:
        weighed = (piece.span.head == (piece.end - piece.start, len(piece.after)) for piece in candidate.pieces)
        if candidate.plan[-1].edits or candidate.plan[0].edits or not all(weighed):
            candidate.pieces = _pieces(line, [piece.span for piece in candidate.pieces], whole=True)


class _Found:
    """The explanations of a line by one chain and by what lies below it.

    Attributes:
        candidates: The explanations, by plan and by whether question marks are taken for U+FFFD.
        settled: Those beyond doubt.
    """

    def __init__(self, line: str, ends: tuple[str, str]) -> None:
        self.candidates: dict[tuple[tuple[Chain, ...], bool], Candidate] = {}
        self.settled: list[Candidate] = []
        self._line = line
        self._ends = ends

    def weigh(self, readings: Iterable[Layered]) -> None:
        """Weigh readings and what lies below each: that one is beyond doubt says nothing of what lies beside it."""
        for reading in readings:
            path = _path(reading, self._ends)
            candidate = _candidate(self._line, reading, path)
            is_settled = candidate is not None and stopping.is_settled(candidate, self._line)
            if candidate and path and self._add(reading, candidate, path) and is_settled:
                self.settled.append(candidate)
            read = "".join([step.text for step in path]) if path and is_settled else ""
            self.weigh(reading.below(read))

    def _add(self, reading: Layered, candidate: Candidate, path: list[Reading]) -> bool:
        """Keep an explanation; of the two with and without glosses below a layer, one."""
        plain = self.candidates.get((reading.plan[1:], False)) if reading.plan[0].edits else None
        if plain:
            if stopping.is_meant(candidate, intended_glosses.below(load(), path)):
                return False
            del self.candidates[plain.plan, False]
            self.settled = [one for one in self.settled if one is not plain]
        self.candidates[reading.plan, reading.asked] = candidate
        return True


def _path(reading: Layered, ends: tuple[str, str]) -> list[Reading] | None:
    """Find the best path of a reading."""

    def eaten(left: str, right: str) -> dict[str, float]:
        return eaten_line_ends.possible(eaten_costs(left, right), right, *ends)

    return search(reading.lattice, load(), eaten)


def _candidate(line: str, reading: Layered, path: list[Reading] | None) -> Candidate | None:
    """Weigh the spans of the best path of a reading."""
    found = spans.spans(line, reading.lattice, path, narrow=spans.is_narrow(line)) if path else ()
    # What was lost for good in an inner layer is no repair.
    pieces = _pieces(line, [span for span in found if "\N{REPLACEMENT CHARACTER}" not in span.after])
    if not pieces or stopping.is_hopeless(pieces) or charts.proves_nothing(pieces, reading.plan[-1].carrier):
        return None
    share = regions.share(reading.plan, "".join(piece.after for piece in pieces))
    # That a damaged text was saved where U+FFFD can't be is as rare as damage is at all.
    return Candidate(reading.plan, share * DEFAULT_PRIOR if reading.asked else share, pieces)


def _pieces(line: str, found: Sequence[Stretch], *, whole: bool = False) -> list[Piece]:
    """Weigh the spans of a reading."""
    if not any(span.edits for span in found):
        return [_piece(line, span, whole=whole) for span in found]
    # Marks belong to what the rest of the line reads, and to no other line that comes back.
    lefts, rights = [""], [""]
    for one, other in pairwise([None, *found]):
        gap = line[one.end if one else 0 : other.start if other else None][-_AROUND:]
        lefts.append(_last_line(lefts[-1] + (one.after if one else "") + gap))
    for one, other in pairwise([*found, None][::-1]):
        gap = line[other.end if other else 0 : one.start if one else None][:_AROUND]
        rights.append(_first_line(gap + (one.after if one else "") + rights[-1]))
    around = zip(lefts[1:], rights[:0:-1], strict=True)
    return [_piece(line, span, sides, whole=whole) for span, sides in zip(found, around, strict=True)]


def _last_line(text: str) -> str:
    """Give what follows the last line feed, as far as it is looked at."""
    return text[-_AROUND:].rpartition("\n")[2]


def _first_line(text: str) -> str:
    """Give what comes before the first line feed, as far as it is looked at."""
    return text[:_AROUND].partition("\n")[0]


def _piece(line: str, span: Stretch, around: tuple[str, str] = ("", ""), *, whole: bool = False) -> Piece:
    """Weigh a span: its beginning, or all of it."""
    left = line[max(0, span.start - _SIDE) : span.start]
    taken, read = (span.end - span.start, len(span.after)) if whole else span.head
    right = line[span.end : span.end + _SIDE] if span.start + taken == span.end else ""
    before, after = line[span.start : span.start + taken], span.after[:read]
    if span.edits:
        # That a byte is gone proves no edit of the bytes: much else leaves the same mark.
        before = before.replace("\N{REPLACEMENT CHARACTER}", "")
    sure, gain = 1.0, 0.0
    for _, end, alternatives in span.picks:
        sure *= alternatives[0][1]
        if end <= read:
            # Every reading of a lost byte speaks for the damage, not only the best one.
            gain -= math.log(max(alternatives[0][1], math.exp(-align.ENOUGH)))
    weights = span_cost.weigh(load(), before, after, left, right)
    if gain or span.start + taken < span.end:
        weights = weights.scaled((span.end - span.start) / taken, gain)
    if span.edits:
        weights = span_cost.with_signs(weights, around, span, line[span.start : span.end], (before, after))
    return Piece(span, line[span.start : span.end], weights, sure)
