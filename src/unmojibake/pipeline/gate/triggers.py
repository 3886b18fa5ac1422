"""Tells for a text and a wrong reading whether the text may have come from it, by the trigger of the reading.

A trigger is what no text damaged by a chain is without: most often the beginning of a character of the origin, as the
carrier shows it. UTF-8 read as GBK has such a pair of characters as `鎿嶄`, UTF-8 read as code page 1252 such as `Ã¶`.
"""

import functools
import re

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table
from unmojibake.charsets.wrong_readings import ROWS, Chain
from unmojibake.pipeline.gate.char_class import char_class

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
    return _trigger(chain).search(text) is not None


def is_resaved(line: str) -> bool:
    """Tell whether a line may have been read wrongly, saved, and read as UTF-8 again: it has its mark of loss.

    Such as `E` behind a character whose last byte is that of the middle dot of cp932. Linear, in C.

    >>> is_resaved("ぁE"), is_resaved("あE")
    (True, False)
    """
    return any(_trigger(chain).search(line) for chain in _RESAVED)


@functools.cache
def _trigger(chain: Chain) -> re.Pattern[str]:
    """Make the trigger of a chain: the pattern that every span damaged by it has."""
    if chain.carrier in NEARLY_THE_SAME_AS:
        return re.compile(f"[{char_class(_own(chain.carrier))}]")
    utf8 = chain.origin == "utf-8"
    if chain.edits or chain in _RESAVED:
        return _edits_trigger(chain.carrier) if chain.edits else _resaved_trigger(chain.origin)
    if tables.lookup(chain.carrier).wide:
        return _wide_trigger(chain.carrier) if utf8 else re.compile(_EAST_ASIAN)
    if chain.carrier == "latin-1" and Chain(chain.origin, "cp1252") in ROWS:
        # Latin-1 differs from code page 1252, which is tried too, in its controls alone: `\x93`. UTF-8 may have lost
        # them since, which leaves a lone `â`.
        return re.compile(r"[\x80-\x9f]" + (r"|[\xc2-\xf4](?![\x80-\xbf])" if utf8 else ""))
    high = {char: code for char, code in inverse_table(chain.carrier).items() if char > "\x7f"}
    if not tables.lookup(chain.origin).wide:
        return re.compile(f"[{char_class(list(high))}]")
    leads, trails = (_UTF8_LEADS, _UTF8_TRAILS) if utf8 else (range(0x81, 0xFF), range(0x80, 0xFF))
    begins = char_class([char for char, code in high.items() if code[0] in leads])
    goes_on = char_class([char for char, code in high.items() if code[0] in trails])
    return re.compile(f"[{begins}](?:[{goes_on}{_MARKS if utf8 else ''}]|$)")


def _edits_trigger(carrier: str) -> re.Pattern[str]:
    """Make the trigger of edited bytes: a hanzi with its gloss, `經(jīng)`, or `!` before the rest of a mark."""
    table = inverse_table(carrier)
    rest = char_class([char for char, code in table.items() if len(code) > 1 and code[0] in _MARKED])
    reading = r"[a-z\xe0-\xfc\u0101-\u01dc\u01f9\u0251\u0261 ,/']+\)"
    return re.compile(rf"[\u3400-\u9fff\ue000-\uf8ff](?:[!-~]?\(|\?){reading}|[!！][?\ufffd{rest}]")


def _resaved_trigger(page: str) -> re.Pattern[str]:
    """Make the trigger of text that was read in `page`, saved, and read as UTF-8 again: the mark of loss of the page.

    The mark has two bytes, in cp932 81 45: the first one ends a character of UTF-8 or shows as U+FFFD, the second is a
    sign of ASCII, `E`.
    """
    lead, sign = tables.encode(tables.replacement(page), page)
    ends = char_class([char for code in range(0x800, 0xFFFE) if (char := chr(code)) and code % 0x40 == lead % 0x40])
    # The second byte is looked for first: a single character is found much faster.
    return re.compile(rf"{chr(sign)}(?<=[{ends}\ufffd]{chr(sign)})")


def _wide_trigger(carrier: str) -> re.Pattern[str]:
    """Make the trigger of UTF-8 that a carrier of two bytes a character read: how a character of UTF-8 begins in it."""
    table = inverse_table(carrier)
    pairs = {char: code for char, code in table.items() if char > "\x7f"}
    three = char_class(
        [
            char
            for char, code in pairs.items()
            if code[0] >= _THREE and code[0] in _UTF8_LEADS and code[1:2] and code[1] in _UTF8_TRAILS
        ]
    )
    goes_on = char_class([char for char, code in pairs.items() if code[0] in _UTF8_TRAILS])
    two = char_class(
        [
            char
            for char, code in pairs.items()
            if code[0] < _THREE and code[0] in _UTF8_LEADS and (len(code) == 1 or code[1] in _UTF8_TRAILS)
        ]
    )
    pattern = (
        rf"[{three}](?:[{goes_on}?\ufffd\u30fb]|$)"  # a character of three bytes or more: `鎿嶄`
        rf"|(?<![^\x00-\x7f])[{two}{goes_on}]+(?![^\x00-\x7f])|[{two}]{{5}}"  # of two bytes: words of them, `谩茅`
    )
    if carrier != "cp936":
        # The first pair may have been lost: then a character has the end of one and the beginning of the next.
        over = char_class(
            [char for char, code in pairs.items() if code[0] in _UTF8_TRAILS and code[1:2] and code[1] in _UTF8_LEADS]
        )
        pattern += rf"|[{over}][{goes_on}]|[?\u30fb][{goes_on}]"
    return re.compile(pattern)


def _own(carrier: str) -> list[str]:
    """Give the characters that a carrier reads otherwise than the carrier it is nearly the same as.

    >>> "€" in _own("gb18030"), "中" in _own("gb18030")
    (True, False)
    """
    other = inverse_table(NEARLY_THE_SAME_AS[carrier])
    return [char for char, code in inverse_table(carrier).items() if other.get(char) != code]
