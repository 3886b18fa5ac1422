"""Gives the encoding of each block of some bytes: the likeliest path through the blocks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from unmojibake.decoding.blocks import cut
from unmojibake.decoding.cost import cost, never_seen
from unmojibake.decoding.readings import REPLACEMENT, is_valid, read
from unmojibake.decoding.shares import PAGES, share
from unmojibake.language.nats import log_sum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unmojibake.decoding.blocks import Block

_GLANCE: Final = 128
"""Bytes by which encodings are sorted out first."""
_GLANCED: Final = 4
"""Blocks that they are taken from."""
_HOPELESS: Final = 60.0
"""Nats behind the best of a glance from which on an encoding is not looked at again."""


class Verdict(NamedTuple):
    """The blocks of some bytes, with their encodings.

    Attributes:
        blocks: The blocks.
        path: The encoding of each.
        sure: P(the text that this path reads is right), 0 to 1, among all paths.
    """

    blocks: list[Block]
    path: list[str]
    sure: float


def weights(labels: Sequence[str], wrong: float, others: Sequence[str] = ()) -> dict[str, float]:
    """Return P(encoding) before the text is looked at.

    Args:
        labels: The encodings that labels name, the most trusted first.
        wrong: P(a label is wrong), 0 to 1.
        others: Encodings to consider beside those of the table.

    >>> weights(["koi8-r"], 0.01)["koi8-r"] > 0.99
    True
    """
    table = {encoding: share(encoding) for encoding in ("utf-8", *PAGES, *others)}
    for label in reversed(labels):
        table = {encoding: chance * wrong for encoding, chance in table.items()}
        table[label] = table.get(label, 0.0) + 1 - wrong
    return table


def judge(data: bytes, prior: Mapping[str, float], change: float) -> Verdict:
    """Give the likeliest encodings of bytes that are not ASCII, block by block.

    Each encoding is a state, a block read in it costs the nats of its text by the language model, and the path goes from
    block to block. Linear; the model reads some thousand bytes.

    Args:
        data: The bytes.
        prior: P(encoding) for each encoding that is considered.
        change: P(a block is in another encoding than the one before).
    """
    blocks = cut(data)
    readings = _readings(data, blocks, prior)
    path, total = _best(readings, prior, change)
    # Every path that reads the same text is right: ASCII is the same in cp1252 and gb18030.
    same = [
        {state: row[state] for state in row if row[state].text == row[chosen].text}
        for row, chosen in zip(readings, path, strict=True)
    ]
    return Verdict(blocks, path, math.exp(min(0.0, total - _best(same, prior, change)[1])))


class _Reading(NamedTuple):
    """A block in one encoding: the text of its probe, and the nats of the whole block."""

    text: str
    nats: float


def _best(readings: list[dict[str, _Reading]], prior: Mapping[str, float], change: float) -> tuple[list[str], float]:
    """Give the best path through the blocks, and the nats of all paths together."""
    stay, switch = -math.log1p(-change), -math.log(change)
    # For each state: the cheapest way there, all ways there, and the state before.
    ways = [{state: (here.nats - math.log(prior[state]),) * 2 + ("",) for state, here in readings[0].items()}]
    for row in readings[1:]:
        before = ways[-1]
        cheapest = min(before, key=lambda state: before[state][0])
        every = log_sum([total for _, total, _ in before.values()])
        here = {}
        for state, reading in row.items():
            enter = switch - math.log(prior[state])
            best, total, came = before[cheapest][0] + enter, every + enter, cheapest
            if state in before:
                total = log_sum((total, before[state][1] + stay))
                if before[state][0] + stay <= best:
                    best, came = before[state][0] + stay, state
            here[state] = (best + reading.nats, total + reading.nats, came)
        ways.append(here)
    path = [min(ways[-1], key=lambda state: ways[-1][state][0])]
    for row in reversed(ways[1:]):
        path.append(row[path[-1]][2])
    return path[::-1], log_sum([total for _, total, _ in ways[-1].values()])


def _readings(data: bytes, blocks: list[Block], prior: Mapping[str, float]) -> list[dict[str, _Reading]]:
    """Give for each block its reading in each encoding that may be on the best path."""
    lined = [encoding for encoding in prior if not encoding.startswith(("utf-16", "utf-32"))]
    glanced = _glance(blocks)
    first = {encoding: _probed(glanced, encoding) for encoding in lined}
    # The blocks that are UTF-8 were not looked at yet.
    probed = {encoding: _probed(blocks, encoding) for encoding in {*_worth(first, prior), "utf-8"}}
    rows: list[dict[str, _Reading]] = [{} for _ in blocks]
    for encoding in _worth(probed, prior):
        for row, reading in zip(rows, _whole(data, blocks, encoding, probed[encoding]), strict=True):
            row[encoding] = reading
    return rows


def _glance(blocks: list[Block]) -> list[Block]:
    """Give some blocks with short probes: none that are valid UTF-8, if there are others."""
    asked = [block for block in blocks if block.probe and not block.valid] or [block for block in blocks if block.probe]
    some = asked[:: -(-len(asked) // _GLANCED)]
    return [block._replace(probe=block.probe[: _GLANCE // len(some)]) for block in some]


def _worth(found: Mapping[str, Sequence[_Reading]], prior: Mapping[str, float]) -> list[str]:
    """Give the encodings that may be on the best path: likely for all blocks, or the likeliest for one block."""
    totals = {name: math.fsum(here.nats for here in row) - math.log(prior[name]) for name, row in found.items()}
    best = min(totals, key=totals.__getitem__)

    def is_better_somewhere(name: str) -> bool:
        enter = -math.log(prior[name])
        return any(here.nats + enter < there.nats for here, there in zip(found[name], found[best], strict=True))

    return sorted(name for name in found if totals[name] < totals[best] + _HOPELESS or is_better_somewhere(name))


def _probed(blocks: list[Block], encoding: str) -> list[_Reading]:
    """Give the reading of each block's probe in an encoding."""
    found = []
    for block in blocks:
        text = read(block.probe, encoding) if block.probe else ""
        # The probe may end in the middle of a character.
        if len(block.probe) < block.end - block.start:
            text = text.removesuffix(REPLACEMENT)
        found.append(_Reading(text, cost(text) if text else 0.0))
    return found


def _whole(data: bytes, blocks: list[Block], encoding: str, probed: list[_Reading]) -> list[_Reading]:
    """Give the readings of whole blocks: the rest of each costs as much for each byte as the probes, or does not decode."""
    rates = {}
    for valid in (False, True):
        same = [
            (here.nats, len(block.probe)) for here, block in zip(probed, blocks, strict=True) if block.valid is valid
        ]
        rates[valid] = math.fsum(nats for nats, _ in same) / max(1, sum(size for _, size in same))
    found = []
    for block, here in zip(blocks, probed, strict=True):
        rest = 0.0
        if len(block.probe) < block.end - block.start:
            rest = rates[block.valid] * max(0, block.size - len(block.probe))
            if REPLACEMENT not in here.text and not is_valid(data[block.start : block.end], encoding):
                rest += never_seen()
        found.append(_Reading(here.text, here.nats + rest))
    return found
