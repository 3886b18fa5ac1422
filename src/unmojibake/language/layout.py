"""Gives the bytes of a model file for its arrays, and the arrays for the bytes.

A file is a header and sixteen arrays, one after the other, little-endian, each beginning at a multiple of four:

=============== ===== ==========================================================================================
array           bytes content
=============== ===== ==========================================================================================
unigrams        1     by token: cost of the token alone (level)
class_ratios    1     by class and class: what the second's following the first adds to the cost of its token (level)
repeats         1     by class: cost of the same token once more (level)
rows            2     by token: number of its row; the last row is empty, for tokens nothing was kept after
parent_starts   4     by row (and one more): first of its parents
leaf_starts     4     by row (and one more): first of its leaves
bases           4     by row (and one more): first trigram of the row
row_backs       1     by row: back-off cost of the row
parents         2     by parent, a bigram that trigrams continue: its second token, rising within the row
parent_costs    1     by parent: cost of the second token (level)
parent_backs    1     by parent: back-off cost (level)
offsets         2     by parent: its first trigram, counted from ``bases`` of the row
leaves          2     by leaf, a bigram that no trigram continues: its second token, rising within the row
leaf_costs      1     by leaf: cost of the second token (level)
thirds          2     by trigram: its third token, rising within the parent
third_costs     1     by trigram: cost of the third token (level)
=============== ===== ==========================================================================================

A *level* is a number from 0 to 255 that stands for a cost in nats: ``low + level * step``, with its pair
(low, step) in the header. The header is ``MAGIC``, five unsigned
numbers of four bytes (rows, parents, leaves, trigrams, length of the file) and six floats of eight (low and step
of the costs, of the back-off costs, of the class ratios).

Example: 中 has row 7, ``parent_starts[7]`` is 900 and ``parents[900:]`` begins with 国. Then
``parent_costs[900]`` is the cost of 国 after 中, and the trigrams 中国x begin at ``bases[7] + offsets[900]`` in
``thirds`` and ``third_costs``; they end where those of the next parent begin.
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass
from typing import Final

from unmojibake.language.tokens import class_names

MAGIC: Final = b"UMLM3\x00\x00\x04"
_HEADER: Final = struct.Struct("<8s5I6d")
_TYPES: Final = {
    "unigrams": "B",
    "class_ratios": "B",
    "repeats": "B",
    "rows": "H",
    "parent_starts": "I",
    "leaf_starts": "I",
    "bases": "I",
    "row_backs": "B",
    "parents": "H",
    "parent_costs": "B",
    "parent_backs": "B",
    "offsets": "H",
    "leaves": "H",
    "leaf_costs": "B",
    "thirds": "H",
    "third_costs": "B",
}
_TOKENS: Final = 0x10000


@dataclass(frozen=True, slots=True)
class Scale:
    """The cost of a level: ``low + level * step`` nats."""

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
    ratios: Scale
    unigrams: array[int] | bytes
    class_ratios: array[int] | bytes
    repeats: array[int] | bytes
    rows: array[int]
    parent_starts: array[int]
    leaf_starts: array[int]
    bases: array[int]
    row_backs: array[int] | bytes
    parents: array[int]
    parent_costs: array[int] | bytes
    parent_backs: array[int] | bytes
    offsets: array[int]
    leaves: array[int]
    leaf_costs: array[int] | bytes
    thirds: array[int]
    third_costs: array[int] | bytes


def _lengths(rows: int, parents: int, leaves: int, trigrams: int) -> dict[str, int]:
    by_row = dict.fromkeys(("parent_starts", "leaf_starts", "bases"), rows + 1)
    by_parent = dict.fromkeys(("parents", "parent_costs", "parent_backs", "offsets"), parents)
    by_leaf = dict.fromkeys(("leaves", "leaf_costs"), leaves)
    by_trigram = dict.fromkeys(("thirds", "third_costs"), trigrams)
    by_token = dict.fromkeys(("unigrams", "rows"), _TOKENS)
    by_class = {"class_ratios": len(class_names()) ** 2, "repeats": len(class_names())}
    lengths = by_token | by_class | by_row | {"row_backs": rows} | by_parent | by_leaf | by_trigram
    return {name: lengths[name] for name in _TYPES}


def file_size(rows: int, parents: int, leaves: int, trigrams: int) -> int:
    """Give the size in bytes of a file with so many rows, parents, leaves and trigrams.

    >>> file_size(1, 0, 0, 0)
    198972
    """
    sizes = (array(_TYPES[name]).itemsize * n for name, n in _lengths(rows, parents, leaves, trigrams).items())
    return _HEADER.size + sum(size + -size % 4 for size in sizes)


def pack(layout: Layout) -> bytes:
    """Give the bytes of a model file.

    Args:
        layout: The arrays; their lengths must agree.

    Returns:
        The file's bytes. The same arrays always give the same bytes.

    Raises:
        ValueError: An array has not the length that the others ask for.
    """
    counts = (len(layout.row_backs), len(layout.parents), len(layout.leaves), len(layout.thirds))
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
    scales = [number for each in (layout.costs, layout.back_offs, layout.ratios) for number in (each.low, each.step)]
    return _HEADER.pack(MAGIC, *counts, _HEADER.size + len(body), *scales) + bytes(body)


def unpack(data: bytes) -> Layout:
    """Give the arrays of a model file.

    The numbers of one byte are slices of ``data``; those of two and four are copied once, at C speed,
    because an array is indexed faster than a cast view is.

    Args:
        data: The bytes that `pack` gives.

    Returns:
        The arrays. O(size of the file), about 1 ms for 6 MB.

    Raises:
        ValueError: The bytes are not a model of this version, or are cut short.
    """
    if len(data) < _HEADER.size or data[: len(MAGIC)] != MAGIC:
        message = "not a model file of this version: build it again with scripts/model/train.py"
        raise ValueError(message)
    _, *numbers = _HEADER.unpack_from(data)
    counts, size, scales = numbers[:4], numbers[4], numbers[5:]
    if size != len(data):
        message = f"the model file has {len(data)} bytes, its header says {size}: fetch it again"
        raise ValueError(message)
    found: dict[str, array[int] | bytes] = {}
    place = _HEADER.size
    for name, length in _lengths(*counts).items():
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
    return Layout(costs=Scale(*scales[:2]), back_offs=Scale(*scales[2:4]), ratios=Scale(*scales[4:]), **found)  # type: ignore[arg-type]
