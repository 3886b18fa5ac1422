"""Splits a text into lines at its line feeds, and a line of many thousand characters where nothing can lie across."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from unmojibake.pipeline.gate import second_look

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 4096
"""Code points from which on a line is cut where that is safe. Nothing that tells of damage looks as far; what is clean
of a line without end, such as a whole file of JSON in one, costs the gate only, and the rest a bounded memory."""
_CUT = re.compile(r"""(?<=[!->@-~])(?: (?=[!-~])|,(?=["{[]))""")
"""A space that parts ASCII, or a comma of JSON: nothing lies across it, be it a character of a damaged text, an escape,
or what was eaten."""

_SENTENCE = 1024
"""Code points from which on a line without end that has no such place is cut behind a sentence."""
_END = re.compile("[。！？；][”』」’）]?")
_AROUND = 32
"""Code points on either side of the end of a sentence that the second look must let go for a cut: more than it weighs
as one."""
_TRIES = 8
"""Ends of sentences that are tried, before the line is left whole up to the next safe place."""


def lines(text: str) -> Iterator[tuple[int, str, str]]:
    r"""Split a text at its line feeds, and lines without end where that makes no difference.

    Yields:
        For each line: its first code point, the line, and its end ("\n", "\r\n", or "" for the last one).
        Other controls, U+0085 among them, may be damaged text and part nothing.
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
    """Cut a long line; what follows a part is known, so each has the end of the line."""
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
