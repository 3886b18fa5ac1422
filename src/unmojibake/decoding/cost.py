"""Gives the nats of a text that some bytes read, by the language model."""

import math
import re
import unicodedata
from functools import cache
from typing import Final

from unmojibake.decoding.readings import REPLACEMENT
from unmojibake.language import load
from unmojibake.language.punctuation import sign_costs

BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""Bytes that no text has, by https://mimesniff.spec.whatwg.org/#binary-data-byte."""
NOISE: Final = math.log(256)
"""Nats for a byte that may as well be any other."""

_COMBINING: Final = re.compile("[\u0300-\u036f]")
_UNREADABLE = {chr(code): REPLACEMENT for code in range(0x20) if BINARY.match(bytes((code,)))} | {"\x7f": REPLACEMENT}
_TABLE = str.maketrans(_UNREADABLE)


def cost(text: str) -> float:
    """Return -ln P of a text that stands alone, in nats. Linear, about a microsecond a character.

    U+FFFD, and a control that no text has, cost as much as a character that the model has never seen.

    >>> cost("图书馆") < cost("ͼÊé¹Ý")
    True
    """
    text = text.translate(_TABLE)
    if _COMBINING.search(text):
        # The model was trained on composed letters; Vietnamese in cp1258 has its marks apart.
        text = unicodedata.normalize("NFC", text)
    unreadable = text.count(REPLACEMENT)
    if unreadable:
        text = text.replace(REPLACEMENT, " ")
    # That the text ends here is part of it: words are whole.
    total = load().score(text + "\n") + unreadable * never_seen()
    return total + sum(text.count(sign) * nats for sign, nats in sign_costs().items() if sign in text)


@cache
def never_seen() -> float:
    """Return the nats of a byte that stands for no character: those of a character that the model has never seen."""
    return load().cost("a", "\x81")
