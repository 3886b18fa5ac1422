"""How far a repair can be trusted: P(it is exactly the original).

The search says how sure each filled place is, the choice how surely a span is damaged and that no other explanation is
right. Neither knows what is not among the readings, nor what else is wrong in the line. That shows: a mark of loss is
left, or what comes out does not look clean. So it was counted, by scripts/calibrate.py on damage made for it, how often
what was stated came true in each such situation; what is given is what came true.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from math import prod
from pathlib import Path
from typing import NamedTuple

from unmojibake.result import Change, Filled, Step

Curve = Sequence[tuple[float, float]]
"""What was stated, rising, and how often it came true, each 0 to 1."""
LINE, CHANGE = "line", "change"
"""What is counted apart."""
_NEVER = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]")
"""What no text has."""
_HAN = "\u3400-\u9fff"
_LOST = re.compile(
    rf"\ufffd|\?\?|(?<=[^\x00-\x7f])\?|\?(?=[^\x00-\x7f])|[\u30fb{_HAN}]\u30fb|\u30fb[{_HAN}]",
)
"""Marks that decoders show in the place of bytes, where a character was."""
_MARKS = re.compile("[?\ufffd\u30fb]")
_IN_GBK = frozenset({("utf-8", "cp936"), ("utf-8", "gb18030")})
_BESIDE = 2
"""Code points beside a change in which a mark is its own."""


class Told(NamedTuple):
    """What counts of a change before it is written down; see `Change`."""

    before: str
    after: str
    plan: tuple[Step, ...]
    filled: tuple[Filled, ...]


class Situation(NamedTuple):
    """What counts of a change, or of a changed line.

    Attributes:
        origin: What was undone, see `origin_of`. Empty where nothing was counted.
        look: Whether bytes were lost, and how what comes out looks.
    """

    origin: str
    look: str

    @property
    def name(self) -> str:
        """Name both."""
        return f"{self.origin} {self.look}"


class Looks(NamedTuple):
    """How to look at a text.

    Attributes:
        passes: The gate: whether a text can be clean.
        reads: Whether all that it does not pass reads like language nevertheless.
        begins: Whether a text may be damaged by the plan of a change.
    """

    passes: Callable[[str], bool]
    reads: Callable[[str], bool]
    begins: Callable[[Sequence[Step], str], bool]


def origin_of(changes: Sequence[Change | Told]) -> str:
    """Name how well what was undone proves itself.

    Returns:
        "utf-8", where that was read wrongly, in every layer; "utf-8 in gbk", where it was always read as GBK, which
        loses no whole character; "legacy" for other charsets, of which nearly everything is valid; "latin" for what
        ftfy undid; "" for other damage, of which nothing was counted: beside an edit stands what was never garbled,
        rare characters and all.
    """
    kinds = {step.kind for change in changes for step in change.plan}
    if not kinds <= {"codec", "latin"}:
        return ""
    if "latin" in kinds:
        return "latin"
    pairs = {step.detail[:2] for change in changes for step in change.plan}
    if any(origin != "utf-8" for origin, _ in pairs):
        return "legacy"
    return "utf-8 in gbk" if pairs <= _IN_GBK else "utf-8"


def is_lossy(change: Change | Told) -> bool:
    """Tell whether a change may have lost bytes: some were filled in, or a mark of loss stands in it."""
    return bool(change.filled) or _MARKS.search(change.before) is not None


def of_change(told: Told, damaged: float, reading: float, looks: Looks) -> float:
    """Give P(a change is exactly right), 0 to 1: never more than P(it is damaged).

    Args:
        told: The change.
        damaged: P(it is damaged).
        reading: P(no other explanation is right | it is damaged).
        looks: How to look at what it reads.
    """
    return min(damaged, came_true(CHANGE, situation_of_change(told, looks), sure(told, damaged, reading)))


def sure(told: Change | Told, damaged: float, reading: float) -> float:
    """Give P(a change is exactly right) as the search and the choice state it."""
    stated = damaged * reading
    return stated * prod([place.alternatives[0][1] for place in told.filled]) if told.filled else stated


def situation_of_change(told: Change | Told, looks: Looks) -> Situation:
    """Name what counts of a change: what was undone, whether bytes were lost, and how it reads."""
    lossy = is_lossy(told)
    origin = origin_of([told])
    if origin and lossy and _LOST.search(told.after):
        return Situation(origin, "lost")
    return _situation([told], told.after, lossy, "clean", looks) if origin else Situation("", "")


def situation_of_line(changes: Sequence[Change], gaps: Sequence[str], looks: Looks) -> Situation:
    """Name what counts of a changed line: the same of all of it.

    Args:
        changes: Its changes.
        gaps: What it keeps before, between and behind them.
        looks: How to look at what it reads.
    """
    if not (origin := origin_of(changes)):
        return Situation("", "")
    lossy = any(map(is_lossy, changes))
    if lossy:
        # Marks far from any change may be what they are.
        around = zip(gaps, changes, gaps[1:], strict=False)
        sides = (f"{left[-_BESIDE:]}{change.after}{right[:_BESIDE]}" for left, change, right in around)
        if any(map(_LOST.search, sides)):
            return Situation(origin, "lost")
    parts = [gaps[0]]
    for change, gap in zip(changes, gaps[1:], strict=True):
        parts += (change.after, gap)
    kept = "alone" if all(map(str.isascii, gaps)) else "beside"
    return _situation(changes, "".join(parts), lossy, kept, looks)


def _situation(changes: Sequence[Change | Told], text: str, lossy: bool, clean: str, looks: Looks) -> Situation:  # noqa: FBT001
    """Name the situation of changes in which no mark of loss is left.

    What they read looks as `clean` says where the gate lets it pass; "strange", where it does not read like language;
    "garbled", where it does but may be damaged once more; else "odd".
    """
    look = "odd"
    if looks.passes(text):
        look = clean
    elif _NEVER.search(text) or not looks.reads(text):
        look = "strange"
    elif any(looks.begins(change.plan, text) for change in changes):
        look = "garbled"
    return Situation(origin_of(changes), f"{'lossy' if lossy else 'whole'} {look}")


def of_line(changes: Sequence[Change], gaps: Sequence[str], stated: float, looks: Looks) -> float:
    """Give P(a changed line is exactly the original), 0 to 1: never more than P(it is damaged) of any of its changes.

    Args:
        changes: Its changes.
        gaps: What it keeps before, between and behind them.
        stated: P(all changes are right), as the search and the choice state it.
        looks: How to look at what it reads.
    """
    return min(came_true(LINE, situation_of_line(changes, gaps, looks), stated), *[each.damaged for each in changes])


def came_true(what: str, situation: Situation, stated: float) -> float:
    """Give how often what was stated came true, 0 to 1; as it was stated where nothing was counted.

    >>> came_true("line", Situation("", ""), 0.5), came_true("line", Situation("legacy", "lost"), 0.99) < 0.5
    (0.5, True)
    """
    curves = _counted()[what]
    # What was seen too rarely is counted together with all origins.
    curve = curves.get(situation.name) or curves.get(situation.look)
    if not curve:
        return stated
    at = bisect_right(curve, (stated, 2.0))
    if at == len(curve):
        # Beyond what was seen it comes true as often as there, for what is stated.
        left, low = curve[-1]
        return min(1.0, low * stated / left)
    (left, low), (right, high) = curve[at - 1] if at else (0.0, 0.0), curve[at]
    return low + (high - low) * (stated - left) / (right - left)


@cache
def _counted() -> dict[str, dict[str, Curve]]:
    """Read what scripts/calibrate.py counted."""
    found = json.loads(Path(__file__).with_name("confidence.json").read_text(encoding="ascii"))
    return {what: curves_of(found[what]) for what in (LINE, CHANGE)}


def curves_of(counted: dict[str, list[list[float]]]) -> dict[str, Curve]:
    """Give the curves that were written down, each point with the count that it rests on, without the counts."""
    return {name: [(stated, right) for stated, right, _ in curve] for name, curve in counted.items()}
