"""Gives the text lattice of a line of UTF-8 that was read by a page of Windows, saved by it, and read as UTF-8 again.

All bytes but those that the page lost came back. Where it lost two, there stand the two bytes of its mark of loss. In
code page 932 they are 81 45: the first may end a character of UTF-8, the second is an E. A character whose other bytes
were lost there is shown as U+FFFD. So nearly all of such a text stands for itself, and only the bytes around the marks
are laid out for the bytes that may have stood between them.

The text that stands went through the page unharmed. So from one mark to the next, or to a sign that is never part of a
pair, its bytes are characters of the page. Where they are not, there was no such damage; where bytes are unknown, few
fit.
"""

import functools
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table
from unmojibake.charsets.lost_bytes import bad_leads, bad_pairs
from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Positions, TextLattice
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.pipeline.undo.text_lattice import decode

ORIGIN = "utf-8"
"""The origin, and the carrier of the last reading too."""
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


class _End(Enum):
    """How bytes end, as a page reads them, where they do not end with the lead byte of a pair."""

    ALIGNED = auto()
    """Behind a whole character: `41 B0 A1` in cp936."""
    WRONG = auto()
    """Nowhere: the page has no characters of these bytes, as of `B0 20` in cp936."""


_Ends: TypeAlias = "_End | int"
"""How bytes end: as above, or the lead byte that is their last one."""
_Lost: TypeAlias = "frozenset[int] | dict[int, frozenset[int]]"
"""The bytes that one lost byte may be; or, for each first of two lost bytes, the second ones."""


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
    """Give the pattern of bytes that are whole characters of a page."""
    byte = {each: re.escape(bytes((each,))) for each in range(256)}
    single = b"".join(byte[each] for each in range(256) if each not in _good(page))
    pairs = [
        byte[lead] + b"[" + b"".join(map(byte.__getitem__, sorted(good))) + b"]"
        for lead, good in _good(page).items()
        if good
    ]
    return re.compile(b"(?s:(?:[" + single + b"]|" + b"|".join(pairs) + b")*+)")


def _ends(data: bytes, page: str, skip: int = 0) -> _Ends:
    """Tell how bytes end as a page reads them, from the first byte or from one behind it."""
    if skip > len(data):
        return _End.WRONG
    match = _whole(page).match(data, skip)
    end = match.end() if match else skip
    if end == len(data):
        return _End.ALIGNED
    return data[end] if end == len(data) - 1 and data[end] in _good(page) else _End.WRONG


def undo(text: str, page: str, tail: str = "") -> TextLattice:
    """Give the readings of a line that a page of Windows read and saved, with the bytes that the page lost open.

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
    """The text between two marks of loss, or signs that are never part of a pair.

    Attributes:
        start: Its first code point.
        lost: How many U+FFFD it begins with: bytes of the character that was lost before it.
        mark: The code point in which the mark at its end begins, -1 where there is none.
        ends: How its bytes may end; empty where they did not go through the page.
        first: The bytes that its lost ones may be.
    """

    start: int
    lost: int
    mark: int
    ends: frozenset[_Ends]
    first: _Lost


class _Laying:
    """Gives the byte lattice of a line, laid arc by arc."""

    def __init__(self, text: str, page: str, tail: str) -> None:
        table = inverse_table(ORIGIN)
        self._lead, self._sign = _mark(page)
        self._text, self._page, self._tail = text, page, tail
        self._pieces = [table.get(char) for char in text]
        self._arcs: dict[int, list[Arc]] = {}
        parts = list(self._between())
        fits = [bool(part.ends) for part in parts] + [True]
        # Where the text on one side of a mark did not go through the page, it is no mark.
        self._parts = {part.start: part for part in parts if part.ends}
        self._marks = {part.mark: part for at, part in enumerate(parts) if part.mark >= 0 and fits[at] and fits[at + 1]}
        self._nodes = [0]
        for at, piece in enumerate(self._pieces):
            two = self._text[at] == _REPLACEMENT or at - 1 in self._marks
            self._nodes.append(self._nodes[-1] + (_ROOM if two else len(piece or b"\0")))

    def _between(self) -> Iterator[_Between]:
        """Give the texts between marks of loss and signs of the line."""
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
        """Give how the text between two places may have gone through the page."""
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

    def _fitting(self, lost: int, data: bytes, *, shown: bool) -> tuple[frozenset[_Ends], _Lost]:
        """Give how the bytes behind some lost ones may end, and the bytes that the lost ones may be.

        Args:
            lost: How many are lost.
            data: The bytes behind them, up to the next mark or sign.
            shown: Whether the first byte of that mark is lost too: then the bytes may end with a lead byte.
        """
        good = _good(self._page)
        leads = _TRAILS & good.keys()
        whole, shifted = (_ends(data, self._page, skip) for skip in (0, 1))
        if not shown:
            whole, shifted = (end if end is _End.ALIGNED else _End.WRONG for end in (whole, shifted))
        aligned = frozenset({whole} - {_End.WRONG})
        if not lost:
            return aligned, frozenset()
        last = self._last_lost(data, whole, shifted, shown=shown)
        if lost == 1:
            return frozenset(last.values()), frozenset(last)
        pairs = {first: frozenset(last) for first in _TRAILS - leads if last}
        if aligned:
            pairs |= {lead: rest for lead in leads if (rest := good[lead] & _TRAILS)}
        return frozenset(last.values()) | aligned, pairs

    def _last_lost(self, data: bytes, whole: _Ends, shifted: _Ends, *, shown: bool) -> dict[int, _Ends]:
        """Give the bytes that the last lost byte may be, each with how the bytes behind it end then.

        It is a character of the page alone, or the lead byte of a pair with the first byte behind it.

        Args:
            data: The bytes behind it.
            whole: How those end, all of them read.
            shifted: How they end, read from the second one on.
            shown: Whether the mark behind them has lost its first byte.
        """
        good = _good(self._page)
        leads = _TRAILS & good.keys()
        last: dict[int, _Ends] = {} if whole is _End.WRONG else dict.fromkeys(_TRAILS - leads, whole)
        if data:
            last |= {lead: shifted for lead in leads if shifted is not _End.WRONG and data[0] in good[lead]}
        elif shown:
            last |= {lead: lead for lead in leads}
        return last

    def lay(self) -> ByteLattice:
        """Give the byte lattice: the bytes that stand, and around each mark those that may have stood there."""
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
        """Add the known bytes from one code point to another: they stand for themselves."""
        if at > run:
            data = b"".join(filter(None, self._pieces[run:at]))
            self._arcs[self._nodes[run]] = [Arc(self._nodes[at], ArcKind.BYTES, data)]

    def _begin(self, node: int, at: int) -> None:
        """Add the lost bytes before a mark that is shown as U+FFFD: a character that its first byte seems to go on."""
        ends = self._marks[at].ends
        good = _good(self._page)
        leads = frozenset().union(*(good[end] for end in ends if isinstance(end, int))) & _LEADS
        begun: list[tuple[frozenset[int], ...]] = [(leads,)]
        if _End.ALIGNED in ends:
            self._lost(node, at)
            begun.append((_FOUR, _TRAILS))
        self._arcs[node] += [Arc(node + 1, ArcKind.SETS, sets=sets) for sets in begun if sets[0]]
        self._lost(node + 1, at)

    def _go_on(self, part: _Between | None) -> None:
        """Add the lost bytes behind a mark, which ended the character that was lost there."""
        if part is None or not part.lost:
            return
        first = self._nodes[part.start]
        found = self._arcs.setdefault(first, [])
        if isinstance(part.first, frozenset):
            found.append(Arc(self._nodes[part.start + 1], ArcKind.SETS, sets=(part.first,)))
        elif part.lost == _ROOM:
            found.append(Arc(self._nodes[part.start + _ROOM], ArcKind.PAIRS, pairs=part.first))

    def _lost(self, node: int, at: int) -> None:
        """Add the losses that a mark may stand for: two bytes, or one and an eaten character."""
        end = self._nodes[at + 2]
        self._arcs.setdefault(node, []).extend(
            (
                Arc(end, ArcKind.PAIRS, pairs=bad_pairs(self._page)),
                Arc(end - 1, ArcKind.SETS, sets=(bad_leads(self._page),)),
            )
        )
        right = self._text[at + 2 : at + 2 + _RIGHT] + self._tail
        self._arcs[end - 1] = [Arc(end, ArcKind.EATEN, text=right)]
