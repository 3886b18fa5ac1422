"""Bytes with unknowns and a decoder, composed into text with choices.

A node of the text lattice is a node of the byte lattice together with the bytes of a character that has begun there
and is not complete. What the bytes are, and which charset decodes them, is the business of the kinds of damage.
"""

import heapq
from collections.abc import Iterator
from typing import TypeAlias

from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Edge, EdgeKind, TextLattice
from unmojibake.pipeline.undo import partial_characters
from unmojibake.pipeline.undo.deletions import Unseen, dropped
from unmojibake.pipeline.undo.origin_codecs import Origin
from unmojibake.pipeline.undo.partial_characters import Node, stop

_Begun: TypeAlias = tuple[int, bytes]
_NODES = 16
"""Nodes for each character, on average, that a lattice may have."""
_WAYS = 8
"""Edges for each of those nodes, on average."""
_LARGE = 256
"""Characters of an edge of which little is known: each costs the search as much as a hundred that are certain."""
_WHOLLY = 2
"""Such edges for each character of the text, on average. What has more is guessed from end to end."""
_SHORT = 4
"""Bytes of an arc that is taken whole: a choice, not a run."""


def decode(lattice: ByteLattice, decoder: Origin, lost: frozenset[int], unseen: Unseen | None = None) -> TextLattice:
    """Compose bytes with unknowns and a decoder into text with choices.

    A node of the result is a node of the bytes together with the bytes of a
    character that has begun there and is not complete.

    Args:
        lattice: The bytes.
        decoder: The charset they are decoded by.
        lost: Bytes that may be gone without a mark anywhere in a character.
        unseen: Which may be between two characters of the damaged text, where a decoder drops what is no pair.
    """
    found: dict[Node, list[tuple[Node, Edge]]] = {}
    agenda: list[Node] = [(0, b"")]
    bound = _NODES * (lattice.where.marks[-1] + _NODES)
    seen = set(agenda)
    ways, guesses, drops = 0, 0, bool(lost or unseen)
    while agenda:
        node = heapq.heappop(agenda)
        steps = _steps(lattice, node, decoder, lost, unseen)
        if not drops:
            # Nothing ends what begins at the end.
            steps = (step for step in steps if step[0][0] < lattice.end or not step[0][1])
        # Readings of one loss that all stand for themselves are one.
        found[node] = ways_on = list(dict.fromkeys(steps))
        for target, _ in ways_on:
            if target not in seen:
                seen.add(target)
                heapq.heappush(agenda, target)
        ways += len(ways_on)
        guesses += sum(len(edge.text) > _LARGE for _, edge in ways_on)
        if len(seen) > bound or ways > _WAYS * bound or guesses * _NODES > _WHOLLY * bound:
            # So little is left of it that anything may have stood there: beyond repair, and beyond linear time.
            return TextLattice(where=lattice.where)
    # A begun character may be completed where it stands, so what has begun comes before what is whole.
    order = {node: index for index, node in enumerate(sorted(found, key=lambda node: (node[0], not node[1], node)))}
    edges = [[Edge._make((order[target], *edge[1:])) for target, edge in found[node]] for node in order]
    end = order.get((lattice.end, b""), -1)
    return TextLattice(_alive(edges, end), end, lattice.where, decoder.size)


def _alive(edges: list[list[Edge]], end: int) -> list[list[Edge]]:
    """Drop the edges from which no path leads to the end."""
    reaches = [False] * len(edges)
    if end >= 0:
        reaches[end] = True
    for node in range(end - 1, -1, -1):
        edges[node] = [edge for edge in edges[node] if reaches[edge.target]]
        reaches[node] = bool(edges[node])
    return edges


def _steps(
    lattice: ByteLattice, node: Node, decoder: Origin, lost: frozenset[int], unseen: Unseen | None
) -> Iterator[tuple[Node, Edge]]:
    """Give the ways on from a node."""
    if len(node) > 2:  # noqa: PLR2004 - one with many beginnings
        yield from partial_characters.follow(lattice, node, decoder)
        return
    at, partial = node
    if partial:
        yield from dropped(lattice, node, decoder, lost, unseen)
    for arc in lattice.arcs.get(at, ()):
        kind = arc.kind
        if kind is ArcKind.BYTES:
            yield from _known(lattice, node, arc, decoder, lost, unseen)
        elif kind is ArcKind.SETS or kind is ArcKind.PAIRS:
            take = partial_characters.sets if kind is ArcKind.SETS else partial_characters.pairs
            singly = bool(lost or unseen) or _is_orphaned(lattice, arc.target)
            yield from take(lattice, at, (partial,), arc, decoder, singly=singly)
        elif kind is ArcKind.EDITED:
            yield from _edited(node, arc, decoder)
        elif kind is ArcKind.ORPHAN:
            if partial and (chars := decoder.choices(partial, arc.sets[0])[0]):
                yield (arc.target, b""), Edge(0, EdgeKind.PICK, chars, arc.cost, at, arc.target)
        elif not partial:
            eaten = kind is ArcKind.EATEN
            edge = Edge(0, EdgeKind.EATEN if eaten else EdgeKind.SAME, arc.text, arc.cost, at, arc.target)
            yield (arc.target, b""), edge


def _is_orphaned(lattice: ByteLattice, node: int) -> bool:
    """Tell whether a byte that ends a character, but begins none, may stand at a node: it is told by what it ends."""
    return any(arc.kind is ArcKind.ORPHAN for arc in lattice.arcs.get(node, ()))


def _known(  # noqa: PLR0913, PLR0917 - a step of an inner loop
    lattice: ByteLattice, node: _Begun, arc: Arc, decoder: Origin, lost: frozenset[int], unseen: Unseen | None
) -> Iterator[tuple[Node, Edge]]:
    """Decode a run of known bytes, as far as it goes."""
    at, partial = node
    if partial:
        yield from _finish(lattice, node, arc, decoder)
        return
    data, skip = arc.data, arc.skip
    length = len(data) - skip
    text, used, begun = decoder.run(data, skip)
    drops = bool(lost or unseen)
    if used == length:
        yield (arc.target, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target)
    elif used + begun == length <= _SHORT:
        yield (arc.target, data[skip + used :]), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target)
        yield from _stranger(lattice, at, arc, decoder, (text, used), whole=not drops)
    elif begun and used + begun == length and used:
        stop(lattice, at + used, arc, used)
        yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, at + used)
    else:
        if begun and used and drops:
            stop(lattice, at + used, arc, used)
            yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, at + used)
        if begun and not used and (drops or begun == length):
            # What was dropped may be gone from the middle of it.
            inside = (size for size in range(1, begun) if unseen and lattice.where.is_boundary(at + size))
            for size in (*inside, begun):
                stop(lattice, at + size, arc, size)
                target = at + size if size < length else arc.target
                yield (target, data[skip : skip + size]), Edge(0, EdgeKind.KNOWN, "", arc.cost, at, target)
        yield from _stranger(lattice, at, arc, decoder, (text, used), whole=not drops)


def _finish(lattice: ByteLattice, node: _Begun, arc: Arc, decoder: Origin) -> Iterator[tuple[Node, Edge]]:
    """Complete a begun character with known bytes, and stop there: the rest is the same for every beginning."""
    at, partial = node
    data = partial + arc.data[arc.skip : arc.skip + _SHORT]
    text, used, begun = decoder.run(data)
    if len(arc.data) - arc.skip <= _SHORT and used + begun == len(data):
        yield (arc.target, data[used:]), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target)
    elif used > len(partial):
        used = decoder.size(text[0]) - len(partial)
        stop(lattice, at + used, arc, used)
        yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text[0], arc.cost, at, at + used)


def _edited(node: _Begun, arc: Arc, decoder: Origin) -> Iterator[tuple[Node, Edge]]:
    """Take the bytes that stood before an edit, all of them."""
    at, partial = node
    data = partial + arc.data
    text, used, begun = decoder.run(data)
    if used + begun == len(data):
        edge = Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target, (*arc.why, str(begun)))
        yield (arc.target, data[used:]), edge


def _stranger(  # noqa: PLR0913 - a step of an inner loop
    lattice: ByteLattice, at: int, arc: Arc, decoder: Origin, decoded: tuple[str, int], *, whole: bool
) -> Iterator[tuple[Node, Edge]]:
    """Go as far as decoded, back to a whole character, and let what follows stand for itself.

    Where nothing is lost without a trace, only a whole character ends that: text of which nothing decodes is one edge.
    """
    text, used = decoded
    where = lattice.where
    kept = len(text)
    while used and not where.is_boundary(at + used):
        kept -= 1
        used -= decoder.size(text[kept])
    text = text[:kept]
    if used:
        stop(lattice, at + used, arc, used)
        yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, at + used)
    elif where.is_boundary(at):
        begin = arc.skip - at
        chars, target = where.until(
            at, lambda node: node >= arc.target or decoder.may_start(arc.data, begin + node, whole=whole)
        )
        if chars:
            stop(lattice, target, arc, target - at)
            yield (target, b""), Edge(0, EdgeKind.SAME, chars, arc.cost, at, target)
