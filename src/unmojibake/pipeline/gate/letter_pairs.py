"""Which letters stand beside accented and Cyrillic ones: what a common letter is told by that should be another.

Counted by scripts/count/pairs.py.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from unmojibake.values import data_files

_MOST = 1 << 15
"""Stretches that are kept at most."""
fine: set[str] = set()
"""Stretches that were looked at and are nothing to look at again: a cache of what `is_odd` says."""


@functools.cache
def _counted() -> dict[str, Any]:
    """Read the counts."""
    found: dict[str, Any] = data_files.read_json(__package__, "pairs.json")
    return found


def accented() -> str:
    """Give the accented letters, as the inside of a class."""
    letters: str = _counted()["accented"]
    return letters


def cyrillic() -> str:
    """Give the Cyrillic letters, as the inside of a class."""
    letters: str = _counted()["cyrillic"]
    return letters


def is_odd(stretches: set[str]) -> bool:
    """Tell whether letters stand beside others than they do elsewhere.

    Most pairs of Cyrillic letters stand in some word: any two that hardly do are odd, one is not.

    Args:
        stretches: Letters, each between its two neighbours.

    >>> is_odd({"oêi"}), is_odd({"bêt"})
    (True, False)
    """
    pairs, foreign = _counted()["pairs"], re.compile(f"[{cyrillic()}]")
    rare = set()
    for stretch in stretches:
        first, middle, last = map(_fold, stretch)
        odd = {pair for pair in (first + middle, middle + last) if pair[1] not in pairs.get(pair[0], "")}
        if not all(map(foreign.search, odd)):
            return True
        rare |= odd
        if not odd and len(fine) < _MOST:
            fine.add(stretch)
    return len(rare) > 1


def _fold(char: str) -> str:
    """Give the space for what is no letter and ASCII, and for other spaces."""
    return " " if char.isspace() or (char < "\x80" and not char.isalpha()) else char
