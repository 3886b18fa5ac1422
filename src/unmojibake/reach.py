"""How far damage reaches in a line: what is damaged is in one piece, hardly ever in two.

A span between two that are damaged is damaged too, however little it shows itself: `ý` in a Turkish word can be right,
but not in the middle of others that were read wrongly. Towards its ends a line may be right again.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_MOST = 50.0
"""Nats beyond which a span needs no company."""


class _Counted(NamedTuple):
    """What scripts/count_reach.py counted on lines of which some is damaged, span by span.

    Attributes:
        first: P(the first span is damaged).
        begins: P(a span is damaged | none before it is).
        goes_on: P(a span is damaged | the one before it is).
        again: P(a span is damaged | the one before it is not, another before that is).
    """

    first: float
    begins: float
    goes_on: float
    again: float


@cache
def _counted() -> _Counted:
    data = json.loads(Path(__file__).with_name("reach.json").read_text(encoding="ascii"))
    return _Counted(*(data[name] for name in _Counted._fields))


def witnesses(nats: Sequence[float]) -> float:
    """Give the nats by which all spans of a line together speak for damage that reaches over some of them.

    Args:
        nats: As for `damaged`.

    Returns:
        The log of the sum over all ways in which damage may reach. Linear in the number of spans.

    >>> witnesses([-20.0, 30.0, -20.0]) > 20
    True
    """
    first, begins, goes_on, again = _counted()
    before, inside, behind, total = 1 - first, first, 0.0, 0.0
    for at, each in enumerate(nats):
        if at:
            before, inside, behind = (
                before * (1 - begins),
                before * begins + inside * goes_on + behind * again,
                inside * (1 - goes_on) + behind * (1 - again),
            )
        # What a span says is taken out of the sum, which would not hold it.
        most = max(each, 0.0)
        inside *= math.exp(max(each, -_MOST) - most)
        before, behind = before * math.exp(-min(most, 2 * _MOST)), behind * math.exp(-min(most, 2 * _MOST))
        added = before + inside + behind
        before, inside, behind = before / added, inside / added, behind / added
        total += most + math.log(added)
    return total


def damaged(nats: Sequence[float]) -> list[float]:
    """Give for each span of a damaged line P(it is damaged), 0 to 1.

    Args:
        nats: For each span, in order, by how much it reads better repaired than as it stands.

    Returns:
        The probabilities; linear in the number of spans. Three states follow each other: before the damage, in it,
        behind it.

    >>> alone, amid = damaged([1.0]), damaged([30.0, 1.0, 30.0])
    >>> alone[0] < 0.99 < 0.999 < amid[1]
    True
    """
    first, begins, goes_on, again = _counted()
    likelihoods = [math.exp(max(-_MOST, min(_MOST, each))) for each in nats]
    # Forward: what the spans up to each one say, made to add up to 1.
    before, inside, behind = 1 - first, first, 0.0
    forward: list[tuple[float, float, float]] = []
    for likelihood in likelihoods:
        if forward:
            last_before, last_inside, last_behind = forward[-1]
            before = last_before * (1 - begins)
            inside = last_before * begins + last_inside * goes_on + last_behind * again
            behind = last_inside * (1 - goes_on) + last_behind * (1 - again)
        inside *= likelihood
        total = before + inside + behind
        forward.append((before / total, inside / total, behind / total))
    # Backward: what the spans after each one say.
    found = [0.0] * len(likelihoods)
    before = inside = behind = 1.0
    for at in range(len(likelihoods) - 1, -1, -1):
        sides = forward[at]
        here = sides[1] * inside
        # What is left out is added up, not taken off: it may be as small as floating point allows.
        others = sides[0] * before + sides[2] * behind
        found[at] = here / (here + others)
        hit = likelihoods[at] * inside
        before, inside, behind = (
            (1 - begins) * before + begins * hit,
            goes_on * hit + (1 - goes_on) * behind,
            again * hit + (1 - again) * behind,
        )
        total = before + inside + behind
        before, inside, behind = before / total, inside / total, behind / total
    return found
