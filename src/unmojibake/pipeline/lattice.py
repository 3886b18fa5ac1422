"""The values that `undo` hands to `search`: byte lattices, text lattices and the steps of a path.

A damaged string, seen through the charset it was wrongly read with, is a
*byte lattice*: runs of bytes that are known, and places where a byte may be
one of several, or two, or where a character was eaten. Decoding it with the
right charset gives a *text lattice*: runs of text that are certain, and
places where the language has to choose. A layer is a lattice in, a lattice
out, so layers stack.

Nodes are integers in reading order. Both lattices hold only data: `undo` makes them, `search` reads them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple, TypeAlias


class ArcKind(IntEnum):
    """The kinds of arcs between two nodes of a byte lattice."""

    BYTES = 0
    """These bytes, for certain."""
    SETS = 1
    """One byte out of each set in turn: a lost byte, or two."""
    EATEN = 2
    """An ASCII character that was eaten together with the byte before it."""
    SAME = 3
    """A character that this damage cannot have made: it stands for itself."""
    PAIRS = 4
    """Two bytes that have no meaning together in the charset they were read with."""
    EDITED = 5
    """These bytes stood here before an edit: taken whole, in or out of step with the bytes that stand now."""
    ORPHAN = 6
    """A second byte that was read as a first one, and is gone because it had no partner."""


class Arc(NamedTuple):
    """One way on in a byte lattice.

    Attributes:
        target: The node it leads to.
        kind: Its kind, which says which of the others it has.
        data: BYTES: the bytes, from `skip` on. EDITED: the bytes.
        sets: SETS, ORPHAN: the allowed bytes, position by position.
        pairs: PAIRS: for each first byte the second bytes.
        text: SAME: the characters. EATEN: the damaged text behind it.
        cost: Nats.
        skip: BYTES: how many of `data` lie before the node: a run is not copied where it is entered.
        why: EDITED: the kind of the edit, and the text or byte that it put in or took out.
    """

    target: int
    kind: ArcKind
    data: bytes = b""
    sets: tuple[frozenset[int], ...] = ()
    pairs: Mapping[int, frozenset[int]] = {}
    text: str = ""
    cost: float = 0.0
    skip: int = 0
    why: tuple[str, ...] = ()


_ONE_LOST = 256
"""Characters at most of which all bytes but one are known."""
_GUESS = 32
"""Other edges that cost the search as much as a guess does."""


class EdgeKind(IntEnum):
    """The kinds of edges between two nodes of a text lattice."""

    KNOWN = 0
    """This text, decoded from bytes that are all there."""
    PICK = 1
    """One of these characters: a byte was lost."""
    EATEN = 2
    """An ASCII character that was eaten; the text on both sides says which is likely."""
    SAME = 3
    """A character that this damage cannot have made."""


class Edge(NamedTuple):
    """One way on in a text lattice.

    Attributes:
        target: The node it leads to.
        kind: Its kind.
        text: KNOWN, SAME: the text. PICK: the possible characters. EATEN: the damaged text behind it.
        cost: Nats, beside those of the language model.
        start: Byte-lattice node where it begins.
        end: Byte-lattice node where it ends.
        why: An edit of the bytes here: its kind, the text or byte that it put in or took out, and how many bytes of
            the next character stood before that. Empty where the bytes were not edited.
    """

    target: int
    kind: EdgeKind
    text: str
    cost: float
    start: int
    end: int
    why: tuple[str, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Tell whether it fills in a character of which more bytes than one are lost."""
        return len(self.text) > _ONE_LOST and self.kind is EdgeKind.PICK


@dataclass(frozen=True, slots=True)
class Positions:
    """The places of the nodes of a byte lattice in the damaged text.

    Attributes:
        nodes: Nodes that begin a character of the layer, ascending, and the end.
        marks: For each the index of the code point of the damaged text.
        chars: The characters of the layer, one for each node but the last.
    """

    nodes: Sequence[int]
    marks: Sequence[int]
    chars: Sequence[str]

    def floor(self, node: int) -> int:
        """Give the code point that `node` lies in or begins.

        >>> Positions([0, 2, 4], [0, 1, 2], "浣犲").floor(3)
        1
        """
        return self.marks[bisect_right(self.nodes, node) - 1]

    def ceil(self, node: int) -> int:
        """Give the first code point that begins at `node` or after it.

        >>> Positions([0, 2, 4], [0, 1, 2], "浣犲").ceil(3)
        2
        """
        return self.marks[bisect_left(self.nodes, node)]

    def until(self, node: int, stop: Callable[[int], bool]) -> tuple[str, int]:
        """Give the characters from `node` on to the next boundary that is a stop, and that boundary."""
        first = last = bisect_left(self.nodes, node)
        while True:
            last += 1
            if stop(self.nodes[last]):
                return "".join(self.chars[first:last]), self.nodes[last]

    def is_boundary(self, node: int) -> bool:
        """Tell whether a character begins at `node`."""
        at = bisect_left(self.nodes, node)
        return at < len(self.nodes) and self.nodes[at] == node


@dataclass(slots=True)
class ByteLattice:
    """Bytes with unknowns.

    Attributes:
        arcs: From each node the ways on.
        end: The last node.
        where: Positions of its nodes in the damaged text.
    """

    arcs: dict[int, list[Arc]]
    end: int
    where: Positions


def _fills(edge: Edge) -> bool:
    """Tell whether an edge fills in a lost byte."""
    return edge.kind is EdgeKind.PICK


@dataclass(slots=True)
class TextLattice:
    """Text with choices.

    Attributes:
        edges: From each node the ways on that lead to the end; nodes are numbered in reading order.
        end: The last node, or -1 when no path reaches the end.
        where: Positions, as of the byte lattice it came from.
        size: Gives the number of nodes that a decoded text takes.
        edited: Whether the bytes were edited and read again in their own charset: decoded text stands for itself.
        resaved: Whether it was read wrongly, saved so, and read rightly again: the same, but for the lost bytes.
        edit_size: Gives the number of bytes that a text takes where it was edited, if those are not the nodes.
    """

    edges: list[list[Edge]] = field(default_factory=list)
    end: int = -1
    where: Positions = field(default_factory=lambda: Positions((), (), ()))
    size: Callable[[str], int] = len
    edited: bool = False
    resaved: bool = False
    edit_size: Callable[[str], int] | None = None

    def sample(self) -> str:
        """Give the text of any path, eaten characters left out: a sample of the text that the lattice holds."""
        pieces: list[str] = []
        node = 0
        while node != self.end:
            edge = self.edges[node][0]
            if edge.kind is not EdgeKind.EATEN:
                pieces.append(edge.text[:1] if edge.kind is EdgeKind.PICK else edge.text)
            node = edge.target
        return "".join(pieces)

    def alone(self) -> Iterator[Edge]:
        """Give the edges with decoded text that start at a place where no edge reads otherwise, but for lost bytes."""
        places: dict[int, list[Edge]] = {}
        for edges in self.edges:
            for edge in edges:
                if edge.kind in {EdgeKind.KNOWN, EdgeKind.PICK} and not edge.text.isascii():
                    places.setdefault(edge.start, []).append(edge)
        return (
            edge for edge, *rivals in places.values() if all(_fills(rival) for rival in (rivals and [edge, *rivals]))
        )

    def work(self) -> int:
        """Give the work of its search, in edges of which all bytes are known."""
        return sum([_GUESS if edge.is_guess else 1 for edges in self.edges for edge in edges])

    def reads_otherwise(self) -> bool:
        """Tell whether any path reads otherwise than the damaged text."""
        return any(
            edge.kind is EdgeKind.PICK or (edge.kind is EdgeKind.KNOWN and not self.resaved and not edge.text.isascii())
            for edges in self.edges
            for edge in edges
        )


Readings: TypeAlias = "tuple[tuple[str, float], ...]"
"""The possible readings of a place, with probabilities, 0 to 1, the best first."""


class Reading(NamedTuple):
    """One step of the best path through a text lattice.

    Attributes:
        edge: The edge it takes.
        text: The text read there.
        alternatives: The readings possible there; empty where there was no choice.
    """

    edge: Edge
    text: str
    alternatives: Readings
