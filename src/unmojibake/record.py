"""What was chosen, written down: changes, suspects, and the result put together."""

from __future__ import annotations

import functools
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING

from unmojibake import confidence, gate
from unmojibake.candidates import Cover
from unmojibake.choose import is_written
from unmojibake.config import DEFAULT_MIN_DAMAGED
from unmojibake.damage.retell import note
from unmojibake.result import Change, Filled, Result, Rival, Step, Suspect, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from unmojibake.candidates import Choice, Piece
    from unmojibake.chains import Chain
    from unmojibake.context import Context
    from unmojibake.explain import Draft
    from unmojibake.lattice import Stretch

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


place: Callable[[Change | Suspect], int] = attrgetter("start")
"""Gives the first code point, to sort by."""


def change_of(draft: Draft, choice: Choice, context: Context) -> Change:
    """Write a choice down."""
    span = choice.piece.span
    # A restored line feed takes the document's own line end, and what follows it moves.
    end = "\r\n" if context.line_end == "\r\n" else "\n"
    after = span.after.replace("\n", end)
    plan = _plan(choice.plan, span)
    # In an escape the span stands otherwise than it was read.
    before = draft.line[span.start : span.end]
    # These may show that bytes were lost, though nothing else could have stood there.
    if span.picks or span.edits or "?" in before or " " in before or _REPLACEMENT in before:
        plan = note(plan, before, after)
    filled = _filled(span, end) if span.picks else ()
    sure = confidence.of_change(choice.damaged, filled)
    rival = None if choice.rival is None else _rival(draft.start, choice.rival, end)
    start = draft.start
    return _change(start + span.start, start + span.end, before, after, plan, choice.damaged, sure, filled, rival)


_SETTERS = [getattr(Change, each.name).__set__ for each in fields(Change)]


def _change(*values: object) -> Change:
    """Make a change of the values of its fields, in half the time that its class takes to."""
    change = object.__new__(Change)
    for put, value in zip(_SETTERS, values):  # noqa: B905 - one for each, and what is made most of all
        put(change, value)
    return change


def _plan(chains: tuple[Chain, ...], span: Stretch) -> tuple[Step, ...]:
    """Write down what happened to a span."""
    if not span.edits:
        return _steps(chains)
    edits = tuple(Step(kind, tuple(detail)) for kind, *detail in span.edits)
    # The edits of a layer stand where it does: before the others, or behind them.
    return edits + _steps(chains) if chains[0].edits else _steps(chains) + edits


def _rival(start: int, rival: tuple[Piece, tuple[Chain, ...], float], end: str) -> Rival:
    """Write the next best explanation down."""
    piece, chains, share = rival
    places = start + piece.start, start + piece.end
    return Rival(*places, after=piece.after.replace("\n", end), plan=_plan(chains, piece.span), probability=share)


def _filled(span: Stretch, end: str) -> tuple[Filled, ...]:
    """Write down what was filled in, with line feeds that are `end`."""
    grown = len(end) - 1
    return tuple(
        Filled(
            start + grown * span.after.count("\n", 0, start),
            stop + grown * span.after.count("\n", 0, stop),
            alternatives=tuple((text.replace("\n", end), share) for text, share in readings),
        )
        for start, stop, readings in span.picks
    )


@functools.cache
def _steps(plan: tuple[Chain, ...]) -> tuple[Step, ...]:
    """Write a plan down."""
    return tuple(Step("codec", tuple(chain)) for chain in plan if not chain.edits)


def exact_share(draft: Draft, changes: list[Change]) -> float:
    """Give P(a line is exactly the original)."""
    if not changes:
        return 1.0
    line, first, at = draft.line, draft.start, 0
    gaps = []
    for change in changes:
        gaps.append(line[at : change.start - first])
        at = change.end - first
    gaps.append(line[at:])
    return confidence.of_line(changes, gaps, gate.is_clean)


def unsure(change: Change) -> Suspect:
    """Report a change that is not made."""
    reason = f"probably damaged (P = {change.damaged:.3f}), but not surely enough to change it"
    if change.filled and change.damaged >= DEFAULT_MIN_DAMAGED:
        reason = f"its lost bytes can't be filled in surely enough (P = {change.confidence:.3f})"
    if not is_written(change.before, change.after):
        reason = "what it would read has characters that nobody writes: it was damaged once more, or too much is lost"
    # The kind of the layer that shows: what a span went through last.
    return Suspect(change.start, change.end, kind=change.plan[-1].kind, reason=reason, best=change.after)


def result_of(text: str, changes: list[Change], suspects: list[Suspect], exact: float) -> Result:
    """Put the text together; `exact` is P(every changed line is the original)."""
    taken = Cover()
    for change in changes if suspects else ():
        taken.take(change.start, change.end)
    left = sorted((suspect for suspect in suspects if not taken.overlaps(suspect.start, suspect.end)), key=place)
    if not changes:
        verdict = Verdict.ABSTAINED if left else Verdict.CLEAN
        return Result(text, changed=False, verdict=verdict, confidence=_intact(left), suspects=tuple(left))
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += (text[at : change.start], change.after)
        at = change.end
    pieces.append(text[at:])
    return Result(
        "".join(pieces),
        changed=True,
        verdict=Verdict.PARTIAL if left else Verdict.REPAIRED,
        confidence=_intact(left) * exact,
        changes=tuple(changes),
        suspects=tuple(left),
    )


def _intact(suspects: list[Suspect]) -> float:
    """Give P(what was left as it is is right as it is)."""
    return 0.0 if suspects else 1.0
