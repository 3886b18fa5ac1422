"""Gives the bytes of one character in a page of several bytes, and the character of one code, without the page's table.

A short text has few characters, and a table of twenty thousand takes milliseconds to make. What is given here is what
`unmojibake.charsets.tables` and `unmojibake.charsets.inverse` have for it; tests ask for all of them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Generic, TypeVar

from unmojibake.charsets import codepages, tables

if TYPE_CHECKING:
    from collections.abc import Callable

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_READ_BY = {"cp936": ("gb18030",), "big5": ("cp950", "big5hkscs")}
"""The codecs of Python that read a page, the one that decides first, where it has not one of that name."""
_BIG5 = frozenset({"big5", "cp950"})
"""The pages of which some decoders show Python's kana and Cyrillic letters, or Windows' private use."""
_PAIR = {"gb18030": 2, "cp936": 2}
"""The bytes of the longest code that is in a table, where Python's codec knows longer ones."""
_LONGEST = 3
_TRIPLE = 0x8F


class Kept(dict[_Key, _Value], Generic[_Key, _Value]):
    """What a function gives for what it was asked, to look up in C; it must give the same each time."""

    def __init__(self, find: Callable[[_Key], _Value]) -> None:
        """Take the function; nothing is asked yet."""
        self._find = find

    def __missing__(self, key: _Key) -> _Value:
        """Ask the function, and keep what it gives."""
        found = self[key] = self._find(key)
        return found


def char_of(code: bytes, name: str) -> str | None:
    r"""Give the character that `tables.decode_table` of a page of several bytes has for a code; None where it has none.

    Args:
        code: The bytes.
        name: The page, by its canonical name.

    >>> char_of(b"\xd6\xd0", "cp936"), char_of(b"\xff\xff", "cp936")
    ('中', None)
    """
    if len(code) == 1:
        return _singles(name).get(code)
    if len(code) > _PAIR.get(name, _LONGEST):
        return None
    if (char := codepages.own(name).get(code)) is not None:
        return char
    for codec in _READ_BY.get(name, (name,)):
        if codec == "cp950" and codepages.is_symbol_row(code):
            continue
        char = code.decode(codec, "replace")
        if len(char) == 1 and char != _REPLACEMENT:
            return char
    return None


def code_of(char: str, name: str) -> bytes | None:
    r"""Give the bytes that `inverse.inverse_table` of a page of several bytes has for a character, or None.

    Args:
        char: The character.
        name: The page, by its canonical name.

    >>> code_of("中", "cp936"), code_of("\N{THAI CHARACTER KO KAI}", "cp936")
    (b'\xd6\xd0', None)
    """
    if char < "\x80":
        return char.encode()
    if (code := _codes_of_singles(name).get(char)) is not None:
        return code
    for codec in _READ_BY.get(name, (name,)):
        code = char.encode(codec, "ignore")
        if code and char_of(code, name) == char:
            return code
    if name in _BIG5 and (code := char.encode("cp950", "ignore")) and code.decode("cp950") == char:
        return code
    return _codes_of_others(name).get(char)


def encoded(char: str, name: str) -> bytes | None:
    r"""Give the bytes that `tables.encode_table` has for a character: not those that only some decoders show as it.

    >>> encoded("\uf8f0", "cp932"), code_of("\uf8f0", "cp932")
    (None, b'\xa0')
    """
    code = code_of(char, name)
    return code if code and char_of(code, name) == char else None


@functools.cache
def leads(name: str) -> Kept[int, bool]:
    """Tell for a byte whether it begins a code of more than one byte in a page.

    >>> leads("cp936")[0xD6], leads("cp936")[0xFF]
    (True, False)
    """

    def find(byte: int) -> bool:
        # The codes of three bytes of EUC begin with 8F, which begins none of two.
        is_third = name == "euc_jp" and byte == _TRIPLE
        return is_third or any(char_of(bytes((byte, trail)), name) is not None for trail in range(0x40, 0xFF))

    return Kept(find)


@functools.cache
def _singles(name: str) -> dict[bytes, str]:
    """Give the characters of single bytes of a page."""
    return codepages.singles(name, wide=tables.lookup(name).wide)


@functools.cache
def _codes_of_singles(name: str) -> dict[str, bytes]:
    """Give the single bytes of a page by their characters."""
    return {char: code for code, char in _singles(name).items()}


@functools.cache
def _codes_of_others(name: str) -> dict[str, bytes]:
    """Give the codes of the characters that no codec of Python has for a page, or that only some decoders show."""
    if name in _BIG5:
        others = codepages.singles("cp950", wide=True) | codepages.own("cp950")
    else:
        others = codepages.shown_otherwise(name) | codepages.own(name)
    return {char: code for code, char in others.items()}
