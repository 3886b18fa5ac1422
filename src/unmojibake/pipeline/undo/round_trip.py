"""UTF-8 that was read by a page of Windows, saved by it, and is read as UTF-8 again: the way back.

All but what the page lost came back to its bytes. Where it lost two, there stand the two bytes of its mark of loss. In
code page 932 they are 81 45: the first may end a character of UTF-8, the second is an E. What has lost its other bytes
there is U+FFFD. So nearly all of such a text stands for itself, and only the bytes around the marks are laid out for
what may have stood between them.

What stands tells more: it went through the page unharmed. So from one mark to the next, or to a sign that is never part
of a pair, its bytes are characters of the page. Where they are not, there was no such damage; where bytes are unknown,
few fit.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import shown_table
from unmojibake.charsets.lost_bytes import bad_leads, bad_pairs
from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Positions, TextLattice
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.pipeline.undo.text_lattice import decode

ORIGIN = "utf-8"
"""What the text is written in, and was read as last."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TRAILS = frozenset(range(0x80, 0xC0))
_LEADS = frozenset(range(0xC2, 0xF5))
_FOUR = frozenset(range(0xF0, 0xF5))
_FIRST_TRAIL = "\x40"
"""The first ASCII character that may end a pair."""
_RIGHT = 80
"""Code points after a mark that are handed on to judge what was eaten."""
_ROOM = 2
"""Nodes that U+FFFD takes, and the sign of a mark: for two bytes that may have stood there."""
_ALIGNED, _WRONG = -1, -2
"""How bytes end that are not in the middle of a pair: as they should, or not at all."""


@functools.cache
def _mark(page: str) -> tuple[bytes, str]:
    """Give the first byte of a page's mark of loss, and the ASCII character that its second one is."""
    mark = tables.encode(tables.replacement(page), page)
    return mark[:1], mark[1:].decode("ascii")


@functools.cache
def _good(page: str) -> dict[int, frozenset[int]]:
    """Give for each lead byte of a page the bytes that it makes a pair with."""
    return {lead: frozenset(range(256)) - bad for lead, bad in tables.bad_pairs(page).items()}


@functools.cache
def _whole(page: str) -> re.Pattern[bytes]:
    """Make the pattern of what a page reads whole."""
    byte = {each: re.escape(bytes((each,))) for each in range(256)}
    single = b"".join(byte[each] for each in range(256) if each not in _good(page))
    pairs = [
        byte[lead] + b"[" + b"".join(map(byte.__getitem__, sorted(good))) + b"]"
        for lead, good in _good(page).items()
        if good
    ]
    return re.compile(b"(?s:(?:[" + single + b"]|" + b"|".join(pairs) + b")*+)")


def _ends(data: bytes, page: str, skip: int = 0) -> int:
    """Tell how bytes end as a page reads them, from the first one or the next: aligned, wrong, or with a lead byte."""
    if skip > len(data):
        return _WRONG
    match = _whole(page).match(data, skip)
    end = match.end() if match else skip
    if end == len(data):
        return _ALIGNED
    return data[end] if end == len(data) - 1 and data[end] in _good(page) else _WRONG


def undo(text: str, page: str, tail: str = "") -> TextLattice:
    """Read a line again, with what a page lost of it open.

    Args:
        text: The damaged line, without its line end.
        page: The page of Windows that it was read and saved by.
        tail: Its line end, or "" at the end of the input.

    Returns:
        The lattice of readings. Linear in the length of the text.
    """
    lattice = decode(_Laying(text, page, tail).lay(), origin(ORIGIN), frozenset())
    lattice.resaved = True
    return lattice


class _Between(NamedTuple):
    """What stands between two marks, or signs that are never part of a pair.

    Attributes:
        start: Its first code point.
        lost: How many U+FFFD it begins with: bytes of the character that was lost before it.
        mark: The code point in which the mark at its end begins, -1 where there is none.
        ends: How its bytes may end: aligned, or with the lead bytes that what the mark shows belongs to.
        first: What its lost bytes may be: one, or for each the next one.
    """

    start: int
    lost: int
    mark: int
    ends: frozenset[int]
    first: frozenset[int] | dict[int, frozenset[int]]


class _Laying:
    """The lattice of one line, while its arcs are laid."""

    def __init__(self, text: str, page: str, tail: str) -> None:
        table = shown_table(ORIGIN)
        self._lead, self._sign = _mark(page)
        self._text, self._page, self._tail = text, page, tail
        self._pieces = [table.get(char) for char in text]
        self._arcs: dict[int, list[Arc]] = {}
        parts = list(self._between())
        fits = [bool(part.ends) for part in parts] + [True]
        # Where what stands beside it did not go through the page, it is no mark.
        self._parts = {part.start: part for part in parts if part.ends}
        self._marks = {part.mark: part for at, part in enumerate(parts) if part.mark >= 0 and fits[at] and fits[at + 1]}
        self._nodes = [0]
        for at, piece in enumerate(self._pieces):
            two = self._text[at] == _REPLACEMENT or at - 1 in self._marks
            self._nodes.append(self._nodes[-1] + (_ROOM if two else len(piece or b"\0")))

    def _between(self) -> Iterator[_Between]:
        """Part the line by what may be marks, and by signs."""
        start, after, end = 0, False, len(self._text)
        at = 0
        while at <= end:
            is_mark = self._text[at + 1 : at + 2] == self._sign and (
                self._text[at] == _REPLACEMENT or (self._pieces[at] or b"")[1:].endswith(self._lead)
            )
            if is_mark or at == end or self._text[at] < _FIRST_TRAIL:
                yield self._part(start, at, is_mark=is_mark, after=after)
                at += is_mark
                start, after = at + 1, is_mark
            at += 1

    def _part(self, start: int, end: int, *, is_mark: bool, after: bool) -> _Between:
        """Look at how what stands between two places may have gone through the page."""
        lost = 0
        while after and start + lost < end and self._text[start + lost] == _REPLACEMENT:
            lost += 1
        pieces = self._pieces[start + lost : end]
        shown = is_mark and self._text[end] == _REPLACEMENT
        if is_mark and not shown:
            pieces.append((self._pieces[end] or b"")[:-1])
        mark = end if is_mark else -1
        if None in pieces:
            return _Between(start, lost, mark, frozenset(), frozenset())
        ends, first = self._fitting(lost, b"".join(filter(None, pieces)), shown=shown)
        return _Between(start, lost, mark, ends, first)

    def _fitting(
        self, lost: int, data: bytes, *, shown: bool
    ) -> tuple[frozenset[int], frozenset[int] | dict[int, frozenset[int]]]:
        """Give how some bytes behind lost ones may end, and what the lost ones may be."""
        good = _good(self._page)
        leads = _TRAILS & good.keys()
        whole, shifted = (_ends(data, self._page, skip) for skip in (0, 1))
        if not shown:
            whole, shifted = (end if end == _ALIGNED else _WRONG for end in (whole, shifted))
        if not lost:
            return frozenset({whole} - {_WRONG}), frozenset()
        one = {} if whole == _WRONG else dict.fromkeys(_TRAILS - leads, whole)
        if data:
            one |= {lead: shifted for lead in leads if shifted != _WRONG and data[0] in good[lead]}
        elif shown:
            one |= {lead: lead for lead in leads}
        if lost == 1:
            return frozenset(one.values()), frozenset(one)
        pairs = {first: frozenset(one) for first in _TRAILS - leads if one}
        if whole != _WRONG:
            pairs |= {lead: rest for lead in leads if (rest := good[lead] & _TRAILS)}
        return frozenset(one.values()) | frozenset({whole} - {_WRONG}), pairs

    def lay(self) -> ByteLattice:
        """Lay what stands, then what may have stood."""
        run = 0
        for at, piece in enumerate(self._pieces):
            if piece and at not in self._marks and at - 1 not in self._marks:
                continue
            self._stand(run, at)
            run = at + 1
            first, last = self._nodes[at], self._nodes[run]
            if at in self._marks and piece:
                self._arcs[first] = [Arc(last - 1, ArcKind.BYTES, piece[:-1])]
                self._lost(last - 1, at)
            elif piece:
                self._arcs[first] = [Arc(last, ArcKind.BYTES, piece)]
            else:
                self._arcs.setdefault(first, []).append(Arc(last, ArcKind.SAME, text=self._text[at]))
                if at in self._marks:
                    self._begin(first, at)
            if at - 1 in self._marks:
                self._go_on(self._parts.get(at + 1))
        self._stand(run, len(self._text))
        where = Positions(self._nodes, range(len(self._nodes)), self._text)
        return ByteLattice(self._arcs, self._nodes[-1], where)

    def _stand(self, run: int, at: int) -> None:
        """Let what stands between two marks stand."""
        if at > run:
            data = b"".join(filter(None, self._pieces[run:at]))
            self._arcs[self._nodes[run]] = [Arc(self._nodes[at], ArcKind.BYTES, data)]

    def _begin(self, node: int, at: int) -> None:
        """Add what a mark that shows as U+FFFD may begin with: a character that its first byte seems to go on."""
        ends = self._marks[at].ends
        good = _good(self._page)
        leads = frozenset().union(*(good[end] for end in ends if end != _ALIGNED)) & _LEADS
        begun: list[tuple[frozenset[int], ...]] = [(leads,)]
        if _ALIGNED in ends:
            self._lost(node, at)
            begun.append((_FOUR, _TRAILS))
        self._arcs[node] += [Arc(node + 1, ArcKind.SETS, sets=sets) for sets in begun if sets[0]]
        self._lost(node + 1, at)

    def _go_on(self, part: _Between | None) -> None:
        """Add what may have ended the character that was lost before."""
        if part is None or not part.lost:
            return
        first = self._nodes[part.start]
        found = self._arcs.setdefault(first, [])
        if isinstance(part.first, frozenset):
            found.append(Arc(self._nodes[part.start + 1], ArcKind.SETS, sets=(part.first,)))
        elif part.lost == _ROOM:
            found.append(Arc(self._nodes[part.start + _ROOM], ArcKind.PAIRS, pairs=part.first))

    def _lost(self, node: int, at: int) -> None:
        """Add what the mark that begins at a character may stand for."""
        end = self._nodes[at + 2]
        self._arcs.setdefault(node, []).extend(
            (
                Arc(end, ArcKind.PAIRS, pairs=bad_pairs(self._page)),
                Arc(end - 1, ArcKind.SETS, sets=(bad_leads(self._page),)),
            )
        )
        right = self._text[at + 2 : at + 2 + _RIGHT] + self._tail
        self._arcs[end - 1] = [Arc(end, ArcKind.EATEN, text=right)]
