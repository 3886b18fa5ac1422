"""Gives the spans of a damaged line, in code points, from the best path through its text lattice.

The path covers the whole line. The runs of it that read otherwise than the line has them are its spans, and
characters that stand for themselves part them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from unmojibake.pipeline.lattice import Edge, EdgeKind, Positions, Reading, Readings, TextLattice
from unmojibake.pipeline.span import ENOUGH, Span
from unmojibake.values.patterns import on_use

_PARTS = on_use(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_NARROW = {code: chr(code - 0xFEE0) for code in map(ord, "！（），：；？")}
"""The half-width mark that sites write for each full-width mark."""
_MARKS = on_use(r"(?<=[\u3400-\u9fff])(?:([,:;])|[，：；])")


def is_narrow(text: str) -> bool:
    """Tell whether a text writes its marks behind hanzi half-width, more often than not.

    >>> is_narrow("好,好。"), is_narrow("好，好")
    (True, False)
    """
    narrow = _MARKS.findall(text)
    return sum(map(bool, narrow)) * 2 > len(narrow)


class _Piece(NamedTuple):
    """A piece of a path that as a whole stands for itself, or as a whole does not.

    Attributes:
        start: Byte-lattice node where it begins.
        end: Byte-lattice node where it ends.
        text: The text that is read there.
        alternatives: The readings possible there; empty where there was no choice.
        same: Whether it may be text that stands as it is read.
        edit: The edge with an edit of the bytes, if this is one.
    """

    start: int
    end: int
    text: str
    alternatives: Readings = ()
    same: bool = False
    edit: Edge | None = None


@dataclass(slots=True)
class _Growing:
    """A span that grows by pieces; the attributes are those of `Span`, and the length of the reading so far."""

    start: int
    after: list[str] = field(default_factory=list)
    length: int = 0
    head: tuple[int, int] | None = None
    picks: list[tuple[int, int, Readings]] = field(default_factory=list)
    edits: list[tuple[str, ...]] = field(default_factory=list)
    cost: float = 0.0


def spans(line: str, lattice: TextLattice, readings: list[Reading], *, narrow: bool = False) -> list[Span]:
    """Give the spans of a line, as a path through its text lattice reads them.

    The path of `ok 浣犲ソ, ok` gives one span, 3 to 6, which reads `你好`.

    Args:
        line: The damaged line.
        lattice: The lattice that the path goes through.
        readings: The path.
        narrow: Whether marks that were out of step come back half-width, as the other marks of the page are.

    Returns:
        The spans, in order. Linear in the length of the path.

    >>> from unmojibake.language import load
    >>> from unmojibake.pipeline.search.beam import search
    >>> from unmojibake.pipeline.undo.codec import undo
    >>> lattice = undo("ok 浣犲ソ, ok", "utf-8", "cp936")
    >>> path = search(lattice, load(), lambda left, right: {})
    >>> [(span.start, span.end, span.after) for span in spans("ok 浣犲ソ, ok", lattice, path)]
    [(3, 6, '你好')]
    """
    cutter = _Cutter(line, lattice)
    for piece in _pieces(line, lattice, readings):
        cutter.add(_narrowed(piece) if narrow and lattice.edited and not piece.same else piece)
    return cutter.finish()


def _narrowed(piece: _Piece) -> _Piece:
    """Give a piece with its marks half-width: the reading `好，` becomes `好,`."""
    alternatives = tuple((text.translate(_NARROW), share) for text, share in piece.alternatives)
    return piece._replace(text=piece.text.translate(_NARROW), alternatives=alternatives)


class _Cutter:
    """Collects the spans of a line from the pieces of its path."""

    def __init__(self, line: str, lattice: TextLattice) -> None:
        self._line, self._lattice = line, lattice
        self._found: list[Span] = []
        self._growing: _Growing | None = None

    def add(self, piece: _Piece) -> None:
        """Add a piece to the span that grows, or end that span before a piece that stands for itself."""
        start = self._lattice.where.floor(piece.start)
        if self._stands(piece, start):
            self._close(start)
            return
        growing = self._growing = self._growing or _Growing(start)
        if piece.alternatives:
            growing.picks.append((growing.length, growing.length + len(piece.text), piece.alternatives))
        if piece.edit:
            size = self._lattice.edit_size or self._lattice.size
            at = sum(map(size, (*growing.after, piece.text))) + int(piece.edit.why[-1])
            growing.edits.append((*piece.edit.why[:-1], str(at)))
            growing.cost += piece.edit.cost
        if growing.head is None and piece.text and not piece.alternatives:
            growing.head = self._head(growing, piece)
        growing.after.append(piece.text)
        growing.length += len(piece.text)

    def finish(self) -> list[Span]:
        """Give the spans, the last one ended at the end of the line."""
        self._close(len(self._line))
        return self._found

    def _stands(self, piece: _Piece, start: int) -> bool:
        """Tell whether a piece reads just as the line has it, from whole character to whole character."""
        where = self._lattice.where
        if not piece.same or not where.is_boundary(piece.start) or not where.is_boundary(piece.end):
            return False
        return self._line[start : where.floor(piece.end)] == piece.text

    def _close(self, end: int) -> None:
        """End the span that grows; text that reads as it stands is none."""
        growing, self._growing = self._growing, None
        if growing is None or end <= growing.start:
            return
        after = "".join(growing.after)
        before = self._line[growing.start : end]
        if after != before:
            head = growing.head or (end - growing.start, growing.length)
            span = Span(growing.start, end, before, after, head, growing.picks, growing.edits, growing.cost)
            self._found.append(span)

    def _head(self, growing: _Growing, piece: _Piece) -> tuple[int, int] | None:
        """Give where the head of a span may end within a piece: in the line and in the reading, both in code points."""
        where, text = self._lattice.where, piece.text
        whole = piece.same and not text.isascii()
        stops = [piece.end] if whole else accumulate(map(self._lattice.size, text), initial=piece.start)
        for index, node in enumerate(stops, len(text) if whole else 0):
            done = where.floor(node) - growing.start if where.is_boundary(node) else 0
            if done >= ENOUGH:
                return done, growing.length + index
        return None


def _in_step(line: str, where: Positions, nodes: Iterator[int], text: str) -> int:
    """Give the number of code points of a decoded text before the place from which on it reads as the line stands.

    It is the length of the text where there is no such place.
    """
    for index, node in enumerate(nodes):
        if where.is_boundary(node) and line.startswith(text[index:], where.floor(node)):
            return index
    return len(text)


def _completed(readings: list[Reading]) -> Iterator[tuple[Reading, bool]]:
    """Give each step of a path, and whether it completes a character of which bytes are gone without a mark."""
    gone = False
    for reading in readings:
        edge = reading.edge
        if edge.kind is EdgeKind.KNOWN and edge.start == edge.end and not reading.text:
            gone = True
            continue
        yield reading, gone and edge.kind is EdgeKind.KNOWN and bool(reading.text)
        gone = False


def _pieces(line: str, lattice: TextLattice, readings: list[Reading]) -> Iterator[_Piece]:
    """Give the pieces of a path: each step whole, or text that was decoded from known bytes in parts."""
    where = lattice.where
    for (edge, text, alternatives), is_completed in _completed(readings):
        stands = line[where.floor(edge.start) : where.ceil(edge.end)] if text == " " else ""
        if stands == " " and where.is_boundary(edge.start):
            # It may have been a no-break space or the mark of a loss, and is read as a space.
            yield _Piece(edge.start, edge.end, text, same=True)
        elif edge.kind is not EdgeKind.KNOWN or alternatives or not text or edge.why:
            same = edge.kind is EdgeKind.SAME
            yield _Piece(edge.start, edge.end, text, alternatives, same, edge if edge.why else None)
        else:
            yield from _decoded(line, lattice, edge, text, is_completed=is_completed)


def _decoded(line: str, lattice: TextLattice, edge: Edge, text: str, *, is_completed: bool) -> Iterator[_Piece]:
    """Give the pieces of a text that was decoded from known bytes."""
    # A begun character that was carried into this edge leaves its bytes before the edge, so the start is counted from
    # the end. A character that is carried on leaves its bytes behind the text.
    at = min(edge.start, edge.end - lattice.size(text))
    if is_completed:
        end = at + lattice.size(text[0])
        yield _Piece(at, end, text[0], ((text[0], 1.0),))
        at, text = end, text[1:]
    if lattice.edited or lattice.resaved:
        yield from _back_in_step(line, lattice, edge, at, text)
        return
    for match in _PARTS.finditer(text):
        part = match.group()
        end = at + (len(part) if part.isascii() else lattice.size(part))
        yield _Piece(at, end, part, same=part.isascii())
        at = end
    if at < edge.end:
        yield _Piece(at, edge.end, "")


def _back_in_step(line: str, lattice: TextLattice, edge: Edge, at: int, text: str) -> Iterator[_Piece]:
    """Give a decoded text in two pieces: as far as it reads otherwise than the line, and the rest, which stands."""
    cut = _in_step(line, lattice.where, accumulate(map(lattice.size, text), initial=at), text)
    middle = edge.end - lattice.size(text[cut:]) if cut else edge.start
    if cut:
        yield _Piece(edge.start, middle, text[:cut])
    if cut < len(text):
        yield _Piece(middle, edge.end, text[cut:], same=True)
