"""Gives the text of bytes, by a table of codes and a rule for bytes that are not in it: the loop of every decoder."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Bad: TypeAlias = Callable[[bytes, int], tuple[str, int]]
"""From bytes and the place where no code fits to the text that is shown there, and how many bytes it took."""

_LENGTHS = (1, 2, 3)
_FOUR = 4


def scan(data: bytes, table: Mapping[bytes, str], bad: Bad) -> str:
    r"""Give the text of bytes, from left to right: codes of the table where one fits, else the text that `bad` gives.

    Linear. Codes have one to three bytes, and none may begin with another one: a byte that stands
    for something leads nothing.

    >>> scan(b"\xd6\xd0\xff!", {b"\xd6\xd0": "中", b"!": "!"}, lambda data, at: ("?", 1))
    '中?!'
    """
    chars: list[str] = []
    at = 0
    while at < len(data):
        for length in _LENGTHS:
            char = table.get(data[at : at + length])
            if char is not None:
                break
        else:
            char, length = bad(data, at)
        chars.append(char)
        at += length
    return "".join(chars)


def four_byte(data: bytes, at: int) -> str | None:
    r"""Return the character of the four bytes of GB18030 that begin here; None: there is none.

    >>> four_byte(b"\x90\x30\x81\x30", 0)
    '𐀀'
    """
    code = data[at : at + _FOUR]
    if len(code) < _FOUR or code[1] > ord("9"):
        return None
    try:
        return code.decode("gb18030")
    except UnicodeDecodeError:
        return None
