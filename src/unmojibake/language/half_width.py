r"""Gives what half-width kana stand for: the katakana that the model knows, with their marks.

`\uff76\uff9e` and `\u30ac` are one letter to who reads them. The model has seen the second only, and takes each word of
the first for nothing but rare characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from re import Match

_find: Final = on_use("[\uff61-\uff9f]+")


def first(text: str) -> int:
    r"""Give the place of the first half-width kana of a text; -1 where there are none.

    >>> first("\u77f3 \uff72\uff7c"), first("\u77f3")
    (2, -1)
    """
    found = _find.search(text)
    return found.start() if found else -1


def folded(text: str) -> str:
    r"""Give a text with full-width katakana for half-width ones. Linear.

    >>> folded("\uff76\uff9e\uff9d") == "\u30ac\u30f3"
    True
    """
    return _find.sub(_full, text)


def _full(found: Match[str]) -> str:
    """Give the full-width katakana for some half-width ones."""
    return normalize("NFKC", found[0])
