"""Gives the ways on through unknown bytes: characters with several unknown bytes, whose beginnings are followed as one.

One lost byte of a begun character leaves up to 64 readings. Two leave thousands, and the bytes behind them are the same
for all of these. So a node may hold all beginnings of a character at once, and one edge ends them all.
"""

import functools
from collections.abc import Iterator
from typing import TypeAlias

from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Edge, EdgeKind
from unmojibake.pipeline.undo.origin_codecs import Origin

Beginnings: TypeAlias = tuple[bytes, ...]
Node: TypeAlias = tuple[int, bytes] | tuple[int, bytes, Beginnings]
"""A node of the bytes, and the bytes of a character that has begun there; or b"" and all beginnings it may have."""
_Pairs: TypeAlias = frozenset[tuple[int, frozenset[int]]]
Step: TypeAlias = tuple[Node, Edge]
_SINGLY = 64
"""Beginnings of one character that are few, as one lost byte leaves. Where bytes may be gone without a mark, each of
them is followed for itself."""
_MOST = 4096
"""Beginnings of a character from which on nothing is known of it."""
_ANY = 0xFFFF
"""Possible characters from which on nothing is known of a lost one."""
_SHORT = 4
"""Bytes that end any character."""


@functools.lru_cache(256)
def _grow(decoder: Origin, begun: Beginnings, allowed: frozenset[int]) -> tuple[str, Beginnings]:
    """Give the characters that one unknown byte may complete from many beginnings, and the longer beginnings."""
    chars, longer = decoder.grow(begun, allowed)
    return _known(chars), tuple(longer) if len(longer) <= _MOST else ()


def _known(chars: str) -> str:
    """Give some characters, or "" where they are so many that nothing is known."""
    return chars if len(chars) <= _ANY else ""


@functools.lru_cache(8)
def _behind(decoder: Origin, pairs: _Pairs) -> tuple[tuple[Beginnings, frozenset[int]], ...]:
    """Give the beginnings that the second byte of a pair may be, grouped by the first bytes of those pairs."""
    firsts: dict[bytes, set[int]] = {}
    for first, trails in pairs:
        for beginning in decoder.choices(b"", trails)[1]:
            firsts.setdefault(beginning, set()).add(first)
    found: dict[frozenset[int], list[bytes]] = {}
    for beginning in sorted(firsts):
        found.setdefault(frozenset(firsts[beginning]), []).append(beginning)
    return tuple((tuple(begun), before) for before, begun in found.items())


@functools.lru_cache(256)
def _paired(decoder: Origin, begun: Beginnings, pairs: _Pairs) -> tuple[str, Beginnings]:
    """Give the characters that two unknown bytes, no pair of the carrier, may complete, and the longer beginnings.

    Both bytes are part of the one character that has begun.
    """
    chars: list[str] = []
    longer: list[bytes] = []
    trails = dict(pairs)
    for beginning in _grow(decoder, begun, frozenset(trails))[1]:
        done, more = decoder.choices(beginning, trails[beginning[-1]])
        chars.append(done)
        longer += more
    return _known("".join(chars)), tuple(longer) if len(longer) <= _MOST else ()


def follow(lattice: ByteLattice, node: Node, decoder: Origin) -> Iterator[Step]:
    """Give the ways on from a node that holds many beginnings: the node that each leads to, and its edge."""
    at, _, begun = node  # type: ignore[misc]
    for arc in lattice.arcs.get(at, ()):
        if arc.kind is ArcKind.BYTES:
            yield from _end(lattice, (at, at), decoder, begun, arc)
        elif arc.kind is ArcKind.SETS:
            yield from sets(lattice, at, begun, arc, decoder)
        elif arc.kind is ArcKind.PAIRS:
            yield from pairs(lattice, at, begun, arc, decoder)


def sets(  # noqa: PLR0913 - a step of an inner loop
    lattice: ByteLattice, at: int, begun: Beginnings, arc: Arc, decoder: Origin, *, singly: bool = False
) -> Iterator[Step]:
    """Give the ways through one unknown byte, or two.

    Args:
        lattice: The bytes.
        at: The node.
        begun: The beginnings of a character there; b"" where none has begun.
        arc: The arc with the sets of possible bytes.
        decoder: The charset they are decoded by.
        singly: Whether each longer beginning is followed for itself.
    """
    chars, longer = _grow(decoder, begun, arc.sets[0])
    if len(arc.sets) > 1:
        if chars:
            # The first byte ends a character, the second one begins another.
            yield from _go_on(arc, at, decoder.choices(b"", arc.sets[1])[1], EdgeKind.PICK, chars, singly=singly)
        chars, longer = _grow(decoder, longer, arc.sets[1])
    yield from _take(lattice, at, arc, decoder, (chars, longer), singly=singly)


def pairs(  # noqa: PLR0913 - a step of an inner loop
    lattice: ByteLattice, at: int, begun: Beginnings, arc: Arc, decoder: Origin, *, singly: bool = False
) -> Iterator[Step]:
    """Give the ways through two unknown bytes that are no pair of the carrier; see `sets`."""
    bad = frozenset(arc.pairs.items())
    following = run_at(lattice, arc.target)
    known = following.data[following.skip : following.skip + _SHORT] if following else b""
    for beginnings, firsts in _behind(decoder, bad):
        if chars := _grow(decoder, begun, firsts)[0]:
            able = tuple(each for each in beginnings if _goes_on(decoder, each, known))
            yield from _go_on(arc, at, able, EdgeKind.PICK, chars, singly=singly)
    yield from _take(lattice, at, arc, decoder, _paired(decoder, begun, bad), singly=singly)


def _goes_on(decoder: Origin, beginning: bytes, known: bytes) -> bool:
    """Tell whether known bytes may end a begun character: A5 BD ends E5, 41 does not."""
    text, _, rest = decoder.run(beginning + known)
    return bool(text) or rest == len(beginning) + len(known)


def _take(  # noqa: PLR0913 - a step of an inner loop
    lattice: ByteLattice, at: int, arc: Arc, decoder: Origin, grown: tuple[str, Beginnings], *, singly: bool
) -> Iterator[Step]:
    """Give the ways through unknown bytes that complete characters, or begin some that the next bytes may complete."""
    chars, begun = grown
    if chars:
        yield (arc.target, b""), Edge(0, EdgeKind.PICK, chars, arc.cost, at, arc.target)
    if not begun:
        return
    if all(after.kind is ArcKind.EATEN for after in lattice.arcs.get(arc.target, ())) and arc.target != lattice.end:
        # An ASCII character was eaten there: a begun character can't go on with it.
        return
    if following := run_at(lattice, arc.target):
        yield from _end(lattice, (at, arc.target), decoder, begun, following, arc.cost)
    else:
        yield from _go_on(arc, at, begun, EdgeKind.KNOWN, "", singly=singly)


def _go_on(arc: Arc, at: int, begun: Beginnings, kind: EdgeKind, text: str, *, singly: bool) -> Iterator[Step]:  # noqa: PLR0913
    """Give the ways on to begun characters: each for itself where its bytes may be gone, or all in one node."""
    if len(begun) == 1 or (singly and len(begun) <= _SINGLY):
        for beginning in begun:
            yield (arc.target, beginning), Edge(0, kind, text, arc.cost, at, arc.target)
    elif begun:
        yield (arc.target, b"", begun), Edge(0, kind, text, arc.cost, at, arc.target)


def _end(  # noqa: PLR0913, PLR0917 - a step of an inner loop
    lattice: ByteLattice, ends: tuple[int, int], decoder: Origin, begun: Beginnings, run: Arc, cost: float = 0.0
) -> Iterator[Step]:
    """Give the ways that complete begun characters with known bytes: one edge for each place where they end."""
    start, at = ends
    length = len(run.data) - run.skip
    known = run.data[run.skip : run.skip + _SHORT]
    found, longer = _ended(decoder, begun, known)
    for used, text in found.items():
        stop(lattice, at + used, run, used)
        target = at + used if used < length else run.target
        yield (target, b""), Edge(0, EdgeKind.PICK, text, cost + run.cost, start, target)
    if length < _SHORT and longer:
        yield from _go_on(run._replace(cost=cost + run.cost), start, tuple(longer), EdgeKind.KNOWN, "", singly=False)


@functools.lru_cache(256)
def _ended(decoder: Origin, begun: Beginnings, known: bytes) -> tuple[dict[int, str], list[bytes]]:
    """Give what known bytes end, and what they do not end; see `Origin.ends`."""
    return decoder.ends(begun, known)


def run_at(lattice: ByteLattice, node: int) -> Arc | None:
    """Give the run of known bytes that begins at a node and is the only way on; None where there is none.

    >>> from unmojibake.pipeline.undo.byte_lattice import byte_lattice
    >>> run_at(byte_lattice("浣犲ソ", "cp936"), 0).data.hex()
    'e4bda0e5a5bd'
    """
    arcs = lattice.arcs.get(node, ())
    return arcs[0] if len(arcs) == 1 and arcs[0].kind is ArcKind.BYTES and arcs[0].skip < len(arcs[0].data) else None


def stop(lattice: ByteLattice, node: int, arc: Arc, used: int) -> None:
    """Add a node inside a run of known bytes, with the rest of the run."""
    if node < arc.target:
        lattice.arcs.setdefault(node, [arc._replace(skip=arc.skip + used)])
