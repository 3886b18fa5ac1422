"""Gives the text lattice of a damaged line and a wrong reading: text written in the origin and read with the carrier.

`undo` takes a damaged line to bytes (`byte_lattice`) and decodes them with every loss left open (`text_lattice`), so
that the search can choose. Layers stack: `undo_again` takes a text lattice as the damaged text of the next layer.
"""

import functools
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, count, takewhile

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import NOT_READ, code_table, rereading, to_bytes
from unmojibake.charsets.lost_bytes import lost_bytes, unseen
from unmojibake.pipeline import limits
from unmojibake.pipeline.lattice import Edge, EdgeKind, Positions, TextLattice
from unmojibake.pipeline.undo.byte_lattice import again, byte_lattice, has_marks
from unmojibake.pipeline.undo.origin_codecs import Origin, origin
from unmojibake.pipeline.undo.text_lattice import decode
from unmojibake.values.patterns import on_use

_ASCII = on_use(r"[\x00-\x7f]+")
GLANCE = 96
"""Code points of a text that are looked at for the share that decodes."""
_NO_MARKS = {ord("\N{KATAKANA MIDDLE DOT}"): "\0"}
"""Takes out the middle dot, which Windows shows for a pair that code page 932 does not have."""


def undo(text: str, origin_name: str, carrier: str, tail: str = "", *, asked: bool = False) -> TextLattice:
    """Give the readings of a line: its bytes in the carrier, decoded by the origin.

    Args:
        text: The damaged line, without its line end.
        origin_name: The origin.
        carrier: The carrier.
        tail: Its line end, or "" at the end of the input.
        asked: Whether its question marks were U+FFFD.

    Returns:
        The lattice of readings. Linear in the length of the text.

    >>> undo("ok 浣犲ソ", "utf-8", "cp936").sample()
    'ok 你好'
    """
    lost = lost_bytes(carrier)
    if lost:
        part = _longest_part(text, carrier)
        if (
            share_decoded(part, origin_name, carrier, lossy=True) < limits.FITS_MOSTLY
            or share_decoded(part, origin_name, carrier) < limits.FITS_SOME
        ):
            lost = frozenset()
    decoder = origin(origin_name)
    drops = None
    if not lost:
        table = code_table(carrier)
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
    """Tell whether a text may lack bytes that a decoder dropped, where one of its characters is not complete.

    In a page that has nearly every pair hardly any text has whole characters by chance; in others most of it must fit.
    The four bytes of GB18030 leave nothing to drop, and the rest of it is code page 936.
    """
    if not tables.lookup(carrier).wide or carrier == "gb18030":
        return False
    return carrier == "cp936" or share_decoded(text, origin_name, carrier, lossy=True) > limits.FITS_HALF


@functools.lru_cache(maxsize=64)
def _longest_part(text: str, carrier: str) -> str:
    """Give the part of a text with the most bytes beyond ASCII in which a carrier of single bytes has all characters.

    Characters that it does not have part the text: of `中文 Ã©tÃ©`, damaged by cp1252, the part is ` Ã©tÃ©`. A carrier
    of two bytes a character has nearly all of the right text too: there the part is the whole text.
    """
    if tables.lookup(carrier).wide:
        return text
    table = code_table(carrier)
    parts, start = [], 0
    for at, char in enumerate(text):
        if char not in table:
            if at > start:
                parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return max(parts, key=lambda part: len(part.encode()) - len(part))


def _untouched(text: str, decoder: Origin) -> TextLattice:
    """Give the lattice of a text that holds no character of an origin: one edge, on which it stands for itself."""
    places = range(len(text) + 1)
    edge = Edge(1, EdgeKind.SAME, text, 0.0, 0, len(text))
    return TextLattice([[edge], []], 1, Positions(places, places, text), decoder.size)


def strict(text: str, plan: Sequence[tuple[str, str]]) -> str | None:
    """Give the original of a text whose bytes are all there.

    Args:
        text: The damaged text.
        plan: The layers, in the order in which the damage happened.

    Returns:
        The text, or None when no text damaged by this plan reads so. Linear, and mostly in C.

    >>> strict("浣犲ソ", [("utf-8", "cp936")]), strict("你好", [("utf-8", "cp936")])
    ('你好', None)
    """
    for origin_name, carrier in reversed(plan):
        data = to_bytes(text, carrier)
        decoded = None if data is None else origin(origin_name).whole(data)
        if decoded is None:
            return None
        text = decoded
    return text


def seams(text: str, read: str, plan: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Give the places where a damaged text and its original both begin a character.

    Args:
        text: The damaged text.
        read: The original, as `strict` gives it.
        plan: The layers.

    Returns:
        For each such place the code points in both, their two ends included. Linear.

    >>> seams("浣犲ソ", "你好", [("utf-8", "cp936")])
    [(0, 0), (3, 2)]
    """
    texts = [text, *(strict(text, plan[-depth:]) or "" for depth in range(1, len(plan))), read]
    found: list[tuple[int, int]] | None = None
    for (origin_name, carrier), outer, inner in zip(reversed(plan), texts, texts[1:], strict=False):
        size, table = origin(origin_name).size, code_table(carrier)
        ends = dict(zip(accumulate((len(table[char]) for char in outer), initial=0), count()))
        here = [(ends[end], at) for at, end in enumerate(accumulate(map(size, inner), initial=0)) if end in ends]
        if found is None:
            found = here
        else:
            below = dict(here)
            found = [(at, below[middle]) for at, middle in found if middle in below]
    return found or []


def undo_again(layer: TextLattice, origin_name: str, carrier: str) -> TextLattice:
    """Give the text lattice of one more layer, from the text lattice of the layer outside it.

    Linear in the size of that lattice.

    >>> twice = "好".encode().decode("latin-1").encode().decode("latin-1")
    >>> undo_again(undo(twice, "utf-8", "latin-1"), "utf-8", "latin-1").sample()
    '好'
    """
    return decode(again(layer, carrier), origin(origin_name), lost_bytes(carrier))


def share_decoded(text: str, origin_name: str, carrier: str, *, lossy: bool = False) -> float:
    """Give the share of the characters of a text, ASCII aside, that a chain can have made, 0 to 1.

    A look before the work of a layer: text that is right hardly ever decodes again. Constant time.

    >>> share_decoded("浣犲ソ", "utf-8", "cp936"), share_decoded("你好", "utf-8", "cp936")
    (1.0, 0.0)
    """
    data, known = _foreign_bytes(text[:GLANCE], carrier)
    return origin(origin_name).share(data, lossy=lossy) * known if data else 0.0


@functools.lru_cache(maxsize=64)
def _foreign_bytes(text: str, carrier: str) -> tuple[bytes, float]:
    """Give the bytes of the characters beyond ASCII in a text, and the share of them that the carrier has, 0 to 1.

    Kept, as many origins ask for the same.
    """
    foreign = _ASCII.sub("", text)
    whole = to_bytes(foreign, carrier)
    if whole is not None:
        return whole, 1.0 if whole else 0.0
    table = code_table(carrier)
    pieces = list(map(table.get, foreign))
    data = b"".join(filter(None, pieces))
    return data, len(data) / (len(data) + pieces.count(None)) if data else 0.0


def glance(text: str, origin_name: str, carrier: str) -> tuple[str, str]:
    """Give the reading of a short text up to its first loss: a look before the work of a lattice.

    Returns:
        The reading, and the part of the text that it was read from; both "" when no character can be read.

    >>> glance("浣犲ソ你", "utf-8", "cp936")
    ('你好', '浣犲ソ')
    """
    if (again := rereading(origin_name, carrier)) is not None:
        read = text.translate(again)
        end = read.find(NOT_READ)
        return (read, text) if end < 0 else (read[:end], text[:end])
    table = code_table(carrier)
    pieces = list(takewhile(lambda piece: piece is not None, map(table.get, text)))
    read, used, _ = origin(origin_name).run(b"".join(pieces))  # type: ignore[arg-type]
    ends = list(accumulate(map(len, pieces)))  # type: ignore[arg-type]
    return read, text[: bisect_left(ends, used) + 1] if used else ""
