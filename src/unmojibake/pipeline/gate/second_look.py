"""The second look: given a line at which the first look stopped, tells whether anything in it can be damage at all.

Microseconds where the search takes milliseconds. The table of wrong readings says what damage can't be without: behind
the beginning of a character of UTF-8 as a page of two bytes shows it stands the rest of it or a mark of loss
(`utf8_in_pairs`); what one such page made of another is rare characters close to each other (`page_in_page`); what a
page of single bytes shows is words that some row makes something better of (`word_look`); and an edit leaves a gloss or
an exclamation mark with text that is out of step behind it. A line without any of it is let go.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from unmojibake.charsets.inverse import code_table
from unmojibake.charsets.tables import decode_table, lookup
from unmojibake.charsets.wrong_readings import ROWS
from unmojibake.pipeline.gate import edit_look, page_in_page, utf8_in_pairs, word_look
from unmojibake.pipeline.gate.character_sets import load_sets
from unmojibake.pipeline.gate.common_characters import is_common
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Callable

_UNWRITTEN: Final = "\x80-\x9f\ufffd\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
"""What nobody writes, and what replaces what was lost."""
_FOREIGN: Final = on_use("[\x00-\u024f]+")
"""Whatever is no sign of another alphabet than Latin."""
_WIDE: Final = on_use("[^\x00-\u2fff\uff61-\uff9f]+")
"""What only pages of two bytes a character show."""
_find_paged: Final = on_use("[^\x00-\u33ff\U00010000-\U0010ffff]")
"""Hanzi, Hangul, half-width kana: what such a page shows of damage has one of them."""
_find_unwritten: Final = on_use(f"[{_UNWRITTEN}\u951f]")
_find_accented: Final = on_use("[\xc2-\xf4\u0391-\u03a9\u0420\u0421\u00d7]")
_find_latin: Final = on_use(
    "ï¿½|â€|[ÂÃ](?:[\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|(?<=[a-z].)(?!\\w)|(?<!\\S.) )|[ÄÅ](?<=[a-z].)(?!\\w)"
    "|[ÂÃÄÅÎÏÐÑ×ØÙ][?_](?=\\S)|[à-ï][\"'][¡-¿€-™]|[à-ï][?_¡-¿€-™][^\\s\\w]?[à-ï][?_¡-¿€-™]"
)
"""What UTF-8 that was read as Latin-1 or code page 1252 shows, whole or with losses: `Ã©`, `Ã `, `ä¸?å`, `â€`."""

_find_dense: Final = on_use("[\xc0-\xff][\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{4}")
"""Five characters of code page 1252 in a row, the first of them a letter: of 860,000 clean lines two have that."""


_SIGN: Final = "[^\x00-\u024f\u2010-\u203a]"
_embedded: Final = on_use(
    rf"([A-Za-z\xc0-\u024f])({_SIGN}){_SIGN}{{,2}}(?=[a-z\xc0-\u024f])|(?<=[a-z])([a-z])({_SIGN})(?!\w)"
    rf"|(\??)(?<!\w)({_SIGN})(?=[a-z]{{2}})"
)
"""A sign in a Latin word, at its end or before it, with what is before that: `\u9c02fnen` was \xf6ffnen."""
_LOST: Final = "\ufffd\u30fb"
"""What stands for bytes that a page of two does not have."""
_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_begins: Final = on_use(rb"(?:[\xc2-\xc9]|\xe1[\xb8-\xbb]|\xe2\x80)(?:[\x80-\xbf]|\Z)|[\xe1\xe2]\Z")
"""Finds what a letter of Latin begins with in UTF-8, or a sign beside one."""
_TRAILS: Final = range(0x80, 0xC0)
_SIGNS_REMEMBERED: Final = 1 << 12
_find_small: Final = on_use("[a-z\xc0-\u024f]")
"""Finds what every such sign has beside it: it is found in a fifth of the time."""
_FEW: Final = 4
"""Latin letters for each such sign that make a line one of a Latin alphabet: text of two alphabets has fewer."""


def is_clean(line: str) -> bool:
    """Tell of a line at which the first look stopped whether nothing in it can be damage after all. Linear.

    >>> is_clean("\u00deetta er h\u00fan"), is_clean("\u6d63\u72b2\u30bd")
    (True, False)
    """
    if is_marked(line) or edit_look.is_edited(line) or _is_latin_with_signs(line):
        return False
    if not _find_paged.search(line):
        return word_look.is_clean(_WIDE.sub(" ", line))
    # Where there are hanzi, they are the likelier damage, and the words beside them few.
    return utf8_in_pairs.is_clean(line) and page_in_page.is_clean(line) and word_look.is_clean(_WIDE.sub(" ", line))


def _is_latin_with_signs(line: str) -> bool:
    r"""Tell whether a line of Latin letters has signs that were letters in its words: `r\u5db2ion`, r\xe9gion."""
    if not _find_small.search(line) or not _embedded.search(line):
        return False
    latin = sum(map(str.isalpha, line.encode("ascii", "ignore").decode("ascii")))
    if latin < _FEW * len(_FOREIGN.sub("", line)):
        return False
    return any(_may_be_letter("".join(filter(None, pair))) for pair in set(_embedded.findall(line)))


@lru_cache(_SIGNS_REMEMBERED)
def _may_be_letter(pair: str) -> bool:
    r"""Tell whether a sign may be a letter of Latin, or its beginning, that a row of the table has read wrongly.

    Args:
        pair: The letter before it or the mark of loss, if there is one, and the sign.

    >>> _may_be_letter("r\u5db2"), _may_be_letter("r\u0259")
    (True, False)
    """
    sign = pair[-1]
    if sign in _LOST:
        return True
    # A letter of another alphabet that stands for one byte is weighed as part of its word.
    is_sign = not sign.isalpha() or normalize("NFKC", sign) != sign
    for origin, carrier in ROWS:
        code = code_table(carrier).get(sign) if carrier not in {origin, "utf-8"} else None
        if code is None:
            continue
        if origin == "utf-8" and (_begins.match(code) or (pair[0] == "?" and code[0] in _TRAILS)):
            return True
        if is_sign or lookup(carrier).wide:
            read = "" if lookup(origin).wide else decode_table(origin).get(code[:1], "")
            fits = read.isalpha() and is_common(read) and not (pair[0].islower() and read.isupper())
            if fits or read == _APOSTROPHE:
                return True
    return False


def is_marked(text: str) -> bool:
    """Tell whether a text holds what shows damage or loss by itself: private use, `â€`, `Ã©`, `忙聣聯`."""
    if _find_unwritten.search(text) or "烫烫烫" in text or "屯屯屯" in text:
        return True
    if _find_accented.search(text) and (_find_latin.search(text) or _find_dense.search(text)):
        return True
    return _find_merged()(text) is not None


@cache
def _find_merged() -> Callable[[str], re.Match[str] | None]:
    """Make the search for hanzi that two wrong readings made of one, or that a mark of loss became."""
    sets = load_sets()
    return re.compile("[" + sets["begins"] + "][" + sets["goes_on"] + "]{2}|拷(?<=[^\\s\u70c7].)").search
