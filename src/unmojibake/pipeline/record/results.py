"""Gives for the choices of each line its changes and suspects, and puts the result together."""

from __future__ import annotations

import functools
from itertools import compress
from operator import attrgetter, not_
from typing import TYPE_CHECKING

from unmojibake.charsets.inverse import is_as_on_windows
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.damaging.plan_rules import note
from unmojibake.language import fluency, load
from unmojibake.pipeline import candidates
from unmojibake.pipeline.candidates import MARK_OF_LOSS, Cover
from unmojibake.pipeline.gate import first_look, triggers
from unmojibake.pipeline.record import cache_model, confidence, likely
from unmojibake.pipeline.record.confidence import Stated
from unmojibake.pipeline.record.pending import Pending
from unmojibake.values.config import KINDS
from unmojibake.values.patterns import on_use
from unmojibake.values.result import Change, Filled, Result, Rival, Step, Suspect, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unmojibake.pipeline.candidates import Choice, Draft
    from unmojibake.pipeline.span import Span
    from unmojibake.values.config import Config
    from unmojibake.values.context import Context

_LETTERS = on_use(r"[^\W\d_\x00-\x7f]+")


place: Callable[[Change | Suspect], int] = attrgetter("start")
"""Gives the first code point, to sort by."""


def change_of(draft: Draft, choice: Choice, context: Context) -> tuple[Pending, Stated]:
    """Give a choice as a pending change, and the statement on it; `as_a_line` gives it its confidence.

    A change with filled places has the confidence of the change by itself already, for the case that it is left.
    """
    span, line = choice.span, draft.view.text
    if span.picks and context.seen:
        span = cache_model.again(span, line, cache_model.count(context.seen), load())
    # A restored line feed takes the document's own line end, and the places behind it move: see `_filled`.
    end = "\r\n" if context.line_end == "\r\n" else "\n"
    after = span.after if end == "\n" else span.after.replace("\n", end)
    if span.edits:
        plan = _plan(choice.plan, span)
        origin = confidence.origin_of(plan)
    else:
        plan, origin = _known(choice.plan)
    # A span in escapes has the unescaped text as `before`: `Ã©` for `\u00c3\u00a9`.
    before = line[span.start : span.end]
    shows = MARK_OF_LOSS.search(before) is not None
    if span.picks or span.edits or shows or not is_as_on_windows(before, choice.plan[-1].carrier):
        plan = note(plan, before, after)
    filled = _filled(span, end) if span.picks else ()
    start, damaged = draft.view.start, choice.damaged
    rival = None if choice.rival is None else _rival(start, choice.rival, end)
    change = Pending(start + span.start, start + span.end, before, after, plan, damaged, damaged, filled, rival)
    if not filled and not shows:
        return change, _stated(origin, damaged * choice.reading)
    sure = confidence.sure(damaged, choice.reading, filled)
    stated = Stated(origin, confidence.is_lossy(before, filled), sure)
    if filled:
        change = change._replace(confidence=confidence.of_change(change, stated, LOOKS) * confidence.as_it_came(plan))
    return change, stated


@functools.lru_cache(maxsize=256)
def _stated(origin: str, sure: float) -> Stated:
    """Give the statement on a change that lost nothing; remembered, since most are the same."""
    return Stated(origin, lossy=False, sure=sure)


@functools.cache
def _known(chains: tuple[Chain, ...]) -> tuple[tuple[Step, ...], str]:
    """Give the steps of a plan without edits, and the name of its damage."""
    return _steps(chains), confidence.origin_of(_steps(chains))


def _plan(chains: tuple[Chain, ...], span: Span) -> tuple[Step, ...]:
    """Give the steps of the plan of a span, its edits included."""
    if not span.edits:
        return _steps(chains)
    edits = tuple(Step(kind, tuple(detail)) for kind, *detail in span.edits)
    # Edits of the innermost layer, such as a gloss, come first; others, such as an escape, come last.
    return edits + _steps(chains) if chains[0].edits else _steps(chains) + edits


def _rival(start: int, rival: tuple[Span, tuple[Chain, ...], float], end: str) -> Rival:
    """Give the rival of a choice as a value of the result, with the line end of the document."""
    span, chains, share = rival
    places = start + span.start, start + span.end
    return Rival(*places, after=span.after.replace("\n", end), plan=_plan(chains, span), probability=share)


def _filled(span: Span, end: str) -> tuple[Filled, ...]:
    """Give the filled places of a span as values of the result, each line feed written as `end`."""
    if end == "\n":
        return tuple(Filled(start, stop, alternatives=readings) for start, stop, readings in span.picks)
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
    """Give the codec steps of a plan."""
    return tuple(Step("codec", tuple(chain)) for chain in plan if not chain.edits)


def as_a_line(
    draft: Draft, taken: list[tuple[Pending, Stated]], least: float
) -> tuple[list[Change], list[Suspect], float]:
    """Give the changes of a line, those that are too unlikely to be written as suspects, and P(the line is right).

    Args:
        draft: The line.
        taken: Its changes that are damaged surely enough, with the statements on them.
        least: `Config.min_confidence`.

    Returns:
        The changes in order, each with its confidence; what is left; P(the line is the original), 0 to 1, but for
        whether it should be escaped as it was: `result_of` asks that once for the text.
    """
    taken = sorted(taken, key=lambda pair: pair[0].start)
    left: list[Suspect] = []
    while taken:
        exact, shares = confidence.of_line(taken, _parts(draft, taken), LOOKS)
        settled = [
            change.settled(share * confidence.as_it_came(change.plan))
            for (change, _), share in zip(taken, shares, strict=True)
        ]
        kept = likely.are_likely(settled, least)
        if all(kept):
            return settled, left, exact
        # What is left changes what the others stand beside: they are asked again.
        left += map(_unlikely, compress(settled, map(not_, kept)))
        taken = list(compress(taken, kept))
    return [], left, 1.0


def _parts(draft: Draft, taken: Sequence[tuple[Pending, Stated]]) -> list[str]:
    """Give a changed line in parts: the text before the first change, its reading, the text behind it, and so on."""
    line, first, at = draft.view.text, draft.view.start, 0
    parts: list[str] = []
    for change, _ in taken:
        parts += (line[at : change.start - first], change.after)
        at = change.end - first
    return [*parts, line[at:]]


def _unlikely(change: Change) -> Suspect:
    """Give a change that is too unlikely to be written as a suspect."""
    reason = f"its reading is right with P = {change.confidence:.3f}: too unlikely to be written"
    kind = change.plan[-1].kind
    return Suspect(change.start, change.end, kind=kind, reason=reason, best=change.after, confidence=change.confidence)


def _begins(plan: Sequence[Step], text: str) -> bool:
    """Tell whether a text may be damaged by a layer of UTF-8 that a plan has.

    >>> [_begins([Step("codec", ("utf-8", "cp1252"))], text) for text in ("schÃ¶n", "schön")]
    [True, False]
    """
    chains = (Chain(*step.detail[:2]) for step in plan if step.kind == "codec")
    return any(chain.origin == "utf-8" and triggers.has_trigger(chain, text) for chain in chains)


def _reads(text: str) -> bool:
    """Tell whether each word of a text at which the gate stops twice reads like language nevertheless.

    >>> _reads("schÃ¶n"), _reads("鎿嶄綔鎴愬姛")
    (True, False)
    """
    for word in _LETTERS.findall(text):
        hit = first_look.suspect(word)
        if hit and first_look.suspect(word[hit.end() :]) and fluency.is_strange(word, load().score(word)):
            return False
    return True


LOOKS = confidence.Looks(first_look.is_clean, _reads, _begins)


def unsure(change: Pending) -> Suspect:
    """Give a change that is not damaged surely enough to be made as a suspect, with the reason for that."""
    reason = f"probably damaged (P = {change.damaged:.3f}), but not surely enough to change it"
    if not candidates.is_written(change.before, change.after):
        reason = "what it would read has characters that nobody writes: it was damaged once more, or too much is lost"
    # The kind of the last step, which is the outermost layer: "escape" for `caf\u00c3\u00a9`.
    kind = change.plan[-1].kind
    return Suspect(change.start, change.end, kind=kind, reason=reason, best=change.after, confidence=change.confidence)


def left_out(found: Result, config: Config, suspects: list[Suspect]) -> list[Suspect]:
    """Give what a repair of every kind found, and `Config.kinds` leaves out, as suspects.

    Args:
        found: The result of a repair of the text without `Config.kinds`.
        config: The config with them.
        suspects: The suspects that are known: what overlaps them is left out.
    """
    known = Cover()
    for suspect in suspects:
        if not known.overlaps(suspect.start, suspect.end):
            known.take(suspect.start, suspect.end)
    changes = (
        Suspect(
            change.start,
            change.end,
            kind=change.plan[-1].kind,
            reason=f"damaged (P = {change.damaged:.3f}), but not by a kind of damage that is to be repaired",
            best=change.after,
        )
        for change in found.changes
        if config.leaves_out(step.kind for step in change.plan)
    )
    others = (suspect for suspect in found.suspects if suspect.kind in KINDS and config.leaves_out([suspect.kind]))
    return [each for each in (*changes, *others) if not known.overlaps(each.start, each.end)]


def result_of(text: str, changes: list[Change], suspects: list[Suspect], exact: float) -> Result:
    """Give the result for a text with its changes and suspects; `exact` is P(every changed line is the original)."""
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
    # One program wrote the text: whether it escapes is one question, however many escapes there are.
    exact *= min(confidence.as_it_came(change.plan) for change in changes)
    return Result(
        "".join(pieces),
        changed=True,
        verdict=Verdict.PARTIAL if left else Verdict.REPAIRED,
        confidence=_intact(left) * exact,
        changes=tuple(changes),
        suspects=tuple(left),
    )


def _intact(suspects: list[Suspect]) -> float:
    """Give P(the text outside of the changes is right): 0 where suspects are left, else 1."""
    return 0.0 if suspects else 1.0
