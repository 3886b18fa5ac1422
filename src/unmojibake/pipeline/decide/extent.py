"""Gives for the spans of a line how far damage reaches over them: it is in one piece, hardly ever in two.

A span between two damaged spans is damaged too, however little evidence it has of its own: `ý` in a Turkish word can be
right, but not amid words that were read wrongly. Towards its ends a line may be right again.
"""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from unmojibake.pipeline import limits
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

_LETTER = on_use(r"[A-Za-z]")


class Gap(StrEnum):
    """The kind of text between two spans, which is right as it stands."""

    SIGNS = "signs"
    """Spaces, digits, ASCII signs, or nothing: they read the same in every charset, so damage may go past them."""
    LETTERS = "letters"
    """ASCII letters: words of another language, names, code."""
    FOREIGN = "foreign"
    """A character that is not ASCII: the line is right there, so damage before the gap has ended."""


class _Counted(NamedTuple):
    """What scripts/count/reach.py counted behind one kind of gap, on lines of which some is damaged, span by span.

    Attributes:
        begins: P(a span is damaged | none before it is).
        goes_on: P(a span is damaged | the one before it is).
        again: P(a span is damaged | the one before it is not, another before that is).
    """

    begins: float
    goes_on: float
    again: float


@cache
def _counted() -> tuple[float, dict[Gap, _Counted]]:
    """Read P(the first span is damaged), and what was counted behind each kind of gap."""
    data = data_files.read_json(__package__, "reach.json")
    return data["first"], {gap: _Counted(*(data[gap][name] for name in _Counted._fields)) for gap in Gap}


def gap_of(between: str) -> Gap:
    """Give the kind of the text between two spans.

    >>> [gap_of(between).value for between in (", ", " of ", "\u662f")]
    ['signs', 'letters', 'foreign']
    """
    if not between.isascii():
        return Gap.FOREIGN
    return Gap.LETTERS if _LETTER.search(between) else Gap.SIGNS


def log_odds(nats: Sequence[float], gaps: Sequence[Gap]) -> float:
    """Give the nats by which all spans of a line together speak for damage that reaches over some of them.

    Right spans beside damage cost once, where the damage ends, and not each for itself.

    Args:
        nats: As for `damaged`.
        gaps: As for `damaged`.

    Returns:
        The log of the sum over all ways in which damage may reach over the spans. Linear in their number.

    >>> log_odds([-20.0, 30.0, -20.0], [Gap.FOREIGN, Gap.FOREIGN]) > 20
    True
    """
    return sum(math.log(total) for total, _ in _forward(nats, gaps))


def damaged(nats: Sequence[float], gaps: Sequence[Gap]) -> list[float]:
    """Give for each span of a damaged line P(it is damaged), 0 to 1.

    Args:
        nats: For each span, in order, by how much it reads better repaired than as it stands.
        gaps: What stands between each two of them, one less than `nats`.

    Returns:
        The probabilities; linear in the number of spans. Three states follow each other: before the damage, in it,
        behind it.

    >>> alone, amid = damaged([1.0], []), damaged([30.0, 1.0, 30.0], [Gap.SIGNS, Gap.SIGNS])
    >>> alone[0] < 0.99 < 0.999 < amid[1]
    True
    """
    counted = _counted()[1]
    rates = [counted[gap] for gap in gaps]
    forward = [states for _, states in _forward(nats, gaps)]
    likelihoods = _likelihoods(nats)
    # Backward: the likelihood of the spans behind each span, for each of the three states.
    found = [0.0] * len(likelihoods)
    before = inside = behind = 1.0
    for at in range(len(likelihoods) - 1, -1, -1):
        sides = forward[at]
        here = sides[1] * inside
        # P(not damaged) is added up and not taken from 1: with 1e-20 nothing would be left of it.
        others = sides[0] * before + sides[2] * behind
        found[at] = here / (here + others)
        if at == 0:
            break
        begins, goes_on, again = rates[at - 1]
        hit = likelihoods[at] * inside
        before, inside, behind = (
            (1 - begins) * before + begins * hit,
            goes_on * hit + (1 - goes_on) * behind,
            again * hit + (1 - again) * behind,
        )
        total = before + inside + behind
        before, inside, behind = before / total, inside / total, behind / total
    return found


def _likelihoods(nats: Sequence[float]) -> list[float]:
    """Give for each span the odds factor of its nats, within what floating point can hold."""
    return [math.exp(max(-limits.LARGE, min(limits.LARGE, each))) for each in nats]


def _forward(nats: Sequence[float], gaps: Sequence[Gap]) -> Iterator[tuple[float, tuple[float, float, float]]]:
    """Give for each span the factor by which damage makes it likelier, and P(each of the three states) behind it."""
    first, counted = _counted()
    before, inside, behind = 1 - first, first, 0.0
    for at, likelihood in enumerate(_likelihoods(nats)):
        if at:
            begins, goes_on, again = counted[gaps[at - 1]]
            before, inside, behind = (
                before * (1 - begins),
                before * begins + inside * goes_on + behind * again,
                inside * (1 - goes_on) + behind * (1 - again),
            )
        inside *= likelihood
        total = before + inside + behind
        before, inside, behind = before / total, inside / total, behind / total
        yield total, (before, inside, behind)
