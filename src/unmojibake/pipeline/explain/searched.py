"""Gives the candidates of a line by search: for each layer undone the best path through its text lattice."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.charsets import regions
from unmojibake.language import load
from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import Candidate, Found
from unmojibake.pipeline.evidence import charts, intended_glosses, span_cost
from unmojibake.pipeline.explain import layers, stopping
from unmojibake.pipeline.search import spans
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo import eaten_line_ends
from unmojibake.pipeline.undo.eaten_ascii import eaten_costs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.pipeline.explain.layers import Layered
    from unmojibake.pipeline.gate.line_view import LineView
    from unmojibake.pipeline.lattice import Reading
    from unmojibake.pipeline.span import Span
    from unmojibake.values.config import Config

_AROUND = 200
"""Code points on either side of an edit in which quotation marks are looked at, as many as the search looks back."""


class _Work:
    """Counts the work of a line, and tells what it is still worth.

    Attributes:
        is_cut: Whether something was not done.
    """

    def __init__(self, line: str) -> None:
        self._left = limits.WORK * len(line) + limits.WORK_OF_ANY
        self.is_cut = False

    def allows(self, layered: Layered) -> bool:
        """Tell whether a layer is to be searched, and count its work if it is."""
        work = layered.lattice.work()
        if work > self._left:
            self.is_cut = True
            return False
        self._left -= work
        return True


def explain(view: LineView, kinds: Collection[str], line_end: str, config: Config) -> Found:
    """Give the candidates of a line.

    Of `鎿嶄綔鎴愬姛` the first, UTF-8 read as GBK, is beyond doubt: 操作成功. The commonest wrong readings are searched
    first; where the work that a line is worth is done, the others are not.

    Args:
        view: The line.
        kinds: The kinds of damage that are looked for.
        line_end: The line end of the document, "" where it is a single line.
        config: How common damage is, and how sure a change has to be.
    """
    found: list[Candidate] = []
    work = _Work(view.text)
    for outermost in layers.outermost(view, kinds):
        candidates, is_settled = _of_one(view, filter(work.allows, outermost), (view.tail, line_end), config, work)
        found += candidates
        if is_settled:
            return Found(found, is_settled=True)
    return Found(found, is_cut=work.is_cut)


class _Key(NamedTuple):
    """The key of a candidate: its plan, and whether it takes question marks for U+FFFD."""

    plan: tuple[Chain, ...]
    asked: bool


def _of_one(
    view: LineView, outermost: Iterable[Layered], ends: tuple[str, str], config: Config, work: _Work
) -> tuple[Iterable[Candidate], bool]:
    """Give the candidates by one wrong reading and by the layers below it, and whether one is beyond doubt.

    All of them are looked at: that one is beyond doubt proves nothing against the others, such as the reading of the
    same bytes as GB18030.
    """
    found: dict[_Key, Candidate] = {}
    settled: set[_Key] = set()
    level = outermost
    for _ in range(layers.DEPTH):
        inner: list[Layered] = []
        for layered in level:
            path = _path(layered, ends)
            candidate = _candidate(view.text, layered, path, config.prior) if path else None
            is_settled = candidate is not None and stopping.is_settled(candidate, view.text)
            if candidate and path and not _is_meant(found, layered, path, config):
                _add(found, settled, layered, candidate, is_settled=is_settled)
            read = "".join([step.text for step in path]) if path and is_settled else ""
            inner += filter(work.allows, layers.below(layered, view.text, read))
        level = inner
    return found.values(), bool(settled)


def _plain(layered: Layered) -> _Key | None:
    """Give the key of the candidate without glosses that a layer with glosses below it competes with."""
    return _Key(layered.plan[1:], asked=False) if layered.plan[0].edits else None


def _is_meant(found: dict[_Key, Candidate], layered: Layered, path: list[Reading], config: Config) -> bool:
    """Tell whether the glosses that a layer takes out below another one are there on purpose."""
    if _plain(layered) not in found:
        return False
    return stopping.is_meant(layered.plan[0], intended_glosses.below(load(), path), config)


def _add(
    found: dict[_Key, Candidate], settled: set[_Key], layered: Layered, candidate: Candidate, *, is_settled: bool
) -> None:
    """Add a candidate to `found`, and to `settled` if it is; a candidate with glosses below replaces its plain one."""
    if plain := _plain(layered):
        found.pop(plain, None)
        settled.discard(plain)
    key = _Key(layered.plan, layered.asked)
    found[key] = candidate
    if is_settled:
        settled.add(key)


def _path(layered: Layered, ends: tuple[str, str]) -> list[Reading] | None:
    """Give the best path through the lattice of a layer; None where no path reaches its end."""

    def eaten(left: str, right: str) -> dict[str, float]:
        return eaten_line_ends.possible(eaten_costs(left, right), right, *ends)

    return search(layered.lattice, load(), eaten)


def _candidate(line: str, layered: Layered, path: list[Reading], prior: float) -> Candidate | None:
    """Give a path through a layer as a candidate with weighed spans; None where the spans prove nothing.

    They prove nothing where they hardly read better than they stand, or are characters in the order of a charset.
    """
    found = spans.spans(line, layered.lattice, path, narrow=spans.is_narrow(line))
    # A reading with U+FFFD is no repair: there an inner layer lost its bytes for good.
    weighed = weigh(line, [span for span in found if "\N{REPLACEMENT CHARACTER}" not in span.after])
    if not weighed or stopping.is_hopeless(weighed) or charts.proves_nothing(weighed, layered.plan[-1].carrier):
        return None
    share = regions.share(layered.plan, "".join([span.after for span in weighed]))
    # Question marks that were U+FFFD: the damaged text was damaged again, which is as rare as damage is at all.
    return Candidate(layered.plan, share * prior if layered.asked else share, weighed)


def weigh(line: str, found: Sequence[Span], *, whole: bool = False) -> list[Span]:
    """Give the spans of a candidate with their weights.

    Args:
        line: The line.
        found: The spans, in order.
        whole: Whether all of each span is weighed, and not only its head.
    """
    if not any(span.edits for span in found):
        return [span_cost.weigh(line, span, whole=whole) for span in found]
    # Which quotation mark closes hangs on the readings before a span, up to a line feed that was put back.
    lefts, rights = [""], [""]
    for one, other in pairwise([None, *found]):
        gap = line[one.end if one else 0 : other.start if other else None][-_AROUND:]
        lefts.append(_last_line(lefts[-1] + (one.after if one else "") + gap))
    for one, other in pairwise([*found, None][::-1]):
        gap = line[other.end if other else 0 : one.start if one else None][:_AROUND]
        rights.append(_first_line(gap + (one.after if one else "") + rights[-1]))
    around = zip(lefts[1:], rights[:0:-1], strict=True)
    return [span_cost.weigh(line, span, sides, whole=whole) for span, sides in zip(found, around, strict=True)]


def _last_line(text: str) -> str:
    """Give the text behind its last line feed, 200 code points at most: of "ab", a line feed and "cd" it is "cd"."""
    return text[-_AROUND:].rpartition("\n")[2]


def _first_line(text: str) -> str:
    """Give the text before its first line feed, 200 code points at most: of "ab", a line feed and "cd" it is "ab"."""
    return text[:_AROUND].partition("\n")[0]
