"""The part of the second look that asks whether a text is UTF-8 that was read as a page of two bytes a character.

Such a page shows the first two bytes of a character, and what goes on behind them: the rest of it, or a mark of loss.
That is searched for in C. What is found is taken back to bytes; where these have whole characters of UTF-8 that are
common, the text is kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from unmojibake.pipeline.gate.char_class import char_class
from unmojibake.pipeline.gate.common_characters import is_common
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CODECS: Final = {"cp936": "gb18030", "big5": "big5hkscs"}
"""What Python has for a page where its own codec of that name lacks pairs."""
_PAGES: Final = ("cp936", "big5", "cp932", "euc_jp", "cp949")
"""The pages that UTF-8 was read as; the two that are nearly the same as one of them are not asked."""
_BY_HANGUL: Final = "cp949"
"""The one that shows a second byte as Hangul."""
_THREE, _TRAILS = range(0xE1, 0xF1), range(0x80, 0xC0)
"""The bytes that begin a character of three or four, and that go on."""
_TWO, _LATIN = range(0xC2, 0xE0), range(0xC2, 0xC6)
"""The bytes that begin a letter of two, and one of Latin."""
_SINGLE: Final = {"cp936": rb"\xa2\xe3", "cp932": rb"[\xa1-\xdf]"}
"""What Python makes of the characters that a page shows for a byte each: the euro sign, half-width kana."""
_WINDOW: Final = 24
"""Code points on either side of a hit that are read with it: eight characters of UTF-8."""
_LATIN_END: Final = "\u0180"
"""The first letter that is not of the Latin of Windows."""
_FEW_BESIDE: Final = 3
"""Characters of East Asia beside what reads as signs or letters of Latin: where there are more it is one of them."""
_WHOLE: Final = on_use(
    rb"(?P<proof>(?:[\xe1-\xef][\x80-\xbf]{2}){3,}|\xf0\x9f[\x80-\xbf])"
    rb"|(?:[\xe1-\xef][\x80-\xbf]{2}){2}"
    rb"|[\xe1-\xef][\x80-\xbf]{2}(?=(?:[\xe1-\xf0][\x80-\xbf]?)?(?:[\x01\x40-\x7e]|\Z))"
    rb"|(?<![\x80-\xff?])(?P<word>(?:[\xc2-\xdf][\x80-\xbf])+)(?![\x80-\xff?])"
    rb"|(?P<begun>[\xe1-\xef][\x80-\xbf]\x01|\A[\xe1-\xef][\x80-\xbf]\Z)"
)
"""Whole characters of UTF-8: several, one before a loss, a word of letters of two bytes; and one that lost its end.

A question mark is a character that the page does not have."""
_EURO: Final = "\N{EURO SIGN}".encode("gb18030")
_LOST: Final = "\1"
"""Stands for a mark of loss: a question mark would be what a page does not have."""
_RUN_BEFORE, _RUN = re.compile(r"[^\x00\x02-\x7f]*\Z"), re.compile(r"[^\x00\x02-\x7f]+")
EAST_ASIAN: Final = on_use("[^\x00-\u303f\ufb00-\U0010ffff]")
"""Hanzi, kana and Hangul."""
_BEHIND_ASCII: Final = on_use(r"(?<=[\x00-\x7f])[^\x00-\x7f]{1,24}")
"""What stands behind ASCII, up to ASCII or the length of a long word."""
_ENDS: Final = on_use(r"[^\x00-\x7f]++(?<=(.)(.))", re.DOTALL)
"""The last two characters before ASCII."""
_find_hangul: Final = on_use("[\uac00-\ud7a3]")


def is_clean(text: str) -> bool:
    """Tell whether nothing in a text is UTF-8 that a page of two bytes shows. Linear, in C but for what is found.

    >>> is_clean("\u91cd\u5e86\u706b\u9505\u5e95\u6599"), is_clean("\u6d63\u72b2\u30bd")
    (True, False)
    """
    padded = f" {text} ".replace("?", _LOST).replace("\u30fb", _LOST).replace("\ufffd", _LOST)
    pages = _PAGES if _find_hangul.search(text) else _PAGES[:-1]
    return not _has_characters(padded, pages) and not _has_words(padded, pages)


def _has_characters(text: str, pages: tuple[str, ...]) -> bool:
    """Tell whether a text has characters of three bytes of UTF-8 that read better than what stands.

    Args:
        text: The text between two spaces, with `_LOST` for each mark of loss.
        pages: The pages that may have read them.
    """
    search, shown = _begins(pages)
    hit = search(text)
    while hit:
        at = hit.start()
        for page in shown[hit[0]]:
            shows = text[at : at + 3].encode(CODECS.get(page, page), "replace")
            if _shape(page)(shows) and _is_run_better(text, at, at + 3, page):
                return True
        hit = search(text, at + 1)
    return False


def _has_words(text: str, pages: tuple[str, ...]) -> bool:
    """Tell whether a text has words of two bytes a letter that read better than what stands; see `_has_characters`."""
    if not _has_ends(text):
        return False
    spans = [hit.span() for hit in _BEHIND_ASCII.finditer(text)]
    for page in pages:
        together = " ".join([text[start:end] for start, end in spans])
        if _find_words(page)(f" {together} ".encode(CODECS.get(page, page), "replace")) and any(
            _is_run_better(text, start, end, page) for start, end in spans
        ):
            return True
    return False


@cache
def _begins(pages: tuple[str, ...]) -> tuple[Callable[..., re.Match[str] | None], dict[str, list[str]]]:
    """Make the search for what pages show for the first two bytes of a character, and say which show it.

    Of code page 949 also for a mark of loss, which may stand for them.
    """
    shown: dict[str, list[str]] = {}
    for page in pages:
        for char in (*decoded_pairs(page, _THREE, _TRAILS), *(_LOST if page == _BY_HANGUL else "")):
            shown.setdefault(char, []).append(page)
    return re.compile(f"[{char_class(shown)}]").search, shown


@cache
def _shape(page: str) -> Callable[[bytes], re.Match[bytes] | None]:
    """Make the match of the bytes that UTF-8 shows from there on: the rest of the character, or a mark of loss."""
    single = _SINGLE.get(page, rb"\x01")
    three = (
        rb"[\xe1-\xf0][\x80-\xbf](?:[\x80-\xbf][\x40-\x7e]|%(single)s|[\x00-\x20]"
        rb"|[\x80-\xbf][\xe1-\xf0](?:[\x80-\xbf]{2}|%(single)s|[\x00-\x20]))|\xf0\x9f[\x80-\xbf]{2}"
    ) % {b"single": single}
    lost = rb"|\x01(?:[\x80-\xbf][\xe1-\xf0](?:[\x80-\xbf][\x40-\xbf]|\x01)|[\x80-\xbf]{2}(?:[\x80-\xf0]{2}|\x01))"
    return re.compile(three + (lost if page == _BY_HANGUL else b"")).match


def _has_ends(text: str) -> bool:
    """Tell whether anything in a text ends as such a word does: with two letters, or with one that may be all of it."""
    letters, words = _letters()
    return any(last in letters and (before in letters or last in words) for before, last in _ENDS.findall(text))


@cache
def _letters() -> tuple[frozenset[str], frozenset[str]]:
    """Give what some page shows for a letter of two bytes, and those of them that may be a word: of Latin."""
    single = map(chr, (*range(0xFF61, 0xFFA0), 0x20AC))
    letters = (decoded_pairs(page, _TWO, _TRAILS) for page in _PAGES)
    words = (decoded_pairs(page, _LATIN, _TRAILS) for page in _PAGES)
    return frozenset(single).union(*letters), frozenset().union(*words)


@cache
def _find_words(page: str) -> Callable[[bytes], re.Match[bytes] | None]:
    """Make the search for words between ASCII with two bytes to a letter, and single letters of Latin."""
    pair = rb"[\xc2-\xdf][\x80-\xbf]" + (b"|" + _SINGLE[page] if page in _SINGLE else b"")
    word = rb"(?<![\x80-\xff?])(?:(?:%s){2,}|[\xc2-\xc5][\x80-\xbf])(?![\x80-\xff?])" % pair
    return re.compile(word).search


def _is_run_better(text: str, start: int, end: int, page: str) -> bool:
    """Tell whether the run around a place of a text is UTF-8 that was read as a page and reads better."""
    before = _RUN_BEFORE.search(text, max(0, start - _WINDOW), start + 1)
    run = _RUN.match(text, before.start() if before else start, end + _WINDOW)
    return run is not None and _reads_better(text, run.group(), page)


def _reads_better(text: str, run: str, page: str) -> bool:
    """Tell whether whole characters of UTF-8 in a run of a text, read as a page, are common.

    `\u6d63\u72b2\u30bd` is `\u4f60\u597d`; the bytes of `\u91cd\u5e86` have no whole character of UTF-8.
    """
    data = run.encode(CODECS.get(page, page), "replace")
    if page == "cp936":
        # Windows shows a byte as the euro sign, the standard two.
        data = data.replace(_EURO, b"\x80")
    for whole in _WHOLE.finditer(data):
        if whole["proof"] or (whole["begun"] and not is_common(run)):
            return True
        read = whole.group().decode("utf-8", "ignore")
        if whole["word"] and read and max(read) < _LATIN_END:
            if len(read) > _FEW_BESIDE or len(EAST_ASIAN.findall(text)) <= 2 * len(read) + _FEW_BESIDE:
                return True
        elif read and is_common(read):
            return True
    return False


def decoded_pairs(carrier: str, leads: Iterable[int], trails: Iterable[int]) -> set[str]:
    """Give the characters that a page shows for some pairs of bytes.

    >>> decoded_pairs("cp936", [0xD6], [0xD0])
    {'\u4e2d'}
    """
    # Decoded at once: what can't be read leaves the line feeds between the pairs.
    data = b"\n".join([bytes((lead, trail)) for trail in trails for lead in leads])
    found = data.decode(CODECS.get(carrier, carrier), "ignore").split("\n")
    return {char for char in found if len(char) == 1 and char > "\x7f"}
