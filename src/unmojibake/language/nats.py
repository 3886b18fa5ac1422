"""Adds and converts probabilities that are given as natural logarithms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST = 0.5
"""P(a reading) from which on it is likelier than all others together."""


def to_log_odds(probability: float) -> float:
    """Give the natural logarithm of the odds for a probability between 0 and 1, both excluded."""
    return math.log(probability / (1 - probability))


def to_probability(odds: float) -> float:
    """Give the probability, 0 to 1, for the natural logarithm of the odds."""
    return 1 / (1 + math.exp(-max(-700.0, min(odds, 700.0))))


def log_sum(nats: Collection[float]) -> float:
    """Give the sum of probabilities: in and out as the negative of their natural logarithms."""
    least = min(nats)
    return least - math.log(sum(math.exp(least - each) for each in nats))


def log_add(one: float, other: float) -> float:
    """Give the sum of two probabilities: in and out as the negative of their natural logarithms."""
    if one > other:
        one, other = other, one
    return one if other == math.inf else one - math.log1p(math.exp(one - other))
