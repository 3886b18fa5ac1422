"""Gives GBK with a byte lost, so that the text behind it is out of step, and the places where one may have been lost.

Software that works on bytes loses the first of A1 A3 A1, which is «。» before a mark such as «”» or «《»; some
show a '?' in its place. The bytes that are left begin with A3 A1, the full-width exclamation mark, and goes on between
the characters, until an ASCII byte ends it: one that was the second byte of a character, or a sign, a tag, a line
end. The last byte before such a sign has no partner; it is dropped, or becomes a '?' that eats the sign.
"""

from collections.abc import Iterator
from typing import NamedTuple

from unmojibake.charsets import tables
from unmojibake.values.patterns import on_use

_CARRIER = "cp936"
_PLACE = on_use(b"\xa1(?=\xa3\xa1)")
_SITE = on_use(r"[?\ufffd]?[!！]")
BEFORE = b"\xa1\xa3\xa1"
"""The bytes that stood where the exclamation mark stands now."""
MARKS = frozenset("?\N{REPLACEMENT CHARACTER}")
"""Marks that show a lost byte."""


class Slip(NamedTuple):
    """A place where a byte may have been lost.

    Attributes:
        start: The code point of the exclamation mark, or of the mark of loss before it.
        end: One past the exclamation mark.
        shown: The mark that shows the loss: "?", U+FFFD or "".
    """

    start: int
    end: int
    shown: str


def drop(data: bytes) -> bytes:
    """Give the bytes of a text without the byte that slips, wherever it may slip.

    Args:
        data: A text in GBK.

    Returns:
        The bytes that are left. Linear.

    >>> drop("招商。”臨港".encode("gbk")).decode("gbk")
    '招商！迸R港'
    """
    return _PLACE.sub(b"", data)


def show(data: bytes) -> bytes:
    """Give the same with a question mark in the place of the byte; see `drop`.

    >>> show("招商。”臨港".encode("gbk")).decode("gbk")
    '招商?！迸R港'
    """
    return _PLACE.sub(b"?", data)


def slips(line: str) -> Iterator[Slip]:
    """Give the places of a line where a byte may have slipped: before bytes that can be the rest of two marks. Linear.

    >>> list(slips("招商！迸R港"))
    [Slip(start=2, end=3, shown='')]
    """
    table = tables.encode_table(_CARRIER)
    for match in _SITE.finditer(line):
        following = line[match.end() : match.end() + 1]
        if following in MARKS or len(table.get(following, b"")) > 1:
            yield Slip(match.end() - 1, match.end(), "")
            if match.end() - match.start() > 1:
                yield Slip(match.end() - 2, match.end(), line[match.start()])
