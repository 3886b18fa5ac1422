"""Gives the text lattice of a line of GBK whose bytes were edited and read as GBK again.

Bytes that were put in (`gloss`) or lost (`slip`) are arcs of one byte lattice. The text behind an edit is in step or
out of step, and decoding the lattice tells: a first byte that waits for its second one is carried along until ASCII
ends it.
"""

import math
from collections.abc import Collection, Iterator
from itertools import pairwise

from unmojibake.charsets import tables
from unmojibake.damaging import gloss, slip
from unmojibake.damaging.edits import KINDS
from unmojibake.language.punctuation import boundary_cost
from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Positions, TextLattice
from unmojibake.pipeline.undo.eaten_ascii import eaten_costs
from unmojibake.pipeline.undo.eaten_markup import hole_costs
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.pipeline.undo.text_lattice import decode
from unmojibake.values.patterns import on_use

_CARRIER = "cp936"
_ALONE = frozenset(range(0x80, 0x100))
"""Bytes that are lost where the next byte can't be their second one."""
_NEVER_FIRST = frozenset({0x80, 0xFF})
_ENDS = on_use(r"[\x00-\x3f\ufffd]|$")
"""A character that can't be a second byte, or a mark that shows a byte without partner; or the end of the line."""
_EVEN = math.log(2)
"""Nats of a lost byte and of none: on a page where bytes were lost, nobody knows at how many of the places."""
_LEFT, _RIGHT = 240, 80
"""Code points before a hole and after it by which the eaten character is judged."""
_NO_MARKUP = (0.0, 0.0)
_SHOWN = frozenset("?!")
"""Signs that may show a lost byte, or the second byte of a mark."""
_STEP = 2
"""Nodes that a mark of loss takes, and a character of two bytes."""


def undo(line: str, tail: str = "", kinds: Collection[str] = KINDS) -> TextLattice:
    """Give the readings of a line of GBK, with each edit of its bytes taken back or not.

    `漢(hàn)字` may have been `漢字`.

    Args:
        line: The damaged line, without its line end.
        tail: Its line end, or "" at the end of the input.
        kinds: The kinds of edits that are looked for.

    Returns:
        The lattice of readings; without an end when nothing can have been edited. Linear in the length of the line.

    >>> undo("漢(hàn)字").reads_otherwise(), undo("天气很好").end
    (True, -1)
    """
    glosses = list(gloss.glosses(line)) if "gloss" in kinds else []
    slips = list(slip.slips(line)) if "slip" in kinds else []
    if not glosses and not slips:
        return TextLattice()
    lattice = _Laying(line, tail).lay(glosses, slips)
    read = decode(lattice, origin(_CARRIER), frozenset())
    read.edited = True
    return read


class _Laying:
    """Gives the byte lattice of a line, laid arc by arc."""

    def __init__(self, line: str, tail: str) -> None:
        table = tables.encode_table(_CARRIER)
        self._line, self._tail = line, tail
        self._pieces: list[bytes | None] = [table.get(char) for char in line]
        self._nodes = [0]
        for char, piece in zip(line, self._pieces, strict=True):
            # A question mark has room for a lost byte and for an eaten character.
            self._nodes.append(self._nodes[-1] + (_STEP if char == "?" else len(piece or b"\0")))
        self._arcs: dict[int, list[Arc]] = {}
        self._markup: dict[int, tuple[float, float]] = {}

    def lay(self, glosses: list[gloss.Gloss], slips: list[slip.Slip]) -> ByteLattice:
        """Give the byte lattice: the bytes that stand, and at each edit those that may have stood before it."""
        nodes = self._nodes
        places = [(place.start, place.end) for place in slips] + [(found.start, found.end) for found in glosses]
        orphans, holes, inside = self._out_of_step([end for _, end in places])
        stops = {0, len(self._line), *orphans, *holes, *(at + 1 for at in holes), *inside, *(at + 2 for at in inside)}
        stops |= {end for ends in places for end in ends}
        self._look([at for at in sorted(holes) if self._line[at] == "?"])
        self._stand(sorted(stops))
        for place in slips:
            self._slip(place)
        for found in glosses:
            self._gloss(found)
        for at in orphans:
            self._orphan(at, at)
        unmarked = {place.end: place for place in slips if not place.shown}
        for at in holes:
            self._mark(at, unmarked.get(at + 2))
        for at in inside:
            self._slip_inside(at)
        return ByteLattice(self._arcs, nodes[-1], Positions(nodes, range(len(nodes)), self._line))

    def _slip(self, place: slip.Slip) -> None:
        """Add a byte that was lost."""
        lost = ("slip", slip.BEFORE[:1].hex(), place.shown)
        self._add(place.start, Arc(self._nodes[place.end], ArcKind.EDITED, slip.BEFORE, cost=_EVEN, why=lost))

    def _gloss(self, found: gloss.Gloss) -> None:
        """Add the way around a gloss."""
        why = ("gloss", self._line[found.start : found.end])
        # A byte without partner may have left a mark or not: not is one case of two.
        dropped = bool(found.lost) and self._line[found.start] == "("
        cost = found.cost + dropped * _EVEN
        self._add(found.start, Arc(self._nodes[found.end], ArcKind.EDITED, found.lost, cost=cost, why=why))

    def _orphan(self, at: int, until: int) -> None:
        """Add a second byte that had no partner: between two characters, or in the place of a mark."""
        self._add(at, Arc(self._nodes[until], ArcKind.ORPHAN, sets=(_ALONE,), cost=_EVEN))

    def _mark(self, at: int, place: slip.Slip | None) -> None:
        """Add the losses that a mark may stand for, with the slip behind it that left no mark of its own."""
        if self._line[at] != "?":
            # U+FFFD shows one byte and no eaten character.
            self._orphan(at, at + 1)
            return
        self._hole(at)
        if place:
            self._slip_eaten(at, place)

    def _add(self, at: int, arc: Arc) -> None:
        self._arcs.setdefault(self._nodes[at], []).append(arc)

    def _out_of_step(self, starts: list[int]) -> tuple[set[int], set[int], set[int]]:
        """Give the places, in code points, where text that is out of step from some place on may come back into step.

        Returns:
            The places before a character that is no second byte; those of marks of loss; and those between two
            characters where another byte may be gone.
        """
        orphans: set[int] = set()
        holes: set[int] = set()
        inside: set[int] = set()
        for start in starts:
            match = _ENDS.search(self._line, start)
            at = match.start() if match else len(self._line)
            if at < len(self._line) and self._line[at] in slip.MARKS:
                holes.add(at)
            elif at > start:
                orphans.add(at)
            pieces = self._pieces[start:at]
            inside |= {
                start + place
                for place, (one, other) in enumerate(pairwise(pieces))
                if one and other and one[1:] == slip.BEFORE[1:2] and other[:1] == slip.BEFORE[2:]
            }
        return orphans, holes, {at for at in inside if at - 1 not in inside}

    def _stand(self, stops: list[int]) -> None:
        """Add the line as it stands: runs of bytes, and characters that GBK does not have."""
        for start, end in self._runs(stops):
            known = self._pieces[start:end]
            if None in known:
                arc = Arc(self._nodes[end], ArcKind.SAME, text=self._line[start:end])
            else:
                # `?` or `!` may show a lost byte: whether that sign is likely here decides.
                sign = self._line[start]
                cost = boundary_cost(sign, self._line[:start]) if sign in _SHOWN else 0.0
                cost += self._markup.get(start, _NO_MARKUP)[0]
                arc = Arc(self._nodes[end], ArcKind.BYTES, b"".join(filter(None, known)), cost=cost)
            self._add(start, arc)

    def _runs(self, stops: list[int]) -> Iterator[tuple[int, int]]:
        """Give the runs of the line between stops, strangers and question marks, in code points."""
        last = 0
        for stop in stops:
            start = last
            for at in range(last, stop):
                if self._pieces[at] is None or self._line[at] == "?":
                    if at > start:
                        yield start, at
                    yield at, at + 1
                    start = at + 1
            if stop > start:
                yield start, stop
            last = max(last, stop)

    def _look(self, holes: list[int]) -> None:
        """Keep for each hole in markup the nats that no character was eaten there, and that one was."""
        left, done = "", 0
        for at in holes:
            left = (left + self._line[done:at])[-_LEFT:]
            right = self._right(at)
            mark, done = "?", at + 1
            if found := hole_costs(left, right):
                self._markup[at] = alone, eating = found
                if eating < alone:
                    costs = eaten_costs(left, right + self._tail)
                    mark = min(costs, key=costs.__getitem__)
            left += mark

    def _right(self, at: int) -> str:
        """Give the code points behind a hole that are looked at."""
        return self._line[at + 1 : at + 1 + _RIGHT]

    def _hole(self, at: int) -> None:
        """Add a byte that had no partner and was shown as a question mark, alone or with the character it ate."""
        middle, after = self._nodes[at] + 1, self._nodes[at + 1]
        right = self._right(at)
        alone, eating = self._markup.get(at) or self._boundary_costs(at, right)
        # Before the first byte of another character only 80 and FF stay alone: they are the first byte of no pair.
        lost = _ALONE if right[:1] < "\x80" else _NEVER_FIRST
        self._add(at, Arc(after, ArcKind.ORPHAN, sets=(lost,), cost=_EVEN + alone))
        self._add(at, Arc(middle, ArcKind.ORPHAN, sets=(_ALONE,), cost=_EVEN + eating))
        self._arcs.setdefault(middle, []).append(Arc(after, ArcKind.EATEN, text=right + self._tail))

    def _slip_eaten(self, at: int, place: slip.Slip) -> None:
        """Add a lost byte that was shown as a question mark, which a byte without partner ate."""
        lost = ("slip", slip.BEFORE[:1].hex(), "?")
        edit = Arc(self._nodes[place.end], ArcKind.EDITED, slip.BEFORE, cost=_EVEN, why=lost)
        self._arcs[self._nodes[at] + 1].append(edit)

    def _boundary_costs(self, at: int, right: str) -> tuple[float, float]:
        """Give the nats of the text behind a hole if no sign was eaten there, and if one was."""
        before = self._line[at - 1 : at].replace("!", "！")
        return boundary_cost(right[:1], before), boundary_cost(right[:1], " ")

    def _slip_inside(self, at: int) -> None:
        """Add a byte that was lost from text out of step: between the two halves of a pair as they stand."""
        first, end = self._nodes[at] + 1, self._nodes[at + 2]
        data = b"".join(filter(None, self._pieces[at : at + 2]))
        why = ("slip", slip.BEFORE[:1].hex(), "")
        self._arcs[self._nodes[at]] = [Arc(first, ArcKind.BYTES, data[:1])]
        edit = Arc(end - 1, ArcKind.EDITED, slip.BEFORE, cost=_EVEN, why=why)
        self._arcs[first] = [Arc(end - 1, ArcKind.BYTES, data[1:-1]), edit]
        self._arcs[end - 1] = [Arc(end, ArcKind.BYTES, data[-1:])]
