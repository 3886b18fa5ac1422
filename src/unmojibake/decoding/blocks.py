"""Gives the blocks of some bytes, each in one encoding, and the part of each that the language model reads."""

import re
from typing import Final, NamedTuple

from unmojibake.decoding.readings import is_valid, lines

_SAMPLE: Final = 4096
"""Bytes of lines that are not ASCII which the language model reads; all of a file, where it has no more."""
_MOST: Final = 256
"""Blocks that are looked at; the others are judged by the nats of these for each byte."""
_HEAD: Final = 64
"""Bytes of a long line that are looked at at least."""
_ASCII = re.compile(rb"[\x00-\x7f]+")


class Block(NamedTuple):
    """Lines that are in one encoding.

    Attributes:
        start: Its first byte.
        end: One past the last byte.
        valid: Whether it is valid UTF-8.
        size: Its bytes that are not ASCII.
        probe: The part that the language model reads; empty: none.
    """

    start: int
    end: int
    valid: bool
    size: int
    probe: bytes


def cut(data: bytes) -> list[Block]:
    r"""Give the blocks of bytes that are not ASCII, without gaps. Linear.

    In a small file each line that is not ASCII is a block, with the ASCII lines behind it. In a large one lines that
    follow each other, and are all valid UTF-8 or all not, are one, as long as it is a small part of the file.

    >>> [(block.start, block.end, block.valid) for block in cut(b"a\n\xc4\xe3\n-\n\xc3\xa9\n")]
    [(0, 7, False), (7, 10, True)]
    """
    telling = [(line, size) for line in lines(data) for size in [_size(line)]]
    total = sum(len(line) for line, size in telling if size)
    merged = 0 if total <= _SAMPLE else total // _MOST
    found: list[tuple[int, int, bool, int, list[bytes]]] = []
    at = 0
    for line, size in telling:
        at += len(line)
        if not size and found:
            start, _, valid, known, held = found.pop()
            found.append((start, at, valid, known, held))
        elif size:
            valid = is_valid(line)
            start = found[-1][1] if found else 0
            if found and found[-1][2] == valid and at - found[-1][0] <= merged:
                start, _, _, known, held = found.pop()
                found.append((start, at, valid, known + size, [*held, line]))
            else:
                found.append((start, at, valid, size, [line]))
    return _probed(found, total)


def _size(line: bytes) -> int:
    return 0 if line.isascii() else len(_ASCII.sub(b"", line))


def _probed(found: list[tuple[int, int, bool, int, list[bytes]]], total: int) -> list[Block]:
    """Give the blocks with their probes: of those that are valid UTF-8, and of the others, each n-th has one."""
    every = -(-len(found) // _MOST)
    room = max(_HEAD, _SAMPLE * every // len(found))
    blocks = []
    met = {False: 0, True: 0}
    for start, end, valid, size, held in found:
        probe = b""
        if total <= _SAMPLE:
            probe = held[0]
        elif met[valid] % every == 0:
            for line in held:
                probe += _head(line, room - len(probe))
                if len(probe) >= room:
                    break
        met[valid] += 1
        blocks.append(Block(start, end, valid, size, probe))
    return blocks


def _head(line: bytes, room: int) -> bytes:
    """Give the part of a long line that is read, behind its ASCII beginning, and up to ASCII if that is near."""
    if len(line) <= room:
        return line
    first = _ASCII.match(line)
    line = line[first.end() :] if first else line
    if len(line) <= room:
        return line
    border = _ASCII.search(line, room)
    return line[: border.start() if border and border.start() < room + _HEAD else room]
