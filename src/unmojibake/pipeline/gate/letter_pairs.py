"""Tells damaged letters by the letters beside them: `ê` is common, but hardly any language has `oêi`.

The pairs of letters that text of any language has are counted by scripts/count/pairs.py.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from unmojibake.values import data_files

_MOST = 1 << 15
"""Stretches that are remembered at most."""


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
        # The stretches that were found not to be odd: most of a text are the same few. Saves looking again.
        self._fine: set[str] = set()

    def are_odd(self, stretches: set[str]) -> bool:
        """Tell whether letters of a text stand beside letters that hardly any language has beside them.

        One rare pair with an accented letter is enough. Of Cyrillic letters two rare pairs are odd, one is not, since
        most pairs stand in some word.

        Args:
            stretches: Letters, each between its two neighbours.

        >>> load().are_odd({"oêi"}), load().are_odd({"bêt"})
        (True, False)
        >>> load().are_odd({"РџС"}), load().are_odd({"при"})
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
    """Read the counted neighbours; the second call gives the same object."""
    return Neighbours(data_files.read_json(__package__, "pairs.json"))


def _fold(char: str) -> str:
    """Give a letter as it is, and a space for a space or a sign or digit of ASCII.

    >>> "".join(map(_fold, "é1-a"))
    'é  a'
    """
    return " " if char.isspace() or (char < "\x80" and not char.isalpha()) else char
