"""Where damage begins and ends: lines, then spans, in code points.

The unit of repair is the span. A path through a text lattice covers a whole
line; the stretches of it that read otherwise than they stand are its spans,
and whatever stands for itself parts them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from unmojibake.pipeline.lattice import Edge, EdgeKind, Positions, Reading, Readings, TextLattice
from unmojibake.pipeline.span import ENOUGH, Span

_PARTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_NARROW = {code: chr(code - 0xFEE0) for code in map(ord, "！（），：；？")}
"""The marks that sites write half-width, and how."""
_MARKS = re.compile(r"(?<=[\u3400-\u9fff])(?:([,:;])|[，：；])")


def is_narrow(text: str) -> bool:
    """Tell whether a text writes its marks half-width, more often than not."""
    narrow = _MARKS.findall(text)
    return sum(map(bool, narrow)) * 2 > len(narrow)


@dataclass(slots=True)
class _Growing:
    start: int
    node: int
    after: list[str] = field(default_factory=list)
    length: int = 0
    head: tuple[int, int] | None = None
    picks: list[tuple[int, int, Readings]] = field(default_factory=list)
    edits: list[tuple[str, ...]] = field(default_factory=list)
    cost: float = 0.0


def spans(line: str, lattice: TextLattice, readings: list[Reading], *, narrow: bool = False) -> list[Span]:
    """Cut a path into spans.

    Args:
        line: The damaged line.
        lattice: The lattice that the path goes through.
        readings: The path.
        narrow: Whether marks that were out of step come back half-width, as the other marks of the page are.

    Returns:
        The spans, in order. Linear in the length of the path.
    """
    where = lattice.where
    found: list[Span] = []
    growing: _Growing | None = None

    def close(mark: int) -> None:
        nonlocal growing
        if growing is not None:
            after = "".join(growing.after)
            head = growing.head or (mark - growing.start, growing.length)
            before = line[growing.start : mark]
            if after != before and before:
                found.append(Span(growing.start, mark, before, after, head, growing.picks, growing.edits, growing.cost))
            growing = None

    for node, end, text, alternatives, same, edit in _pieces(line, lattice, readings):
        start_mark = where.floor(node)
        if same and where.is_boundary(node) and where.is_boundary(end) and line[start_mark : where.floor(end)] == text:
            close(start_mark)
            continue
        if narrow and lattice.edited and not same:
            text = text.translate(_NARROW)  # noqa: PLW2901
            alternatives = tuple((each.translate(_NARROW), share) for each, share in alternatives)  # noqa: PLW2901
        if growing is None:
            growing = _Growing(start_mark, node)
        if alternatives:
            growing.picks.append((growing.length, growing.length + len(text), alternatives))
        if edit:
            at = sum(map(lattice.edit_size or lattice.size, (*growing.after, text))) + int(edit.why[-1])
            growing.edits.append((*edit.why[:-1], str(at)))
            growing.cost += edit.cost
        _grow(growing, lattice, (node, end), text, alternatives, same=same and not text.isascii())
    close(len(line))
    return found


def _in_step(line: str, where: Positions, nodes: Iterator[int], text: str) -> int:
    """Give how much of a text that was decoded lies before the place from which on it reads as it stands."""
    for index, node in enumerate(nodes):
        if where.is_boundary(node) and line.startswith(text[index:], where.floor(node)):
            return index
    return len(text)


def _completed(readings: list[Reading]) -> Iterator[tuple[Reading, bool]]:
    """Tell of each step whether it completes a character from the middle of which bytes are gone without a mark."""
    gone = False
    for reading in readings:
        edge = reading.edge
        if edge.kind is EdgeKind.KNOWN and edge.start == edge.end and not reading.text:
            gone = True
            continue
        yield reading, gone and edge.kind is EdgeKind.KNOWN and bool(reading.text)
        gone = False


def _pieces(
    line: str, lattice: TextLattice, readings: list[Reading]
) -> Iterator[tuple[int, int, str, Readings, bool, Edge | None]]:
    """Break the steps of a path into pieces that can be told apart: what may stand for itself, and the rest."""
    where = lattice.where
    for (edge, text, alternatives), is_completed in _completed(readings):
        stands = line[where.floor(edge.start) : where.ceil(edge.end)] if text == " " else ""
        if stands == " " and where.is_boundary(edge.start):
            # It may have been a no-break space or the mark of a loss, and is read as what it is.
            yield edge.start, edge.end, text, (), True, None
            continue
        if edge.kind is not EdgeKind.KNOWN or alternatives or not text or edge.why:
            yield edge.start, edge.end, text, alternatives, edge.kind is EdgeKind.SAME, edge if edge.why else None
            continue
        # A begun character that was carried into this edge leaves its bytes before the edge: count from the end. One
        # that is carried on leaves its bytes behind the text.
        at = min(edge.start, edge.end - lattice.size(text))
        if is_completed:
            end = at + lattice.size(text[0])
            yield at, end, text[0], ((text[0], 1.0),), False, None
            at, text = end, text[1:]  # noqa: PLW2901
        if lattice.edited or lattice.resaved:
            cut = _in_step(line, lattice.where, accumulate(map(lattice.size, text), initial=at), text)
            middle = edge.end - lattice.size(text[cut:]) if cut else edge.start
            if cut:
                yield edge.start, middle, text[:cut], (), False, None
            if cut < len(text):
                yield middle, edge.end, text[cut:], (), True, None
            continue
        for match in _PARTS.finditer(text):
            part = match.group()
            end = at + (len(part) if part.isascii() else lattice.size(part))
            yield at, end, part, (), part.isascii(), None
            at = end
        if at < edge.end:
            yield at, edge.end, "", (), False, None


def _grow(  # noqa: PLR0913 - a step of an inner loop
    growing: _Growing, lattice: TextLattice, ends: tuple[int, int], text: str, alternatives: Readings, *, same: bool
) -> None:
    """Add a piece to a span, and look for the place to cut its head off."""
    if growing.head is None and text and not alternatives:
        where = lattice.where
        stops = [ends[1]] if same else accumulate(map(lattice.size, text), initial=ends[0])
        for index, node in enumerate(stops, int(same) and len(text)):
            done = where.floor(node) - growing.start if where.is_boundary(node) else 0
            if done >= ENOUGH:
                growing.head = (done, growing.length + index)
                break
    growing.after.append(text)
    growing.length += len(text)
