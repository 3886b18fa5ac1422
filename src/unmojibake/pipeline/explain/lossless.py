"""Explains lines that lost nothing: decoded in C by the likeliest plans, and weighed no further than the proof needs.

Lines are taken through each plan together. It is the same work, but what a plan looks things up in stays at hand: the
tables of the model and of a charset do not push each other out of the processor's cache at every line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unmojibake.charsets import regions
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import ROWS, Chain, shares
from unmojibake.damaging import escape
from unmojibake.language import fluency, load
from unmojibake.language.nats import to_log_odds
from unmojibake.pipeline import costs, limits
from unmojibake.pipeline.candidates import Candidate, once
from unmojibake.pipeline.evidence import charts, span_cost
from unmojibake.pipeline.explain import far_ahead, stopping
from unmojibake.pipeline.gate import first_look, line_look, line_marks, second_look, word_look
from unmojibake.pipeline.gate.common_characters import is_mostly_common
from unmojibake.pipeline.gate.line_view import LineView
from unmojibake.pipeline.gate.utf8_in_pairs import EAST_ASIAN
from unmojibake.pipeline.search import align
from unmojibake.pipeline.undo import codec
from unmojibake.values.config import DEFAULT
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.pipeline.span import Span

    Plan = tuple[Chain, ...]

_COMMON = tuple(chain for chain in ROWS[:8] if chain.origin == "utf-8")
"""The wrong readings that are tried before anything else: those that prove themselves, of the commonest."""
_PIECES = on_use("[A-Za-z'\u2019\\-]*[^\x00-\x7f\xa0\xab\xbb\u2010-\u203a][A-Za-z'\u2019\\-]*")
"""Words that are not ASCII, without quotation marks, dashes and dots."""


def explain(views: Sequence[LineView], leading: Sequence[Plan]) -> list[Candidate | None]:
    """Give for each line its one candidate, which is beyond doubt, or None. Linear in their length.

    Args:
        views: The lines.
        leading: The plans that other lines of the document were damaged by, which need less proof.
    """
    found: list[Candidate | None] = [None] * len(views)
    # What ftfy undid is no row of the table.
    known = [plan for plan in leading if all(chain in shares() for chain in plan)]
    legacy = [plan for plan in known if any(chain.origin != "utf-8" for chain in plan)]
    for plan in known:
        if plan not in legacy:
            _prove(found, views, _read(found, views, plan), plan, met=True)
    for chain in _COMMON:
        if (chain,) not in leading:
            _prove(found, views, _read(found, views, (chain,)), (chain,), met=False)
    # Other charsets make something of nearly everything: what two of them read needs a closer look.
    readings = [_read(found, views, plan) for plan in legacy]
    for plan, read in zip(legacy, readings, strict=True):
        alone = {at: text for at, text in read.items() if all(other.get(at, text) == text for other in readings)}
        _prove(found, views, {at: text for at, text in alone.items() if not found[at]}, plan, met=True)
    for at, view in enumerate(views if not legacy else ()):
        if found[at] is None and (one := far_ahead.read(view.text)):
            _prove(found, views, {at: one[1]}, (one[0],), met=False)
    return found


def whole(line: str) -> str | None:
    r"""Give what a line reads that is beyond doubt by itself, as `repair` would write it; None for any other. Linear.

    >>> whole("Ð¿Ñ€Ð¸Ð²ÐµÑ‚"), whole("été")
    ('привет', None)
    """
    if escape.undo(line):
        return None
    [found] = explain([LineView(0, line, "")], ())
    return codec.strict(line, found.plan) if found else None


def _read(found: Sequence[Candidate | None], views: Sequence[LineView], plan: Plan) -> dict[int, str]:
    """Give what a plan reads in each line that has no candidate yet and that it can have made, by the line's place."""
    left = (at for at, one in enumerate(found) if one is None)
    return {at: text for at in left if (text := codec.strict(views[at].text, plan)) is not None}


def _prove(
    found: list[Candidate | None], views: Sequence[LineView], read: dict[int, str], plan: Plan, *, met: bool
) -> None:
    """Add to what was found the lines in which what a plan reads is beyond doubt.

    Args:
        found: The candidates, by the place of the line.
        views: The lines.
        read: What the plan reads, by the place of the line.
        plan: The plan.
        met: Whether other lines of the document were damaged by it.
    """
    paired = {at: _pair(views[at], text, plan, met=met) for at, text in read.items()}
    for at, spans in paired.items():
        if spans and (weighed := _proof(views[at].text, read[at], spans, plan, met=met)):
            found[at] = Candidate(plan, regions.share(plan, read[at]), weighed)


def _pair(view: LineView, text: str, plan: Plan, *, met: bool) -> list[Span]:
    """Give the spans of a line that was decoded; none where it reads the same, or what it reads looks damaged."""
    line = view.text
    if text == line or line_marks.is_touched(text):
        return []
    if not met and not (view.may_come_from(plan[-1]) and _is_right(text)):
        return []
    return align.parallel(line, text) or align.between(line, text, codec.seams(line, text, plan))


def _is_right(text: str) -> bool:
    """Tell whether what a line reads is right as it is: neither look stops at it, or it reads like language."""
    if first_look.is_clean(text) or line_look.is_let_go(text):
        return True
    return not second_look.is_marked(text) and fluency.is_fluent(text, load().score(text))


def _proof(line: str, text: str, spans: list[Span], plan: Plan, *, met: bool) -> list[Span]:
    """Give the spans of a line, the longest weighed until they prove the damage; none where they do not prove it."""
    if charts.proves_nothing(spans, plan[-1].carrier):
        return []
    itself = not met and _proves_itself(plan)
    missing = limits.SETTLED_MET if met else _enough(plan, text) if itself else limits.SETTLED
    weighed: dict[int, Span] = {}
    seen: set[str] = set()
    # The longest nearly always is enough.
    for at in sorted(range(len(spans)), key=lambda at: len(spans[at].before), reverse=True):
        if itself and spans[at].before in seen:
            # The same once more is no second witness.
            continue
        seen.add(spans[at].before)
        weighed[at] = span_cost.weigh(line, spans[at], enough=missing)
        missing -= weighed[at].weights.gain
        if missing < 0:
            is_language = _is_language(text, list(weighed.values()), plan, met=met)
            return [weighed.get(at, span) for at, span in enumerate(spans)] if is_language else []
    return []


def _is_language(text: str, weighed: Sequence[Span], plan: Plan, *, met: bool) -> bool:
    """Tell whether a reading is like language, or there is another layer under it.

    Args:
        text: The reading of the line.
        weighed: Those of its spans that were weighed.
        plan: The plan.
        met: Whether other lines of the document were damaged by it: then rare words are language too.
    """
    # What is repeated was weighed once, so it counts once.
    after = "".join([once(span.after[: span.head[1]]) for span in weighed])
    reads = sum([span.weights.reads * (span.head[0] / (span.end - span.start)) for span in weighed])
    if not met and plan[0].origin != "utf-8":
        return True  # told by `far_ahead`
    if not met and _proves_itself(plan):
        # That it is right was asked before. Of letters no more is known in a language that the model does not know.
        is_spelt = not EAST_ASIAN.search(after) and all(map(word_look.is_spelt, _PIECES.findall(text)))
        return is_spelt or (is_mostly_common(text) and _is_rare_at_most(text, after, reads, plan))
    if not met:
        return fluency.is_fluent(after, reads)
    return first_look.is_clean(text) or _is_rare_at_most(text, after, reads, plan)


def _is_rare_at_most(text: str, after: str, reads: float, plan: Plan) -> bool:
    """Tell whether the weighed part of a reading, or all of it, is language with rare words at most.

    It may begin with what is rarest in it.
    """
    if stopping.is_rare_at_most(after, reads, plan):
        return True
    return stopping.is_rare_at_most(text, load().score(text), plan)


def may_have_made(chain: Chain, view: LineView) -> bool:
    """Tell whether a wrong reading can have made most of a line, as far as a glance tells; see `triggers`.

    >>> [may_have_made(Chain("utf-8", "cp936"), LineView(0, text, "")) for text in ("鎿嶄綔", "操作")]
    [True, False]
    """
    if chain.edits or chain.carrier == "utf-8":
        return view.may_come_from(chain)
    return view.may_come_from(chain) and codec.share_decoded(view.text, *chain) > costs.MADE


def _enough(plan: Plan, text: str) -> float:
    """Give the nats from which on a line is damaged by a plan surely enough to be changed, where nobody says more."""
    return to_log_odds(DEFAULT.min_damaged) - to_log_odds(DEFAULT.prior * regions.share(plan, text))


def _proves_itself(plan: Plan) -> bool:
    """Tell whether a plan proves itself: UTF-8 that was read as a page of single bytes, where any other would fail."""
    return all(chain.origin == "utf-8" and not lookup(chain.carrier).wide for chain in plan)
