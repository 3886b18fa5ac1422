"""Where a text is from, by its letters: text of one area is read wrongly in other ways than that of another."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.tables import decode_table
from unmojibake.charsets.wrong_readings import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unmojibake.charsets.wrong_readings import Chain

_SAMPLE: Final = 64
"""Code points of a text that are looked at."""
_SCRIPTS: Final = {
    "japanese": "\u3041-\u30fa\uff66-\uff9f",
    "korean": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "chinese": "\u3001-\u301f\uff01-\uff60\u2e80-\u2fdf\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u05d0-\u05ea",
    "arabic": "\u0620-\u06ff",
    "thai": "\u0e01-\u0e5b",
    "vietnamese": "\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9",
}
"""The letters that tell an area, in the order in which they are looked for: kana stand beside hanzi, and tell more."""


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    """Give what finds the letters of each area, in the order in which they are looked for."""
    western, turkish, central, baltic = map(_page, ("cp1252", "cp1254", "cp1250", "cp1257"))
    # What both have is Western, but for the Slavic letters that cp1252 got later.
    turkish -= western
    central -= _page("latin-1") | turkish
    baltic -= western | central
    latin = {"baltic": baltic, "central": central, "turkish": turkish, "western": western}
    classes = _SCRIPTS | {area: "".join(sorted(letters)) for area, letters in latin.items()}
    return {area: re.compile(f"[{letters}]") for area, letters in classes.items()}


def _page(name: str) -> set[str]:
    """Give the letters of a charset that are not ASCII."""
    return {char for char in decode_table(name).values() if char > "\x7f" and char.isalpha()}


def area_of(text: str) -> str:
    """Name the area that a text is from, by its first letters beyond ASCII.

    "signs" where it has none but is not ASCII, "" where it is.

    >>> area_of("Straße"), area_of("słowo"), area_of("語彙の"), area_of("→")
    ('western', 'central', 'japanese', 'signs')
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return ""
    return next((area for area, letters in _letters().items() if letters.search(sample)), "signs")


def share(plan: Iterable[Chain], text: str) -> float:
    """Give how much of all damage to texts like one is of a plan, 0 to 1.

    Args:
        plan: The layers.
        text: What was damaged. Who reads it wrongly twice is the same both times, so it counts for every layer.
    """
    known = shares(area_of(text))
    return math.prod(known[chain] for chain in plan)
