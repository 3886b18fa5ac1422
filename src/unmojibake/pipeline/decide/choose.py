"""From evidence to decision: the only place that compares with a threshold.

Every reading of a line comes with what the language model charges for the
text as it stands and for the text as it would read. The difference, in nats,
is the evidence. Together with how often such damage is met it gives the
probability that a span is damaged; `Config.min_damaged` says how sure is
sure enough.
"""

import math
from collections.abc import Callable, Iterable
from itertools import repeat

from unmojibake.charsets.wrong_readings import Chain
from unmojibake.language.nats import to_probability
from unmojibake.pipeline.candidates import Candidate, Choice, Cover, Piece, Weighed
from unmojibake.pipeline.decide import competitors, line_odds

AMID = 10 / 11
"""Least P(damaged) at which a span is changed in a line that is damaged beyond doubt by the same plan.

`Config.min_damaged` says what a wrong change to clean text costs. This line is none: what is left damaged in it
makes it as wrong as what is changed wrongly does. A wrong change is taken to cost ten misses here, not a thousand.
"""


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
        chance, plan = to_probability(odds[0] + witnesses), candidate.plan
        both = zip(candidate.pieces, line_odds.damaged(candidate, factors, line), strict=True)
        return [Choice(piece, plan, chance * share) for piece, share in both]
    added, order = _in_order(weighed, odds)
    chosen: list[Choice] = []
    taken = Cover()
    for rank, at in enumerate(order):
        candidate, factors, _, witnesses = weighed[at]
        if rank:
            witnesses = line_odds.untaken(weighed[at], taken, line)
        chance, best = to_probability(added[at] + witnesses), added[at] + weighed[at].whole
        behind = order[rank + 1 :]
        others = [(weighed[it], odds[it] + weighed[it].whole) for it in behind] if behind else []
        readings = competitors.readings(candidate.pieces, best, others) if others else repeat(1.0)
        # An endless repetition ends with the others.
        for piece, share, reading in zip(
            candidate.pieces, line_odds.damaged(candidate, factors, line), readings, strict=False
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
        if found := competitors.there(piece, weighed):
            return found, weighed.candidate.plan, damaged * to_probability(whole - best)
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
    damaged = to_probability(math.log(chance / (1 - chance)) + witnesses) * max(
        line_odds.damaged(candidate, factors, line)
    )
    return {candidate.plan} if damaged >= least else set()
