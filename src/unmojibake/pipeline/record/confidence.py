"""How far a repair can be trusted: P(it is exactly the original).

The search says how sure each filled place is, the choice how surely a span is damaged and that no other explanation is
right. Neither knows what is not among the readings, nor what else is wrong in the line. That shows: a mark of loss is
left, or what comes out does not look clean. So scripts/count/confidence.py counted on damage made for it how often what
was stated came true in each such situation; what is given is what came true.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import prod
from typing import NamedTuple

from unmojibake.pipeline.candidates import UNWRITTEN
from unmojibake.pipeline.record.pending import Pending
from unmojibake.values import data_files
from unmojibake.values.result import Change, Filled, Step

Written = Change | Pending
"""A change, or what becomes one."""
Curve = Sequence[tuple[float, float]]
"""What was stated, rising, and how often it came true, each 0 to 1."""
Curves = dict[str, dict[str, dict[str, Curve]]]
"""For changes and lines, by origin and look."""
ANY = "any"
"""Stands for all origins."""
_NONE: dict[str, Curve] = {}
LINE, CHANGE = "line", "change"
"""What is counted apart."""
_REPLACEMENT = "\ufffd"
_HAN = "\u3400-\u9fff"
_LOST = re.compile(
    rf"\ufffd|\?\?|(?<=[^\x00-\x7f])\?|\?(?=[^\x00-\x7f])|[\u30fb{_HAN}]\u30fb|\u30fb[{_HAN}]",
)
"""Marks that decoders show in the place of bytes, where a character was."""
_MARKS = re.compile("[?\ufffd\u30fb]")
_BY_CHOICE = ("json", "html")
"""How the names of escapes begin that a writer may do without."""
_IN_GBK = frozenset({("utf-8", "cp936"), ("utf-8", "gb18030")})
_BESIDE = 2
"""Code points beside a change in which a mark is its own."""


class Stated(NamedTuple):
    """What the search and the choice say of a change.

    Attributes:
        origin: What was undone, see `origin_of`.
        lossy: Whether bytes may have been lost: some were filled in, or a mark of loss stands in what was given.
        sure: P(it is exactly right), 0 to 1.
    """

    origin: str
    lossy: bool
    sure: float


class Situation(NamedTuple):
    """What counts of a change, or of a changed line.

    Attributes:
        origin: What was undone, see `origin_of`. Empty where nothing was counted.
        look: Whether bytes were lost, and how what comes out looks.
    """

    origin: str
    look: str


_UNCOUNTED = Situation("", "")
_LOSSES = ("whole", "lossy")


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


def as_it_came(plan: Sequence[Step]) -> float:
    """Give P(what comes out should be escaped as what came in was), 0 to 1.

    Addresses and mail are always escaped. The program that read a page or JSON wrongly may have been the one that
    escaped it: nobody counted how often, so both are as likely.
    """
    return 0.5 if any(step.kind == "escape" and step.detail[0].startswith(_BY_CHOICE) for step in plan) else 1.0


def origin_of(plan: Sequence[Step]) -> str:
    """Name how well what was undone proves itself.

    Returns:
        "utf-8", where that was read wrongly, in every layer; "utf-8 in gbk", where it was always read as GBK, which
        loses no whole character; "legacy" for other charsets, of which nearly everything is valid; "latin" for what
        ftfy undid; "" for other damage, of which nothing was counted: beside an edit stands what was never garbled,
        rare characters and all.
    """
    kinds = {step.kind for step in plan}
    if not kinds <= {"codec", "latin"}:
        return ""
    if "latin" in kinds:
        return "latin"
    pairs = {step.detail[:2] for step in plan}
    if any(origin != "utf-8" for origin, _ in pairs):
        return "legacy"
    return "utf-8 in gbk" if pairs <= _IN_GBK else "utf-8"


def origin_of_all(origins: set[str]) -> str:
    """Name the same of several changes: what proves least."""
    return next(name for name in ("", "latin", "legacy", "utf-8", "utf-8 in gbk") if name in origins)


def is_lossy(before: str, filled: Sequence[Filled]) -> bool:
    """Tell whether a change may have lost bytes."""
    return bool(filled) or _MARKS.search(before) is not None


def sure(damaged: float, reading: float, filled: Sequence[Filled]) -> float:
    """Give P(a change is exactly right), 0 to 1, as it is stated.

    Args:
        damaged: P(it is damaged).
        reading: P(no other explanation is right | it is damaged).
        filled: The places where bytes were lost.
    """
    stated = damaged * reading
    return stated * prod([place.alternatives[0][1] for place in filled]) if filled else stated


def of_change(change: Written, stated: Stated, looks: Looks, *, passes: bool = False) -> float:
    """Give P(a change is exactly right), 0 to 1: never more than P(it is damaged); see `situation_of_change`."""
    situation = situation_of_change(change, stated, looks, passes=passes)
    return min(change.damaged, came_true(CHANGE, situation, stated.sure))


def situation_of_change(change: Written, stated: Stated, looks: Looks, *, passes: bool = False) -> Situation:
    """Name what counts of a change: what was undone, whether bytes were lost, and how it reads.

    Args:
        change: The change.
        stated: What is said of it.
        looks: How to look at what it reads.
        passes: Whether the gate passes all of its line.
    """
    if not stated.origin:
        return _UNCOUNTED
    if stated.lossy and _LOST.search(change.after):
        return Situation(stated.origin, "lost")
    look = "clean" if passes else _look([change], change.after, "clean", looks)
    return Situation(stated.origin, f"{_LOSSES[stated.lossy]} {look}")


def situation_of_line(
    taken: Sequence[tuple[Written, Stated]], parts: Sequence[str], looks: Looks
) -> tuple[Situation, bool]:
    """Name what counts of a changed line, the same of all of it, and tell whether the gate passes it.

    Args:
        taken: Its changes, in order.
        parts: What it reads: what it keeps before its first change, what that reads, and so on to its end.
        looks: How to look at what it reads.
    """
    origins = {stated.origin for _, stated in taken}
    origin = origins.pop() if len(origins) == 1 else origin_of_all(origins)
    if not origin:
        return _UNCOUNTED, False
    lossy = True in [stated.lossy for _, stated in taken]
    kept = "alone" if "".join(parts[::2]).isascii() else "beside"
    look = _look([change for change, _ in taken], "".join(parts), kept, looks)
    if lossy:
        # Marks far from any change may be what they are.
        around = (parts[at - 1][-_BESIDE:] + parts[at] + parts[at + 1][:_BESIDE] for at in range(1, len(parts), 2))
        if any(map(_LOST.search, around)):
            return Situation(origin, "lost"), False
    return Situation(origin, f"{_LOSSES[lossy]} {look}"), look is kept


def _look(changes: Sequence[Written], text: str, clean: str, looks: Looks) -> str:
    """Name how what some changes read looks.

    Returns:
        What `clean` says where the gate lets it pass; "strange", where it does not read like language; "garbled",
        where it does but may be damaged once more; else "odd".
    """
    if looks.passes(text):
        return clean
    if UNWRITTEN.search(text) or _REPLACEMENT in text or not looks.reads(text):
        return "strange"
    return "garbled" if any(looks.begins(change.plan, text) for change in changes) else "odd"


def of_line(taken: Sequence[tuple[Written, Stated]], parts: Sequence[str], looks: Looks) -> tuple[float, list[float]]:
    """Give P(a changed line is exactly the original), 0 to 1, and P(it is right) for each of its changes.

    The line is never surer than that any of its changes is damaged. Where it is surer than a change by itself, the
    change is as sure: it is right when the line is. Arguments as for `situation_of_line`.
    """
    situation, passes = situation_of_line(taken, parts, looks)
    exact = came_true(LINE, situation, prod([stated.sure for _, stated in taken]))
    exact = min(exact, *[change.damaged for change, _ in taken])
    found: list[float] = []
    last, share = None, 0.0
    for change, stated in taken:
        # Most changes of a line are stated alike.
        if stated != last or stated.lossy or not passes:
            share = of_change(change, stated, looks, passes=passes)
            last = stated
        found.append(min(max(exact, share), change.damaged))
    return exact, found


@lru_cache(maxsize=1024)
def came_true(what: str, situation: Situation, stated: float) -> float:
    """Give how often what was stated came true, 0 to 1; as it was stated where nothing was counted.

    >>> came_true("line", Situation("", ""), 0.5), came_true("line", Situation("legacy", "lost"), 0.99) < 0.99
    (0.5, True)
    """
    origin, look = situation
    curves = _counted()[what]
    # What was seen too rarely is counted together with all origins.
    curve = curves.get(origin, _NONE).get(look) or (curves.get(ANY, _NONE).get(look) if origin else None)
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
def _counted() -> Curves:
    """Read what scripts/count/confidence.py counted."""
    found = data_files.read_json(__package__, "confidence.json")
    return {what: curves_of(found[what]) for what in (LINE, CHANGE)}


def curves_of(counted: dict[str, dict[str, list[list[float]]]]) -> dict[str, dict[str, Curve]]:
    """Give the curves that were written down, by origin and look, without the counts that each point rests on."""
    return {
        origin: {look: [(stated, right) for stated, right, _ in curve] for look, curve in looks.items()}
        for origin, looks in counted.items()
    }
