"""Whole words as evidence: gives for the spans of a line what the words say that they stand in.

A word that is written is likelier than its characters one by one; `unmojibake.language.words` says by how much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unmojibake.language import words
from unmojibake.pipeline.span import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.pipeline.span import Span


class _Share(NamedTuple):
    """What the words of a span say, as they stand and as they would read."""

    stands: float
    reads: float


def weigh(line: str, spans: Sequence[Span]) -> list[Span]:
    """Give the spans of one candidate with what their words say added to their weights. Linear in the line.

    A word in which several spans stand is counted once: they share it. The same word once more says nothing.

    Args:
        line: The line.
        spans: The spans, in order, none overlapping another.
    """
    shares = _shares(line, [(span.start, span.end, span.after) for span in spans])
    return [_with_words(span, share) for span, share in zip(spans, shares, strict=True)]


def _with_words(span: Span, share: _Share) -> Span:
    """Give a span with what its words say taken off its costs."""
    stands, reads = share
    if span.picks:
        # What was filled in was chosen by what it makes: that it makes a word says less than one that was read.
        reads = min(stands, reads)
    if not stands and not reads:
        return span
    old = span.weights
    return span._replace(weights=Weights(old.stands - stands, old.reads - reads, old.repeated, reads - stands))


def _shares(line: str, spans: Sequence[tuple[int, int, str]]) -> list[_Share]:
    """Give for each span its share of what the words say that it stands in, now and repaired."""
    stood = _gains(line, [(start, end) for start, end, _ in spans])
    parts, places, last, length = [], [], 0, 0
    for start, end, after in spans:
        length += start - last
        parts += [line[last:start], after]
        places.append((length, length + len(after)))
        length, last = length + len(after), end
    read = _gains("".join([*parts, line[last:]]), places)
    return [_Share(*both) for both in zip(stood, read, strict=True)]


def _gains(line: str, places: Sequence[tuple[int, int]]) -> list[float]:
    """Share out what the words of a line say among the places that they stand in. Linear."""
    shares = [0.0] * len(places)
    seen: set[str] = set()
    at = 0
    for word in words.WORD.finditer(line):
        start, end = word.span()
        while at < len(places) and places[at][1] <= start:
            at += 1
        if at == len(places):
            break
        touched = [at]
        while touched[-1] + 1 < len(places) and places[touched[-1] + 1][0] < end:
            touched.append(touched[-1] + 1)
        if places[at][0] >= end or word.group() in seen:
            continue
        seen.add(word.group())
        for each in touched:
            shares[each] += words.gain(word.group()) / len(touched)
    return shares
