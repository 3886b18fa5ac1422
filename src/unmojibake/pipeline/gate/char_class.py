"""Writes characters as the inside of a character class of `re`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASCII = 0x7F


def char_class(chars: Iterable[str]) -> str:
    """Write the inside of a character class, for a pattern that is not verbose.

    Characters stand as themselves where they can: each escape of the ten thousand would cost its parsing.
    """
    pieces: list[str] = []
    codes = sorted(map(ord, chars))
    start = 0
    for at, code in enumerate(codes):
        if at + 1 == len(codes) or codes[at + 1] != code + 1:
            first = codes[start]
            pieces.append(_itself(first) + (f"-{_itself(code)}" if code > first else ""))
            start = at + 1
    return "".join(pieces)


def _itself(code: int) -> str:
    """Write a code point as itself, or escaped where it is ASCII."""
    char = chr(code)
    return char if code > _ASCII else re.escape(char)
