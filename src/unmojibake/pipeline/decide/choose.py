"""Chooses among the candidates of a line: the only place where evidence is weighed against a prior.

Given each candidate with its log odds, gives the spans to change with P(damaged); `Config.min_damaged` says which
probability is enough.
"""

import math
from collections.abc import Callable, Iterator, Sequence

from unmojibake.charsets.wrong_readings import Chain
from unmojibake.language.nats import to_log_odds, to_probability
from unmojibake.pipeline import costs
from unmojibake.pipeline.candidates import Candidate, Choice, Cover, LineOdds
from unmojibake.pipeline.decide import competitors, line_odds
from unmojibake.pipeline.span import Span


def choose(odds: Sequence[LineOdds], prior: Callable[[Candidate], float], line: str) -> list[Choice]:
    """Choose the spans of a line, each with P(it is damaged).

    Args:
        odds: All candidates of the line with their log odds.
        prior: Gives the prior probability of a candidate on this line, more than 0 and less than 1.
        line: The line.

    Returns:
        The chosen spans, none overlapping another, those of the likeliest candidate first. Linear in the number of
        spans.

    >>> from unmojibake.pipeline.explain.line_explanations import explanations
    >>> odds = line_odds.weigh(explanations("schÃ¶n"), "schÃ¶n")
    >>> [(each.span.after, each.damaged > 0.999) for each in choose(odds, lambda found: found.share / 1000, "schÃ¶n")]
    [('ö', True)]
    """
    if len(odds) == 1:
        return list(_alone(odds[0], prior, line))
    priors = [to_log_odds(prior(each.candidate)) for each in odds]
    added, order = _in_order(odds, priors)
    chosen: list[Choice] = []
    taken = Cover()
    for rank, at in enumerate(order):
        damaged = line_odds.untaken(odds[at], taken, line) if rank else odds[at].damaged
        likelihood = added[at] + odds[at].whole
        behind = [(odds[it], priors[it] + odds[it].whole) for it in order[rank + 1 :]]
        for choice in _choices(odds[at], to_probability(added[at] + damaged), likelihood, behind, line):
            if not taken.overlaps(choice.span.start, choice.span.end):
                taken.take(choice.span.start, choice.span.end)
                chosen.append(choice)
    return chosen


def _alone(odds: LineOdds, prior: Callable[[Candidate], float], line: str) -> Iterator[Choice]:
    """Give the spans of the only candidate of a line as choices; they never overlap."""
    chance = to_probability(to_log_odds(prior(odds.candidate)) + odds.damaged)
    for span, share in zip(odds.candidate.spans, line_odds.damaged(odds, line), strict=True):
        yield Choice(span, odds.candidate.plan, chance * share)


def _choices(
    odds: LineOdds, chance: float, likelihood: float, others: Sequence[tuple[LineOdds, float]], line: str
) -> Iterator[Choice]:
    """Give the spans of a candidate as choices, each beside its rival among less likely candidates.

    Args:
        odds: The candidate.
        chance: P(the line is damaged by its plan).
        likelihood: Its nats as a whole.
        others: The less likely candidates with their nats, the likeliest first.
        line: The line.
    """
    spans, plan = odds.candidate.spans, odds.candidate.plan
    readings = competitors.readings(spans, likelihood, others) if others else [1.0] * len(spans)
    for span, share, reading in zip(spans, line_odds.damaged(odds, line), readings, strict=True):
        rival = _rival(span, chance * share, likelihood, others)
        yield Choice(span, plan, chance * share, rival, reading)


def taken(choices: list[Choice], least: float) -> list[bool]:
    """Tell for each choice of a line whether its span is damaged surely enough to be changed.

    Beside a span that is sure, another one of the same plan needs `costs.AMID` only: P = 0.95 is enough there.

    Args:
        choices: The choices of the line.
        least: `Config.min_damaged`.

    >>> alone, sure = (Choice(Span(0, 1, "é", "茅", (1, 1)), (), damaged) for damaged in (0.95, 0.9999))
    >>> taken([alone], 0.999), taken([alone, sure], 0.999)
    ([False], [True, True])
    """
    sure = {choice.plan for choice in choices if choice.damaged >= least}
    return [choice.damaged >= least or (choice.damaged >= costs.AMID and choice.plan in sure) for choice in choices]


def _in_order(odds: Sequence[LineOdds], priors: Sequence[float]) -> tuple[list[float], list[int]]:
    """Add up the prior odds of candidates with the same readings: whichever plan it was, the text is right.

    So `ö` for `schÃ¶n` by code page 1252 and by code page 1254 have their odds together.

    Returns:
        For each candidate the logarithm of the sum; and the places of the candidates, the likeliest reading first, and
        among those of one reading the likeliest plan.
    """
    keys = [tuple((span.start, span.after) for span in each.candidate.spans) for each in odds]
    alike: dict[tuple[tuple[int, str], ...], float] = {}
    for key, each in zip(keys, priors, strict=True):
        alike[key] = alike.get(key, 0.0) + math.exp(each)
    added = [math.log(alike[key]) for key in keys]
    best: dict[tuple[tuple[int, str], ...], float] = {}
    for key, each, entry in zip(keys, added, odds, strict=True):
        best[key] = max(best.get(key, -math.inf), each + entry.whole)
    return added, sorted(range(len(odds)), key=lambda at: (-best[keys[at]], -priors[at] - odds[at].whole))


def _rival(
    span: Span, damaged: float, likelihood: float, others: Sequence[tuple[LineOdds, float]]
) -> tuple[Span, tuple[Chain, ...], float] | None:
    """Give the rival of a span: of the likeliest other candidate there the span, the plan, and P(it is right)."""
    for odds, nats in others:
        if found := competitors.there(span, odds):
            return found, odds.candidate.plan, damaged * to_probability(nats - likelihood)
    return None


def sure(
    odds: Sequence[LineOdds], prior: Callable[[Candidate], float], least: float, line: str
) -> set[tuple[Chain, ...]]:
    """Give the plans by which some span of a line is damaged with at least some probability.

    Args:
        odds: As for `choose`.
        prior: As for `choose`.
        least: The probability, 0 to 1.
        line: The line.
    """
    return {choice.plan for choice in choose(odds, prior, line) if choice.damaged >= least}
