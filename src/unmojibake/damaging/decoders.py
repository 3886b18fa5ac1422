"""Gives the text that a real decoder reads in some bytes, with everything that it loses.

`read` is the damage itself: bytes of one encoding, read as another by a program that does not give
up. Programs agree about valid bytes and differ in how they show the others, so each is a table
of codes and a rule for bytes that are not in it. The rules were checked against the programs: OpenJDK 17,
Node.js 20, Perl 5.36 and CPython; those of Windows are written down from documented behaviour.

===========  =====================================================================================
``windows``  A lead byte takes the next byte whatever it is; if the pair is unknown both are gone
             for one '?' ('・' in cp932). Undefined single bytes stay control characters.
``java``     U+FFFD for a lead byte alone, the next byte is read again, unless nothing can begin
             with it. No single bytes but the standard's.
``python``   CPython's codec with ``errors="replace"``; for cp936 that is its ``gbk``.
``ignore``   The same with ``errors="ignore"``. ``iconv -c`` drops a little more beside bad bytes.
``whatwg``   Browsers, by https://encoding.spec.whatwg.org: an ASCII character is given back.
``perl``     Encode: U+FFFD for each bad byte; an unfinished character at the end vanishes.
===========  =====================================================================================
"""

import functools
import re
from collections.abc import Callable
from typing import TypeAlias

from unmojibake.charsets import codepages, tables
from unmojibake.damaging import whatwg
from unmojibake.damaging.table_reader import REPLACEMENT, Bad, four_byte, scan
from unmojibake.errors import PlanError
from unmojibake.values.patterns import on_use

_Reader: TypeAlias = Callable[[bytes, str], str]


def read(data: bytes, carrier: str, decoder: str = "windows") -> str:
    r"""Give the text that a decoder reads in bytes, taken for a carrier. Linear; no bytes make it fail.

    Args:
        data: The bytes of the text in its origin.
        carrier: The encoding it is wrongly taken for; any label `tables.lookup` knows.
        decoder: One of `DECODERS`. A pair of carrier and decoder that does not exist (Perl has no
            GB18030) is read with that decoder's rule over the carrier's table.

    Returns:
        The damaged text.

    Raises:
        ValueError: The carrier is unknown.
        PlanError: The decoder is unknown (also a ValueError).

    >>> read("状态\",".encode(), "cp936"), read("状态\",".encode(), "cp936", "whatwg")
    ('鐘舵€?,', '鐘舵€�",')
    """
    if decoder not in _READERS:
        message = f"unknown decoder {decoder!r}: give one of {', '.join(_READERS)}"
        raise PlanError(message)
    return _READERS[decoder](data, tables.lookup(carrier).name)


# ---- Windows

# Windows reads these with a converter of their own kind, which has no rule of two bytes for one.
_NO_PAGE = frozenset({"gb18030", "euc_jp"})


def _windows(data: bytes, name: str) -> str:
    if name == "utf-8":
        return data.decode("utf-8", "replace")
    name = tables.windows_page(name) or name
    table = tables.decode_table(name)
    if name in _NO_PAGE:
        return scan(data, table, whatwg.bad_rule(name))
    if not tables.lookup(name).wide:
        # Every byte of a Windows page is something; ISO pages have a few real holes.
        return "".join([table.get(data[at : at + 1], "?") for at in range(len(data))])
    mark = tables.replacement(name)
    return "".join([table.get(code, mark) for code in _windows_pattern(name).findall(data)])


@functools.cache
def _windows_pattern(name: str) -> re.Pattern[bytes]:
    """Give the pattern of a character as Windows cuts bytes: by lead bytes alone."""
    leads = b"".join(re.escape(bytes((lead,))) for lead in tables.bad_pairs(name))
    return re.compile(b"(?s)[" + leads + b"].|.")


# ---- Python

_PYTHON = {"cp936": "gbk"}


def _python(data: bytes, name: str) -> str:
    return data.decode(_PYTHON.get(name, name), "replace")


def _ignore(data: bytes, name: str) -> str:
    return data.decode(_PYTHON.get(name, name), "ignore")


# ---- Java

# Where Java's tables go their own ways; an empty string: no character there.
_JAVA_OWN = {
    "cp936": {b"\xa2\xe3": "\N{EURO SIGN}", b"\xa8\x92": "\N{EARTH}", b"\x80": "", b"\xff": ""},
    "cp932": dict.fromkeys((b"\x80", b"\xa0", b"\xfd", b"\xfe", b"\xff"), ""),
    "cp949": dict.fromkeys((b"\x80", b"\xff"), ""),
    "cp950": dict.fromkeys((b"\x80", b"\xff"), ""),
    "euc_kr": {
        b"\xa2\xe8": "\N{CIRCLED HANGUL IEUNG U}",
        b"\xa4\xd4": "\N{HANGUL FILLER}",
    },
    "euc_jp": {b"\xa1\xbd": "\N{EM DASH}"},
    "big5": {
        b"\xa1\x5a": "\N{FULLWIDTH LOW LINE}",
        b"\xa1\xc3": "",
        b"\xa1\xc5": "",
        b"\xa1\xfe": "\N{BOX DRAWINGS LIGHT DIAGONAL UPPER RIGHT TO LOWER LEFT}",
        b"\xa2\x40": "\N{BOX DRAWINGS LIGHT DIAGONAL UPPER LEFT TO LOWER RIGHT}",
    },
}

# Java takes a surrogate written in UTF-8 for one bad sequence, Python for three.
_UTF8_SURROGATE = on_use(rb"\xed[\xa0-\xbf][\x80-\xbf]?")


def _java(data: bytes, name: str) -> str:
    if name == "utf-8":
        return _UTF8_SURROGATE.sub(b"\xff", data).decode("utf-8", "replace")
    if not tables.lookup(name).wide:
        return data.decode(name, "replace")
    return scan(data, _java_table(name), _java_rule(name))


@functools.cache
def _java_table(name: str) -> dict[bytes, str]:
    table = tables.decode_table(name)
    if name == "big5":
        # Java's Big5 is the plain one, as Python's, without a row after the letter F9.
        table = {code: code.decode("big5", "replace") for code in table if code < b"\xfa"}
    if name == "gb18030":
        table = table | whatwg.GB18030_2022
    table = table | _JAVA_OWN.get(name, {})
    return {code: char for code, char in table.items() if len(char) == 1 and char != REPLACEMENT}


@functools.cache
def _java_rule(name: str) -> Bad:
    if name == "gb18030":
        return _java_gb18030
    if name == "euc_jp":
        # A lead byte takes with it as many bytes as it announced.
        return lambda data, at: (REPLACEMENT, 3 if data[at] == _SS3 else 2)
    table = _java_table(name)
    begins = {code[0] for code in table}
    leads = {code[0] for code in table if len(code) > 1}

    def bad(data: bytes, at: int) -> tuple[str, int]:
        trail = data[at + 1] if at + 1 < len(data) else 0
        return REPLACEMENT, 1 if data[at] not in leads or trail in begins else 2

    return bad


_SS3 = 0x8F
_DIGITS = frozenset(b"0123456789")
_LEADS = frozenset(range(0x81, 0xFF))
_AFTER_CONTROL = 0x30


def _java_gb18030(data: bytes, at: int) -> tuple[str, int]:
    """Give the character of four bytes, or U+FFFD for all bytes that had to be looked at to see that they are bad."""
    if (char := four_byte(data, at)) is not None:
        # The standard of 2022 swapped these characters with private-use ones.
        return char.translate(whatwg.swapped()), 4
    code = data[at : at + 4]
    if code[0] not in _LEADS or (len(code) > 1 and code[1] < _AFTER_CONTROL):
        return REPLACEMENT, 1
    if len(code) > 1 and code[1] not in _DIGITS:
        return REPLACEMENT, 2
    return REPLACEMENT, 4 if len(code) > 2 and code[2] in _LEADS else 3  # noqa: PLR2004


# ---- Perl

# A character that was announced but is unfinished or wrong is one bad sequence.
_PERL_UTF8 = on_use(
    rb"[\x00-\x7f]+|[\xc0-\xdf][\x80-\xbf]?|[\xe0-\xef][\x80-\xbf]{0,2}|[\xf0-\xf7][\x80-\xbf]{0,3}"
    rb"|[\xf8-\xfb][\x80-\xbf]{0,4}|[\xfc\xfd][\x80-\xbf]{0,5}|\xfe[\x80-\xbf]{0,6}"
    rb"|\xff[\x80-\xbf]{0,12}|[\x80-\xbf]"
)


def _perl(data: bytes, name: str) -> str:
    if name == "utf-8":
        return "".join([_perl_character(code) for code in _PERL_UTF8.findall(data)])
    if not tables.lookup(name).wide:
        return data.decode(name, "replace")
    return scan(data, _perl_table(name), _perl_rule(name))


@functools.cache
def _perl_rule(name: str) -> Bad:
    leads = {code[0] for code in _perl_table(name) if len(code) > 1}

    def bad(data: bytes, at: int) -> tuple[str, int]:
        if name == "gb18030" and (char := four_byte(data, at)) is not None:
            return char, 4
        left = len(data) - at
        announced = 3 if name == "euc_jp" and data[at] == _SS3 else 2
        return ("", left) if data[at] in leads and left < announced else (REPLACEMENT, 1)

    return bad


@functools.cache
def _perl_table(name: str) -> dict[bytes, str]:
    table = tables.decode_table(name)
    match name:
        case "cp932":
            return table | {b"\xa0": "\uf8f0"}
        case "big5":
            # Its Big5 is ETEN's, without Hong Kong's rows; some symbols of its own are left out.
            return {c: char for c, char in table.items() if not b"\x80" < c < b"\xa1" and c < b"\xfa"}
        case "euc_jp":
            # Encode's EUC-JP has the newer character set.
            return table | codepages.euc("euc_jisx0213")
        case _:
            return table


def _perl_character(code: bytes) -> str:
    try:
        return code.decode()
    except UnicodeDecodeError:
        return REPLACEMENT


_READERS: dict[str, _Reader] = {
    "windows": _windows,
    "java": _java,
    "python": _python,
    "ignore": _ignore,
    "whatwg": whatwg.read,
    "perl": _perl,
}
DECODERS: tuple[str, ...] = tuple(_READERS)
"""The decoders that `read` knows."""
