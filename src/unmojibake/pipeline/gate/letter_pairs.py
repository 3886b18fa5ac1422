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


class Neighbours:
    """The letters that stand beside accented and Cyrillic ones in text of any language.

    Attributes:
        accented: The accented letters, as the inside of a character class.
        cyrillic: The Cyrillic letters, likewise.
    """

    def __init__(self, counted: dict[str, Any]) -> None:
        """Take what scripts/count/pairs.py counted."""
        self.accented: str = counted["accented"]
        self.cyrillic: str = counted["cyrillic"]
        self._pairs: dict[str, str] = counted["pairs"]
        self._is_cyrillic = re.compile(f"[{self.cyrillic}]").search
        # Most stretches of a text are the same few: those that were looked at and are fine. It changes no answer.
        self._fine: set[str] = set()

    def are_odd(self, stretches: set[str]) -> bool:
        """Tell whether letters stand beside others than they do elsewhere.

        Most pairs of Cyrillic letters stand in some word: any two that hardly do are odd, one is not.

        Args:
            stretches: Letters, each between its two neighbours.

        >>> load().are_odd({"oêi"}), load().are_odd({"bêt"})
        (True, False)
        """
        if self._fine.issuperset(stretches):
            return False
        rare = set()
        for stretch in stretches - self._fine:
            first, middle, last = map(_fold, stretch)
            odd = {pair for pair in (first + middle, middle + last) if pair[1] not in self._pairs.get(pair[0], "")}
            if not all(map(self._is_cyrillic, odd)):
                return True
            rare |= odd
            if not odd and len(self._fine) < _MOST:
                self._fine.add(stretch)
        return len(rare) > 1


@functools.cache
def load() -> Neighbours:
    """Give the neighbours that were counted; the second call gives the same object."""
    return Neighbours(data_files.read_json(__package__, "pairs.json"))


def _fold(char: str) -> str:
    """Give the space for what is no letter and ASCII, and for other spaces."""
    return " " if char.isspace() or (char < "\x80" and not char.isalpha()) else char
