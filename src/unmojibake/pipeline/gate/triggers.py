"""Tells for a text and a wrong reading whether the text may have come from it, by the trigger of the reading.

A trigger is what no text damaged by a chain is without: most often the beginning of a character of the origin, as the
carrier shows it. UTF-8 read as GBK has such a pair of characters as `鎿嶄`, UTF-8 read as code page 1252 such as `Ã¶`.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table
from unmojibake.charsets.one_by_one import code_of
from unmojibake.charsets.wrong_readings import ROWS, Chain
from unmojibake.pipeline.gate.char_class import char_class

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    _Search: TypeAlias = Callable[[str], object]

NEARLY_THE_SAME_AS = {"gb18030": "cp936", "cp950": "big5"}
"""For each carrier that is nearly the same as another one, that other one.

It is tried only on a line that has a character which the two read otherwise, such as the euro sign of GB18030.
"""
_EAST_ASIAN = r"[\u00a1-\u04ff\u2000-\uffef]"
_UTF8_LEADS = range(0xC2, 0xF5)
_THREE = 0xE0
_UTF8_TRAILS = range(0x80, 0xC0)
_MARKED = range(0xAA, 0xC0)
"""The second bytes of the dashes, dots, quotation marks and brackets of GBK; their first byte is A1."""
_MARKS = "?\ufffd\u30fb "
_RESAVED = tuple(chain for chain in ROWS if chain.carrier == "utf-8")
"""The wrong readings whose damaged text was saved, and read as UTF-8 again."""


def has_trigger(chain: Chain, text: str) -> bool:
    """Tell whether a text may have come from a wrong reading: whether it has its trigger.

    >>> [has_trigger(Chain("utf-8", "cp936"), text) for text in ("鎿嶄綔", "操作")]
    [True, False]
    """
    return bool(_trigger(chain)(text))


def is_resaved(line: str) -> bool:
    """Tell whether a line may have been read wrongly, saved, and read as UTF-8 again: it has its mark of loss.

    Such as `E` behind a character whose last byte is that of the middle dot of cp932. Linear, in C.

    >>> is_resaved("ぁE"), is_resaved("あE")
    (True, False)
    """
    return any(has_trigger(chain, line) for chain in _RESAVED)


@functools.cache
def _trigger(chain: Chain) -> _Search:
    """Make the trigger of a chain: the search for what every span damaged by it has."""
    if chain.carrier in NEARLY_THE_SAME_AS:
        return _own_trigger(chain.carrier)
    utf8 = chain.origin == "utf-8"
    if chain.edits or chain in _RESAVED:
        return _edits_trigger(chain.carrier) if chain.edits else _resaved_trigger(chain.origin)
    if tables.lookup(chain.carrier).wide:
        return _wide_trigger(chain.carrier) if utf8 else re.compile(_EAST_ASIAN).search
    if chain.carrier == "latin-1" and Chain(chain.origin, "cp1252") in ROWS:
        # Latin-1 differs from code page 1252, which is tried too, in its controls alone: `\x93`. UTF-8 may have lost
        # them since, which leaves a lone `â`.
        return re.compile(r"[\x80-\x9f]" + (r"|[\xc2-\xf4](?![\x80-\xbf])" if utf8 else "")).search
    return _narrow_trigger(chain.carrier, utf8=utf8, wide=tables.lookup(chain.origin).wide)


@functools.cache
def _narrow_trigger(carrier: str, *, utf8: bool, wide: bool) -> _Search:
    """Make the trigger of UTF-8, of pages of two bytes, or of one, that a carrier of one byte a character read."""
    high = {char: code for char, code in inverse_table(carrier).items() if char > "\x7f"}
    if not wide:
        return re.compile(f"[{char_class(list(high))}]").search
    leads, trails = (_UTF8_LEADS, _UTF8_TRAILS) if utf8 else (range(0x81, 0xFF), range(0x80, 0xFF))
    begins = char_class([char for char, code in high.items() if code[0] in leads])
    goes_on = char_class([char for char, code in high.items() if code[0] in trails])
    return re.compile(f"[{begins}](?:[{goes_on}{_MARKS if utf8 else ''}]|$)").search


def _edits_trigger(carrier: str) -> _Search:
    """Make the trigger of edited bytes: a hanzi with its gloss, `經(jīng)`, or `!` before the rest of a mark."""
    reading = r"[a-z\xe0-\xfc\u0101-\u01dc\u01f9\u0251\u0261 ,/']+\)"
    search = re.compile(rf"[\u3400-\u9fff\ue000-\uf8ff](?:[!-~]?\(|\?){reading}|[!！][?\ufffd]").search
    behind = re.compile(r"[!！](?=([^\x00-\x7f]))").findall

    def is_rest(char: str) -> bool:
        code = code_of(char, carrier)
        return code is not None and len(code) > 1 and code[0] in _MARKED

    return lambda text: search(text) or any(map(is_rest, behind(text)))


def _resaved_trigger(page: str) -> _Search:
    """Make the trigger of text that was read in `page`, saved, and read as UTF-8 again: the mark of loss of the page.

    The mark has two bytes, in cp932 81 45: the first one ends a character of UTF-8 or shows as U+FFFD, the second is a
    sign of ASCII, `E`.
    """
    lead, second = code_of(tables.replacement(page), page) or b"??"
    sign = chr(second)
    # The second byte is looked for first: a single character is found much faster.
    before = re.compile(rf"{sign}(?<=([^\x00-\u07ff\ufffe-\U0010ffff]){sign})").findall

    def is_end(char: str) -> bool:
        return ord(char) % 0x40 == lead % 0x40 or char == "\N{REPLACEMENT CHARACTER}"

    return lambda text: any(map(is_end, before(text)))


class _Kinds(dict[int, str]):
    """What characters are where a carrier of two bytes a character read UTF-8, each a letter, found as it is met.

    `t` begins a character of three bytes, `o` one of two, `g` goes on with one, `v` does so and begins the next, `n` is
    none of these; `f`, `m`, `d` and the question mark are marks of loss, of which `d` may also go on; `a` is ASCII.
    """

    def __init__(self, carrier: str) -> None:
        super().__init__(dict.fromkeys(range(128), "a") | {ord("\n"): "\n", ord("?"): "?", 0xFFFD: "f"})
        self._carrier = carrier

    def __missing__(self, char: int) -> str:
        found = self[char] = self._find(chr(char))
        return found

    def _find(self, char: str) -> str:
        code = code_of(char, self._carrier)
        kind = _kind(code) if code else "n"
        return ("d" if kind in "gv" else "m") if char == "\N{KATAKANA MIDDLE DOT}" else kind


def _kind(code: bytes) -> str:
    """Name what two bytes are in UTF-8; see `_Kinds`."""
    if code[0] in _UTF8_TRAILS:
        return "v" if code[1:2] and code[1] in _UTF8_LEADS else "g"
    if code[0] not in _UTF8_LEADS:
        return "n"
    if code[0] >= _THREE:
        return "t" if code[1:2] and code[1] in _UTF8_TRAILS else "n"
    return "o" if len(code) == 1 or code[1] in _UTF8_TRAILS else "n"


def _wide_trigger(carrier: str) -> _Search:
    """Make the trigger of UTF-8 that a carrier of two bytes a character read: how a character of UTF-8 begins in it."""
    pattern = (
        r"t(?:[gvdmf?]|$)"  # a character of three bytes or more: `鎿嶄`
        r"|(?<![^a?\n])[ogvd]+(?![^a?\n])|o{5}"  # of two bytes: words of them, `谩茅`
    )
    if carrier != "cp936":
        # The first pair may have been lost: then a character has the end of one and the beginning of the next.
        pattern += r"|[v?dm][gvd]"
    search, kinds = re.compile(pattern).search, _Kinds(carrier)
    # By the kinds of its characters: classes of thousands of them would take 10 to 25 ms a carrier to compile.
    return lambda text: search(text.translate(kinds))


def _own_trigger(carrier: str) -> _Search:
    """Make the search for what a carrier reads otherwise than the carrier it is nearly the same as: `€` of GB18030."""
    other = NEARLY_THE_SAME_AS[carrier]

    @functools.cache
    def is_own(char: str) -> bool:
        code = code_of(char, carrier)
        return code is not None and code != code_of(char, other)

    return lambda text: any(map(is_own, text))
