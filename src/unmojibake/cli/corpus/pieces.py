"""Cut a file into pieces that a worker takes one of, at the ends of lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from unmojibake.cli.corpus.shards import Shard
from unmojibake.cli.corpus.streams import Source
from unmojibake.errors import InputError

PIECE = 1 << 17
"""Bytes of a piece: enough that clean text costs little for being passed around (at some hundred MB/s), little
enough that damaged text (at some hundred kB/s) keeps all workers busy until the end."""
LONGEST = 1 << 26
"""Bytes that one line may have: a limit on memory."""
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
        rest: What its writer needs besides; workers don't get it.
    """

    shard: Shard
    row: int
    data: bytes
    position: int = 0
    rest: object = None


def pieces(shard: Shard) -> Iterator[Piece]:
    """Give the pieces of a file of lines, in order. At most one piece, or one line, is held.

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
    """Cut behind the last line end of what is read at once, and behind `LONGEST` bytes without one."""
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
    """Give where a line that is too long may be cut: before the last character."""
    if shard.kind != "text":
        message = f"{shard.source}: row {row}: is longer than {LONGEST:,} bytes; is this file JSON, one object a line?"
        raise InputError(message)
    cut = len(data) - 1
    while cut > 1 and data[cut] in _CONTINUES:
        cut -= 1
    return cut
