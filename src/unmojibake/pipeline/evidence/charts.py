"""Tells whether the spans of a candidate are a chart: characters in the order of a charset, which prove nothing."""

from __future__ import annotations

from functools import cache
from operator import sub
from typing import TYPE_CHECKING

from unmojibake.charsets.inverse import code_table
from unmojibake.pipeline import limits
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unmojibake.pipeline.span import Span

_ASCII = on_use(r"[\x00-\x7f]+")


def proves_nothing(spans: Sequence[Span], carrier: str) -> bool:
    """Tell whether some spans together are a chart, as they read or as they stand.

    Some characters in the order of the carrier's table may read as characters in the order of Unicode, or the reverse:
    `àáâãäå` reads `абвгде`.
    """
    if _is_chart(_foreign([span.after[: limits.AROUND_WORD] for span in spans]), ord):
        return True
    return _is_chart(_foreign([span.before[: limits.AROUND_WORD] for span in spans]), _codes(carrier).__getitem__)


def _foreign(texts: list[str]) -> str:
    """Give some texts joined, without their ASCII."""
    text = "".join(texts)
    return _ASCII.sub("", text) if text.encode("ascii", "ignore") else text


class _Codes(dict[str, int]):
    """The places of characters in a charset, found when first asked for; 0 for a character that it does not have."""

    def __init__(self, carrier: str) -> None:
        self._table = code_table(carrier)

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
    """Tell whether most characters of a text directly follow the character before, in the order of a charset.

    >>> _is_chart("abcdef", ord), _is_chart("acegik", ord)
    (True, False)
    """
    if len(text) <= limits.CHART:
        return False
    # Where no character does so in one half, as in nearly all text, the other half can't be most of the text.
    half = list(map(place, text[: len(text) // 2 + 1]))
    if 1 not in map(sub, half[1:], half):
        return False
    codes = list(map(place, text))
    return list(map(sub, codes[1:], codes)).count(1) * 2 >= len(text)
