"""From evidence to decision: the only place that compares with a threshold.

Every reading of a line comes with what the language model charges for the
text as it stands and for the text as it would read. The difference, in nats,
is the evidence. Together with how often such damage is met it gives the
probability that a span is damaged; `Config.min_damaged` says how sure is
sure enough.
"""

import math
import re
from collections.abc import Callable, Iterable
from itertools import repeat

from unmojibake import rivals, weighing
from unmojibake.candidates import (
    MARK_OF_LOSS,
    Candidate,
    Choice,
    Cover,
    Piece,
    Weighed,
    once,
)
from unmojibake.chains import Chain, shares
from unmojibake.charsets import lookup
from unmojibake.config import DEFAULT_MIN_DAMAGED, DEFAULT_PRIOR
from unmojibake.lattice import Readings
from unmojibake.shown import shown_table

SETTLED = 60.0
"""Nats beyond which no other explanation is looked at."""
SETTLED_MET = 15.0
"""The same where other lines of the document were damaged by the same plan, and what comes out reads like language."""
FLUENT = 6.0
"""Nats for each character that is not ASCII, up to which a text reads like language."""
_RARE = 2.0
"""How many times as much as language the rarest words cost: 99.9% of the spans of clean Chinese stay below, and what
UTF-8 is where another layer is left does not (12.3 nats a character and more)."""
_RARE_WIDE = 1.5
"""The same for charsets of two bytes, which make something of nearly everything: 95% and 1% are below."""
_CONTROL = re.compile(r"[\x80-\x9f]")
HOPELESS = 3.0
"""Nats below which an explanation is not worth more work."""
MOST = 0.5
"""P(a reading) from which on it is likelier than all others together."""
AMID = 10 / 11
"""Least P(damaged) at which a span is changed in a line that is damaged beyond doubt by the same plan.

`Config.min_damaged` says what a wrong change to clean text costs. This line is none: what is left damaged in it
makes it as wrong as what is changed wrongly does. A wrong change is taken to cost ten misses here, not a thousand.
"""


def is_settled(candidate: Candidate, line: str) -> bool:
    """Tell whether no other explanation of a line needs to be looked at.

    UTF-8 proves itself: when all of a line that is not ASCII decodes as UTF-8 and reads well, it is no accident.
    """
    if any(chain.origin != "utf-8" for chain in candidate.plan):
        return False
    # No text has controls: where one is left, or was none of the carrier's, it was another layer.
    if any(_CONTROL.search(piece.after) for piece in candidate.pieces):
        return False
    carrier = shown_table(candidate.plan[-1].carrier)
    if any(control not in carrier for control in _CONTROL.findall(line)):
        return False
    # What is repeated was weighed once, so it counts once.
    after = "".join(once(piece.after) for piece in candidate.pieces)
    # Rare words are language too; what no language writes costs more than twice what it does. With bytes lost without
    # a trace nearly everything is UTF-8: that must read like language as it is.
    reads = sum(piece.weights.reads for piece in candidate.pieces)
    traceless = any(piece.picks and not MARK_OF_LOSS.search(piece.before) for piece in candidate.pieces)
    if not is_fluent(after, reads if traceless else reads / _RARE):
        return False
    covered = sum(len(line[piece.start : piece.end].encode("ascii", "ignore")) for piece in candidate.pieces)
    length = sum(piece.end - piece.start for piece in candidate.pieces)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return length - covered >= foreign and sum(weighing.evidence(candidate)) > SETTLED


def is_hopeless(pieces: list[Piece]) -> bool:
    """Tell whether no prior makes a line likely to be damaged: hardly any of its spans reads better."""
    return sum(max(0.0, piece.weights.stands - piece.weights.reads) for piece in pieces) < HOPELESS


def is_fluent(text: str, nats: float) -> bool:
    """Tell whether a text that costs so much reads like language."""
    return excess(text, nats) <= 0


def is_rare_at_most(text: str, nats: float, plan: Iterable[Chain]) -> bool:
    """Tell whether what a plan reads, which other lines were damaged by, can be language with rare words in it."""
    origins = {chain.origin for chain in plan}
    if origins == {"utf-8"}:
        return is_fluent(text, nats / _RARE)
    return is_fluent(text, nats / _RARE_WIDE if all(lookup(origin).wide for origin in origins) else nats)


def is_strange(text: str, nats: float) -> bool:
    """Tell whether a text costs as much as two characters more than language does: beyond what a rare word costs."""
    return excess(text, nats) > 2 * FLUENT


def excess(text: str, nats: float) -> float:
    """Give the nats by which a text costs more than language does."""
    return nats - FLUENT * sum(char > "\x7f" for char in text)


def is_one_reading(choices: list[Readings]) -> bool:
    """Tell whether a path through some choices is likelier than all others together."""
    return math.prod(readings[0][1] for readings in choices if readings) > MOST


def is_meant(glossed: Candidate, nats: float) -> bool:
    """Tell whether glosses below a layer are there on purpose: where it is not sure that they were put in.

    Args:
        glossed: The explanation without the glosses.
        nats: By how much they are likelier to have been put in.
    """
    # That a text was damaged once more, before, is as rare as that one is damaged at all.
    chance = DEFAULT_PRIOR * shares()[glossed.plan[0]]
    return _chance(nats + math.log(chance / (1 - chance))) < DEFAULT_MIN_DAMAGED


def choose(weighed: list[Weighed], prior: Callable[[Candidate], float], line: str) -> list[Choice]:
    """Choose the spans to change.

    Args:
        weighed: All explanations of the line.
        prior: Gives the prior probability of a plan on this line, from a candidate.
        line: The line.

    Returns:
        Every span with its probability, none overlapping another.
    """
    odds = [math.log((chance := prior(entry.candidate)) / (1 - chance)) for entry in weighed]
    if len(weighed) == 1:
        # The spans of one explanation never overlap.
        candidate, factors, _, witnesses = weighed[0]
        chance, plan = _chance(odds[0] + witnesses), candidate.plan
        both = zip(candidate.pieces, weighing.damaged(candidate, factors, line), strict=True)
        return [Choice(piece, plan, chance * share) for piece, share in both]
    added, order = _in_order(weighed, odds)
    chosen: list[Choice] = []
    taken = Cover()
    for rank, at in enumerate(order):
        candidate, factors, _, witnesses = weighed[at]
        if rank:
            witnesses = weighing.untaken(weighed[at], taken, line)
        chance, best = _chance(added[at] + witnesses), added[at] + weighed[at].whole
        behind = order[rank + 1 :]
        others = [(weighed[it], odds[it] + weighed[it].whole) for it in behind] if behind else []
        readings = rivals.readings(candidate.pieces, best, others) if others else repeat(1.0)
        # An endless repetition ends with the others.
        for piece, share, reading in zip(
            candidate.pieces, weighing.damaged(candidate, factors, line), readings, strict=False
        ):
            if taken.overlaps(piece.start, piece.end):
                continue
            taken.take(piece.start, piece.end)
            rival = _rival(piece, chance * share, best, others) if others else None
            chosen.append(Choice(piece, candidate.plan, chance * share, rival, reading))
    return chosen


def taken(choices: list[Choice], least: float) -> list[bool]:
    """Tell of each span of a line whether it is damaged surely enough to be changed.

    Args:
        choices: What was chosen in the line.
        least: `Config.min_damaged`.
    """
    sure = {choice.plan for choice in choices if choice.damaged >= least}
    return [choice.damaged >= least or (choice.damaged >= AMID and choice.plan in sure) for choice in choices]


def _in_order(weighed: list[Weighed], odds: list[float]) -> tuple[list[float], list[int]]:
    """Add up the prior odds of explanations that read the same: whichever it was, the text is right.

    Returns:
        The odds, and the explanations, the likeliest reading first, and of those that read the same the likeliest plan.
    """
    keys = [tuple((piece.start, piece.after) for piece in entry.candidate.pieces) for entry in weighed]
    alike: dict[tuple[tuple[int, str], ...], float] = {}
    for key, each in zip(keys, odds, strict=True):
        alike[key] = alike.get(key, 0.0) + math.exp(each)
    added = [math.log(alike[key]) for key in keys]
    best: dict[tuple[tuple[int, str], ...], float] = {}
    for key, each, entry in zip(keys, added, weighed, strict=True):
        best[key] = max(best.get(key, -math.inf), each + entry.whole)
    return added, sorted(range(len(weighed)), key=lambda at: (-best[keys[at]], -odds[at] - weighed[at].whole))


def _rival(
    piece: Piece, damaged: float, best: float, others: Iterable[tuple[Weighed, float]]
) -> tuple[Piece, tuple[Chain, ...], float] | None:
    """Find the next best explanation that has a span where one is taken."""
    for weighed, whole in others:
        if found := rivals.there(piece, weighed):
            return found, weighed.candidate.plan, damaged * _chance(whole - best)
    return None


def sure(
    weighed: list[Weighed], prior: Callable[[Candidate], float], least: float, line: str
) -> set[tuple[Chain, ...]]:
    """Give the plans that some span of a line is damaged by with at least some probability.

    The plans of what `choose` gives, without making it where there is nothing to choose from.
    """
    if len(weighed) != 1:
        return {choice.plan for choice in choose(weighed, prior, line) if choice.damaged >= least}
    candidate, factors, _, witnesses = weighed[0]
    chance = prior(candidate)
    damaged = _chance(math.log(chance / (1 - chance)) + witnesses) * max(weighing.damaged(candidate, factors, line))
    return {candidate.plan} if damaged >= least else set()


def _chance(odds: float) -> float:
    """Give P(a line is damaged) from the log of its odds."""
    return 1 / (1 + math.exp(-max(-700.0, min(odds, 700.0))))
