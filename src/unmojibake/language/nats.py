"""Adds and converts probabilities that are given as natural logarithms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST = 0.5
"""P(a reading) from which on it is likelier than all others together."""


def to_log_odds(probability: float) -> float:
    """Give the log odds in nats for a probability between 0 and 1, both excluded.

    >>> to_log_odds(0.5)
    0.0
    """
    return math.log(probability / (1 - probability))


def to_probability(odds: float) -> float:
    """Give a probability, 0 to 1, from its log odds in nats.

    >>> to_probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-700.0, min(odds, 700.0))))


def log_sum(nats: Collection[float]) -> float:
    """Give the nats of a sum of probabilities, each given in nats.

    >>> round(log_sum([math.log(4), math.log(4)]), 6) == round(math.log(2), 6)
    True
    """
    least = min(nats)
    return least - math.log(sum(math.exp(least - each) for each in nats))


def log_add(one: float, other: float) -> float:
    """Give the nats of the sum of two probabilities, given in nats.

    >>> log_add(1.0, math.inf)
    1.0
    """
    if one > other:
        one, other = other, one
    return one if other == math.inf else one - math.log1p(math.exp(one - other))
