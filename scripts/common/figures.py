"""The arithmetic of the benchmark: distances, intervals, calibration. Nothing here knows what is measured."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Pair = tuple[float, bool]
"""A stated probability, and whether it came true."""
BINS = 10
ERROR = 0.05
"""One minus the level of the intervals."""


def distance(left: str, right: str) -> int:
    """Count the insertions, deletions and replacements of code points between two strings.

    Myers' bit vectors over Python's integers: time is the product of the lengths over the word size.

    >>> distance("kitten", "sitting"), distance("", "ab"), distance("文件", "文件")
    (3, 2, 0)
    """
    if not left or not right:
        return len(left) + len(right)
    places: dict[str, int] = {}
    for at, char in enumerate(left):
        places[char] = places.get(char, 0) | 1 << at
    every = (1 << len(left)) - 1
    last = 1 << len(left) - 1
    rises, falls, found = every, 0, len(left)
    for char in right:
        equal = places.get(char, 0)
        vertical = equal | falls
        equal |= ((equal & rises) + rises) ^ rises
        up = falls | ~(equal | rises) & every
        down = rises & equal
        found += bool(up & last) - bool(down & last)
        up, down = (up << 1 | 1) & every, down << 1 & every
        rises, falls = down | ~(vertical | up) & every, up & vertical
    return found


def interval(hits: int, trials: int) -> tuple[float, float]:
    """Give the 95% interval of a share after Clopper and Pearson; with no hits its top is nearly 3.7 over the trials.

    >>> low, high = interval(0, 1000)
    >>> low, round(high, 5)
    (0.0, 0.00368)
    """
    if not trials:
        return 0.0, 1.0
    half = ERROR / 2
    low = 0.0 if not hits else _root(lambda share: 1 - _at_most(hits - 1, trials, share) - half)
    high = 1.0 if hits == trials else _root(lambda share: half - _at_most(hits, trials, share))
    return low, high


def _at_most(hits: int, trials: int, share: float) -> float:
    """Give P(at most so many hits)."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return float(hits >= trials)
    yes, no = math.log(share), math.log1p(-share)
    total = math.lgamma(trials + 1)
    terms = (
        math.exp(total - math.lgamma(k + 1) - math.lgamma(trials - k + 1) + k * yes + (trials - k) * no)
        for k in range(hits + 1)
    )
    return min(1.0, math.fsum(terms))


def _root(rising: Callable[[float], float]) -> float:
    """Find where a function that rises from 0 to 1 is zero."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def reliability(pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """Put what was stated into ten bins of equal width: how many there are, what was stated, what came true."""
    bins: list[list[Pair]] = [[] for _ in range(BINS)]
    for stated, true in pairs:
        bins[min(BINS - 1, int(stated * BINS))].append((stated, true))
    return [
        {
            "from": at / BINS,
            "n": len(found),
            "stated": round(math.fsum(stated for stated, _ in found) / len(found), 4),
            "true": round(sum(true for _, true in found) / len(found), 4),
        }
        for at, found in enumerate(bins)
        if found
    ]


def calibration_error(pairs: Sequence[Pair]) -> float | None:
    """Give the expected calibration error over the bins of `reliability`, 0 to 1; None without pairs.

    >>> calibration_error([(1.0, True), (1.0, False)])
    0.5
    """
    if not pairs:
        return None
    gaps = (one["n"] * abs(one["stated"] - one["true"]) for one in reliability(pairs))
    return math.fsum(gaps) / len(pairs)


def brier(pairs: Sequence[Pair]) -> float | None:
    """Give the mean squared difference of what was stated and what came true; None without pairs."""
    return math.fsum((stated - true) ** 2 for stated, true in pairs) / len(pairs) if pairs else None


def ranking(pairs: Sequence[Pair]) -> float | None:
    """Give P(a right one was stated surer than a wrong one): the area under the curve. None without one of each.

    >>> ranking([(0.9, True), (0.5, False), (0.5, True)])
    0.75
    """
    right = sum(true for _, true in pairs)
    wrong = len(pairs) - right
    if not right or not wrong:
        return None
    counts: dict[float, list[int]] = {}
    for stated, true in pairs:
        counts.setdefault(stated, [0, 0])[true] += 1
    below, area = 0, 0.0
    for stated in sorted(counts):
        here_wrong, here_right = counts[stated]
        area += here_right * (below + here_wrong / 2)
        below += here_wrong
    return area / (right * wrong)


def calibration(pairs: Sequence[Pair]) -> dict[str, object]:
    """Give all that is published of a set of stated probabilities, rounded to four places."""
    right = [stated for stated, true in pairs if true]

    def share(hits: int, of: int) -> float | None:
        return round(hits / of, 4) if of else None

    def exact(least: float) -> dict[str, object]:
        sure = [true for stated, true in pairs if stated >= least]
        return {"n": len(sure), "exact": share(sum(sure), len(sure))}

    error, squares, area = calibration_error(pairs), brier(pairs), ranking(pairs)
    return {
        "n": len(pairs),
        "exact": share(len(right), len(pairs)),
        "ece": None if error is None else round(error, 4),
        "brier": None if squares is None else round(squares, 4),
        "auc": None if area is None else round(area, 4),
        "at 0.9": exact(0.9),
        "at 0.99": exact(0.99),
        "right ones at 0.9": share(sum(stated >= 0.9 for stated in right), len(right)),
        "bins": reliability(pairs),
    }
