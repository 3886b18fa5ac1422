"""Gives damaged text after other software had it: each function takes a text and gives the text with a further loss.

Each function is pure and linear; `LATER` names them. They lose bytes that the wrong reading had kept.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from unmojibake.charsets import tables

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def ask_for_replacement(text: str) -> str:
    """Give a text with question marks for U+FFFD, as saving in a legacy encoding does.

    >>> ask_for_replacement("好\N{REPLACEMENT CHARACTER}")
    '好?'
    """
    return text.replace(_REPLACEMENT, "?")


def drop_replacement(text: str) -> str:
    """Give a text without U+FFFD, as clean-up scripts do.

    >>> drop_replacement("好\N{REPLACEMENT CHARACTER}")
    '好'
    """
    return text.replace(_REPLACEMENT, "")


def drop_controls(text: str) -> str:
    r"""Give a text without the C1 controls U+0080-U+009F, as form filters and XML writers do.

    >>> drop_controls("don\x92t")
    'dont'
    """
    return re.sub("[\x80-\x9f]", "", text)


def drop_undefined(text: str) -> str:
    r"""Give a text without the controls that stand for bytes which cp1252 leaves undefined.

    >>> drop_undefined("a\x81\x82") == "a\x82"
    True
    """
    return text.translate(dict.fromkeys(tables.undefined("cp1252")))


def drop_private(text: str) -> str:
    r"""Give a text without private-use characters, U+E000-U+F8FF, which most fonts do not show.

    >>> drop_private("涓\ue15f枃")
    '涓枃'
    """
    return re.sub("[\ue000-\uf8ff]", "", text)


def space_no_break(text: str) -> str:
    r"""Give a text with spaces for no-break spaces, as editors and copying from a browser do.

    >>> space_no_break("a\xa0b")
    'a b'
    """
    return text.replace(_NO_BREAK_SPACE, " ")


def trim_no_break(text: str) -> str:
    r"""Give a text without no-break spaces at both ends of each line, as trimming of input does.

    >>> trim_no_break("\xa0a\xa0b\xa0\n") == "a\xa0b\n"
    True
    """
    lines = text.splitlines(keepends=True)
    return "".join(map(_trim_line, lines))


def _trim_line(line: str) -> str:
    content = line.rstrip("\r\n")
    return content.strip(_NO_BREAK_SPACE) + line[len(content) :]


def narrow(text: str) -> str:
    """Give a text with its full-width marks half-width, as mirrors of Chinese sites do; `。` has no half-width form.

    >>> narrow("好，（好）。")
    '好,(好)。'
    """
    return text.translate(_NARROW)


_NARROW = {code: code - 0xFEE0 for code in map(ord, "！（），：；？")}


def compose(text: str) -> str:
    r"""Give a text in NFC, which unifies the duplicate hanja of cp949.

    >>> compose("\uf9d1") == "\u516d"
    True
    """
    return unicodedata.normalize("NFC", text)


LATER: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "fffd-to-?": ask_for_replacement,
        "fffd-dropped": drop_replacement,
        "c1-dropped": drop_controls,
        "undefined-dropped": drop_undefined,
        "pua-dropped": drop_private,
        "nbsp-to-space": space_no_break,
        "nbsp-trimmed": trim_no_break,
        "half-width": narrow,
        "nfc": compose,
    }
)
"""The name of each later damage, as plans give it, and its function."""
