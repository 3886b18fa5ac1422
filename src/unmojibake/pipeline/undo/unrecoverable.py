"""Finds text of a line that is lost for good, and gives the lattice of readings where a part of its bytes came through.

Bytes that are not UTF-8 become U+FFFD; saved as UTF-8 and read as GBK again, three bytes of it at a time, they become
锟斤拷, and read as Western text the letters EF BF BD. Characters that a charset does not have become question marks.
Debuggers fill memory that was never set with CC or CD, which GBK shows as 烫 and 屯. None of it can be taken back, so
it is reported as a suspect.

It is not always the end. Where the text was GBK, characters whose two bytes happen to be UTF-8 came through, and a word
of which half is left can often be told: `undo` gives its readings, for a suggestion and never for a change.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from unmojibake.charsets import tables
from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Positions, TextLattice
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.pipeline.undo.text_lattice import decode
from unmojibake.values.patterns import on_use
from unmojibake.values.result import Suspect

_REPLACED = on_use(
    "\N{REPLACEMENT CHARACTER}+|(?:\xef\xbf\xbd)+|烫{3,}|屯{3,}"
    # Question marks that follow nothing they could ask.
    r"|(?:(?<![^\s(\[{<\"'=,:|/：，（《「“-])\?{3,}(?: \?+)*)"
)
_FIRST = on_use("[?\N{REPLACEMENT CHARACTER}\xbd锟拷烫屯]")
_RUN = on_use("[^\x00-\x7f]+")
_AS_GBK = on_use("[锟拷]")
_BYTES = "bytes that were not valid were replaced: at least {} of them are gone"
_REASONS = {
    "\N{REPLACEMENT CHARACTER}": _BYTES,
    "\xef": _BYTES,
    "?": "characters that a charset did not have were replaced one by one: {} of them are gone",
    "烫": "memory that was never set, shown as GBK: there was no text",
    "屯": "memory that was never set, shown as GBK: there was no text",
}
_MARK = "\N{REPLACEMENT CHARACTER}".encode()
_LOST = on_use("[\N{REPLACEMENT CHARACTER}锟]")
_PIECES = on_use(rb"(\xef\xbf\xbd)|((?!\xef\xbf\xbd)[^\xef]+|\xef)", re.DOTALL)
_CARRIER = "cp936"
_LEADS = frozenset({0xA1, 0xA3, *range(0xB0, 0xD8)})
"""The first bytes of GB 2312's marks and of its commoner characters."""
_TRAILS = frozenset(range(0xA1, 0xFF))
_LONGEST = 48
"""Code points of the longest stretch that is read."""
_UNTOLD = _MARK * 8
"""Lost bytes in a row with which a stretch is not read: four hanzi in a row never follow from those around them."""


def suspects(line: str, start: int = 0) -> list[Suspect]:
    """Give the suspects of a line: the places where text is lost for good.

    Args:
        line: The line.
        start: Its first code point in the text.

    Returns:
        The places, in order, with how much was lost. Linear in the length of the line.

    >>> [suspect.kind for suspect in suspects("烫烫烫")]
    ['locked']
    """
    found: list[Suspect] = []
    if not _FIRST.search(line):
        return found
    for match in _REPLACED.finditer(line):
        run = match.group()
        reason = _REASONS[run[0]].format(run.count(run[0]))
        found.append(Suspect(start + match.start(), start + match.end(), kind="locked", reason=reason))
    for begin, run in _runs(line, _AS_GBK):
        for first, last, lost in _marks_in_gbk(run):
            at = start + begin
            found.append(Suspect(at + first, at + last, kind="locked", reason=_BYTES.format(lost)))
    return sorted(found, key=lambda suspect: suspect.start)


def _runs(line: str, sign: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Give the runs of a line that are not ASCII and have some sign, each with its first code point."""
    # One pattern for both would look for the sign from each place of a run again.
    if sign.search(line):
        for match in _RUN.finditer(line):
            if sign.search(match.group()):
                yield match.start(), match.group()


def _marks_in_gbk(run: str) -> list[tuple[int, int, int]]:
    """Give the places of U+FFFD in the bytes of a run: the first and last code point, and how many there are.

    `锟斤拷` has two. A run with a single one counts for none: its characters may stand beside each other by chance.
    """
    table = tables.encode_table(_CARRIER)
    codes = [table.get(char, b"\0") for char in run]
    starts = list(accumulate(map(len, codes), initial=0))
    found: list[tuple[int, int, int]] = []
    at = -1
    data = b"".join(codes)
    while (at := data.find(_MARK, at + 1)) >= 0:
        first, last = bisect_right(starts, at) - 1, bisect_left(starts, at + len(_MARK))
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], last, found[-1][2] + 1
        else:
            found.append((first, last, 1))
    return found if sum(lost for _, _, lost in found) > 1 else []


def stretches(line: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a line of which a part may have come through, from code point to code point.

    >>> list(stretches("ok 锟斤拷图锟斤拷"))
    [(3, 10)]
    """
    for start, run in _runs(line, _LOST):
        if len(run) <= _LONGEST:
            yield start, start + len(run)


def readable(start: int, end: int, text: str, best: str) -> Suspect:
    """Give the suspect for a stretch, from code point to code point, and its best reading.

    >>> readable(0, 4, "图\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}馆", "图书馆").reason
    'bytes that were not valid were replaced: at least 2 of them are gone'
    """
    lost = _bytes(text).count(_MARK)
    return Suspect(start, end, kind="locked", reason=_BYTES.format(lost), best=best)


def undo(text: str) -> TextLattice:
    """Give the readings of a stretch: GBK of which the bytes that are no UTF-8 are unknown.

    Args:
        text: The stretch.

    Returns:
        The lattice of readings; without an end when it was not GBK, or no byte of it came through. Linear in its
        length.
    """
    data = _bytes(text)
    pieces = [match.group() for match in _PIECES.finditer(data)]
    if _UNTOLD in data or not any(len(piece) > 1 and piece != _MARK for piece in pieces):
        return TextLattice()
    arcs: dict[int, list[Arc]] = {}
    nodes = [0]
    for at, piece in enumerate(pieces):
        lost = piece == _MARK
        nodes.append(nodes[-1] + (1 if lost else len(piece)))
        first, end = nodes[at], nodes[at + 1]
        if not lost:
            arcs[first] = [Arc(end, ArcKind.BYTES, piece)]
            continue
        arcs[first] = [Arc(end, ArcKind.SETS, sets=(_LEADS,)), Arc(end, ArcKind.ORPHAN, sets=(_TRAILS,))]
    # A piece stands for its place, as no span is cut out of such a reading.
    where = Positions(nodes, range(len(nodes)), "?" * len(pieces))
    return decode(ByteLattice(arcs, nodes[-1], where), origin(_CARRIER), frozenset())


def _bytes(text: str) -> bytes:
    """Give the bytes of a stretch, lost bytes as U+FFFD, whether it was read as GBK again (`锟斤拷`) or not."""
    table = tables.encode_table(_CARRIER) if _AS_GBK.search(text) else {}
    return b"".join(table.get(char) or char.encode(errors="replace") for char in text)
