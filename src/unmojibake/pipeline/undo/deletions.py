"""Gives the characters that begun ones may have been, where bytes are gone without a mark."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from unmojibake.pipeline.lattice import ArcKind, ByteLattice, Edge, EdgeKind
from unmojibake.pipeline.undo.origin_codecs import Origin

_Node: TypeAlias = tuple[int, bytes]
Unseen: TypeAlias = Callable[[int | None], frozenset[int]]
"""Gives the bytes that a decoder may drop before a byte; before None, a byte that is not known."""
_EVERY = frozenset(range(0x80, 0x100))
_ASCII_END = 0x80


def dropped(
    lattice: ByteLattice, node: _Node, decoder: Origin, lost: frozenset[int], unseen: Unseen | None
) -> Iterator[tuple[_Node, Edge]]:
    """Give the ways on from a begun character whose next bytes are gone: in its middle, or at its end.

    Of `好`, E5 A5 BD, the last byte may be gone: then E5 A5 may be any character that begins so.

    Args:
        lattice: The bytes.
        node: Where a character has begun, and its bytes.
        decoder: The charset they are decoded by.
        lost: Bytes that may be gone anywhere in a character.
        unseen: Gives the bytes that may be gone between two characters of the damaged text: one, or the last two.

    Yields:
        For each way on the node it leads to, and the edge.
    """
    at, partial = node
    if lost and (chars := decoder.completions(partial, lost)):
        yield (at, b""), Edge(0, EdgeKind.PICK, chars, 0.0, at, at)
    if unseen is None or not lattice.where.is_boundary(at):
        return
    arcs = lattice.arcs.get(at, ())
    if arcs and (len(arcs) > 1 or arcs[0].kind is not ArcKind.BYTES):
        # A mark shows the loss there.
        return
    ahead = arcs[0].data[arcs[0].skip] if arcs else None
    allowed = unseen(ahead)
    chars, longer = decoder.choices(partial, allowed)
    for first in decoder.choices(partial, _EVERY)[1]:
        chars += decoder.choices(first, frozenset(last for last in allowed if first[-1] in unseen(last)))[0]
    if chars:
        yield (at, b""), Edge(0, EdgeKind.PICK, chars, 0.0, at, at)
    if ahead is not None and ahead >= _ASCII_END:
        for beginning in longer:
            yield (at, beginning), Edge(0, EdgeKind.KNOWN, "", 0.0, at, at)
