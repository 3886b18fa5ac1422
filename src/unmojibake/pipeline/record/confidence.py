"""Gives the confidence of a change and of a changed line: P(it is exactly the original), 0 to 1.

The search states P(each filled place), the choice P(the span is damaged) and P(no other candidate is right). Neither
knows of an original that is not among the readings, nor of other damage in the line. But such lines look different: a
mark of loss is left, or the reading does not look clean. So scripts/count/confidence.py counted, on damage made for it,
how often a stated probability came true in each such situation; that share is the confidence.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import prod
from typing import NamedTuple

from unmojibake.pipeline.candidates import UNWRITTEN
from unmojibake.pipeline.record.pending import Pending
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use
from unmojibake.values.result import Change, Filled, Step

Written = Change | Pending
"""A change, or a pending one that becomes a change."""
Curve = Sequence[tuple[float, float]]
"""Stated probabilities, rising, each with the share of the changes stated so that were right, 0 to 1."""
Curves = dict[str, dict[str, dict[str, Curve]]]
"""The curves for changes and for lines, by origin and look."""
ANY = "any"
"""Stands for all origins."""
_NONE: dict[str, Curve] = {}
LINE, CHANGE = "line", "change"
"""The names of the two kinds of curves."""
_REPLACEMENT = "\ufffd"
_HAN = "\u3400-\u9fff"
_LOST = on_use(
    rf"\ufffd|\?\?|(?<=[^\x00-\x7f])\?|\?(?=[^\x00-\x7f])|[\u30fb{_HAN}]\u30fb|\u30fb[{_HAN}]",
)
"""A mark that a decoder left in the place of bytes, where a character was: `?` in `中?文`, not in `a?`."""
_MARKS = on_use("[?\ufffd\u30fb]")
_BY_CHOICE = ("json", "html")
"""How the names of those styles of escapes begin which a writer may do without."""
_IN_GBK = frozenset({("utf-8", "cp936"), ("utf-8", "gb18030")})
_BESIDE = 2
"""Code points beside a change within which a mark of loss counts as its own."""


class Stated(NamedTuple):
    """The statement of the search and the choice on a change.

    Attributes:
        origin: The name of the damage that was undone, see `origin_of`.
        lossy: Whether bytes may have been lost: some were filled in, or a mark of loss stands in the damaged text.
        sure: P(it is exactly right), 0 to 1.
    """

    origin: str
    lossy: bool
    sure: float


class Situation(NamedTuple):
    """The features of a change, or of a changed line, by which its curve is found.

    Attributes:
        origin: The name of the damage that was undone, see `origin_of`. Empty where nothing was counted.
        look: Whether bytes were lost, and how the reading looks: such as "whole clean", "lossy odd", "lost".
    """

    origin: str
    look: str


_UNCOUNTED = Situation("", "")
_LOSSES = ("whole", "lossy")


class Looks(NamedTuple):
    """The functions that look at a reading.

    Attributes:
        passes: The gate: whether a text can be clean.
        reads: Whether the words which the gate does not pass read like language nevertheless.
        begins: Whether a text may be damaged by the plan of a change.
    """

    passes: Callable[[str], bool]
    reads: Callable[[str], bool]
    begins: Callable[[Sequence[Step], str], bool]


def as_it_came(plan: Sequence[Step]) -> float:
    """Give P(a repaired text should be escaped as the damaged text was), 0 to 1, for the plan of a change.

    Addresses and mail are always escaped. The program that read a page or JSON wrongly may have been the one that
    escaped it: nobody counted how often, so both are as likely.

    >>> [as_it_came([Step("escape", (style,))]) for style in ("json-lower", "percent")]
    [0.5, 1.0]
    """
    return 0.5 if any(step.kind == "escape" and step.detail[0].startswith(_BY_CHOICE) for step in plan) else 1.0


def origin_of(plan: Sequence[Step]) -> str:
    """Name the damage that a plan undoes, by how well the repair of such damage proves itself.

    Returns:
        "utf-8", where that was read wrongly, in every layer; "utf-8 in gbk", where it was always read as GBK, which
        loses no whole character; "legacy" for other charsets, of which nearly everything is valid; "latin" for damage
        that ftfy undid; "" for other damage, of which nothing was counted: beside an edit stands text that was never
        damaged, rare characters and all.

    >>> [origin_of([Step("codec", chain)]) for chain in (("utf-8", "cp1252"), ("utf-8", "cp936"), ("big5", "cp936"))]
    ['utf-8', 'utf-8 in gbk', 'legacy']
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
    """Name the damage of several changes: of their names the one that proves itself least."""
    return next(name for name in ("", "latin", "legacy", "utf-8", "utf-8 in gbk") if name in origins)


def is_lossy(before: str, filled: Sequence[Filled]) -> bool:
    """Tell whether the damage of a change may have lost bytes: some were filled in, or a mark stands in `before`.

    >>> is_lossy("涓?枃", ()), is_lossy("鎿嶄綔", ())
    (True, False)
    """
    return bool(filled) or _MARKS.search(before) is not None


def sure(damaged: float, reading: float, filled: Sequence[Filled]) -> float:
    """Give P(a change is exactly right), 0 to 1, as search and choice state it.

    Args:
        damaged: P(it is damaged).
        reading: P(no other candidate is right | it is damaged).
        filled: The places where bytes were lost.
    """
    stated = damaged * reading
    return stated * prod([place.alternatives[0][1] for place in filled]) if filled else stated


def of_change(change: Written, stated: Stated, looks: Looks, *, passes: bool = False) -> float:
    """Give P(a change is exactly right), 0 to 1: never more than P(it is damaged); see `situation_of_change`."""
    situation = situation_of_change(change, stated, looks, passes=passes)
    return min(change.damaged, came_true(CHANGE, situation, stated.sure))


def situation_of_change(change: Written, stated: Stated, looks: Looks, *, passes: bool = False) -> Situation:
    """Give the situation of a change: the damage that was undone, whether bytes were lost, and how the reading looks.

    Args:
        change: The change.
        stated: The statement on it.
        looks: How to look at its reading.
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
    """Give the situation of a changed line, and tell whether the gate passes its reading.

    Args:
        taken: Its changes with the statements on them, in order.
        parts: The repaired line in parts: the text before the first change, its reading, the text behind it, and so on
            to the end of the line.
        looks: How to look at its reading.
    """
    origins = {stated.origin for _, stated in taken}
    origin = origins.pop() if len(origins) == 1 else origin_of_all(origins)
    if not origin:
        return _UNCOUNTED, False
    lossy = True in [stated.lossy for _, stated in taken]
    kept = "alone" if "".join(parts[::2]).isascii() else "beside"
    look = _look([change for change, _ in taken], "".join(parts), kept, looks)
    if lossy:
        # Marks far from any change may be question marks: those of `schÃ¶n, but why??` do not count.
        around = (parts[at - 1][-_BESIDE:] + parts[at] + parts[at + 1][:_BESIDE] for at in range(1, len(parts), 2))
        if any(map(_LOST.search, around)):
            return Situation(origin, "lost"), False
    return Situation(origin, f"{_LOSSES[lossy]} {look}"), look is kept


def _look(changes: Sequence[Written], text: str, clean: str, looks: Looks) -> str:
    """Name how a text looks that some changes read.

    Returns:
        `clean` where the gate passes the text, such as `schön`; "strange" where it does not read like language, such as
        `鎿嶄綔鎴愬姛`; "garbled" where it does but may be damaged once more by the same plan, such as `schÃ¶n`; "odd"
        otherwise.
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
        # Most changes of a line have the same statement as the change before.
        if stated != last or stated.lossy or not passes:
            share = of_change(change, stated, looks, passes=passes)
            last = stated
        found.append(min(max(exact, share), change.damaged))
    return exact, found


@lru_cache(maxsize=1024)
def came_true(what: str, situation: Situation, stated: float) -> float:
    """Give the share of changes or lines stated so that were right, 0 to 1; the stated one where nothing was counted.

    >>> came_true("line", Situation("", ""), 0.5), came_true("line", Situation("legacy", "lost"), 0.99) < 0.99
    (0.5, True)
    """
    origin, look = situation
    curves = _counted()[what]
    # A look that an origin has too rarely is counted over all origins together.
    curve = curves.get(origin, _NONE).get(look) or (curves.get(ANY, _NONE).get(look) if origin else None)
    if not curve:
        return stated
    at = bisect_right(curve, (stated, 2.0))
    if at == len(curve):
        # Beyond the last point of the curve the share stays in proportion to the stated probability.
        left, low = curve[-1]
        return min(1.0, low * stated / left)
    (left, low), (right, high) = curve[at - 1] if at else (0.0, 0.0), curve[at]
    return low + (high - low) * (stated - left) / (right - left)


@cache
def _counted() -> Curves:
    """Read the curves that scripts/count/confidence.py counted."""
    found = data_files.read_json(__package__, "confidence.json")
    return {what: curves_of(found[what]) for what in (LINE, CHANGE)}


def curves_of(counted: dict[str, dict[str, list[list[float]]]]) -> dict[str, dict[str, Curve]]:
    """Give the curves of a data file, by origin and look, without the count that each point rests on."""
    return {
        origin: {look: [(stated, right) for stated, right, _ in curve] for look, curve in looks.items()}
        for origin, looks in counted.items()
    }
