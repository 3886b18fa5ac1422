"""Gives the text of bytes in one encoding, at C speed as far as they are valid."""

import codecs
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from unmojibake.charsets import tables

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_C1 = range(0x80, 0xA0)


class _Wide(NamedTuple):
    """An encoding that has a table of its own in `charsets`, wider than any codec of Python.

    Attributes:
        table: The name of the table.
        codec: The codec that reads most of it alike, in C.
        doubtful: Finds characters that the codec may have read otherwise than the table; None: there are none.
    """

    table: str
    codec: str
    doubtful: re.Pattern[str] | None = None


_WIDE = {
    "gb18030": _Wide("gb18030", "gb18030"),
    # Python's big5hkscs has other signs in row A1 than Windows and browsers have, its cp950 other rows C6 to C8.
    "big5hkscs": _Wide("big5", "cp950", re.compile("[\u0400-\u045f\u2460-\u249b\u3005\u3041-\u30ff]")),
    "cp932": _Wide("cp932", "cp932", re.compile("\uf8f0")),
    "euc_jp": _Wide("euc_jp", "euc_jp", re.compile("~")),
    "cp949": _Wide("cp949", "cp949"),
}
_FURTHER = {"gb18030": ("gb18030", 4), "euc_jp": ("euc_jis_2004", 2)}
"""The codec that is tried beyond the table, and its bytes: NEC's row 13 is in Python's EUC-JP of 2004 only."""
_NARROW = frozenset(charset.name for charset in tables.CHARSETS if not charset.wide)


def lines(data: bytes) -> list[bytes]:
    r"""Give the lines of some bytes, line feeds included: only UTF-16 and UTF-32 have that byte inside a character.

    >>> lines(b"a\r\nb\n\nc")
    [b'a\r\n', b'b\n', b'\n', b'c']
    """
    return _LINES.findall(data)


def is_valid(data: bytes, encoding: str = "utf-8") -> bool:
    r"""Tell whether all of some bytes are valid in an encoding: at C speed, and a little stricter than `read`.

    >>> is_valid(b"\xd6\xd0"), is_valid(b"\xd6\xd0", "gb18030")
    (False, True)
    """
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return encoding == "big5hkscs" and is_valid(data, "cp950")
    return True


def read(data: bytes, encoding: str) -> str:
    r"""Give the text of bytes in an encoding; each byte or pair that stands for no character becomes one U+FFFD.

    Linear. Where bytes are not what Python's codec knows, only their line goes through a table.

    >>> read(b"\x80\xd6\xd0\xd6", "gb18030")
    '€中\ufffd'
    """
    if encoding in _NARROW:
        return codecs.charmap_decode(data, "strict", _charmap(encoding))[0]
    if encoding not in _WIDE:
        return data.decode(encoding, "replace")
    if (text := _by_codec(data, encoding)) is not None:
        return text
    return "".join([_by_table(line, encoding) if text is None else text for line, text in _lines(data, encoding)])


def _lines(data: bytes, encoding: str) -> Iterator[tuple[bytes, str | None]]:
    return ((line, _by_codec(line, encoding)) for line in lines(data))


def _by_codec(data: bytes, encoding: str) -> str | None:
    """Give the text of bytes by Python's codec; None where the table may read another."""
    wide = _WIDE[encoding]
    try:
        text = data.decode(wide.codec)
    except UnicodeDecodeError:
        return None
    return None if wide.doubtful and wide.doubtful.search(text) else text


@cache
def _charmap(encoding: str) -> str:
    """Return the characters of the 256 bytes, as browsers have them: a control where the page has no character."""
    table = list(bytes(range(256)).decode(encoding, "replace"))
    for byte in _C1:
        if table[byte] == REPLACEMENT:
            table[byte] = chr(byte)
    return "".join(table)


@cache
def _table(encoding: str) -> dict[bytes, str]:
    table = tables.decode_table(_WIDE[encoding].table)
    # Java and browsers write cp936's euro sign into what is called GB18030.
    return table | {b"\x80": "\N{EURO SIGN}"} if encoding == "gb18030" else table


def _by_table(line: bytes, encoding: str) -> str:
    """Give the text of a line by the table."""
    table = _table(encoding)
    chars: list[str] = []
    at = 0
    while at < len(line):
        for length in (1, 2, 3):
            if (char := table.get(line[at : at + length])) is not None:
                break
        else:
            char, length = _odd(line, at, encoding)
        chars.append(char)
        at += length
    return "".join(chars)


def _odd(line: bytes, at: int, encoding: str) -> tuple[str, int]:
    """Give the character, and its bytes, of a code beyond the table: four bytes of GB18030, a vendor's row, or U+FFFD."""
    further, length = _FURTHER.get(encoding, ("", 0))
    code = line[at : at + length]
    if length and len(code) == length:
        try:
            char = code.decode(further)
        except UnicodeDecodeError:
            char = ""
        if len(char) == 1:
            return char, length
    # As in browsers: an ASCII byte behind a lead byte is its own.
    return REPLACEMENT, 2 if line[at + 1 : at + 2] >= b"\x80" else 1
