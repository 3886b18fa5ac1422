"""The layers that a line may have gone through: each taken off, and those below it where it is not clean yet."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.charsets.wrong_readings import EDITED, ROWS, Chain
from unmojibake.language import fluency, load
from unmojibake.pipeline import limits
from unmojibake.pipeline.gate import triggers
from unmojibake.pipeline.gate.line_view import runs
from unmojibake.pipeline.lattice import TextLattice
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo import byte_edits, byte_lattice, codec, inner_glosses, round_trip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from unmojibake.pipeline.gate.line_view import LineView

DEPTH = 3
"""Layers that are taken off."""
_MOST = 0.5
"""Share of a line that must decode before the layers below are tried."""
_KANA = re.compile("[\u3041-\u30fe]+")
_KEEPS_KANA = Chain("euc_jp", "cp936")
"""The Japanese charset whose kana are the same bytes in a Chinese one."""
_PAGE, _STANDARD = Chain("utf-8", "cp936"), Chain("utf-8", "gb18030")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LOOKS = 2
"""Runs of a line that are looked at before the work."""
_UTF8 = tuple(chain for chain in ROWS if chain.origin == "utf-8")
_BEST = 4
"""Chains that are worked out where a glance lets many through."""


class Layered(NamedTuple):
    """A line undone by a plan.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        lattice: The originals that the line allows.
        asked: Whether question marks are taken for U+FFFD.
        has_more: Whether there may be layers below: `below` gives them.
    """

    plan: tuple[Chain, ...]
    lattice: TextLattice
    asked: bool = False
    has_more: bool = False


def outermost(view: LineView, kinds: Collection[str]) -> Iterator[list[Layered]]:
    """Give for each wrong reading that a line may have come from the line undone by it, in one or several ways.

    Args:
        view: The line.
        kinds: The kinds of damage that are looked for.
    """
    legacy = []
    for chain in view.wrong_readings():
        if chain.edits or chain.carrier == round_trip.ORIGIN:
            yield _standing(view, chain, kinds)
        elif "codec" not in kinds or (chain == _STANDARD and _is_beside(_PAGE, view)):
            continue
        elif chain.origin != "utf-8":
            legacy.append(chain)
        else:
            alike = (_STANDARD,) if chain == _PAGE and _is_beside(_STANDARD, view) else ()
            yield [layered for each in (chain, *alike) for layered in _utf8(view, each, kinds)]
    # A charset of two bytes a character makes something of everything: only what promises most is worth the work.
    promising = _promising(_strange(view.runs)[:_LOOKS], legacy)
    for chain in promising + _beside_kana(view, [chain for chain in legacy if chain not in promising]):
        yield _plain(view, chain)


def below(outer: Layered, line: str, read: str) -> Iterator[Layered]:
    r"""Give the layers below one, undone: those whose readings promise most, and always the best one from UTF-8.

    UTF-8 proves itself. Where the layer is beyond doubt and reads like language, there are none: below
    `æ–‡å\xad—`, which is 文字, nothing is looked for.

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
    """Mark a layer below which there may be more: not the last that is taken off, nor one of several from no UTF-8."""
    plan = layered.plan
    is_last = len(plan) == DEPTH or (len(plan) > 1 and plan[0].origin != "utf-8")
    return layered._replace(has_more=not is_last)


def _utf8(view: LineView, chain: Chain, kinds: Collection[str]) -> list[Layered]:
    """Undo one wrong reading of UTF-8; also with glosses taken out that were there before."""
    found = _plain(view, chain)
    if found and not found[0].asked:
        return [_with_more(found[0]), *found[1:], *_glossed(found[0], kinds)]
    return found


def _standing(view: LineView, chain: Chain, kinds: Collection[str]) -> list[Layered]:
    """Undo damage that left most of a line as it was: edits of its bytes, or a page that read and saved it."""
    if chain.edits:
        found = Layered((chain,), byte_edits.undo(view.text, view.tail, kinds))
        found = _with_more(found) if "codec" in kinds else found
    else:
        lattice = round_trip.undo(view.text, chain.origin, view.tail) if "codec" in kinds else TextLattice()
        found = Layered((Chain(round_trip.ORIGIN, chain.origin), chain), lattice)
    return [found] if _reads(found.lattice) else []


def _is_beside(other: Chain, view: LineView) -> bool:
    """Tell whether the standard and the page that it shares nearly all with are weighed beside each other.

    Where a line has characters that the two read otherwise, a reading by the one proves nothing against the other. What
    Windows, which reads the page alone, does not show is in the line.
    """
    return _REPLACEMENT in view.text and view.may_come_from(other)


def _plain(view: LineView, chain: Chain) -> list[Layered]:
    """Undo one wrong reading; also with all question marks taken for U+FFFD, where they may have been that once."""
    line, tail = view.text, view.tail
    found = [Layered((chain,), codec.undo(line, *chain, tail))]
    if byte_lattice.may_be_asked(line, chain.carrier, utf8=chain.origin == "utf-8"):
        found.append(Layered((chain,), codec.undo(line, *chain, tail, asked=True), asked=True))
    return [each for each in found if _reads(each.lattice)]


def _is_made(text: str, chain: Chain) -> bool:
    """Tell whether most of a text can have been made by a chain, or one of its words from end to end."""
    if codec.share_decoded(text, *chain) > _MOST:
        return True
    return any(codec.share_decoded(run, *chain) == 1 for run in runs(text, codec.GLANCE))


def _longest(read: str, line: str) -> list[str]:
    """Give the longest runs of what is read in a line. What stands in the line too was not damaged."""
    damaged = [run for run in runs(read, codec.GLANCE) if run not in line]
    return sorted(damaged, key=len, reverse=True)[:_LOOKS]


def _decoding(text: str, chains: Iterable[Chain]) -> list[Chain]:
    """Give those of some chains by which most of a text decodes."""
    return [
        chain
        for chain in chains
        if chain.carrier != round_trip.ORIGIN
        and triggers.has_trigger(chain, text)
        and codec.share_decoded(text, *chain) > _MOST
    ]


def _hidden(made: str) -> list[Chain]:
    """Give the row from UTF-8 that can have made most of a text that lost bytes, and more than any other can.

    UTF-8 proves itself, but a glance ends at the first loss.
    """
    if "\N{REPLACEMENT CHARACTER}" not in made:
        return []
    fits = {
        chain: codec.share_decoded(made, *chain, lossy=True)
        for chain in ROWS
        if chain.origin == "utf-8" and triggers.has_trigger(chain, made)
    }
    best = max(fits, key=fits.__getitem__, default=None)
    return [best] if best and fits[best] > _MOST else []


def _glossed(outer: Layered, kinds: Collection[str]) -> list[Layered]:
    """Undo glosses that were there before a layer."""
    if "gloss" not in kinds:
        return []
    lattice = inner_glosses.undo(outer.lattice)
    return [Layered((EDITED, *outer.plan), lattice)] if lattice.end >= 0 else []


def _middle(lattice: TextLattice) -> str:
    """Give what a layer may read, to look for what lies below: the likeliest where edits are taken back or not."""
    path = search(lattice, load(), lambda _left, _right: {"": 0.0}) if lattice.edited else None
    return "".join(step.text for step in path) if path else lattice.sample()


def _strange(texts: Iterable[str]) -> list[str]:
    """Give those of some runs that do not read like language, the strangest first."""
    score = load().score
    strange = [(excess, run) for run in texts if (excess := fluency.excess(run, score(run))) > 0]
    return [run for _, run in sorted(strange, reverse=True)]


def _beside_kana(view: LineView, chains: list[Chain]) -> list[Chain]:
    """Give the row that leaves kana alone, if it is among some chains and what stands between them reads better by it.

    Kana are so likely that beside them a run reads like language whatever else is in it.
    """
    if _KEEPS_KANA not in chains or not _KANA.search(view.text):
        return []
    parts = (part for run in runs(view.text, codec.GLANCE) for part in _KANA.split(run))
    # A rare word is none: clean text has one in most lines.
    strange = [part for part in parts if fluency.is_strange(part, load().score(part))]
    return _promising(strange[:_LOOKS], [_KEEPS_KANA])


def _promising(texts: list[str], chains: list[Chain]) -> list[Chain]:
    """Give the few chains by which some runs read best, where they read better at all."""
    score = functools.lru_cache(load().score)
    gains = []
    for chain in chains if texts else ():
        glances = (codec.glance(run, *chain) for run in texts)
        gain = sum(max(0.0, score(stands) - score(read)) for read, stands in glances if read)
        if gain > 0:
            gains.append((gain, chain))
    gains.sort(key=lambda pair: -pair[0])
    return [chain for _, chain in gains[:_BEST]]
