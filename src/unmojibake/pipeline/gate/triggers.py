"""Which wrong readings a text could have come from: the look that follows the gate.

Each chain leaves something that its damage cannot be without: the beginning of a
character in the origin, seen through the carrier.
"""

import functools
import re

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table
from unmojibake.charsets.wrong_readings import ROWS, Chain
from unmojibake.pipeline.gate.char_class import char_class

BUT_FOR = {"gb18030": "cp936", "cp950": "big5"}
"""The carriers that are the same as another one but for some characters, without which they need not be tried."""
_EAST_ASIAN = r"[\u00a1-\u04ff\u2000-\uffef]"
_UTF8_LEADS = range(0xC2, 0xF5)
_THREE = 0xE0
_UTF8_TRAILS = range(0x80, 0xC0)
_MARKED = range(0xAA, 0xC0)
"""The second bytes of GBK's dashes, dots, quotation marks and brackets, whose first is A1."""
_MARKS = "?\ufffd\u30fb "
_RESAVED = tuple(chain for chain in ROWS if chain.carrier == "utf-8")
"""The wrong readings that were saved as they were and read as UTF-8 again."""


def has_trigger(chain: Chain, text: str) -> bool:
    """Tell whether a text may have come from one wrong reading."""
    return _trigger(chain).search(text) is not None


def is_resaved(line: str) -> bool:
    """Tell whether a mark of loss may stand in a line that was saved wrongly and read rightly again. Linear, in C."""
    return any(_trigger(chain).search(line) for chain in _RESAVED)


@functools.cache
def _trigger(chain: Chain) -> re.Pattern[str]:
    """Make the pattern of what a damaged span of a chain cannot be without."""
    if chain.carrier in BUT_FOR:
        return re.compile(f"[{char_class(_own(chain.carrier))}]")
    utf8 = chain.origin == "utf-8"
    if chain.edits or chain in _RESAVED:
        return _edits_trigger(chain.carrier) if chain.edits else _resaved_trigger(chain.origin)
    if tables.lookup(chain.carrier).wide:
        return _wide_trigger(chain.carrier) if utf8 else re.compile(_EAST_ASIAN)
    if chain.carrier == "latin-1" and Chain(chain.origin, "cp1252") in ROWS:
        # The same as code page 1252 but for the controls, and for UTF-8 that lost them.
        return re.compile(r"[\x80-\x9f]" + (r"|[\xc2-\xf4](?![\x80-\xbf])" if utf8 else ""))
    high = {char: code for char, code in inverse_table(chain.carrier).items() if char > "\x7f"}
    if not tables.lookup(chain.origin).wide:
        return re.compile(f"[{char_class(list(high))}]")
    leads, trails = (_UTF8_LEADS, _UTF8_TRAILS) if utf8 else (range(0x81, 0xFF), range(0x80, 0xFF))
    begins = char_class([char for char, code in high.items() if code[0] in leads])
    goes_on = char_class([char for char, code in high.items() if code[0] in trails])
    return re.compile(f"[{begins}](?:[{goes_on}{_MARKS if utf8 else ''}]|$)")


def _edits_trigger(carrier: str) -> re.Pattern[str]:
    """Make the pattern of a reading behind a character, and of an exclamation mark before the rest of a mark."""
    table = inverse_table(carrier)
    rest = char_class([char for char, code in table.items() if len(code) > 1 and code[0] in _MARKED])
    reading = r"[a-z\xe0-\xfc\u0101-\u01dc\u01f9\u0251\u0261 ,/']+\)"
    return re.compile(rf"[\u3400-\u9fff\ue000-\uf8ff](?:[!-~]?\(|\?){reading}|[!！][?\ufffd{rest}]")


def _resaved_trigger(page: str) -> re.Pattern[str]:
    """Make the pattern of a page's mark of loss among UTF-8: its first byte ends a character, or shows as U+FFFD."""
    lead, sign = tables.encode(tables.replacement(page), page)
    ends = char_class([char for code in range(0x800, 0xFFFE) if (char := chr(code)) and code % 0x40 == lead % 0x40])
    # Its second byte is looked for first: a single character is found much faster.
    return re.compile(rf"{chr(sign)}(?<=[{ends}\ufffd]{chr(sign)})")


def _wide_trigger(carrier: str) -> re.Pattern[str]:
    """Make the pattern of how UTF-8 begins where pairs of its bytes were read as one character."""
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
        rf"[{three}](?:[{goes_on}?\ufffd\u30fb]|$)"  # three bytes and more: over the end of the first character
        rf"|(?<![^\x00-\x7f])[{two}{goes_on}]+(?![^\x00-\x7f])|[{two}]{{5}}"  # two bytes: words of nothing else
    )
    if carrier != "cp936":
        # Their first pair may have been lost.
        over = char_class(
            [char for char, code in pairs.items() if code[0] in _UTF8_TRAILS and code[1:2] and code[1] in _UTF8_LEADS]
        )
        pattern += rf"|[{over}][{goes_on}]|[?\u30fb][{goes_on}]"
    return re.compile(pattern)


def _own(carrier: str) -> list[str]:
    """Give the characters that a carrier reads otherwise than the one it is nearly the same as."""
    other = inverse_table(BUT_FOR[carrier])
    return [char for char, code in inverse_table(carrier).items() if other.get(char) != code]
