"""Splits a text into lines at its line feeds, and a line of many thousand characters where nothing can lie across."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = 4096
"""Code points from which on a line is cut where that is safe. Nothing that tells of damage looks as far; what is clean
of a line without end, such as a whole file of JSON in one, costs the gate only, and the rest a bounded memory."""
_CUT = re.compile(r"""(?<=[!->@-~])(?: (?=[!-~])|,(?=["{[]))""")
"""A space that parts ASCII, or a comma of JSON: nothing lies across it, be it a character of a damaged text, an escape,
or what was eaten."""


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
    while len(line) - at > _LONG and (cut := _CUT.search(line, at + _LONG)):
        yield start + at, line[at : cut.end()], tail
        at = cut.end()
    yield start + at, line[at:], tail
