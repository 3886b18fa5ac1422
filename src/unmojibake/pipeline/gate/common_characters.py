"""Gives the characters that are common in text of any language, by what the language model charges for each alone."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Final

from unmojibake.language import load

_MOST: Final = 12.0
"""Nats that a character costs by itself, up to which it is common: 3,237 hanzi and 725 syllables of Hangul are."""
_WRITTEN: Final = (range(0xA0, 0x2100), range(0x2190, 0x2700), range(0x3000, 0xD7A4), range(0xF900, 0xFFE0))
"""The code points that are asked about: the others hold private use, controls and signs that no page has."""


@cache
def common() -> frozenset[str]:
    """Give the common characters, ASCII among them."""
    return frozenset(map(chr, range(0x80))).union(load().common(chain(*_WRITTEN), _MOST))


def is_common(text: str) -> bool:
    """Tell whether all characters of a text are common ones. Linear, in C.

    >>> is_common("\u64cd\u4f5c\u6210\u529f"), is_common("\u6210\u529f\u59db")
    (True, False)
    """
    return common().issuperset(text)


def is_mostly_common(text: str) -> bool:
    """Tell whether three of four characters of a text that are not ASCII are common ones. Linear, in C.

    >>> is_mostly_common("\u64cd\u4f5c\u6210\u529f"), is_mostly_common("\u93bf\u5d84\u7d94\u93b4\u612c\u59db")
    (True, False)
    """
    rare = len(text) - sum(map(common().__contains__, text))
    return rare * 4 <= len(text) - len(text.encode("ascii", "ignore"))
