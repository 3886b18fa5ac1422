"""Bytes read in one encoding, at C speed as far as they are valid."""

import codecs
import re
from functools import cache

from unmojibake import charsets

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_C1 = range(0x80, 0xA0)
_WIDE = {"gb18030": "gb18030", "big5hkscs": "big5", "cp932": "cp932", "euc_jp": "euc_jp", "cp949": "cp949"}
"""Encodings that have a table of their own in `charsets`, wider than Python's codec."""
_FURTHER = {"gb18030": ("gb18030", 4), "euc_jp": ("euc_jis_2004", 2)}
"""What is tried beyond the table, and the bytes of it: NEC's row 13 is in Python's EUC-JP of 2004 only."""
_NARROW = frozenset(charset.name for charset in charsets.CHARSETS if not charset.wide)


def lines(data: bytes) -> list[bytes]:
    r"""Cut bytes behind line feeds. No encoding but UTF-16 and UTF-32 has that byte inside a character.

    >>> lines(b"a\r\nb\n\nc")
    [b'a\r\n', b'b\n', b'\n', b'c']
    """
    return _LINES.findall(data)


def is_valid(data: bytes, encoding: str = "utf-8") -> bool:
    """Tell whether Python's codec knows all of some bytes."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def read(data: bytes, encoding: str) -> str:
    r"""Read bytes in an encoding; each byte or pair that stands for nothing becomes one U+FFFD.

    Linear. Where bytes are not what Python's codec knows, only their line goes through a table.

    >>> read(b"\x80\xd6\xd0\xd6", "gb18030")
    '€中\ufffd'
    """
    if encoding in _NARROW:
        return codecs.charmap_decode(data, "strict", _charmap(encoding))[0]
    if encoding not in _WIDE:
        return data.decode(encoding, "replace")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return "".join([_line(line, encoding) for line in lines(data)])


@cache
def _charmap(encoding: str) -> str:
    """Return what 256 bytes stand for: as browsers have it, a control where there is nothing else."""
    table = list(bytes(range(256)).decode(encoding, "replace"))
    for byte in _C1:
        if table[byte] == REPLACEMENT:
            table[byte] = chr(byte)
    return "".join(table)


def _line(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return _scan(line, encoding)


@cache
def _table(encoding: str) -> dict[bytes, str]:
    table = charsets.decode_table(_WIDE[encoding])
    # Java and browsers write cp936's euro sign into what is called GB18030.
    return table | {b"\x80": "\N{EURO SIGN}"} if encoding == "gb18030" else table


def _scan(line: bytes, encoding: str) -> str:
    """Read a line by the table."""
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
    """Read what the table does not have: the four bytes of GB18030, vendors' rows in EUC-JP, or nothing."""
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
