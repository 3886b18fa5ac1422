"""GBK text whose bytes were edited, and read in GBK again: there and back.

What was put in (`gloss`) or lost (`slip`) are arcs of one byte lattice; what follows an edit is in or out of step, and
decoding the lattice tells: a first byte that waits for its second is carried along until ASCII ends it.
"""

import math
import re
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

_CARRIER = "cp936"
_ALONE = frozenset(range(0x80, 0x100))
"""Bytes that are lost where what follows can't be their second one."""
_NEVER_FIRST = frozenset({0x80, 0xFF})
_ENDS = re.compile(r"[\x00-\x3f\ufffd]|$")
"""What can't be the second byte of a character, and what shows a byte that had none."""
_EVEN = math.log(2)
"""Nats: of the places where a byte may be lost, on a page where bytes were lost, nobody knows how many lost one."""
_LEFT, _RIGHT = 240, 80
"""Code points before a hole and after it that are looked at to judge what was eaten."""
_NO_MARKUP = (0.0, 0.0)
_SHOWN = frozenset("?!")
"""Signs that may show a lost byte, or what is left of a mark."""
_STEP = 2
"""Nodes that a mark of loss takes, and a character of two bytes."""


def undo(line: str, tail: str = "", kinds: Collection[str] = KINDS) -> TextLattice:
    """Read a line again, with every edit that its bytes may have gone through taken back or not.

    Args:
        line: The damaged line, without its line end.
        tail: Its line end, or "" at the end of the input.
        kinds: The kinds of edits that are looked for.

    Returns:
        The lattice of readings; without an end when nothing can have been edited. Linear in the length of the line.
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
    """The lattice of one line, while its arcs are laid."""

    def __init__(self, line: str, tail: str) -> None:
        table = tables.encode_table(_CARRIER)
        self._line, self._tail = line, tail
        self._pieces: list[bytes | None] = [table.get(char) for char in line]
        self._nodes = [0]
        for char, piece in zip(line, self._pieces, strict=True):
            # A question mark has room for what was lost and for what was eaten.
            self._nodes.append(self._nodes[-1] + (_STEP if char == "?" else len(piece or b"\0")))
        self._arcs: dict[int, list[Arc]] = {}
        self._markup: dict[int, tuple[float, float]] = {}

    def lay(self, glosses: list[gloss.Gloss], slips: list[slip.Slip]) -> ByteLattice:
        """Lay what stands, then what may have stood."""
        nodes = self._nodes
        places = [(place.start, place.end) for place in slips] + [(place.start, place.end) for place in glosses]
        orphans, holes, inside = self._out_of_step([end for _, end in places])
        stops = {0, len(self._line), *orphans, *holes, *(at + 1 for at in holes), *inside, *(at + 2 for at in inside)}
        stops |= {end for ends in places for end in ends}
        self._look([at for at in sorted(holes) if self._line[at] == "?"])
        self._stand(sorted(stops))
        for gone in slips:
            lost = ("slip", slip.BEFORE[:1].hex(), gone.shown)
            self._add(gone.start, Arc(nodes[gone.end], ArcKind.EDITED, slip.BEFORE, cost=_EVEN, why=lost))
        for found in glosses:
            why = ("gloss", self._line[found.start : found.end])
            # A byte without partner that left no mark: that, too, is one of two.
            dropped = bool(found.lost) and self._line[found.start] == "("
            arc = Arc(nodes[found.end], ArcKind.EDITED, found.lost, cost=found.cost + dropped * _EVEN, why=why)
            self._add(found.start, arc)
        for at in orphans:
            self._add(at, Arc(nodes[at], ArcKind.ORPHAN, sets=(_ALONE,), cost=_EVEN))
        unmarked = {place.end: place for place in slips if not place.shown}
        for at in holes:
            if self._line[at] != "?":
                # This mark shows one byte and nothing else.
                self._add(at, Arc(nodes[at + 1], ArcKind.ORPHAN, sets=(_ALONE,), cost=_EVEN))
                continue
            self._hole(at)
            if place := unmarked.get(at + 2):
                self._slip_eaten(at, place)
        for at in inside:
            self._slip_inside(at)
        return ByteLattice(self._arcs, nodes[-1], Positions(nodes, range(len(nodes)), self._line))

    def _add(self, at: int, arc: Arc) -> None:
        self._arcs.setdefault(self._nodes[at], []).append(arc)

    def _out_of_step(self, starts: list[int]) -> tuple[set[int], set[int], set[int]]:
        """Look at the stretches that may be out of step.

        Returns:
            Where they may end, before what is no second byte; where they may end at a mark of loss; and where one more
            byte may be gone.
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
        """Lay what stands: runs of bytes, and characters that GBK does not have."""
        for start, end in self._runs(stops):
            known = self._pieces[start:end]
            if None in known:
                arc = Arc(self._nodes[end], ArcKind.SAME, text=self._line[start:end])
            else:
                # Where there is a choice, it counts which sign stands there.
                sign = self._line[start]
                cost = boundary_cost(sign, self._line[:start]) if sign in _SHOWN else 0.0
                cost += self._markup.get(start, _NO_MARKUP)[0]
                arc = Arc(self._nodes[end], ArcKind.BYTES, b"".join(filter(None, known)), cost=cost)
            self._add(start, arc)

    def _runs(self, stops: list[int]) -> Iterator[tuple[int, int]]:
        """Part the line at the stops, at strangers, and at question marks."""
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
        """Weigh by the markup around each hole whether a character was eaten there, as far as there is markup."""
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
        """Give what follows a hole, as far as it is looked at."""
        return self._line[at + 1 : at + 1 + _RIGHT]

    def _hole(self, at: int) -> None:
        """Lay a byte that had no partner and was shown as a question mark, alone or with what it ate."""
        middle, after = self._nodes[at] + 1, self._nodes[at + 1]
        right = self._right(at)
        alone, eating = self._markup.get(at) or self._boundary_costs(at, right)
        # Before another character's first byte only a byte that is none stays alone.
        lost = _ALONE if right[:1] < "\x80" else _NEVER_FIRST
        self._add(at, Arc(after, ArcKind.ORPHAN, sets=(lost,), cost=_EVEN + alone))
        self._add(at, Arc(middle, ArcKind.ORPHAN, sets=(_ALONE,), cost=_EVEN + eating))
        self._arcs.setdefault(middle, []).append(Arc(after, ArcKind.EATEN, text=right + self._tail))

    def _slip_eaten(self, at: int, place: slip.Slip) -> None:
        """Lay a lost byte that was shown as a question mark, which a byte without partner ate."""
        lost = ("slip", slip.BEFORE[:1].hex(), "?")
        edit = Arc(self._nodes[place.end], ArcKind.EDITED, slip.BEFORE, cost=_EVEN, why=lost)
        self._arcs[self._nodes[at] + 1].append(edit)

    def _boundary_costs(self, at: int, right: str) -> tuple[float, float]:
        """Weigh by what follows whether a sign was eaten: it stands behind a character, or behind that sign."""
        before = self._line[at - 1 : at].replace("!", "！")
        return boundary_cost(right[:1], before), boundary_cost(right[:1], " ")

    def _slip_inside(self, at: int) -> None:
        """Lay a byte that was lost from text that was out of step already: between two characters as they stand."""
        first, end = self._nodes[at] + 1, self._nodes[at + 2]
        data = b"".join(filter(None, self._pieces[at : at + 2]))
        why = ("slip", slip.BEFORE[:1].hex(), "")
        self._arcs[self._nodes[at]] = [Arc(first, ArcKind.BYTES, data[:1])]
        edit = Arc(end - 1, ArcKind.EDITED, slip.BEFORE, cost=_EVEN, why=why)
        self._arcs[first] = [Arc(end - 1, ArcKind.BYTES, data[1:-1]), edit]
        self._arcs[end - 1] = [Arc(end, ArcKind.BYTES, data[-1:])]
