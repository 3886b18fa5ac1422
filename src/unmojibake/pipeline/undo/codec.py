"""Text written in one charset and read in another: the way back.

`undo` is the edges of this kind of damage. It takes a damaged line to bytes
(`carriers`) and decodes those with every loss left open (`origins`); what
comes out is a text lattice for the search to choose from. Layers stack:
`undo_again` takes a text lattice as the damaged text of the next layer.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, count, takewhile

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table, to_bytes
from unmojibake.charsets.lost_bytes import lost_bytes, unseen
from unmojibake.pipeline.lattice import Edge, EdgeKind, Positions, TextLattice
from unmojibake.pipeline.undo.byte_lattice import again, byte_lattice, has_marks
from unmojibake.pipeline.undo.origin_codecs import Origin, origin
from unmojibake.pipeline.undo.text_lattice import decode

_MOSTLY = 0.95
"""Share of the bytes that must fit before bytes lost without a trace are looked for."""
_ASCII = re.compile(r"[\x00-\x7f]+")
GLANCE = 96
"""Code points of a text that are looked at to see what share of it decodes."""
_NO_MARKS = {ord("\N{KATAKANA MIDDLE DOT}"): "\0"}
"""Takes out what Windows shows for a pair that code page 932 does not have."""
_NOT_READ = "\uffff"
"""Stands for what can't be read; no text has it."""
_HALF = 0.5
"""Share of the bytes that must fit before bytes that were dropped are looked for in a page that lacks many pairs."""
_SOME = 0.1
"""Share of the bytes that must be part of whole characters before bytes lost without a trace are looked for."""


def undo(text: str, origin_name: str, carrier: str, tail: str = "", *, asked: bool = False) -> TextLattice:
    """Read a line again: as bytes of `carrier`, decoded as `origin_name`.

    Args:
        text: The damaged line, without its line end.
        origin_name: The charset it was written in.
        carrier: The charset it was wrongly read with.
        tail: Its line end, or "" at the end of the input.
        asked: Whether its question marks were U+FFFD.

    Returns:
        The lattice of readings. Linear in the length of the text.
    """
    lost = lost_bytes(carrier)
    if lost:
        part = _longest_part(text, carrier)
        if (
            share_decoded(part, origin_name, carrier, lossy=True) < _MOSTLY
            or share_decoded(part, origin_name, carrier) < _SOME
        ):
            lost = frozenset()
    decoder = origin(origin_name)
    drops = None
    if not lost:
        table = inverse_table(carrier)
        known = text.translate(_NO_MARKS) if carrier == "cp932" else text
        data = to_bytes(known, carrier)
        if data is None:
            data = b"".join([table.get(char, b"\0") for char in known])
        if decoder.breaks_off(data) and _may_drop(text, origin_name, carrier):
            drops = unseen(carrier)
        elif not has_marks(text, carrier) and not decoder.occurs(data):
            return _untouched(text, decoder)
    return decode(byte_lattice(text, carrier, tail, asked=asked), decoder, lost, drops)


def _may_drop(text: str, origin_name: str, carrier: str) -> bool:
    """Tell whether it is worth looking for bytes that a decoder dropped, where a character is not complete.

    In a page that has nearly every pair hardly any text has whole characters by chance; in others most of it must fit.
    The four bytes of GB18030 leave nothing to drop, and the rest of it is code page 936.
    """
    if not tables.lookup(carrier).wide or carrier == "gb18030":
        return False
    return carrier == "cp936" or share_decoded(text, origin_name, carrier, lossy=True) > _HALF


@functools.lru_cache(maxsize=64)
def _longest_part(text: str, carrier: str) -> str:
    """Give the part of a text with most characters that are not ASCII and that a carrier of single bytes has.

    What it does not have parts the text: damage that stands in a text that is right is looked at alone. Of a carrier
    of two bytes a character, which has nearly all of such a text too, all of it.
    """
    if tables.lookup(carrier).wide:
        return text
    table = inverse_table(carrier)
    parts, start = [], 0
    for at, char in enumerate(text):
        if char not in table:
            if at > start:
                parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return max(parts, key=lambda part: len(part.encode()) - len(part))


def _untouched(text: str, decoder: Origin) -> TextLattice:
    """Let all of a text stand for itself: the lattice of a text that holds nothing of an origin."""
    places = range(len(text) + 1)
    edge = Edge(1, EdgeKind.SAME, text, 0.0, 0, len(text))
    return TextLattice([[edge], []], 1, Positions(places, places, text), decoder.size)


def strict(text: str, plan: Sequence[tuple[str, str]]) -> str | None:
    """Read a text again as it is, every byte known: the way back where nothing was lost.

    Args:
        text: The damaged text.
        plan: The layers, in the order in which the damage happened.

    Returns:
        The text, or None when it was not made like that. Linear, and mostly in C.
    """
    for origin_name, carrier in reversed(plan):
        data = to_bytes(text, carrier)
        decoded = None if data is None else origin(origin_name).whole(data)
        if decoded is None:
            return None
        text = decoded
    return text


def seams(text: str, read: str, plan: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Find where a text and what `strict` reads in it both begin a character.

    Args:
        text: The damaged text.
        read: What `strict` gave for it.
        plan: The layers.

    Returns:
        For each such place the code points in both, their two ends included. Linear.
    """
    texts = [text, *(strict(text, plan[-depth:]) or "" for depth in range(1, len(plan))), read]
    found: list[tuple[int, int]] | None = None
    for (origin_name, carrier), outer, inner in zip(reversed(plan), texts, texts[1:], strict=False):
        size, table = origin(origin_name).size, inverse_table(carrier)
        ends = dict(zip(accumulate((len(table[char]) for char in outer), initial=0), count()))
        here = [(ends[end], at) for at, end in enumerate(accumulate(map(size, inner), initial=0)) if end in ends]
        if found is None:
            found = here
        else:
            below = dict(here)
            found = [(at, below[middle]) for at, middle in found if middle in below]
    return found or []


def undo_again(layer: TextLattice, origin_name: str, carrier: str) -> TextLattice:
    """Undo one more layer of a text that is itself full of choices."""
    return decode(again(layer, carrier), origin(origin_name), lost_bytes(carrier))


def share_decoded(text: str, origin_name: str, carrier: str, *, lossy: bool = False) -> float:
    """Give the share of the characters of a text, ASCII aside, that a chain can have made, 0 to 1.

    A look before the work of a layer: text that is right hardly ever decodes again.
    """
    data, known = _foreign_bytes(text[:GLANCE], carrier)
    return origin(origin_name).share(data, lossy=lossy) * known if data else 0.0


@functools.lru_cache(maxsize=64)
def _foreign_bytes(text: str, carrier: str) -> tuple[bytes, float]:
    """Give the bytes of what is not ASCII in a text, and the share of it that the carrier has: many origins ask."""
    foreign = _ASCII.sub("", text)
    whole = to_bytes(foreign, carrier)
    if whole is not None:
        return whole, 1.0 if whole else 0.0
    table = inverse_table(carrier)
    pieces = list(map(table.get, foreign))
    data = b"".join(filter(None, pieces))
    return data, len(data) / (len(data) + pieces.count(None)) if data else 0.0


def glance(text: str, origin_name: str, carrier: str) -> tuple[str, str]:
    """Read a short text again without regard to losses, as far as that goes.

    A look before the work of a lattice.

    Returns:
        What was read, and what it stands as in the text; both "" when nothing can be read.
    """
    if (again := _rereading(origin_name, carrier)) is not None:
        read = text.translate(again)
        end = read.find(_NOT_READ)
        return (read, text) if end < 0 else (read[:end], text[:end])
    table = inverse_table(carrier)
    pieces = list(takewhile(lambda piece: piece is not None, map(table.get, text)))
    read, used, _ = origin(origin_name).run(b"".join(pieces))  # type: ignore[arg-type]
    ends = list(accumulate(map(len, pieces)))  # type: ignore[arg-type]
    return read, text[: bisect_left(ends, used) + 1] if used else ""


class _Rereading(dict[int, str]):
    """What characters of one charset of single bytes are in another one; what they can't be is `_NOT_READ`."""

    def __missing__(self, code: int) -> str:
        return _NOT_READ


@functools.cache
def _rereading(origin_name: str, carrier: str) -> _Rereading | None:
    """Give what `str.translate` needs to read a text again in C; None where a charset has more bytes to a character."""
    if tables.lookup(origin_name).wide or tables.lookup(carrier).wide:
        return None
    table = tables.decode_table(origin_name)
    return _Rereading({ord(char): table.get(code, _NOT_READ) for char, code in inverse_table(carrier).items()})
