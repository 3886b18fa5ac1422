"""A byte lost from GBK text: what follows is read one byte out of step.

Software that works on bytes loses the first of A1 A3 A1, which is «。» before a mark such as «”» or «《»; some
show a '?' in its place. What is left begins with A3 A1, the full-width exclamation mark, and goes on between
the characters, until an ASCII byte ends it: one that was the second byte of a character, or a sign, a tag, a line
end. The last byte before such a sign has no partner; it is dropped, or becomes a '?' that eats the sign.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from unmojibake.charsets import tables

_CARRIER = "cp936"
_PLACE = re.compile(b"\xa1(?=\xa3\xa1)")
_SITE = re.compile(r"[?\ufffd]?[!！]")
BEFORE = b"\xa1\xa3\xa1"
"""What stood where the exclamation mark stands now."""
MARKS = frozenset("?\N{REPLACEMENT CHARACTER}")
"""What shows a byte that is lost."""


class Slip(NamedTuple):
    """A place where a byte may have been lost.

    Attributes:
        start: The code point of the exclamation mark, or of the mark of loss before it.
        end: One past the exclamation mark.
        shown: What shows the loss: "?", U+FFFD or "".
    """

    start: int
    end: int
    shown: str


def drop(data: bytes) -> bytes:
    """Lose the byte wherever it may be lost.

    Args:
        data: A text in GBK.

    Returns:
        The bytes that are left. Linear.

    >>> drop("招商。”臨港".encode("gbk")).decode("gbk")
    '招商！迸R港'
    """
    return _PLACE.sub(b"", data)


def show(data: bytes) -> bytes:
    """Lose the byte wherever it may be lost, with a question mark in its place; see `drop`."""
    return _PLACE.sub(b"?", data)


def slips(line: str) -> Iterator[Slip]:
    """Find the places of a line where a byte may have been lost: what follows can be the rest of two marks. Linear."""
    table = tables.encode_table(_CARRIER)
    for match in _SITE.finditer(line):
        following = line[match.end() : match.end() + 1]
        if following in MARKS or len(table.get(following, b"")) > 1:
            yield Slip(match.end() - 1, match.end(), "")
            if match.end() - match.start() > 1:
                yield Slip(match.end() - 2, match.end(), line[match.start()])
