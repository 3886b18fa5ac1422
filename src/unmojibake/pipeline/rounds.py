"""Decides what is changed in a line, and asks again what the changed line still holds.

A line that was damaged in two ways has two plans, and the search of one candidate ends where that is beyond doubt: in a
row of a table one value is UTF-8 read as Western text, the other Hebrew read so. What is left is asked again in the
line as it is read by then, by the same looks, until nothing is changed any more. So a second repair finds little that
the first did not.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.damaging.plan_rules import retell
from unmojibake.errors import PlanError
from unmojibake.pipeline import costs
from unmojibake.pipeline.candidates import is_written
from unmojibake.pipeline.decide.choose import choose, taken
from unmojibake.pipeline.document import explained, prior
from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.gate.line_look import looked_at
from unmojibake.pipeline.record import confidence, results
from unmojibake.pipeline.record.confidence import Stated
from unmojibake.pipeline.record.pending import Pending

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from unmojibake.pipeline.candidates import Draft
    from unmojibake.pipeline.document import Explained
    from unmojibake.values.config import Config
    from unmojibake.values.context import Context
    from unmojibake.values.result import Suspect

    Made: TypeAlias = "list[tuple[Pending, Stated]]"

_ROUNDS = 3
"""How often a changed line is asked again: it bounds the work, as the number of layers does."""


def decide(each: Explained, known: Context, config: Config) -> tuple[Made, list[Suspect]]:
    """Give the changes of a line that are sure enough, with their statements, and what is only suspect.

    Args:
        each: The line, explained.
        known: What the document tells it.
        config: What to repair, and how sure to be.
    """
    draft, odds, plans = each
    made: Made = []
    left: list[Suspect] = []
    choices = choose(odds, prior(config, known, plans), draft.view.text)
    for choice, is_sure in zip(choices, taken(choices, config.min_damaged), strict=True):
        change, stated = results.change_of(draft, choice, known)
        if is_sure and _is_wanted(change, config) and is_written(change.before, change.after):
            made.append((change, stated))
        elif change.damaged >= costs.DOUBT:
            left.append(results.unsure(change))
    left += draft.locked
    if draft.cut and not made:
        left.append(draft.cut)
    return made, left


def _is_wanted(change: Pending, config: Config) -> bool:
    """Tell whether a change is of a kind that is repaired."""
    return not config.leaves_out(step.kind for step in change.plan)


def again(draft: Draft, made: Made, known: Context, config: Config) -> Made:
    """Give the changes of a line with those that the changed line still needs.

    Args:
        draft: The line.
        made: Its changes so far, at least one.
        known: What the document tells the line. By what its other lines were damaged says nothing of what was repaired.
        config: What to repair.

    Returns:
        The changes, none overlapping another, in places of the text as it was given. What would change a reading and
        the text beside it is left out. Linear: a line that neither look stops at is asked no more.
    """
    alone = replace(known, chains={}, everywhere=(), seen="")
    for _ in range(_ROUNDS):
        made = sorted(made, key=lambda pair: pair[0].start)
        text = _after(draft, made)
        if first_look.is_clean(text):
            break
        looked = looked_at(text, config, alone)
        if not looked.kept:
            break
        more = [pair for each in explained(text, looked, config, alone)[0] for pair in decide(each, alone, config)[0]]
        grown = _joined(made, more, draft.view.start, config)
        if grown is None:
            break
        made = grown
    return made


def _after(draft: Draft, made: Made) -> str:
    """Give a line as its changes read it, with its line end."""
    parts: list[str] = []
    line, first, at = draft.view.text, draft.view.start, 0
    for change, _ in made:
        parts += (line[at : change.start - first], change.after)
        at = change.end - first
    return "".join((*parts, line[at:], draft.view.tail))


class _Place(NamedTuple):
    """Where the reading of a change stands in the changed line.

    Attributes:
        start: Its first code point.
        end: One past its last.
        shift: By how many code points the text behind it has moved.
    """

    start: int
    end: int
    shift: int


def _joined(made: Made, more: Iterable[tuple[Pending, Stated]], first: int, config: Config) -> Made | None:
    """Give the changes of a line with further changes of its reading; None where none of these can be added.

    Args:
        made: The changes of the line, in order.
        more: Changes of the line as those read it, in its own places.
        first: The first code point of the line.
        config: How sure to be.
    """
    places: list[_Place] = []
    shift = -first
    for change, _ in made:
        start = change.start + shift
        end = start + len(change.after)
        shift += len(change.after) - (change.end - change.start)
        places.append(_Place(start, end, shift))
    ends = [place.end for place in places]
    beside: Made = []
    inside: dict[int, Made] = {}
    for change, stated in more:
        at = bisect_right(ends, change.start)
        if at == len(places) or places[at].start >= change.end:
            shift = places[at - 1].shift if at else -first
            moved = change._replace(start=change.start - shift, end=change.end - shift, runner_up=None)
            beside.append((moved, stated))
        elif places[at].start <= change.start and change.end <= places[at].end:
            inside.setdefault(at, []).append((change, stated))
    below = {at: _cut(made[at], inner, places[at].start, config) for at, inner in inside.items()}
    if not beside and not any(below.values()):
        return None
    return [*beside, *(pair for at, outer in enumerate(made) for pair in below.get(at) or [outer])]


def _cut(outer: tuple[Pending, Stated], inner: Made, start: int, config: Config) -> Made:
    """Give a change in parts, of which some went through two layers; none where doing it again makes another text.

    Args:
        outer: The change.
        inner: Changes of parts of its reading, in the places of the changed line.
        start: Where its reading begins in that line.
        config: How sure to be.
    """
    change = outer[0]
    found = {(each[0].start - start, each[0].end - start): each for each in inner}
    stops = sorted({0, len(change.after), *(stop for ends in found for stop in ends)})
    cut: Made = []
    layers = 0
    try:
        for ends in pairwise(stops):
            part = _part(outer, ends, cut[-1][0].end if cut else change.start)
            below = _below(part, found[ends], config) if ends in found else None
            layers += below is not None
            cut.append(below or part)
    except PlanError:
        return []
    again = "".join(part.before for part, _ in cut)
    if not layers or again != change.before or any(part.before in {"", part.after} for part, _ in cut):
        return []
    return cut


def _part(outer: tuple[Pending, Stated], ends: tuple[int, int], place: int) -> tuple[Pending, Stated]:
    """Give the part of a change that reads a part of its reading, with as much of its nats as that is of the reading.

    Args:
        outer: The change.
        ends: The part of its reading, in code points of that.
        place: Where the part begins in the text as it was given.

    Raises:
        PlanError: If the plan of the change can't be done again.
    """
    change, stated = outer
    start, end = ends
    if end - start == len(change.after):
        return outer
    before = retell(change.plan, change.after[start:end])
    filled = tuple(
        replace(each, start=each.start - start, end=each.end - start)
        for each in change.filled
        if start <= each.start and each.end <= end
    )
    part = change._replace(
        start=place,
        end=place + len(before),
        before=before,
        after=change.after[start:end],
        filled=filled,
        runner_up=None,
    )
    return part, stated._replace(sure=stated.sure ** ((end - start) / len(change.after)))


def _below(
    outer: tuple[Pending, Stated], inner: tuple[Pending, Stated], config: Config
) -> tuple[Pending, Stated] | None:
    """Give a change and one of all that it reads as one of two layers; None where doing it again makes another text."""
    (first, stated), (second, restated) = outer, inner
    plan = second.plan + first.plan
    damaged = min(first.damaged, second.damaged)
    if damaged < config.min_damaged or retell(plan, second.after) != first.before:
        return None
    lossy = stated.lossy or restated.lossy
    both = Stated(confidence.origin_of(plan), lossy, stated.sure * restated.sure)
    sure = min(first.confidence, second.confidence, damaged)
    return Pending(first.start, first.end, first.before, second.after, plan, damaged, sure, second.filled), both
