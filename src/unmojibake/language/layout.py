"""The file format of the model: one module writes it and reads it.

A file is a header and ten arrays, one after the other, little-endian, each beginning at a multiple of four:

========== ===== ===========================================================================================
array      bytes what it holds
========== ===== ===========================================================================================
unigrams   1     by token: cost of the token alone (level)
rows       2     by token: number of its row; the last row is empty, for tokens nothing was kept after
starts     4     by row (and one more): first bigram of the row
bases      4     by row (and one more): first trigram of the row
row_backs  1     by row: back-off cost of the row
seconds    2     by bigram: its second token, rising within the row
costs2     1     by bigram: cost (level)
backs      1     by bigram: back-off cost (level)
offsets    2     by bigram: its first trigram, counted from ``bases`` of the row
thirds     2     by trigram: its third token, rising within the bigram
costs3     1     by trigram: cost (level)
========== ===== ===========================================================================================

A *level* is a number from 0 to 255 that stands for a cost in nats: ``low + level * step``, with one pair
(low, step) for costs and one for back-off costs in the header. The header is ``MAGIC``, four unsigned
numbers of four bytes (rows, bigrams, trigrams, length of the file) and four floats of eight (low and step
of the costs, then of the back-off costs).

Example: 中 has row 7, ``starts[7]`` is 900 and ``seconds[900:]`` begins with 国. Then ``costs2[900]`` is the
cost of 国 after 中, and the trigrams 中国x lie at ``bases[7] + offsets[900]`` in ``thirds`` and ``costs3``.
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass, fields
from typing import Final

MAGIC: Final = b"UMLM3\x00\x00\x01"
_HEADER: Final = struct.Struct("<8s4I4d")
_TYPES: Final = {
    "unigrams": "B",
    "rows": "H",
    "starts": "I",
    "bases": "I",
    "row_backs": "B",
    "seconds": "H",
    "costs2": "B",
    "backs": "B",
    "offsets": "H",
    "thirds": "H",
    "costs3": "B",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """What a level means: ``low + level * step`` nats."""

    low: float
    step: float

    def table(self) -> tuple[float, ...]:
        """List the 256 values in nats.

        >>> Scale(0.0, 0.5).table()[:3]
        (0.0, 0.5, 1.0)
        """
        return tuple(self.low + level * self.step for level in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The arrays of a model, as the module's docstring names them."""

    costs: Scale
    back_offs: Scale
    unigrams: array[int] | bytes
    rows: array[int]
    starts: array[int]
    bases: array[int]
    row_backs: array[int] | bytes
    seconds: array[int]
    costs2: array[int] | bytes
    backs: array[int] | bytes
    offsets: array[int]
    thirds: array[int]
    costs3: array[int] | bytes


def _lengths(rows: int, bigrams: int, trigrams: int) -> dict[str, int]:
    return {
        "unigrams": 0x10000,
        "rows": 0x10000,
        "starts": rows + 1,
        "bases": rows + 1,
        "row_backs": rows,
        "seconds": bigrams,
        "costs2": bigrams,
        "backs": bigrams,
        "offsets": bigrams,
        "thirds": trigrams,
        "costs3": trigrams,
    }


def pack(layout: Layout) -> bytes:
    """Write a model as bytes.

    Args:
        layout: the arrays; their lengths must agree.

    Returns:
        The file's bytes. The same arrays always give the same bytes.

    Raises:
        ValueError: an array has not the length that the others ask for.
    """
    counts = (len(layout.starts) - 1, len(layout.seconds), len(layout.thirds))
    body = bytearray()
    for name, length in _lengths(*counts).items():
        values = array(_TYPES[name], getattr(layout, name))
        if len(values) != length:
            message = f"{name} holds {len(values)} numbers where {length} are needed"
            raise ValueError(message)
        if sys.byteorder == "big":
            values.byteswap()
        body += values.tobytes()
        body += bytes(-len(body) % 4)
    scales = (layout.costs.low, layout.costs.step, layout.back_offs.low, layout.back_offs.step)
    return _HEADER.pack(MAGIC, *counts, _HEADER.size + len(body), *scales) + bytes(body)


def unpack(data: bytes) -> Layout:
    """Read a model from bytes.

    The numbers of one byte are slices of ``data``; those of two and four are copied once, at C speed,
    because an array is indexed faster than a cast view is.

    Args:
        data: what `pack` gave.

    Returns:
        The arrays. O(size of the file), about 1 ms for 6 MB.

    Raises:
        ValueError: the bytes are not a model of this version, or are cut short.
    """
    if len(data) < _HEADER.size or data[: len(MAGIC)] != MAGIC:
        message = "not a model file of this version: build it again with scripts/train.py"
        raise ValueError(message)
    _, rows, bigrams, trigrams, size, *scales = _HEADER.unpack_from(data)
    if size != len(data):
        message = f"the model file has {len(data)} bytes, its header says {size}: fetch it again"
        raise ValueError(message)
    found: dict[str, array[int] | bytes] = {}
    place = _HEADER.size
    for name, length in _lengths(rows, bigrams, trigrams).items():
        values = array(_TYPES[name])
        end = place + length * values.itemsize
        if values.itemsize == 1:
            found[name] = data[place:end]
        else:
            values.frombytes(data[place:end])
            if sys.byteorder == "big":
                values.byteswap()
            found[name] = values
        place = end + -(end - _HEADER.size) % 4
    return Layout(costs=Scale(*scales[:2]), back_offs=Scale(*scales[2:]), **found)  # type: ignore[arg-type]


NAMES: Final = tuple(field.name for field in fields(Layout))
