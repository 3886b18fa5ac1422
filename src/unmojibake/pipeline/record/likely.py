"""Tells of the changes of a line whether each is likelier near its original than not, and so is written."""

from collections.abc import Sequence
from math import prod

from unmojibake.pipeline import costs
from unmojibake.values.result import Change

_LEAST = 1e-300
"""Keeps the probability of many fillings above zero."""


def are_likely(changes: Sequence[Change], least: float) -> list[bool]:
    """Tell for each change of a line whether it is likely enough to be written.

    Args:
        changes: The changes, each with its confidence.
        least: `Config.min_confidence`.
    """
    by_plan: dict[tuple[tuple[str, ...], ...], float] = {}
    keys = [tuple([(step.kind, *step.detail[:2]) for step in change.plan]) for change in changes]
    for key, change in zip(keys, changes, strict=True):
        by_plan[key] = max(by_plan.get(key, 0.0), _found(change))
    shares = (by_plan[key] * _kept(change) for key, change in zip(keys, changes, strict=True))
    return [
        change.confidence >= least and share >= costs.WRITTEN for change, share in zip(changes, shares, strict=True)
    ]


def _found(change: Change) -> float:
    """Give P(the damage of a change was found), 0 to 1: as likely as the change is right, its fillings apart.

    One change tells it for all of its line that have its plan.
    """
    shares = [place.alternatives[0][1] for place in change.filled]
    return min(change.damaged, change.confidence / max(prod(shares), _LEAST))


def _kept(change: Change) -> float:
    """Give the expected share of right code points in a change whose damage was found, 0 to 1."""
    return 1 - sum(1 - place.alternatives[0][1] for place in change.filled) / max(1, len(change.after))
