"""Gives the byte lattice of a damaged text: the bytes that its carrier read, with every loss as an unknown.

This is the outer half of undoing a wrong reading. Each character is taken to the bytes that its carrier shows as that
character: of `浣犲ソ`, read with cp936, to E4 BD A0 E5 A5 BD. Marks of loss ('?', U+FFFD, the middle dot of code page
932) become unknown bytes, in every shape that real decoders leave them. Which shapes those are is a fact about the
decoder, so they come from tables (`unmojibake.charsets.lost_bytes`) and not from this file.
"""

import functools
import re
from collections.abc import Callable, Mapping
from itertools import accumulate, count

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import code_table
from unmojibake.charsets.lost_bytes import HIGH, bad_leads, bad_pairs, lost_before, lost_bytes, lost_together
from unmojibake.language.punctuation import boundary_cost
from unmojibake.pipeline.lattice import Arc, ArcKind, ByteLattice, Edge, EdgeKind, Positions, TextLattice
from unmojibake.values.patterns import on_use

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MIDDLE_DOT = "\N{KATAKANA MIDDLE DOT}"
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_ASKED = "?" + _REPLACEMENT + _MIDDLE_DOT
_PRIVATE = on_use("[\ue000-\uf8ff]")
_RIGHT = 80
"""Code points after a hole that are handed on, to judge which character was eaten."""
_UTF8_TRAILS = frozenset(range(0x80, 0xC0))
_ROW = 5
"""Question marks after one that may stand for lost bytes too."""
_ANY = 1024
"""Possible characters of a lost one from which on nothing is known of it."""
_HOLE = b"\0\0"
"""A mark of loss takes two nodes: one before the eaten character, one after it."""


@functools.cache
def _marks(carrier: str, *, asked: bool = False) -> re.Pattern[str]:
    """Give the pattern of the characters that may stand for lost bytes.

    A question mark or a space is such a mark only beside a character that is not ASCII.

    Args:
        carrier: The carrier.
        asked: Whether question marks were U+FFFD.
    """
    touching = "?" if tables.lookup(carrier).wide else "? "
    dot = "|" + _MIDDLE_DOT if carrier == "cp932" else ""
    # Three and more in a row are a text that is lost for good.
    mark = f"[?{_REPLACEMENT}]" if asked else _REPLACEMENT
    lone = f"(?<!{mark}{mark}){mark}(?!{mark}{mark})(?<!{mark}{mark}(?={mark}))"
    if asked:
        near = r"(?<=[^\x00-\x7f])(?=\?)|(?=[?][^\x00-\x7f])|(?<=[^\x00-\x7f][?])|(?=[?][?][^\x00-\x7f])"
        return re.compile(f"(?:(?={_REPLACEMENT})|{near}){lone}{dot}")
    # Where pairs may be bad, characters may be gone whole: one behind the other.
    more = rf"|(?<=\?)\?|\?(?=\?{{1,{_ROW}}}[^\x00-\x7f])" if bad_pairs(carrier) else ""
    return re.compile(rf"{lone}{dot}|(?<=[^\x00-\x7f])[{touching}]|[?](?=[^\x00-\x7f]){more}")


def has_marks(text: str, carrier: str) -> bool:
    """Tell whether any character of a text may stand for lost bytes of its carrier.

    >>> has_marks("鐘舵€?,", "cp936"), has_marks("ok?", "cp936")
    (True, False)
    """
    return _marks(carrier).search(text) is not None


def may_be_asked(text: str, carrier: str, *, utf8: bool) -> bool:
    """Tell whether question marks of a text may have been U+FFFD: then it needs a second reading as such.

    Args:
        text: The damaged text.
        carrier: The carrier.
        utf8: Whether the origin is UTF-8. Where Windows shows a question mark, too, the character behind it decides:
            the bytes that Windows loses end a character of UTF-8, or leave a pair whose first byte alone goes on with
            it.

    >>> may_be_asked("鐘舵€?侊細", "cp936", utf8=True), may_be_asked("鐘舵€?,", "cp936", utf8=True)
    (True, False)
    """
    if not tables.windows_page(carrier) or "?" not in text:
        return False
    if utf8 and tables.replacement(tables.windows_page(carrier) or carrier) == "?":
        return _goes_on(carrier)(text)
    # One mark alone can't outweigh how rare such text is: it is not worth the work.
    return bool(bad_pairs(carrier)) and len(re.findall(r"[^\x00-\x7f]\?|\?[^\x00-\x7f]", text)) > 1


@functools.cache
def _goes_on(carrier: str) -> Callable[[str], bool]:
    """Make the search for a question mark behind which a character of UTF-8 goes on."""
    table = code_table(carrier)
    if bad_pairs(carrier):
        behind = re.compile(r"\?(?=([^\x00-\x7f]))").findall
        return lambda text: any(_UTF8_TRAILS.issuperset(table.get(char, b"\0")) for char in behind(text))
    behind = re.compile(r"(?<=[^\x00-\x7f])\?(?=([^\x00-\x7f?]|\?))").findall
    return lambda text: any(char == "?" or table.get(char, b"\0")[0] in _UTF8_TRAILS for char in behind(text))


def byte_lattice(text: str, carrier: str, tail: str = "", *, asked: bool = False) -> ByteLattice:
    """Give the byte lattice of a damaged line: the bytes that it was read from.

    Args:
        text: The damaged line, without its line end.
        carrier: Name of the charset it was wrongly read with.
        tail: Its line end, or "" at the end of the input.
        asked: Whether its question marks were U+FFFD.

    Returns:
        The lattice. Characters that the carrier does not have are SAME arcs. Linear in the length of the text.

    >>> byte_lattice("浣犲ソ", "cp936").arcs[0][0].data.decode()
    '你好'
    """
    arcs: dict[int, list[Arc]] = {}
    nodes = _lay(arcs, text, carrier, 0, lambda at: text[at : at + _RIGHT] + tail, asked=asked)
    return ByteLattice(arcs, nodes[-1], Positions(nodes, range(len(nodes)), text))


def _lay(  # noqa: PLR0913
    arcs: dict[int, list[Arc]], text: str, carrier: str, base: int, right: Callable[[int], str], *, asked: bool = False
) -> list[int]:
    """Add a certain text over the nodes from `base` on; give the nodes of its characters and of its end."""
    pieces: list[bytes | None] = list(map(code_table(carrier).get, text))
    # In a layer further in, a character that is not ASCII may stand before the text: there a `?` may be a mark.
    before = "\x80" if base else "\0"
    special = {match.start() - 1 for match in _marks(carrier, asked=asked).finditer(before + text, 1)}
    if _NO_BREAK_SPACE in text:
        # What makes spaces of them makes spaces of all.
        special = {at for at in special if text[at] != " "}
    for at in special:
        pieces[at] = _HOLE
    strangers = {at for at, piece in enumerate(pieces) if piece is None} if None in pieces else set()
    filled = [piece or b"\0" for piece in pieces]
    nodes = list(accumulate(map(len, filled), initial=base))
    private = _PRIVATE.search(text) is not None if special else False
    run = 0
    for at in [*sorted(special | strangers), len(text)]:
        if at > run:
            arcs[nodes[run]] = [Arc(nodes[at], ArcKind.BYTES, b"".join(filled[run:at]))]
        if at in strangers:
            if at - 1 not in strangers:
                # A run of them is one arc: a text may be nothing else.
                end = next(end for end in count(at + 1) if end not in strangers)
                arcs[nodes[at]] = [Arc(nodes[end], ArcKind.SAME, text=text[at:end])]
        elif at < len(text):
            pairs = bad_pairs(carrier, private=private)
            _hole(arcs, nodes[at], text[max(0, at - 1) : at + 1], carrier, right(at + 1), pairs, asked=asked)
        run = at + 1
    return nodes


def _hole(  # noqa: PLR0913, PLR0917
    arcs: dict[int, list[Arc]],
    node: int,
    marked: str,
    carrier: str,
    right: str,
    pairs: Mapping[int, frozenset[int]],
    *,
    asked: bool,
) -> None:
    """Add the arcs of a mark of loss: `marked` has the character before it too, `pairs` what Windows loses."""
    mark = marked[-1]
    after = node + len(_HOLE)
    table = code_table(carrier)
    literal = table.get(mark)
    # Where whole characters may be gone, a `?` may also be the question mark it looks like: that has a price too.
    cost = boundary_cost(mark, marked[:-1]) if pairs else 0.0
    found = [Arc(after, ArcKind.BYTES, literal, cost=cost) if literal else Arc(after, ArcKind.SAME, text=mark)]
    arcs[node] = found
    if mark == " ":
        if nbsp := table.get("\xa0"):
            found.append(Arc(after, ArcKind.BYTES, nbsp))
    elif mark != _REPLACEMENT and tables.windows_page(carrier) and not (asked and mark == "?"):
        found.append(Arc(node + 1, ArcKind.SETS, sets=(bad_leads(carrier),)))
        arcs[node + 1] = [Arc(after, ArcKind.EATEN, text=right)]
        if pairs:
            found.append(Arc(after, ArcKind.PAIRS, pairs=pairs))
    else:
        found += _lost_unseen(carrier, after, _first_byte(right, carrier), asked=asked)


def _first_byte(right: str, carrier: str) -> int | None:
    """Give the byte that follows a mark of loss; None where that is not known."""
    first = right[:1]
    # A control from 80 to 9F is a byte that the decoder could not pair, whatever it means to another decoder.
    if not first or first in _ASKED or "\x80" <= first < "\xa0":
        return None
    code = code_table(carrier).get(first)
    return code[0] if code else None


def _lost_unseen(
    carrier: str, target: int, ahead: int | None = None, *, asked: bool = False, fewer: bool = False
) -> list[Arc]:
    """Give the arcs of a loss that left U+FFFD: one byte or two; `fewer`: one, as where much is open already."""
    if tables.lookup(carrier).wide:
        found = [Arc(target, ArcKind.SETS, sets=(lost_before(carrier, ahead),))]
        if fewer:
            return found
        together = lost_together(carrier, asked=asked)
        if together:
            return [*found, Arc(target, ArcKind.PAIRS, pairs=together)]
        return [*found, Arc(target, ArcKind.SETS, sets=(frozenset({0x80, 0xFF}), HIGH))]
    lost = lost_bytes(carrier)
    return [Arc(target, ArcKind.SETS, sets=(lost,))] if lost else []


def again(layer: TextLattice, carrier: str) -> ByteLattice:
    """Give the byte lattice of a text lattice: the bytes that the next layer further in was read from.

    Args:
        layer: The text with choices that the outer layer reads.
        carrier: The carrier of the next layer.

    Returns:
        The lattice, its positions in the damaged text carried along. Linear in the size of the text lattice.
    """
    bases = _bases(layer, carrier)
    arcs: dict[int, list[Arc]] = {}
    nodes: list[int] = []
    marks: list[int] = []
    chars: list[str] = []
    for index, edges in enumerate(layer.edges):
        for edge in edges:
            base, target = bases[index], bases[edge.target]
            if edge.kind in {EdgeKind.KNOWN, EdgeKind.SAME} and len(edges) == 1 and edge.text:
                found = _lay(arcs, edge.text, carrier, base, lambda _: "")
                room = found[-1] < target
                nodes += found if room else found[:-1]
                chars += [*edge.text, ""] if room else edge.text
                marks += _marks_of(layer, edge)[: len(found) if room else -1]
                if room:
                    arcs.setdefault(found[-1], []).append(Arc(target, ArcKind.BYTES, b""))
            else:
                _choice(arcs, base, edge, target, carrier)
                nodes.append(base)
                marks.append(layer.where.floor(edge.start))
                chars.append("")
    order = sorted(range(len(nodes)), key=nodes.__getitem__)
    end = bases[layer.end]
    where = Positions(
        [*(nodes[at] for at in order), end],
        [*(marks[at] for at in order), layer.where.marks[-1]],
        [chars[at] for at in order],
    )
    return ByteLattice(arcs, end, where)


def _marks_of(layer: TextLattice, edge: Edge) -> list[int]:
    """Give the place in the damaged text of each character of an edge, and of its end."""
    if edge.kind is EdgeKind.SAME:
        # Characters that stand for themselves have their own code points.
        first = layer.where.floor(edge.start)
        return list(range(first, first + len(edge.text) + 1))
    begin = edge.end - layer.size(edge.text)
    return [layer.where.ceil(at) for at in accumulate(map(layer.size, edge.text), initial=begin)]


def _choice(arcs: dict[int, list[Arc]], base: int, edge: Edge, target: int, carrier: str) -> None:
    """Add the arcs of an edge that is one of several."""
    found = arcs.setdefault(base, [])
    table = code_table(carrier)
    if edge.kind is EdgeKind.EATEN:
        found.append(Arc(target, ArcKind.EATEN, text=edge.text))
        if tables.windows_page(carrier):
            # The eaten character may itself have been the mark of an earlier loss: `?`.
            found.append(Arc(base + 1, ArcKind.SETS, sets=(bad_leads(carrier),)))
            arcs.setdefault(base + 1, []).append(Arc(target, ArcKind.EATEN, text=edge.text))
    elif edge.kind is EdgeKind.PICK and len(edge.text) > _ANY:
        # Where all bytes of a character are lost, no layer below it can be read.
        return
    elif edge.kind is EdgeKind.PICK:
        found += [Arc(target, ArcKind.BYTES, table[char], cost=edge.cost) for char in edge.text if char in table]
        if _REPLACEMENT in edge.text:
            found += _lost_unseen(carrier, target, fewer=True)
    else:
        if edge.kind is EdgeKind.SAME:
            # A character that stands for itself in the outer layer may stand for itself in the inner one too.
            found.append(Arc(target, ArcKind.SAME, text=edge.text, cost=edge.cost))
        data = [table.get(char) for char in edge.text]
        if None not in data:
            found.append(Arc(target, ArcKind.BYTES, b"".join(data), cost=edge.cost))  # type: ignore[arg-type]


def _bases(layer: TextLattice, carrier: str) -> list[int]:
    """Give each node of a text lattice its node of the byte lattice, so that every edge has room for its bytes."""
    table = code_table(carrier)
    bases = [0]
    for edges in layer.edges:
        room = len(_HOLE)
        for edge in edges:
            if edge.kind in {EdgeKind.KNOWN, EdgeKind.SAME}:
                room = max(room, sum(max(len(_HOLE), len(table.get(char, b""))) for char in edge.text))
        bases.append(bases[-1] + room + 1)
    return bases[:-1]
