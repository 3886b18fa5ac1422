"""Splits a text into lines at its line feeds, and a line of many thousand characters at spaces between ASCII."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unmojibake.pipeline.gate import second_look
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 4096
"""Code points from which on a line is cut where that is safe.

No sign of damage is as long. So the clean parts of a file of JSON that is one line cost the gate only, and the others a
bounded memory.
"""
_CUT = on_use(r"""(?<=[!->@-~])(?: (?=[!-~])|,(?=["{[]))""")
"""A space between ASCII characters, or a comma of JSON, as in `"a" "b"` and `1,{"a"`.

No damaged character, escape or eaten character lies across it.
"""

_SENTENCE = 1024
"""Code points from which on a line without end that has no such place is cut behind a sentence."""
_END = on_use("[。！？；][”』」’）]?")
_AROUND = 32
"""Code points on either side of the end of a sentence that the second look must let go for a cut: more than it weighs
as one."""
_TRIES = 8
"""Ends of sentences that are tried, before the line is left whole up to the next safe place."""


def lines(text: str) -> Iterator[tuple[int, str, str]]:
    r"""Split a text into lines at its line feeds, and long lines into parts.

    Other controls, U+0085 among them, may be damaged text and part nothing.

    Yields:
        For each line: its first code point, the line, and its end ("\n", "\r\n", or "" for the last one).

    >>> list(lines("a\r\nb"))
    [(0, 'a', '\r\n'), (3, 'b', '')]
    >>> [len(line) for _, line, _ in lines("word " * 1000)]
    [4100, 900]
    """
    start = 0
    while (feed := text.find("\n", start)) >= 0:
        end = feed - 1 if feed > start and text[feed - 1] == "\r" else feed
        if end - start > _LONG:
            yield from _parts(text[start:end], start, text[end : feed + 1])
        else:
            yield start, text[start:end], text[end : feed + 1]
        start = feed + 1
    yield from _parts(text[start:], start, "")


def _parts(line: str, start: int, tail: str) -> Iterator[tuple[int, str, str]]:
    """Cut a long line into parts, each given with the line end of the whole line."""
    at = 0
    while len(line) - at > _LONG and (cut := _cut(line, at)):
        yield start + at, line[at:cut], tail
        at = cut
    yield start + at, line[at:], tail


def _cut(line: str, at: int) -> int:
    """Give the place where a long line is cut next, 0 where it is left whole.

    Args:
        line: The line.
        at: Where it was cut before.
    """
    if near := _CUT.search(line, at + _LONG, at + 2 * _LONG):
        return near.end()
    for end in islice(_END.finditer(line, at + _SENTENCE), _TRIES):
        if second_look.is_clean(line[end.end() - _AROUND : end.end() + _AROUND]):
            return end.end()
    far = _CUT.search(line, at + _LONG)
    return far.end() if far else 0
