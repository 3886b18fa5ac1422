"""Tells whether a line holds what an edit leaves: a gloss, or a sign that a slip ate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unmojibake.damaging import gloss
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLIPPED = on_use(r"[!！][^\x00-\x3f！]*+\?[\x00-\x7f]")
"""What is out of step up to a sign that was eaten."""


def eaten(line: str) -> Iterator[int]:
    """Give the places of the exclamation marks of a line behind which a slip may have eaten a sign. Linear.

    >>> list(eaten("招商！迸?p>"))
    [2]
    """
    return (hit.start() for hit in _SLIPPED.finditer(line))


def is_touched(line: str) -> bool:
    """Tell whether a gloss may have been put into a line, or a slip have eaten a sign, whatever the rest is. Linear."""
    return (")" in line and any(gloss.glosses(line))) or ("?" in line and _SLIPPED.search(line) is not None)
