"""What a document is damaged by: its lines explained, and what each tells the others."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.charsets.wrong_readings import Chain, shares
from unmojibake.language import nats
from unmojibake.pipeline import limits
from unmojibake.pipeline.decide import choose, line_odds
from unmojibake.pipeline.evidence import intended_glosses
from unmojibake.pipeline.explain import lossless
from unmojibake.pipeline.explain.line_explanations import drafts, let_go
from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.gate.line_look import passed
from unmojibake.pipeline.record import cache_model
from unmojibake.values.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.pipeline.candidates import Candidate, Draft, LineOdds
    from unmojibake.pipeline.gate.line_look import Looked
    from unmojibake.pipeline.gate.line_view import LineView
    from unmojibake.pipeline.span import Span
    from unmojibake.values.config import Config

    Plan: TypeAlias = tuple[Chain, ...]


_ALONE = Context()
_EATERS = "?\N{KATAKANA MIDDLE DOT}E"
"""Marks of loss that ate what stood behind them, or what they end with when they were saved and read otherwise."""


class Explained(NamedTuple):
    """A line with its candidates and their log odds.

    Attributes:
        draft: The line with its candidates.
        odds: The log odds of each candidate.
        plans: The plans that it is surely damaged by; None: that was not asked.
    """

    draft: Draft
    odds: list[LineOdds]
    plans: set[Plan] | None


def explained(text: str, looked: Looked, config: Config, context: Context | None) -> tuple[deque[Explained], Context]:
    """Explain the lines of a document, and learn from them.

    Args:
        text: The document.
        looked: Its lines that the looks looked at.
        config: What to repair.
        context: What is known of it. None: it is learned.

    Returns:
        The lines that were looked at, in order, and what is known. Linear.
    """
    page = context or page_of(text)
    if len(looked.kept) < len(looked.views):
        found = _by_themselves(looked.views, looked.kept, page, config, told=context is not None)
        if found is not None:
            return deque(found), context or replace(page, seen="")
    return _in_company(text, looked, page, config, context)


def whole(text: str) -> str | None:
    """Give what a text of one line reads that is beyond doubt by itself; see `lossless.whole`."""
    return None if "\n" in text else lossless.whole(text)


def _by_themselves(
    views: list[LineView], kept: list[LineView], page: Context, config: Config, *, told: bool
) -> list[Explained] | None:
    """Explain the lines that the second look keeps, as long as none of them is surely damaged.

    Args:
        views: All lines at which the first look stopped.
        kept: Those that the second look keeps.
        page: What is known of the document.
        config: What to repair.
        told: Whether the caller gave the context.

    Returns:
        All of them in order, those that were let go with nothing but what is lost for good; None where some line is
        damaged, so that the others must be looked at in its company.
    """
    found: list[Explained] = []
    for at in range(0, len(kept), limits.FIRST):
        found += _explained(iter(kept[at : at + limits.FIRST]), page, config, told=told)
        if not told and _learn(page, found).chains:
            return None
    starts = {view.start for view in kept}
    lost = (view for view in views if view.start not in starts and first_look.is_lost(view.text))
    found += (Explained(let_go(view), [], set()) for view in lost)
    return sorted(found, key=lambda each: each.draft.view.start)


def _in_company(
    text: str, looked: Looked, page: Context, config: Config, context: Context | None
) -> tuple[deque[Explained], Context]:
    """Explain lines, each in the company of the others; see `explained`.

    Args:
        text: The document.
        looked: Its lines that the looks looked at.
        page: What is known of it before its lines are explained.
        config: What to repair.
        context: What the caller knows of it.
    """
    told = context is not None
    last = page.line_end if page.continues else ""
    lines = iter(looked.kept)
    # The first lines tell by what the others are likely damaged: those need not be read in every possible way.
    found = list(_explained(islice(lines, limits.FIRST), page, config, told=told))
    known = context or _learn(page, found)
    found += _explained(lines, known, config, told=told)
    if not told:
        known = _learn(page, found)
        found += _of_let_go(looked, known, config)
        known = _learn(page, found)
        known = replace(known, everywhere=_everywhere(text, last, known, config))
    if known.everywhere:
        found += _explained(passed(text, last, known.everywhere), known, config, told=told)
        known = context or _learn(known, found)
    found.sort(key=lambda each: each.draft.view.start)
    return deque(found), context or replace(known, seen=_whole_text(text, found))


def _of_let_go(looked: Looked, known: Context, config: Config) -> Iterator[Explained]:
    """Explain the lines that the second look let go: those that the damage of other lines can have made are searched.

    Args:
        looked: The lines that the looks looked at.
        known: What the others tell.
        config: What to repair.
    """
    starts = {view.start for view in looked.kept}
    views = [view for view in looked.views if view.start not in starts]
    chains = [chain for chain in {plan[-1] for plan in known.chains} if chain in shares()]
    made = [view for view in views if any(lossless.may_have_made(chain, view) for chain in chains)]
    yield from _explained(iter(made), known, config, told=False)
    starts = {view.start for view in made}
    for view in views:
        if view.start not in starts and first_look.is_lost(view.text):
            yield Explained(let_go(view), [], set())


def _explained(lines: Iterable[LineView], known: Context, config: Config, *, told: bool) -> Iterator[Explained]:
    """Explain lines; a line that comes again is weighed once.

    Args:
        lines: The lines.
        known: What the document tells them.
        config: What to repair.
        told: Whether the caller gave the context: then nobody asks which plans are sure.
    """
    alone = prior(config, _ALONE, None)
    weighed: dict[tuple[str, str], tuple[list[LineOdds], set[Plan] | None]] = {}
    for draft in drafts(lines, known, config):
        line = draft.view.text
        key = line, draft.view.tail
        if key not in weighed:
            odds = line_odds.weigh(draft.candidates, line)
            weighed[key] = odds, None if told else choose.sure(odds, alone, config.min_damaged, line)
        yield Explained(draft, *weighed[key])


def _everywhere(text: str, last: str, known: Context, config: Config) -> tuple[Plan, ...]:
    """Give the plans that lines which look clean are damaged by too: most of the first that can be read by them.

    In Hungarian that was read as Western text, most lines could be Portuguese: only the others show what they are.
    """
    # What ftfy undid is no row of the table.
    plans = [plan for plan in known.leading() if all(chain in shares() and not chain.edits for chain in plan)]
    tried: dict[Plan, list[bool]] = {plan: [] for plan in plans}
    lines = islice(passed(text, last, plans), limits.FIRST) if plans else ()
    for draft, odds, _ in _explained(lines, known, config, told=True):
        likely = choose.sure(odds, prior(config, known, None), nats.MOST, draft.view.text)
        for candidate in draft.candidates:
            if candidate.plan in tried:
                tried[candidate.plan].append(candidate.plan in likely)
    return tuple(plan for plan, found in tried.items() if sum(found) > len(found) * nats.MOST)


def prior(config: Config, context: Context, own: set[Plan] | None) -> Callable[[Candidate], float]:
    """Give what is known of a plan before the line is looked at."""

    def known(candidate: Candidate) -> float:
        rate = context.rate(candidate.plan, own=None if own is None else candidate.plan in own)
        return config.prior * candidate.share if rate is None else rate

    return known


def _learn(page: Context, lines: Iterable[Explained]) -> Context:
    """Learn from all lines what the document tells each."""
    met: dict[Plan, tuple[int, int]] = {}
    for draft, _, plans in lines:
        for candidate in draft.candidates:
            seen, damaged = met.get(candidate.plan, (0, 0))
            met[candidate.plan] = seen + 1, damaged + (candidate.plan in (plans or ()))
    return replace(page, chains={plan: counts for plan, counts in met.items() if counts[1]})


def page_of(text: str) -> Context:
    """Learn from a document what can be seen before its lines are explained."""
    return Context(_line_end(text), lessons=intended_glosses.lessons(text))


def _line_end(text: str) -> str:
    """Give the line end of a document: the commoner one, or "" when it is a single line."""
    feeds, both = text.count("\n"), text.count("\r\n")
    # A feed behind what may be a mark of loss may have had a carriage return that was eaten: it says nothing.
    lone = feeds - both - sum(text.count(mark + "\n") for mark in _EATERS) if both else feeds
    return ("\r\n" if both > lone else "\n") if feeds else ""


def _whole_text(text: str, lines: Iterable[Explained]) -> str:
    """Give the text of a document that stands whole, for what was lost elsewhere in it; see `Context.seen`.

    Args:
        text: The document.
        lines: Its lines that were looked at.

    Returns:
        The text of the other lines, and the readings of these but for what was filled in, as far as it is asked; empty
        where nothing was filled in. Linear.
    """
    parts: list[str] = []
    at, lost = 0, False
    for draft, _, plans in lines:
        view = draft.view
        parts.append(text[at : view.start])
        at = view.start + len(view.text)
        sure = next((each for each in draft.candidates if each.plan in plans), None) if plans else None
        parts.append(_without_filled(view.text, sure.spans) if sure else view.text)
        lost = lost or any(span.picks for each in draft.candidates for span in each.spans)
    return "".join((*parts, text[at:]))[: cache_model.MOST] if lost else ""


def _without_filled(line: str, spans: Sequence[Span]) -> str:
    """Give what spans read in a line, with a line feed in the place of each character that was filled in."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts.append(line[at : span.start])
        at, start = span.end, 0
        for first, last, _ in span.picks:
            parts += span.after[start:first], "\n"
            start = last
        parts.append(span.after[start:])
    return "".join((*parts, line[at:]))
