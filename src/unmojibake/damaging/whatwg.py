"""Gives the text that browsers read in bytes: the legacy decoders of https://encoding.spec.whatwg.org.

Node's TextDecoder is not quite that: it hands the labels to ICU, whose gbk, big5 and euc-kr have
tables of their own, and Node 20 reads windows-1252 as Latin-1. Errors are handled alike.
"""

import functools

from unmojibake.charsets import tables
from unmojibake.damaging.table_reader import REPLACEMENT, Bad, four_byte, scan

_ASCII_END = 0x80
_SS2, _SS3 = 0x8E, 0x8F
_KANA = range(0xA1, 0xE0)
_HIGH = range(0xA1, 0xFF)

# Places where GB18030 had private use and has characters since 2005 or 2022: code and character.
_VERTICAL = "a6d9 fe10 a6da fe12 a6db fe11 a6dc fe13 a6dd fe14 a6de fe15 a6df fe16 a6ec fe17"
_OTHERS = (
    "a6ed fe18 a6f3 fe19 a8bc 1e3f fe59 9fb4 fe61 9fb5 fe66 9fb6 fe67 9fb7 fe6d 9fb8 fe7e 9fb9 fe90 9fba fea0 9fbb"
)


def _pairs_of(text: str) -> dict[bytes, str]:
    words = text.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return {bytes.fromhex(code): chr(int(char, 16)) for code, char in pairs}


GB18030_2022 = _pairs_of(f"{_VERTICAL} {_OTHERS}")
"""The characters of the newest GB18030 where Python's, that of 2000, has private use, by their codes."""


@functools.cache
def swapped() -> dict[int, str]:
    """Return, for `str.translate`, the characters that Java shows for the four-byte codes of these characters."""
    return {ord(char): code.decode("gb18030") for code, char in GB18030_2022.items()}


def read(data: bytes, name: str) -> str:
    """Give the text that a browser reads in bytes, taken for an encoding by its canonical name. Linear, never fails."""
    if name == "utf-8":
        return data.decode("utf-8", "replace")
    name = _ON_THE_WEB.get(name, name)
    return scan(data, _table(name), bad_rule(name))


# The web has no Latin-1, and for these families only the widest member.
_ON_THE_WEB = {
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
    "cp936": "gb18030",
    "cp950": "big5",
    "euc_kr": "cp949",
}


@functools.cache
def _table(name: str) -> dict[bytes, str]:
    table = tables.decode_table(name)
    if not tables.lookup(name).wide:
        # Controls stay; what Windows numbers with private use is nothing on the web.
        unknown = {bytes((byte,)) for byte in tables.undefined(name) if byte not in range(0xA0)}
        return {code: char for code, char in table.items() if code not in unknown}
    match name:
        case "gb18030":
            web = {b"\x80": "\N{EURO SIGN}", b"\xa3\xa0": "\N{IDEOGRAPHIC SPACE}"}
            return table | GB18030_2022 | web
        case "big5":
            return table | _BIG5_OWN
        case "cp949":
            own = {b"\x80", b"\xff"} | {code for code in table if code[0] in _KOREAN_PRIVATE}
            return {code: char for code, char in table.items() if code not in own}
        case "cp932":
            own = {b"\xa0", b"\xfd", b"\xfe", b"\xff"}
            return {code: char for code, char in table.items() if code not in own}
        case _:
            return _euc_jp(table)


_KOREAN_PRIVATE = frozenset({0xC9, 0xFE})

# Pairs of two characters each, and compatibility places that Python's big5hkscs leaves out.
_BIG5_OWN = {
    b"\x88\x62": "\u00ca\u0304",
    b"\x88\x64": "\u00ca\u030c",
    b"\x88\xa3": "\u00ea\u0304",
    b"\x88\xa5": "\u00ea\u030c",
    **_pairs_of("c6cf 5ef4 c6d3 65e0 c6d5 7676 c6d7 96b6 c6de 3003 c6df 4edd"),
}


def _euc_jp(table: dict[bytes, str]) -> dict[bytes, str]:
    """Give a table of EUC-JP with the characters of cp932, vendors' rows included, in their places."""
    euc = {code: char for code, char in table.items() if len(code) != 2 or code[0] == _SS2}  # noqa: PLR2004
    for code, char in tables.decode_table("cp932").items():
        if len(code) == 1:
            continue
        row = code[0] - (0x81 if code[0] < 0xA0 else 0xC1)  # noqa: PLR2004
        cell = code[1] - (0x40 if code[1] < 0x7F else 0x41)  # noqa: PLR2004
        upper, lower = divmod(row * 188 + cell, 94)
        if upper < len(_HIGH):
            euc[bytes((0xA1 + upper, 0xA1 + lower))] = char
    return euc


@functools.cache
def bad_rule(name: str) -> Bad:
    """Give the standard's rule for bytes that are no code of an encoding."""
    if name == "gb18030":
        return _bad_gb18030
    if name == "euc_jp":
        return _bad_euc_jp
    if name == "cp932":
        leads = frozenset(tables.bad_pairs(name))
    else:
        leads = frozenset(range(0x81, 0xFF) if tables.lookup(name).wide else ())

    def bad(data: bytes, at: int) -> tuple[str, int]:
        return REPLACEMENT, _with_trail(data, at) if data[at] in leads else 1

    return bad


def _with_trail(data: bytes, at: int) -> int:
    """Give how many bytes a bad lead byte takes: the next one too, unless that is an ASCII character."""
    return 2 if at + 1 < len(data) and data[at + 1] >= _ASCII_END else 1


def _bad_gb18030(data: bytes, at: int) -> tuple[str, int]:
    code = data[at : at + 4]
    if code == b"\x81\x35\xf4\x37":
        return "\ue7c7", 4
    if (char := four_byte(data, at)) is not None:
        return char, 4
    shape = [byte in _LEADS if index % 2 == 0 else byte in _DIGITS for index, byte in enumerate(code)]
    if shape == [True] * 4 or (all(shape) and at + len(code) == len(data)):
        # Four bytes that mean nothing, or the text ends amid them.
        return REPLACEMENT, len(code)
    return REPLACEMENT, _with_trail(data, at) if shape[0] else 1


_LEADS = range(0x81, 0xFF)
_DIGITS = frozenset(b"0123456789")


def _bad_euc_jp(data: bytes, at: int) -> tuple[str, int]:
    lead = data[at]
    if lead == _SS3 and at + 1 < len(data) and data[at + 1] in _HIGH:
        return REPLACEMENT, 1 + _with_trail(data, at + 1)
    if lead in (_SS2, _SS3) or lead in _HIGH:
        return REPLACEMENT, _with_trail(data, at)
    return REPLACEMENT, 1
