"""The layers that a line may have gone through: each taken off, and those below it where it is not clean yet."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from unmojibake import choose, spans, triggers
from unmojibake.chains import EDITED, ROWS, Chain
from unmojibake.damage import below, carriers, codec, edited, resaved
from unmojibake.language import load
from unmojibake.lattice import TextLattice
from unmojibake.search import search

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_DEPTH = 3
"""Layers that are taken off."""
_MOST = 0.5
"""Share of a line that must decode before the layers below are tried."""
_KANA = re.compile("[\u3041-\u30fe]+")
_KEEPS_KANA = Chain("euc_jp", "cp936")
"""The Japanese charset whose kana are the same bytes in a Chinese one."""
_LOOKS = 2
"""Runs of a line that are looked at before the work."""
_BEST = 4
"""Chains that are worked out where a glance lets many through."""


class Layered(NamedTuple):
    """A line read again by a plan.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        lattice: The readings.
        asked: Whether question marks are taken for U+FFFD.
    """

    plan: tuple[Chain, ...]
    lattice: TextLattice
    asked: bool = False


def readings(line: str, tail: str, kinds: Collection[str]) -> Iterator[list[Layered]]:
    """Undo every chain that may have damaged a line, and the layers below it."""
    legacy = []
    for chain in triggers.triggered(line):
        if chain.edits or chain.carrier == resaved.ORIGIN:
            if found := _standing(line, chain, tail, kinds):
                yield found
            continue
        if "codec" not in kinds:
            continue
        if chain.origin != "utf-8":
            legacy.append(chain)
            continue
        found = _plain(line, chain, tail)
        if found and not found[0].asked:
            deeper = list(_inside(found[0], line)) if _is_made(line, chain) else []
            glossed = _glossed(found[0]) if "gloss" in kinds else []
            found += [*deeper, *glossed]
        if found:
            yield found
    # A charset of two bytes a character makes something of everything: only what promises most is worth the work.
    promising = _promising(_strange(spans.runs(line))[:_LOOKS], legacy)
    for chain in promising + _beside_kana(line, [chain for chain in legacy if chain not in promising]):
        if found := _plain(line, chain, tail):
            yield found


def _standing(line: str, chain: Chain, tail: str, kinds: Collection[str]) -> list[Layered]:
    """Undo what left most of a line as it was: edits of its bytes, or what a page lost that read and saved it."""
    if chain.edits:
        lattice = edited.undo(line, tail, kinds)
        reading = Layered((chain,), lattice)
        inside = _inside(reading, line) if "codec" in kinds and lattice.end >= 0 else ()
        found = [reading, *inside]
    else:
        lattice = resaved.undo(line, chain.origin, tail) if "codec" in kinds else TextLattice()
        found = [Layered((Chain(resaved.ORIGIN, chain.origin), chain), lattice)]
    return found if lattice.end >= 0 and lattice.reads_otherwise() else []


def _plain(line: str, chain: Chain, tail: str) -> list[Layered]:
    """Undo one chain, and where question marks may have been U+FFFD once more: all of them were, or none."""
    lattice = codec.undo(line, *chain, tail)
    found = [Layered((chain,), lattice)]
    if carriers.may_be_asked(line, chain.carrier, utf8=chain.origin == "utf-8"):
        lattice = codec.undo(line, *chain, tail, asked=True)
        found.append(Layered((chain,), lattice, asked=True))
    return [each for each in found if each.lattice.end >= 0 and each.lattice.reads_otherwise()]


def _is_made(text: str, chain: Chain) -> bool:
    """Tell whether most of a text can have been made by a chain, or one of its words from end to end."""
    if codec.share_decoded(text, *chain) > _MOST:
        return True
    return any(codec.share_decoded(run, *chain) == 1 for run in spans.runs(text, codec.GLANCE))


def _inside(outer: Layered, line: str) -> Iterator[Layered]:
    """Undo the layers below one."""
    middle = _middle(outer.lattice)
    # What stands in the line too was not damaged.
    runs = [run for run in spans.runs(middle, codec.GLANCE) if run not in line]
    longest = sorted(runs, key=len, reverse=True)[:_LOOKS]
    if not (strange := _strange(run[: spans.LOOK] for run in longest)):
        return
    made = " ".join(run for run in longest if run[: spans.LOOK] in strange)
    decoding = [
        chain
        for chain in ROWS
        if chain.carrier != resaved.ORIGIN
        and triggers.has_trigger(chain, made)
        and codec.share_decoded(made, *chain) > _MOST
    ]
    for chain in dict.fromkeys((*_utf8(made), *_promising(strange, decoding))):
        lattice = codec.undo_again(outer.lattice, *chain)
        if lattice.end >= 0 and lattice.reads_otherwise():
            reading = Layered((chain, *outer.plan), lattice)
            yield reading
            if len(reading.plan) < _DEPTH and chain.origin == "utf-8":
                yield from _inside(reading, line)


def _utf8(made: str) -> list[Chain]:
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


def _glossed(outer: Layered) -> list[Layered]:
    """Undo glosses that were there before a layer."""
    lattice = below.undo(outer.lattice)
    return [Layered((EDITED, *outer.plan), lattice)] if lattice.end >= 0 else []


def _middle(lattice: TextLattice) -> str:
    """Give what a layer may read, to look for what lies below: the likeliest where edits are taken back or not."""
    path = search(lattice, load(), lambda _left, _right: {"": 0.0}) if lattice.edited else None
    return "".join(step.text for step in path) if path else lattice.sample()


def _strange(runs: Iterable[str]) -> list[str]:
    """Give those of some runs that do not read like language, the strangest first."""
    score = load().score
    strange = [(excess, run) for run in runs if (excess := choose.excess(run, score(run))) > 0]
    return [run for _, run in sorted(strange, reverse=True)]


def _beside_kana(line: str, chains: list[Chain]) -> list[Chain]:
    """Give the row that leaves kana alone, if it is among some chains and what stands between them reads better by it.

    Kana are so likely that beside them a run reads like language whatever else is in it.
    """
    if _KEEPS_KANA not in chains or not _KANA.search(line):
        return []
    parts = (part for run in spans.runs(line, codec.GLANCE) for part in _KANA.split(run))
    # A rare word is none: clean text has one in most lines.
    strange = [part for part in parts if choose.is_strange(part, load().score(part))]
    return _promising(strange[:_LOOKS], [_KEEPS_KANA])


def _promising(runs: list[str], chains: list[Chain]) -> list[Chain]:
    """Give the few chains by which some runs read best, where they read better at all."""
    score = functools.lru_cache(load().score)
    gains = []
    for chain in chains if runs else ():
        glances = (codec.glance(run, *chain) for run in runs)
        gain = sum(max(0.0, score(stands) - score(read)) for read, stands in glances if read)
        if gain > 0:
            gains.append((gain, chain))
    gains.sort(key=lambda pair: -pair[0])
    return [chain for _, chain in gains[:_BEST]]
