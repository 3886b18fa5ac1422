"""Gives for a line the text lattices of the layers that may have damaged it: the outermost, and those below each."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import EDITED, ROWS, Chain
from unmojibake.language import fluency, load
from unmojibake.pipeline import costs, limits
from unmojibake.pipeline.gate import triggers
from unmojibake.pipeline.gate.line_view import runs
from unmojibake.pipeline.lattice import TextLattice
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo import byte_edits, byte_lattice, codec, inner_glosses, round_trip
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from unmojibake.pipeline.gate.line_view import LineView

DEPTH = 3
"""Layers that are taken off at most."""
_KANA = on_use("[\u3041-\u30fe]+")
_KEEPS_KANA = Chain("euc_jp", "cp936")
"""The row whose charsets, a Japanese and a Chinese one, have the same bytes for kana."""
_PAGE, _STANDARD = Chain("utf-8", "cp936"), Chain("utf-8", "gb18030")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UTF8 = tuple(chain for chain in ROWS if chain.origin == "utf-8")


class Layered(NamedTuple):
    """A line with the text lattice that undoing a plan leaves.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        lattice: The originals that the line allows.
        asked: Whether question marks are taken for U+FFFD.
        has_more: Whether `below` looks for layers below.
    """

    plan: tuple[Chain, ...]
    lattice: TextLattice
    asked: bool = False
    has_more: bool = False


def outermost(view: LineView, kinds: Collection[str]) -> Iterator[list[Layered]]:
    """Give for each wrong reading that a line may have come from the lattices it leaves, one or several.

    Args:
        view: The line.
        kinds: The kinds of damage that are looked for.

    >>> from unmojibake.pipeline.gate.line_view import LineView
    >>> [layered.plan for found in outermost(LineView(0, "鎿嶄綔", ""), {"codec"}) for layered in found]
    [(Chain(origin='utf-8', carrier='cp936'),), (Chain(origin='cp936', carrier='big5'),)]
    """
    legacy = []
    for chain in _proving(view) or view.wrong_readings():
        if chain.edits or chain.carrier == round_trip.ORIGIN:
            yield _standing(view, chain, kinds)
        elif "codec" not in kinds or (chain == _STANDARD and _is_beside(_PAGE, view)):
            continue
        elif chain.origin != "utf-8":
            legacy.append(chain)
        else:
            alike = (_STANDARD,) if chain == _PAGE and _is_beside(_STANDARD, view) else ()
            yield [layered for each in (chain, *alike) for layered in _utf8(view, each, kinds)]
    # In a charset of two bytes a character nearly any line decodes: only the few rows whose readings are likeliest are
    # searched, for `鎿嶄綔` one of 20.
    promising = _promising(_strange(view.runs)[: limits.RUNS], legacy)
    for chain in promising + _beside_kana(view, [chain for chain in legacy if chain not in promising]):
        yield _plain(view, chain)


def _proving(view: LineView) -> list[Chain]:
    """Give the wrong readings of UTF-8 by pages of single bytes that read all of a line, where that proves them.

    >>> from unmojibake.pipeline.gate.line_view import LineView
    >>> [len(_proving(LineView(0, text, ""))) > 0 for text in ("ã€Šè©©ç¶“", "schÃ¶n")]
    [True, False]
    """
    rows = (row for row in view.wrong_readings(_UTF8) if not lookup(row.carrier).wide and row.carrier != "utf-8")
    read = ((row, codec.strict(view.text, (row,))) for row in rows)
    return [row for row, text in read if text and len(set(text).difference(view.text)) >= limits.WITNESSES]


def below(outer: Layered, line: str, read: str) -> Iterator[Layered]:
    r"""Give for a layer those that may lie below it: the rows whose readings are likeliest, and the best from UTF-8.

    The row from UTF-8 is always among them, as UTF-8 proves itself. Where the layer is beyond doubt and reads like
    language, nothing is looked for: so below `æ–‡å\xad—`, which is 文字.

    Args:
        outer: The layer.
        line: The damaged line.
        read: The reading of the layer where that is beyond doubt, else "".
    """
    if not outer.has_more or (read and not _strange(run[: limits.LOOKED_AT] for run in _longest(read, line))):
        return
    chain = outer.plan[0]
    if len(outer.plan) == 1 and not chain.edits and not _is_made(line, chain):
        return
    longest = _longest(_middle(outer.lattice), line)
    if not (strange := _strange(run[: limits.LOOKED_AT] for run in longest)):
        return
    made = " ".join(run for run in longest if run[: limits.LOOKED_AT] in strange)
    proving = _hidden(made) or _promising(strange, _decoding(made, _UTF8))[:1]
    for inner in dict.fromkeys((*proving, *_promising(strange, _decoding(made, ROWS)))):
        lattice = codec.undo_again(outer.lattice, *inner)
        if _reads(lattice):
            yield _with_more(Layered((inner, *outer.plan), lattice))


def _reads(lattice: TextLattice) -> bool:
    """Tell whether a lattice has a path to its end that reads otherwise than the line stands."""
    return lattice.end >= 0 and lattice.reads_otherwise()


def _with_more(layered: Layered) -> Layered:
    """Mark a layer below which more are looked for: not the third one, nor an inner one whose origin is not UTF-8."""
    plan = layered.plan
    is_last = len(plan) == DEPTH or (len(plan) > 1 and plan[0].origin != "utf-8")
    return layered._replace(has_more=not is_last)


def _utf8(view: LineView, chain: Chain, kinds: Collection[str]) -> list[Layered]:
    """Undo one wrong reading of UTF-8; also with glosses taken out that had been put in before it."""
    found = _plain(view, chain)
    if found and not found[0].asked:
        return [_with_more(found[0]), *found[1:], *_glossed(found[0], kinds)]
    return found


def _standing(view: LineView, chain: Chain, kinds: Collection[str]) -> list[Layered]:
    """Undo damage that left most of a line as it was: edits of its bytes, or a round trip through a page of Windows."""
    if chain.edits:
        found = Layered((chain,), byte_edits.undo(view.text, view.tail, kinds))
        found = _with_more(found) if "codec" in kinds else found
    else:
        lattice = round_trip.undo(view.text, chain.origin, view.tail) if "codec" in kinds else TextLattice()
        found = Layered((Chain(round_trip.ORIGIN, chain.origin), chain), lattice)
    return [found] if _reads(found.lattice) else []


def _is_beside(other: Chain, view: LineView) -> bool:
    """Tell whether GB18030 and code page 936, which read nearly all alike, are weighed beside each other on a line.

    They are where the line has U+FFFD, which Windows, that reads the code page alone, never shows, and has a character
    that the two read otherwise, such as the euro sign: then a reading by one proves nothing against the other.

    Args:
        other: That of the two wrong readings that is added.
        view: The line.
    """
    return _REPLACEMENT in view.text and view.may_come_from(other)


def _plain(view: LineView, chain: Chain) -> list[Layered]:
    """Undo one wrong reading; also with all question marks taken for U+FFFD, where these may be what they were."""
    line, tail = view.text, view.tail
    found = [Layered((chain,), codec.undo(line, *chain, tail))]
    if byte_lattice.may_be_asked(line, chain.carrier, utf8=chain.origin == "utf-8"):
        found.append(Layered((chain,), codec.undo(line, *chain, tail, asked=True), asked=True))
    return [each for each in found if _reads(each.lattice)]


def _is_made(text: str, chain: Chain) -> bool:
    """Tell whether a chain can have made most of a text, or one of its runs from end to end.

    >>> [_is_made(text, Chain("utf-8", "cp936")) for text in ("鎿嶄綔", "操作")]
    [True, False]
    """
    if codec.share_decoded(text, *chain) > costs.MADE:
        return True
    return any(codec.share_decoded(run, *chain) == 1 for run in runs(text, codec.GLANCE))


def _longest(read: str, line: str) -> list[str]:
    """Give the longest runs of a reading of a line, without those that stand in the line too: they are no repair.

    >>> _longest("schön 中文", "schön 涓枃")
    ['中文']
    """
    damaged = [run for run in runs(read, codec.GLANCE) if run not in line]
    return sorted(damaged, key=len, reverse=True)[: limits.RUNS]


def _decoding(text: str, chains: Iterable[Chain]) -> list[Chain]:
    """Give the chains by which most of a text decodes: for `鎿嶄綔` UTF-8 read as GBK among others."""
    return [
        chain
        for chain in chains
        if chain.carrier != round_trip.ORIGIN
        and triggers.has_trigger(chain, text)
        and codec.share_decoded(text, *chain) > costs.MADE
    ]


def _hidden(made: str) -> list[Chain]:
    """Give the row from UTF-8 that can have made most of a text with U+FFFD in it; none without U+FFFD.

    UTF-8 proves itself, but a glance ends at the first loss.

    >>> _hidden("鎿嶄綔\N{REPLACEMENT CHARACTER}"), _hidden("鎿嶄")
    ([Chain(origin='utf-8', carrier='cp936')], [])
    """
    if "\N{REPLACEMENT CHARACTER}" not in made:
        return []
    fits = {
        chain: codec.share_decoded(made, *chain, lossy=True)
        for chain in ROWS
        if chain.origin == "utf-8" and triggers.has_trigger(chain, made)
    }
    best = max(fits, key=fits.__getitem__, default=None)
    return [best] if best and fits[best] > costs.MADE else []


def _glossed(outer: Layered, kinds: Collection[str]) -> list[Layered]:
    """Undo glosses that had been put in before a layer."""
    if "gloss" not in kinds:
        return []
    lattice = inner_glosses.undo(outer.lattice)
    return [Layered((EDITED, *outer.plan), lattice)] if lattice.end >= 0 else []


def _middle(lattice: TextLattice) -> str:
    """Give a sample of the text of a lattice, to look for layers below; of edited bytes the likeliest reading."""
    path = search(lattice, load(), lambda _left, _right: {"": 0.0}) if lattice.edited else None
    return "".join(step.text for step in path) if path else lattice.sample()


def _strange(texts: Iterable[str]) -> list[str]:
    """Give the runs that do not read like language, the strangest first.

    >>> _strange(["中文", "æ–‡å"])
    ['æ–‡å']
    """
    score = load().score
    strange = [(excess, run) for run in texts if (excess := fluency.excess(run, score(run))) > 0]
    return [run for _, run in sorted(strange, reverse=True)]


def _beside_kana(view: LineView, chains: list[Chain]) -> list[Chain]:
    """Give the row that leaves kana as they are, if it is among `chains` and the text between kana reads better by it.

    Kana are so likely that a run with them reads like language whatever else is in it: `泣塑胳テスト`, which was
    `日本語テスト`.
    """
    if _KEEPS_KANA not in chains or not _KANA.search(view.text):
        return []
    parts = (part for run in runs(view.text, codec.GLANCE) for part in _KANA.split(run))
    # A rare word is not strange: clean text has one in most lines.
    strange = [part for part in parts if fluency.is_strange(part, load().score(part))]
    return _promising(strange[: limits.RUNS], [_KEEPS_KANA])


def _promising(texts: list[str], chains: list[Chain]) -> list[Chain]:
    """Give the few chains by which some runs read best, of those by which they read better than they stand.

    >>> _promising(["鎿嶄綔"], list(ROWS))[0]
    Chain(origin='utf-8', carrier='cp936')
    """
    score = functools.lru_cache(load().score)
    gains = []
    for chain in chains if texts else ():
        glances = (codec.glance(run, *chain) for run in texts)
        gain = sum(max(0.0, score(stands) - score(read)) for read, stands in glances if read)
        if gain > 0:
            gains.append((gain, chain))
    gains.sort(key=lambda pair: -pair[0])
    return [chain for _, chain in gains[: limits.PROMISING]]
