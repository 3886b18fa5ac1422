"""Tells whether spans are a chart of a charset, whose order proves nothing."""

from __future__ import annotations

import re
from functools import cache
from operator import sub
from typing import TYPE_CHECKING

from unmojibake.charsets.inverse import inverse_table
from unmojibake.pipeline.evidence.character_lists import AROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unmojibake.pipeline.span import Span

_ASCII = re.compile(r"[\x00-\x7f]+")
_CHART = 4
"""Steps from one character to the next in order that make a chart."""


def proves_nothing(spans: Sequence[Span], carrier: str) -> bool:
    """Tell whether some spans together are a chart: in the order of one charset is in the order of the other."""
    if _is_chart(_foreign([span.after[:AROUND] for span in spans]), ord):
        return True
    return _is_chart(_foreign([span.before[:AROUND] for span in spans]), _codes(carrier).__getitem__)


def _foreign(texts: list[str]) -> str:
    """Join texts without what is ASCII; most have none."""
    text = "".join(texts)
    return _ASCII.sub("", text) if text.encode("ascii", "ignore") else text


class _Codes(dict[str, int]):
    """The places of characters in a charset, 0 for one that it does not have; made as it is asked for them."""

    def __init__(self, carrier: str) -> None:
        self._table = inverse_table(carrier)

    def __missing__(self, char: str) -> int:
        code = self._table.get(char)
        if code is None:
            return 0
        found = self[char] = int.from_bytes(code)
        return found


@cache
def _codes(carrier: str) -> _Codes:
    """Give the place of each character in a charset."""
    return _Codes(carrier)


def _is_chart(text: str, place: Callable[[str], int]) -> bool:
    """Tell whether most characters follow the one before in the order of a charset."""
    if len(text) <= _CHART:
        return False
    # Where none does in one half, which is nearly all text, the other half can't be most of it.
    half = list(map(place, text[: len(text) // 2 + 1]))
    if 1 not in map(sub, half[1:], half):
        return False
    codes = list(map(place, text))
    return list(map(sub, codes[1:], codes)).count(1) * 2 >= len(text)
