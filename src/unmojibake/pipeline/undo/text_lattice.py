"""Gives the text lattice of a byte lattice and an origin.

Which bytes a damaged line may have been, and which origin decodes them, the kinds of damage say.
"""

import heapq
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from unmojibake.pipeline import limits
from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Edge, EdgeKind, TextLattice
from unmojibake.pipeline.undo import partial_characters
from unmojibake.pipeline.undo.deletions import Unseen, dropped
from unmojibake.pipeline.undo.origin_codecs import Origin
from unmojibake.pipeline.undo.partial_characters import Node, Step, stop

_Begun: TypeAlias = tuple[int, bytes]
_DEAD = 4
"""Edges that are followed for each that may be kept: some lead nowhere."""
_SHORT = 4
"""Bytes of an arc that is taken whole: a choice, not a run."""


def decode(lattice: ByteLattice, decoder: Origin, lost: frozenset[int], unseen: Unseen | None = None) -> TextLattice:
    """Give the text lattice of a byte lattice: everything that a charset may read in it.

    A node of the text lattice is a node of the byte lattice together with the bytes of a character that has begun
    there and is not complete. The bytes of `浣犲ソ` in GBK, read as UTF-8, give one edge with the text `你好`.

    Args:
        lattice: The bytes.
        decoder: The origin.
        lost: Bytes that may be gone without a mark anywhere in a character.
        unseen: Gives the bytes that may be gone between two characters of the damaged text, where a decoder drops a
            byte that has no partner.

    Returns:
        The lattice; without an end when no reading reaches the end of the bytes, or when nearly all of them are
        unknown. Linear in the length of the damaged text.

    >>> from unmojibake.pipeline.undo.byte_lattice import byte_lattice
    >>> from unmojibake.pipeline.undo.origin_codecs import origin
    >>> decode(byte_lattice("浣犲ソ", "cp936"), origin("utf-8"), frozenset()).sample()
    '你好'
    """
    walk = _Walk(lattice, decoder, lost, unseen)
    found: dict[Node, list[tuple[Node, Edge]]] = {}
    agenda: list[Node] = [(0, b"")]
    size = lattice.where.marks[-1]
    most = limits.WAYS * size + limits.WAYS_OF_ANY, limits.GUESSES * size + limits.GUESSES_OF_ANY
    seen = set(agenda)
    ways, guesses = 0, 0
    while agenda:
        node = heapq.heappop(agenda)
        steps = walk.steps(node)
        if not walk.drops:
            # A character that begins with the last byte is never complete: `浣犲` stands for itself.
            steps = (step for step in steps if step[0][0] < lattice.end or not step[0][1])
        # Several readings of one loss may all leave the character as it stands: one edge serves for them.
        found[node] = ways_on = list(dict.fromkeys(steps))
        for target, _ in ways_on:
            if target not in seen:
                seen.add(target)
                heapq.heappush(agenda, target)
        ways += len(ways_on)
        guesses += _guesses(edge for _, edge in ways_on)
        if ways > _DEAD * most[0] or guesses > _DEAD * most[1]:
            # So little is left of it that anything may have stood there: beyond repair, and beyond linear time.
            return TextLattice(where=lattice.where)
    # A begun character may be completed where it stands, so nodes with a begun character come before whole ones.
    order = {node: index for index, node in enumerate(sorted(found, key=lambda node: (node[0], not node[1], node)))}
    edges = [[Edge._make((order[target], *edge[1:])) for target, edge in found[node]] for node in order]
    end = order.get((lattice.end, b""), -1)
    alive = _alive(edges, end)
    if sum(map(len, alive)) > most[0] or sum(map(_guesses, alive)) > most[1]:
        return TextLattice(where=lattice.where)
    return TextLattice(alive, end, lattice.where, decoder.size)


def _guesses(edges: Iterable[Edge]) -> int:
    """Give the number of edges of which hardly anything is known."""
    return sum(edge.is_guess for edge in edges)


def _alive(edges: list[list[Edge]], end: int) -> list[list[Edge]]:
    """Give the edges of each node from which a path leads to the end; the others go."""
    reaches = [False] * len(edges)
    if end >= 0:
        reaches[end] = True
    for node in range(end - 1, -1, -1):
        edges[node] = [edge for edge in edges[node] if reaches[edge.target]]
        reaches[node] = bool(edges[node])
    return edges


def _known_edge(at: int, target: int, text: str, cost: float) -> Edge:
    """Give the edge of a text whose bytes are all there."""
    return Edge(0, EdgeKind.KNOWN, text, cost, at, target)


class _Walk:
    """Gives the ways on from each node of a byte lattice, as one origin decodes it.

    Attributes:
        drops: Whether bytes may be gone without a mark.
    """

    def __init__(self, lattice: ByteLattice, decoder: Origin, lost: frozenset[int], unseen: Unseen | None) -> None:
        self._lattice, self._decoder, self._lost, self._unseen = lattice, decoder, lost, unseen
        self.drops = bool(lost or unseen)

    def steps(self, node: Node) -> Iterator[Step]:
        """Give the ways on from a node: the node that each leads to, and its edge."""
        lattice, decoder = self._lattice, self._decoder
        if len(node) > 2:  # noqa: PLR2004 - a node with many beginnings
            yield from partial_characters.follow(lattice, node, decoder)
            return
        at, partial = node
        if partial:
            yield from dropped(lattice, node, decoder, self._lost, self._unseen)
        for arc in lattice.arcs.get(at, ()):
            kind = arc.kind
            if kind is ArcKind.BYTES:
                yield from self._finish(node, arc) if partial else self._known(at, arc)
            elif kind is ArcKind.SETS or kind is ArcKind.PAIRS:
                take = partial_characters.sets if kind is ArcKind.SETS else partial_characters.pairs
                singly = self.drops or self._is_orphaned(arc.target)
                yield from take(lattice, at, (partial,), arc, decoder, singly=singly)
            elif kind is ArcKind.EDITED:
                yield from self._edited(node, arc)
            elif kind is ArcKind.ORPHAN:
                if partial and (chars := decoder.choices(partial, arc.sets[0])[0]):
                    yield (arc.target, b""), Edge(0, EdgeKind.PICK, chars, arc.cost, at, arc.target)
            elif not partial:
                same = EdgeKind.EATEN if kind is ArcKind.EATEN else EdgeKind.SAME
                yield (arc.target, b""), Edge(0, same, arc.text, arc.cost, at, arc.target)

    def _is_orphaned(self, node: int) -> bool:
        """Tell whether an orphan may stand at a node: a byte that ends a character, and begins none."""
        return any(arc.kind is ArcKind.ORPHAN for arc in self._lattice.arcs.get(node, ()))

    def _known(self, at: int, arc: Arc) -> Iterator[Step]:
        """Give the ways through known bytes from a node where no character has begun.

        All bytes of `浣犲ソ` decode, to `你好`. Of those of `浣犲` three decode, to `你`, and the fourth begins a
        character. Of those of `ÀÁ` none decode, as they are no UTF-8, and both characters stand for themselves.
        """
        text, used, begun = self._decoder.run(arc.data, arc.skip)
        length = len(arc.data) - arc.skip
        if used == length:
            yield (arc.target, b""), _known_edge(at, arc.target, text, arc.cost)
        elif used + begun == length <= _SHORT:
            # A choice is taken whole: its text, and the character that begins in it.
            yield (arc.target, arc.data[arc.skip + used :]), _known_edge(at, arc.target, text, arc.cost)
            yield from self._stranger(at, arc, text, used)
        elif used and begun:
            yield from self._used(at, arc, text, used, ends=used + begun == length)
        elif begun:
            yield from self._begun(at, arc, begun)
        else:
            yield from self._stranger(at, arc, text, used)

    def _cut(self, at: int, arc: Arc, text: str, used: int) -> Iterator[Step]:
        """Give the way through the first bytes of a run, which read some text, to a node inside the run."""
        stop(self._lattice, at + used, arc, used)
        yield (at + used, b""), _known_edge(at, at + used, text, arc.cost)

    def _used(self, at: int, arc: Arc, text: str, used: int, *, ends: bool) -> Iterator[Step]:
        """Give the ways through bytes that read some text and then begin a character, at the end of the run or not."""
        if ends or self.drops:
            yield from self._cut(at, arc, text, used)
        if not ends:
            yield from self._stranger(at, arc, text, used)

    def _begun(self, at: int, arc: Arc, begun: int) -> Iterator[Step]:
        """Give the ways through bytes of which the first begin a character, and the next do not go on with it."""
        length = len(arc.data) - arc.skip
        if self.drops or begun == length:
            # A dropped byte may be gone from the middle of the character: it may have begun with fewer bytes.
            where = self._lattice.where
            inside = (size for size in range(1, begun) if self._unseen and where.is_boundary(at + size))
            for size in (*inside, begun):
                stop(self._lattice, at + size, arc, size)
                target = at + size if size < length else arc.target
                yield (target, arc.data[arc.skip : arc.skip + size]), _known_edge(at, target, "", arc.cost)
        yield from self._stranger(at, arc, "", 0)

    def _finish(self, node: _Begun, arc: Arc) -> Iterator[Step]:
        """Give the way that completes a begun character with known bytes: E5 A5, and then BD, is `好`.

        It stops there: the rest of the run is the same for every beginning.
        """
        at, partial = node
        decoder = self._decoder
        data = partial + arc.data[arc.skip : arc.skip + _SHORT]
        text, used, begun = decoder.run(data)
        if len(arc.data) - arc.skip <= _SHORT and used + begun == len(data):
            yield (arc.target, data[used:]), _known_edge(at, arc.target, text, arc.cost)
        elif used > len(partial):
            yield from self._cut(at, arc, text[0], decoder.size(text[0]) - len(partial))

    def _edited(self, node: _Begun, arc: Arc) -> Iterator[Step]:
        """Give the way through the bytes that stood before an edit: all of them, or none."""
        at, partial = node
        data = partial + arc.data
        text, used, begun = self._decoder.run(data)
        if used + begun == len(data):
            edge = Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target, (*arc.why, str(begun)))
            yield (arc.target, data[used:]), edge

    def _stranger(self, at: int, arc: Arc, text: str, used: int) -> Iterator[Step]:
        """Give the way through the text that decoded, as far as it ends where a damaged character ends.

        Where none decoded, the damaged characters stand for themselves up to the next byte that may start a character
        of the origin. Where no byte is gone without a mark, that must be a whole character: a text of which nothing
        decodes is one edge.
        """
        where, decoder = self._lattice.where, self._decoder
        kept = len(text)
        while used and not where.is_boundary(at + used):
            kept -= 1
            used -= decoder.size(text[kept])
        if used:
            yield from self._cut(at, arc, text[:kept], used)
        elif where.is_boundary(at):
            begin, whole = arc.skip - at, not self.drops
            chars, target = where.until(
                at, lambda node: node >= arc.target or decoder.may_start(arc.data, begin + node, whole=whole)
            )
            if chars:
                stop(self._lattice, target, arc, target - at)
                yield (target, b""), Edge(0, EdgeKind.SAME, chars, arc.cost, at, target)
