"""Adds and converts probabilities that are given as natural logarithms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST = 0.5
"""P(a reading) from which on it is likelier than all others together."""


def to_probability(odds: float) -> float:
    """Give P(a line is damaged) from the log of its odds."""
    return 1 / (1 + math.exp(-max(-700.0, min(odds, 700.0))))


def log_sum(nats: Collection[float]) -> float:
    """Add probabilities given in nats."""
    least = min(nats)
    return least - math.log(sum(math.exp(least - each) for each in nats))


def log_add(one: float, other: float) -> float:
    """Add two probabilities given as nats."""
    if one > other:
        one, other = other, one
    return one if other == math.inf else one - math.log1p(math.exp(one - other))
