"""Text written in one charset and read in another: the way back.

`undo` is the edges of this kind of damage. It takes a damaged line to bytes
(`carriers`) and decodes those with every loss left open (`origins`); what
comes out is a text lattice for the search to choose from. Layers stack:
`undo_again` takes a text lattice as the damaged text of the next layer.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import TypeAlias

from unmojibake import charsets
from unmojibake.damage.carriers import again, byte_lattice, lost_bytes
from unmojibake.damage.origins import Origin, origin
from unmojibake.lattice import Arc, ArcKind, ByteLattice, Edge, EdgeKind, TextLattice

_Node: TypeAlias = tuple[int, bytes]
_MOSTLY = 0.95
"""Share of the bytes that must fit before bytes lost without a trace are looked for."""
_GLANCE = 96
"""Code points of a text that are looked at to see what share of it decodes."""
_SOME = 0.1
"""Share of the bytes that must be part of whole characters before bytes lost without a trace are looked for."""
_NODES = 16
"""Nodes for each character, on average, that a lattice may have."""
_WAYS = 8
"""Edges for each of those nodes, on average."""
_OPEN = 64
"""Beginnings of one character that are followed at once."""
_SHORT = 4
"""Bytes of an arc that is taken whole: a choice, not a run."""


def undo(text: str, origin_name: str, carrier: str, tail: str = "") -> TextLattice:
    """Read a line again: as bytes of `carrier`, decoded as `origin_name`.

    Args:
        text: The damaged line, without its line end.
        origin_name: The charset it was written in.
        carrier: The charset it was wrongly read with.
        tail: Its line end, or "" at the end of the input.

    Returns:
        The lattice of readings. Linear in the length of the text.
    """
    lost = lost_bytes(carrier)
    if lost and (
        share_decoded(text, origin_name, carrier, lossy=True) < _MOSTLY
        or share_decoded(text, origin_name, carrier) < _SOME
    ):
        lost = frozenset()
    return decode(byte_lattice(text, carrier, tail), origin(origin_name), lost)


def strict(text: str, plan: Sequence[tuple[str, str]]) -> str | None:
    """Read a text again as it is, every byte known: the way back where nothing was lost.

    Args:
        text: The damaged text.
        plan: The layers, in the order in which the damage happened.

    Returns:
        The text, or None when it was not made like that. Linear, and mostly in C.
    """
    for origin_name, carrier in reversed(plan):
        try:
            data = b"".join(map(charsets.encode_table(carrier).__getitem__, text))
        except KeyError:
            return None
        decoded, used, _ = origin(origin_name).run(data)
        if used < len(data):
            return None
        text = decoded
    return text


def undo_again(layer: TextLattice, origin_name: str, carrier: str) -> TextLattice:
    """Undo one more layer of a text that is itself full of choices."""
    return decode(again(layer, carrier), origin(origin_name), lost_bytes(carrier))


def share_decoded(text: str, origin_name: str, carrier: str, *, lossy: bool = False) -> float:
    """Give the share of the characters of a text, ASCII aside, that a chain can have made, 0 to 1.

    A look before the work of a layer: text that is right hardly ever decodes again.
    """
    table = charsets.encode_table(carrier)
    pieces = [table.get(char) for char in text[:_GLANCE] if char > "\x7f"]
    data = b"".join(filter(None, pieces))
    known = len(data) / (len(data) + pieces.count(None)) if data else 0.0
    return origin(origin_name).share(data, lossy=lossy) * known if data else 0.0


def glance(text: str, origin_name: str, carrier: str) -> tuple[str, str]:
    """Read a short text again without regard to losses, as far as that goes.

    A look before the work of a lattice.

    Returns:
        What was read, and what it stands as in the text; both "" when nothing can be read.
    """
    table = charsets.encode_table(carrier)
    pieces = list(takewhile(lambda piece: piece is not None, map(table.get, text)))
    read, used, _ = origin(origin_name).run(b"".join(pieces))  # type: ignore[arg-type]
    ends = list(accumulate(map(len, pieces)))  # type: ignore[arg-type]
    return read, text[: bisect_left(ends, used) + 1] if used else ""


def decode(lattice: ByteLattice, decoder: Origin, lost: frozenset[int]) -> TextLattice:
    """Compose bytes with unknowns and a decoder into text with choices.

    A node of the result is a node of the bytes together with the bytes of a
    character that has begun there and is not complete.
    """
    found: dict[_Node, list[tuple[_Node, Edge]]] = {}
    agenda: list[_Node] = [(0, b"")]
    bound = _NODES * (lattice.where.marks[-1] + _NODES)
    seen = set(agenda)
    ways = 0
    while agenda:
        node = heapq.heappop(agenda)
        found[node] = steps = list(_steps(lattice, node, decoder, lost))
        for target, _ in steps:
            if target not in seen:
                seen.add(target)
                heapq.heappush(agenda, target)
        ways += len(steps)
        if len(seen) > bound or ways > _WAYS * bound:
            # So little is left of it that anything may have stood there: beyond repair, and beyond linear time.
            return TextLattice(where=lattice.where)
    # A begun character may be completed where it stands, so what has begun comes before what is whole.
    order = {node: index for index, node in enumerate(sorted(found, key=lambda node: (node[0], not node[1], node)))}
    edges = [[edge._replace(target=order[target]) for target, edge in found[node]] for node in order]
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


def _steps(lattice: ByteLattice, node: _Node, decoder: Origin, lost: frozenset[int]) -> Iterator[tuple[_Node, Edge]]:
    """Give the ways on from a node."""
    at, partial = node
    if partial and lost and (chars := decoder.completions(partial, lost)):
        yield (at, b""), Edge(0, EdgeKind.PICK, chars, 0.0, at, at)
    for arc in lattice.arcs.get(at, ()):
        kind = arc.kind
        if kind is ArcKind.BYTES:
            yield from _known(lattice, node, arc, decoder, lost)
        elif kind is ArcKind.SETS:
            yield from _sets(lattice, node, arc, decoder)
        elif kind is ArcKind.PAIRS:
            yield from _pairs(lattice, node, arc, decoder)
        elif kind is ArcKind.EDITED:
            yield from _edited(node, arc, decoder)
        elif kind is ArcKind.ORPHAN:
            if partial and (chars := decoder.choices(partial, arc.sets[0])[0]):
                yield (arc.target, b""), Edge(0, EdgeKind.PICK, chars, arc.cost, at, arc.target)
        elif not partial:
            eaten = kind is ArcKind.EATEN
            edge = Edge(0, EdgeKind.EATEN if eaten else EdgeKind.SAME, arc.text, arc.cost, at, arc.target)
            yield (arc.target, b""), edge


def _known(
    lattice: ByteLattice, node: _Node, arc: Arc, decoder: Origin, lost: frozenset[int]
) -> Iterator[tuple[_Node, Edge]]:
    """Decode a run of known bytes, as far as it goes."""
    at, partial = node
    if partial:
        yield from _finish(lattice, node, arc, decoder)
        return
    data, skip = arc.data, arc.skip
    length = len(data) - skip
    text, used, begun = decoder.run(data, skip)
    if used == length:
        yield (arc.target, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target)
    elif used + begun == length <= _SHORT:
        yield (arc.target, data[skip + used :]), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target)
        yield from _stranger(lattice, at, arc, decoder, (text, used))
    elif begun and used + begun == length and used:
        _stop(lattice, at + used, arc, used)
        yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, at + used)
    else:
        if begun and not used and (lost or begun == length):
            _stop(lattice, at + begun, arc, begun)
            target = at + begun if begun < length else arc.target
            yield (target, data[skip : skip + begun]), Edge(0, EdgeKind.KNOWN, "", arc.cost, at, target)
        yield from _stranger(lattice, at, arc, decoder, (text, used))


def _finish(lattice: ByteLattice, node: _Node, arc: Arc, decoder: Origin) -> Iterator[tuple[_Node, Edge]]:
    """Complete a begun character with known bytes, and stop there: the rest is the same for every beginning."""
    at, partial = node
    data = partial + arc.data[arc.skip : arc.skip + _SHORT]
    text, used, begun = decoder.run(data)
    if len(arc.data) - arc.skip <= _SHORT and used + begun == len(data):
        yield (arc.target, data[used:]), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target)
    elif used > len(partial):
        used = decoder.size(text[0]) - len(partial)
        _stop(lattice, at + used, arc, used)
        yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text[0], arc.cost, at, at + used)


def _edited(node: _Node, arc: Arc, decoder: Origin) -> Iterator[tuple[_Node, Edge]]:
    """Take the bytes that stood before an edit, all of them."""
    at, partial = node
    data = partial + arc.data
    text, used, begun = decoder.run(data)
    if used + begun == len(data):
        edge = Edge(0, EdgeKind.KNOWN, text, arc.cost, at, arc.target, (*arc.why, str(begun)))
        yield (arc.target, data[used:]), edge


def _stranger(
    lattice: ByteLattice, at: int, arc: Arc, decoder: Origin, decoded: tuple[str, int]
) -> Iterator[tuple[_Node, Edge]]:
    """Go as far as decoded, back to a whole character, and let what follows stand for itself."""
    text, used = decoded
    where = lattice.where
    kept = len(text)
    while used and not where.is_boundary(at + used):
        kept -= 1
        used -= decoder.size(text[kept])
    text = text[:kept]
    if used:
        _stop(lattice, at + used, arc, used)
        yield (at + used, b""), Edge(0, EdgeKind.KNOWN, text, arc.cost, at, at + used)
    elif where.is_boundary(at):
        begin = arc.skip - at
        chars, target = where.until(at, lambda node: node >= arc.target or decoder.may_start(arc.data, begin + node))
        if chars:
            _stop(lattice, target, arc, target - at)
            yield (target, b""), Edge(0, EdgeKind.SAME, chars, arc.cost, at, target)


def _stop(lattice: ByteLattice, node: int, arc: Arc, used: int) -> None:
    """Make a node inside a run of known bytes."""
    if node < arc.target:
        lattice.arcs.setdefault(node, [arc._replace(skip=arc.skip + used)])


def _sets(lattice: ByteLattice, node: _Node, arc: Arc, decoder: Origin) -> Iterator[tuple[_Node, Edge]]:
    """Take one unknown byte, or two."""
    at, partial = node
    chars, begun = decoder.choices(partial, arc.sets[0])
    if len(arc.sets) == 1:
        yield from _take(lattice, at, arc, decoder, chars, begun)
        return
    for beginning in begun:
        yield from _take(lattice, at, arc, decoder, *decoder.choices(beginning, arc.sets[1]))
    if chars:
        # The first byte ends a character, the second one begins another.
        yield from _begin(at, decoder.choices(b"", arc.sets[1])[1], arc, EdgeKind.PICK, chars)


def _pairs(lattice: ByteLattice, node: _Node, arc: Arc, decoder: Origin) -> Iterator[tuple[_Node, Edge]]:
    """Take two unknown bytes that make no pair of the carrier."""
    at, partial = node
    chars, begun = decoder.choices(partial, frozenset(arc.pairs))
    firsts: dict[bytes, list[str]] = {}
    for first in chars:
        trails = arc.pairs.get(decoder.last_byte(first), frozenset())
        for beginning in decoder.choices(b"", trails)[1]:
            firsts.setdefault(beginning, []).append(first)
    if _run_at(lattice, arc.target):
        for beginning, found in firsts.items():
            yield from _begin(at, (beginning,), arc, EdgeKind.PICK, "".join(found))
    done: list[str] = []
    longer: list[bytes] = []
    for beginning in begun:
        ended, going = decoder.choices(beginning, arc.pairs.get(beginning[-1], frozenset()))
        done.append(ended)
        longer += going
    yield from _take(lattice, at, arc, decoder, "".join(done), tuple(longer))


def _take(  # noqa: PLR0913, PLR0917 - a step of an inner loop
    lattice: ByteLattice, at: int, arc: Arc, decoder: Origin, chars: str, begun: tuple[bytes, ...]
) -> Iterator[tuple[_Node, Edge]]:
    """Take unknown bytes that end a character, or begin one that known bytes may end."""
    if chars:
        yield (arc.target, b""), Edge(0, EdgeKind.PICK, chars, arc.cost, at, arc.target)
    if not begun:
        return
    if all(after.kind is ArcKind.EATEN for after in lattice.arcs.get(arc.target, ())) and arc.target != lattice.end:
        # A character of its own was eaten there: what has begun can't go on.
        return
    following = _run_at(lattice, arc.target)
    if following is None:
        # Nothing certain follows at once. What 64 readings leave open is closed further on; more is beyond repair.
        if len(begun) <= _OPEN:
            yield from _begin(at, begun, arc, EdgeKind.KNOWN, "")
        return
    # All readings end at one of a few places: one edge for each, not a node for each reading.
    ends: dict[int, list[str]] = {}
    for beginning in begun:
        text, _, _ = decoder.run(beginning + following.data[following.skip : following.skip + _SHORT])
        if text:
            used = decoder.size(text[0]) - len(beginning)
            ends.setdefault(used, []).append(text[0])
    for used, texts in ends.items():
        _stop(lattice, arc.target + used, following, used)
        yield (arc.target + used, b""), Edge(0, EdgeKind.PICK, "".join(texts), arc.cost, at, arc.target + used)


def _run_at(lattice: ByteLattice, node: int) -> Arc | None:
    """Give the run of known bytes that begins at a node and is the only way on, long enough to end a character."""
    arcs = lattice.arcs.get(node, ())
    if len(arcs) != 1 or arcs[0].kind is not ArcKind.BYTES:
        return None
    return arcs[0] if len(arcs[0].data) - arcs[0].skip >= _SHORT else None


def _begin(at: int, beginnings: tuple[bytes, ...], arc: Arc, kind: EdgeKind, text: str) -> Iterator[tuple[_Node, Edge]]:
    """Go on with each of the characters that may have begun."""
    for beginning in beginnings:
        yield (arc.target, beginning), Edge(0, kind, text, arc.cost, at, arc.target)
