"""Gives the text lattice of an outer layer with ways around the glosses in it: pinyin that was put in before.

Each reading in brackets gets a way around it. Where a byte of the character before it was lost, the reading also tells
which characters that may have been. Readings that stand inside a character are not looked for.
"""

import math
import re
from collections.abc import Iterator
from itertools import accumulate, count
from typing import NamedTuple

from unmojibake.charsets.wrong_readings import EDITED
from unmojibake.damaging.gloss import READING, share
from unmojibake.pipeline.lattice import Edge, EdgeKind, TextLattice
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.values.patterns import on_use

_REST = on_use(READING.pattern.removeprefix("[(?]"))
"""A reading whose bracket was eaten by the byte before it."""


class _Way(NamedTuple):
    """A reading that begins a run of text, behind a character that is not certain.

    Attributes:
        node: The node behind it.
        end: Its byte-lattice node.
        spelled: The reading, as `jīng`.
        text: The reading with its brackets, or the one bracket that is left.
    """

    node: int
    end: int
    spelled: str
    text: str


def undo(layer: TextLattice) -> TextLattice:
    """Give a text lattice with a way around each reading in brackets that fits the character before it.

    `經(jīng)濟` may also be read `經濟`.

    Args:
        layer: The text lattice of an outer layer.

    Returns:
        A lattice with those ways beside the others, or one without an end when there are none. Linear.

    >>> from unmojibake.pipeline.undo import codec
    >>> damaged = "經(jīng)濟".encode("gbk").decode("latin-1")
    >>> found = undo(codec.undo(damaged, "cp936", "latin-1"))
    >>> [edge.why[1] for edges in found.edges for edge in edges if edge.why]
    ['(jīng)']
    """
    cuts = {
        (node, index): found
        for node, edges in enumerate(layer.edges)
        for index, edge in enumerate(edges)
        if edge.kind is EdgeKind.KNOWN and (found := list(_readings(edge.text)))
    }
    if not cuts:
        return TextLattice()
    laid = _Laid(layer, cuts)
    if not laid.ways:
        return TextLattice()
    end = laid.order[layer.end]
    return TextLattice(laid.edges, end, layer.where, layer.size, edit_size=origin(EDITED.carrier).size)


def _readings(text: str) -> Iterator[re.Match[str]]:
    """Give the readings in brackets of a run of text; the first may lack its bracket, and its character the run."""
    head = _REST.match(text)
    if head:
        yield head
    yield from READING.finditer(text, head.end() if head else 0)


class _Laid:
    """The lattice with nodes before and behind each reading, and the ways around those."""

    def __init__(self, layer: TextLattice, cuts: dict[tuple[int, int], list[re.Match[str]]]) -> None:
        self._layer = layer
        self.ways = 0
        room = [
            1 + sum(2 * len(cuts.get((node, index), ())) for index in range(len(edges)))
            for node, edges in enumerate(layer.edges)
        ]
        self.order = [0, *accumulate(room)]
        self.edges: list[list[Edge]] = [[] for _ in range(self.order[-1])]
        heads: dict[int, list[_Way]] = {}
        for node, edges in enumerate(layer.edges):
            free = count(self.order[node] + 1)
            for index, edge in enumerate(edges):
                moved = edge._replace(target=self.order[edge.target])
                found = self._cut(self.order[node], free, moved, cuts.get((node, index), []))
                heads.setdefault(node, []).extend(found)
        for node, edges in enumerate(layer.edges):
            for edge in edges:
                if edge.kind is EdgeKind.PICK:
                    for way, bracket in self._behind(edge.target, heads):
                        self._pick(self.order[node], edge, way, bracket)

    def _cut(self, source: int, free: Iterator[int], edge: Edge, found: list[re.Match[str]]) -> Iterator[_Way]:
        """Cut a run at its readings, with a way around each whose character is in it; give the others."""
        if not found:
            # It may stand for itself: then its text has no bytes in the origin, and no size.
            self.edges[source].append(edge)
            return
        size, text, at = self._layer.size, edge.text, 0
        begin = edge.end - size(text)
        for match in found:
            before, behind = next(free), next(free)
            start, end = (begin + size(text[:place]) for place in match.span())
            self.edges[source].append(edge._replace(target=before, text=text[at : match.start()], end=start))
            self.edges[before].append(Edge(behind, EdgeKind.KNOWN, match.group(), 0.0, start, end))
            likely = share(text[match.start() - 1], match[1]) if match.start() else 0.0
            if likely:
                self.ways += 1
                why = ("gloss", match.group(), "0")
                self.edges[before].append(Edge(behind, EdgeKind.KNOWN, "", -math.log(likely), start, end, why))
            elif not match.start():
                yield _Way(behind, end, match[1], match.group())
            source, at, edge = behind, match.end(), edge._replace(cost=0.0, why=(), start=end)
        self.edges[source].append(edge._replace(text=text[at:]))

    def _behind(self, node: int, heads: dict[int, list[_Way]]) -> Iterator[tuple[_Way, str]]:
        """Give the readings that follow a node, and the bracket where it was eaten."""
        for way in heads.get(node, ()):
            if way.text.startswith("("):
                yield way, ""
        for edge in self._layer.edges[node]:
            for way in heads.get(edge.target, ()) if edge.kind is EdgeKind.EATEN else ():
                if not way.text.startswith("("):
                    yield way, "("

    def _pick(self, source: int, edge: Edge, way: _Way, bracket: str) -> None:
        """Lay the way around a reading over those of some characters that are read so."""
        likely: dict[float, list[str]] = {}
        for char in edge.text:
            if found := share(char, way.spelled):
                likely.setdefault(found, []).append(char)
        for found, chars in likely.items():
            self.ways += 1
            why = ("gloss", bracket + way.text, "0")
            cost = edge.cost - math.log(found)
            self.edges[source].append(Edge(way.node, EdgeKind.PICK, "".join(chars), cost, edge.start, way.end, why))
