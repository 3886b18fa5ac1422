"""Names the area that a text is from, by its letters: text of each area is read wrongly in ways of its own."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.tables import decode_table
from unmojibake.charsets.wrong_readings import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regex import Pattern

    from unmojibake.charsets.wrong_readings import Chain

_SAMPLE: Final = 64
"""Code points of a text that are looked at."""
_SCRIPTS: Final = {
    "japanese": r"\p{Hiragana}\p{Katakana}ｰﾞﾟ",
    "korean": r"\p{Hangul}",
    "chinese": r"\p{Han}\p{Bopomofo}\u3001-\u301f\uff01-\uff60",
    "cyrillic": r"\p{Cyrillic}",
    "greek": r"\p{Greek}",
    "hebrew": r"\p{Hebrew}",
    "arabic": r"\p{Arabic}",
    "thai": r"\p{Thai}",
    "vietnamese": r"\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9",
}
"""The letters that tell an area, in the order in which they are looked for: kana stand beside hanzi, and tell more.

By the names of Unicode's scripts. The marks of Chinese text and the letters of Vietnamese have no script of their own.
"""


@cache
def _letters() -> dict[str, Pattern[str]]:
    """Give for each area the pattern of its letters, in the order in which they are looked for."""
    import regex  # noqa: PLC0415 - 20 ms, for damaged text only

    western, turkish, central, baltic = map(_page, ("cp1252", "cp1254", "cp1250", "cp1257"))
    # A letter that two pages have is Western, as é is, but for the Slavic letters that cp1252 got later, as š.
    turkish -= western
    central -= _page("latin-1") | turkish
    baltic -= western | central
    latin = {"baltic": baltic, "central": central, "turkish": turkish, "western": western}
    classes = _SCRIPTS | {area: "".join(sorted(letters)) for area, letters in latin.items()}
    return {area: regex.compile(f"[{letters}]") for area, letters in classes.items()}


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
    return next((area for area, letters in _letters().items() if letters.search(sample)), "signs")


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
