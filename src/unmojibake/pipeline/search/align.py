"""Gives the spans of a line and of its reading, where no byte was lost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from unmojibake.pipeline.span import ENOUGH, Span
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOREIGN = on_use(r"([^\x00-\x7f]+)")


def parallel(line: str, read: str) -> list[Span] | None:
    """Pair the spans of a line with those of its reading, where ASCII stands for itself in both.

    Returns:
        The spans, or None when the two do not have the same ASCII. Linear.

    >>> [(span.start, span.end, span.after) for span in parallel("ok 浣犲ソ", "ok 你好")]
    [(3, 6, '你好')]
    """
    stands, reads = _FOREIGN.split(line), _FOREIGN.split(read)
    gaps = stands[::2]
    if gaps != reads[::2]:
        return None
    found = []
    end = 0
    for gap, before, after in zip(gaps, stands[1::2], reads[1::2]):  # noqa: B905 - a gap more than spans
        start, length = end + len(gap), len(before)
        end = start + length
        # The head ends at about the same share of the line's span and of its reading.
        head = (length, len(after)) if length <= ENOUGH else (ENOUGH, max(1, len(after) * ENOUGH // length))
        found.append(Span(start, end, before, after, head))
    return found


def between(line: str, read: str, seams: Sequence[tuple[int, int]]) -> list[Span]:
    """Pair the spans of a line with those of its reading, where ASCII may be part of a character of the line.

    Args:
        line: The damaged line.
        read: Its reading.
        seams: The code points in both where both begin a character, their ends included.

    Returns:
        The spans. Linear.

    >>> [(span.start, span.end, span.after) for span in between("浣犲ソ", "你好", [(0, 0), (3, 2)])]
    [(0, 3, '你好')]
    """
    found = []
    first = seams[0]
    head: tuple[int, int] | None = None
    # With a seam behind the end the last span is closed too.
    for (start, at), (end, until) in pairwise([*seams, (len(line) + 1, len(read) + 1)]):
        same = read[at:until]
        if end > len(line) or (same == line[start:end] and same.isascii()):
            if start > first[0]:
                length, after = start - first[0], read[first[1] : at]
                found.append(Span(first[0], start, line[first[0] : start], after, head or (length, len(after))))
            first, head = (end, until), None
        elif end - first[0] <= ENOUGH or head is None:
            head = end - first[0], until - first[1]
    return found
