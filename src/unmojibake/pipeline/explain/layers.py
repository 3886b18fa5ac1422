"""The layers that a line may have gone through: each taken off, and those below it where it is not clean yet."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.charsets.wrong_readings import EDITED, ROWS, Chain
from unmojibake.language import fluency, load
from unmojibake.pipeline.gate import triggers
from unmojibake.pipeline.lattice import TextLattice
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo import byte_edits, byte_lattice, codec, inner_glosses, round_trip

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
_RUN = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]*+)?[^\x00-\x7f][A-Za-z\x80-\U0010ffff]*+")
LOOK = 16
"""Code points of a run that are looked at."""


def runs(line: str, most: int = LOOK) -> list[str]:
    """Give the runs of a line that are not plain ASCII, letters beside them included, each once, in order.

    Args:
        line: The line.
        most: Code points of a run that are given.
    """
    return list(dict.fromkeys(match.group()[:most] for match in _RUN.finditer(line)))


_DEPTH = 3
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


def _nothing(_read: str) -> Iterable[Layered]:
    """Give no layers."""
    return ()


class Layered(NamedTuple):
    """A line read again by a plan.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        lattice: The readings.
        asked: Whether question marks are taken for U+FFFD.
        below: Gives the layers below. It is told what this one reads where that is beyond doubt, else "": where that
            looks like language, there are none.
    """

    plan: tuple[Chain, ...]
    lattice: TextLattice
    asked: bool = False
    below: Callable[[str], Iterable[Layered]] = _nothing


def readings(line: str, tail: str, kinds: Collection[str]) -> Iterator[list[Layered]]:
    """Undo every chain that may have damaged a line, and the layers below it."""
    legacy = []
    for chain in triggers.triggered(line):
        if chain.edits or chain.carrier == round_trip.ORIGIN:
            yield _standing(line, chain, tail, kinds)
        elif "codec" not in kinds or (chain == _STANDARD and _is_beside(_PAGE, line)):
            continue
        elif chain.origin != "utf-8":
            legacy.append(chain)
        else:
            alike = (_STANDARD,) if chain == _PAGE and _is_beside(_STANDARD, line) else ()
            yield [reading for each in (chain, *alike) for reading in _utf8(line, each, tail, kinds)]
    # A charset of two bytes a character makes something of everything: only what promises most is worth the work.
    promising = _promising(_strange(runs(line))[:_LOOKS], legacy)
    for chain in promising + _beside_kana(line, [chain for chain in legacy if chain not in promising]):
        if found := _plain(line, chain, tail):
            yield found


def _utf8(line: str, chain: Chain, tail: str, kinds: Collection[str]) -> list[Layered]:
    """Undo one chain from UTF-8, with what lies below it."""
    found = _plain(line, chain, tail)
    if found and not found[0].asked:
        return [_with_below(found[0], line), *found[1:], *_glossed(found[0], kinds)]
    return found


def _standing(line: str, chain: Chain, tail: str, kinds: Collection[str]) -> list[Layered]:
    """Undo what left most of a line as it was: edits of its bytes, or what a page lost that read and saved it."""
    if chain.edits:
        lattice = byte_edits.undo(line, tail, kinds)
        reading = Layered((chain,), lattice)
        found = _with_below(reading, line) if "codec" in kinds else reading
    else:
        lattice = round_trip.undo(line, chain.origin, tail) if "codec" in kinds else TextLattice()
        found = Layered((Chain(round_trip.ORIGIN, chain.origin), chain), lattice)
    return [found] if lattice.end >= 0 and lattice.reads_otherwise() else []


def _is_beside(other: Chain, line: str) -> bool:
    """Tell whether the standard and the page that it shares nearly all with are weighed beside each other.

    Where a line has characters that the two read otherwise, a reading by the one proves nothing against the other. What
    Windows, which reads the page alone, does not show is in the line.
    """
    return _REPLACEMENT in line and triggers.has_trigger(other, line)


def _plain(line: str, chain: Chain, tail: str) -> list[Layered]:
    """Undo one chain, and where question marks may have been U+FFFD once more: all of them were, or none."""
    lattice = codec.undo(line, *chain, tail)
    found = [Layered((chain,), lattice)]
    if byte_lattice.may_be_asked(line, chain.carrier, utf8=chain.origin == "utf-8"):
        lattice = codec.undo(line, *chain, tail, asked=True)
        found.append(Layered((chain,), lattice, asked=True))
    return [each for each in found if each.lattice.end >= 0 and each.lattice.reads_otherwise()]


def _is_made(text: str, chain: Chain) -> bool:
    """Tell whether most of a text can have been made by a chain, or one of its words from end to end."""
    if codec.share_decoded(text, *chain) > _MOST:
        return True
    return any(codec.share_decoded(run, *chain) == 1 for run in runs(text, codec.GLANCE))


def _with_below(outer: Layered, line: str) -> Layered:
    """Give a reading with the layers below it, if there may be more."""
    is_last = len(outer.plan) == _DEPTH or (len(outer.plan) > 1 and outer.plan[0].origin != "utf-8")
    return outer if is_last else outer._replace(below=functools.partial(_inside, outer, line))


def _inside(outer: Layered, line: str, read: str) -> Iterator[Layered]:
    """Undo the layers below one: those that read best, and always the best from UTF-8, since it proves itself."""
    if read and not _strange(run[:LOOK] for run in _longest(read, line)):
        return
    chain = outer.plan[0]
    if len(outer.plan) == 1 and not chain.edits and not _is_made(line, chain):
        return
    longest = _longest(_middle(outer.lattice), line)
    if not (strange := _strange(run[:LOOK] for run in longest)):
        return
    made = " ".join(run for run in longest if run[:LOOK] in strange)
    proving = _hidden(made) or _promising(strange, _decoding(made, _UTF8))[:1]
    for chain in dict.fromkeys((*proving, *_promising(strange, _decoding(made, ROWS)))):
        yield from _again(outer, chain, line)


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


def _again(outer: Layered, chain: Chain, line: str) -> Iterator[Layered]:
    """Undo one more layer."""
    lattice = codec.undo_again(outer.lattice, *chain)
    if lattice.end >= 0 and lattice.reads_otherwise():
        yield _with_below(Layered((chain, *outer.plan), lattice), line)


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


def _strange(runs: Iterable[str]) -> list[str]:
    """Give those of some runs that do not read like language, the strangest first."""
    score = load().score
    strange = [(excess, run) for run in runs if (excess := fluency.excess(run, score(run))) > 0]
    return [run for _, run in sorted(strange, reverse=True)]


def _beside_kana(line: str, chains: list[Chain]) -> list[Chain]:
    """Give the row that leaves kana alone, if it is among some chains and what stands between them reads better by it.

    Kana are so likely that beside them a run reads like language whatever else is in it.
    """
    if _KEEPS_KANA not in chains or not _KANA.search(line):
        return []
    parts = (part for run in runs(line, codec.GLANCE) for part in _KANA.split(run))
    # A rare word is none: clean text has one in most lines.
    strange = [part for part in parts if fluency.is_strange(part, load().score(part))]
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
