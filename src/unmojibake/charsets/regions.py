"""Names the area that a text is from, by its letters: text of each area is read wrongly in ways of its own."""

from __future__ import annotations

import math
from functools import cache
from itertools import filterfalse
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.letters import area_of_letter
from unmojibake.charsets.one_by_one import Kept
from unmojibake.charsets.tables import decode_table
from unmojibake.charsets.wrong_readings import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unmojibake.charsets.wrong_readings import Chain

_SAMPLE: Final = 64
"""Code points of a text that are looked at."""
_ORDER: Final = (
    *("japanese", "korean", "chinese", "cyrillic", "greek", "hebrew", "arabic", "thai", "vietnamese"),
    *("baltic", "central", "turkish", "western", "signs"),
)
"""The areas in the order in which their letters are looked for: kana stand beside hanzi, and tell more."""


@cache
def _places() -> Kept[str, int]:
    """Give for each character beyond ASCII the place of its area in `_ORDER`."""
    western, turkish, central, baltic = map(_page, ("cp1252", "cp1254", "cp1250", "cp1257"))
    # A letter that two pages have is Western, as é is, but for the Slavic letters that cp1252 got later, as š.
    turkish -= western
    central -= _page("latin-1") | turkish
    baltic -= western | central
    latin = {"baltic": baltic, "central": central, "turkish": turkish, "western": western}

    def find(char: str) -> int:
        area = area_of_letter(char) or next((area for area, letters in latin.items() if char in letters), "signs")
        return _ORDER.index(area)

    return Kept(find)


def _page(name: str) -> set[str]:
    """Give the letters of a charset that are not ASCII."""
    return {char for char in decode_table(name).values() if char > "\x7f" and char.isalpha()}


def area_of(text: str) -> str:
    """Name the area that a text is from, by the letters beyond ASCII among its first 64 code points.

    "signs" for a text without such letters that is not ASCII, "" for ASCII.

    >>> area_of("Straße"), area_of("słowo"), area_of("語彙の"), area_of("→")
    ('western', 'central', 'japanese', 'signs')
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return ""
    return _ORDER[min(map(_places().__getitem__, filterfalse(str.isascii, sample)))]


def share(plan: Iterable[Chain], text: str) -> float:
    """Give the share that a plan has in all damage to texts of the area of a text, 0 to 1.

    Args:
        plan: The chains of its layers.
        text: The original. Software that reads it wrongly twice is the same both times, so it counts for every layer.

    >>> from unmojibake.charsets.wrong_readings import Chain
    >>> share([Chain("utf-8", "cp936")], "好") > share([Chain("utf-8", "cp936")], "é")
    True
    """
    known = shares(area_of(text))
    return math.prod(known[chain] for chain in plan)
