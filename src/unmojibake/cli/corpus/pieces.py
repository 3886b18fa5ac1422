"""Gives the pieces of a file, cut at the ends of lines, of which a worker takes one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from unmojibake.cli.corpus.shards import Shard
from unmojibake.cli.corpus.streams import Source
from unmojibake.errors import InputError

PIECE = 1 << 17
"""Bytes of a piece: enough that clean text costs little for being passed around (at some hundred MB/s), little
enough that damaged text (at some hundred kB/s) keeps all workers busy until the end."""
LONGEST = 1 << 26
"""Bytes of the longest line: a limit on memory."""
_CONTINUES = range(0x80, 0xC0)
"""The bytes that don't begin a character of UTF-8."""


@dataclass(slots=True)
class Piece:
    """A piece of a shard.

    Attributes:
        shard: The shard.
        row: The number of its first row, from 1.
        data: Its bytes.
        position: The bytes of the file that were read with it, for the progress.
        rest: The rest that its writer needs; workers don't get it.
    """

    shard: Shard
    row: int
    data: bytes
    position: int = 0
    rest: object = None


def pieces(shard: Shard) -> Iterator[Piece]:
    """Give the pieces of a file of lines, in order. At most one piece or line is in memory.

    Raises:
        InputError: If the file can't be read, or a line of JSON is too long.
    """
    source = Source(shard.source)
    try:
        row = 1
        for data in _cut(source, shard):
            piece = Piece(shard, row, data, source.position())
            row += data.count(b"\n")
            yield piece
    finally:
        source.close()


def _cut(source: Source, shard: Shard) -> Iterator[bytes]:
    """Give the bytes of a file in pieces, each cut behind its last line end, or behind `LONGEST` bytes without one."""
    begun: list[bytes] = []
    size = 0
    row = 1
    while data := source.read(PIECE, row):
        cut = data.rfind(b"\n") + 1
        if cut or size + len(data) > LONGEST:
            cut = cut or _inside(data, shard, row)
            whole = b"".join((*begun, data[:cut]))
            row += whole.count(b"\n")
            yield whole
            begun, data = [], data[cut:]
            size = 0
        begun.append(data)
        size += len(data)
    if size:
        yield b"".join(begun)


def _inside(data: bytes, shard: Shard, row: int) -> int:
    """Give the place where a line that is too long may be cut: before its last character."""
    if shard.kind != "text":
        message = f"{shard.source}: row {row}: is longer than {LONGEST:,} bytes; is this file JSON, one object a line?"
        raise InputError(message)
    cut = len(data) - 1
    while cut > 1 and data[cut] in _CONTINUES:
        cut -= 1
    return cut
