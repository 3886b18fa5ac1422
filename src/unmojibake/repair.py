"""The public functions, read top to bottom: gate, explanations of each line, choice, result.

Everything behind the gate is imported when the first text fails it: clean text, and importing this library, cost
nothing more.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

from unmojibake import gate
from unmojibake.context import Context
from unmojibake.result import DEFAULT_MIN_DAMAGED, Change, Config, Decoded, Filled, Result, Step, Suspect, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from ftfy import TextFixerConfig

    from unmojibake.candidates import Candidate, Choice
    from unmojibake.chains import Chain
    from unmojibake.explain import Draft
    from unmojibake.lattice import Stretch

_DEFAULT = Config()
_ALONE = Context()
Plan: TypeAlias = "tuple[Chain, ...]"


def fix_encoding(text: str, config: TextFixerConfig | Config | None = None, **options: Any) -> str:  # noqa: ANN401
    """Repair encoding damage in a text, and nothing else.

    What `ftfy.fix_encoding` does for Western text, for every script. Never raises on any string.

    Args:
        text: Any string.
        config: ftfy's options, or ours; see `unmojibake.fix_text`. None: the defaults of `repair`.
        **options: Fields of `ftfy.TextFixerConfig`.

    Returns:
        The repaired text; the same object when nothing was changed. Linear; clean text costs a few nanoseconds a
        character.

    Raises:
        TypeError: If `text` is not a string.

    >>> fix_encoding("鎿嶄綔鎴愬姛")
    '操作成功'
    """
    if config is not None or options:
        from unmojibake.ftfy_names import fix_encoding_and_explain  # noqa: PLC0415 - it stands on this

        return fix_encoding_and_explain(text, config, **options).text
    try:
        # `gate.is_clean`, written out for the common case; both calls also refuse what is no string.
        if str.isascii(text) or gate.glance(text) is None or gate.is_clean(text):
            return text
    except TypeError:
        raise _not_text(text) from None
    return repair(text).text


def repair(text: str, config: Config = _DEFAULT, context: Context | None = None) -> Result:
    """Find what is damaged in a text, and repair what can be repaired.

    Args:
        text: Any string. All of it is taken as one document.
        config: What to repair, and how sure to be.
        context: What the document tells its lines. None: it is learned from `text`. Pass the one of the whole
            document to repair pieces of it.

    Returns:
        The text with every change, its plan and its probability. Clean text is the same object. Linear in the length
        of the text.

    Raises:
        TypeError: If `text` is not a string.

    >>> repair("鎿嶄綔鎴愬姛").changes[0].plan
    (Step(kind='codec', detail=('utf-8', 'cp936')),)
    """
    if not isinstance(text, str):
        raise _not_text(text)
    # What escapes stand for passes the gate unseen, and is looked for only where that was asked for.
    if gate.is_clean(text) and not gate.is_lost(text) and "escape" not in (config.kinds or ()):
        return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)
    from unmojibake.choose import choose, sure, weigh  # noqa: PLC0415 - behind the gate, see above
    from unmojibake.explain import KINDS, drafts, gated, page_of  # noqa: PLC0415 - the same

    page = context or page_of(text)
    kinds = KINDS if config.kinds is None else config.kinds
    lines = gated(text, page.line_end if page.continues else "", kinds)
    # The first lines tell by what the others are likely damaged: those need not be read in every possible way.
    found = list(drafts(lines[:_FIRST], page, kinds, config.ftfy))
    weighed = [weigh(draft.candidates) for draft in found]
    alone = _prior(config, _ALONE, None)
    own = [] if context else [sure(entries, alone, config.min_damaged) for entries in weighed]
    known = context or _learn(page, found, own)
    found += drafts(lines[_FIRST:], known, kinds, config.ftfy)
    weighed += [weigh(draft.candidates) for draft in found[_FIRST:]]
    if not context:
        own += [sure(entries, alone, config.min_damaged) for entries in weighed[_FIRST:]]
        known = _learn(page, found, own)
    changes: list[Change] = []
    suspects: list[Suspect] = []
    exact = 1.0
    for draft, entries, plans in zip_longest(found, weighed, own):
        taken: list[Change] = []
        for choice in choose(entries, _prior(config, known, plans)):
            change = _change(draft, choice, known)
            if _is_taken(change, config):
                taken.append(change)
            elif change.damaged >= _DOUBT:
                suspects.append(_unsure(change))
        suspects += draft.locked
        taken.sort(key=_place)
        exact *= _line(draft, taken)
        changes += taken
    return _result(text, changes, suspects, exact)


def decode(data: bytes, declared: str | None = None, config: Config = _DEFAULT) -> Decoded:
    r"""Turn bytes into text, and repair the text.

    A byte order mark decides; then UTF-8, if the bytes are valid UTF-8, whatever a label says. Of all other encodings
    the likeliest is taken: a label, of the caller or in the first 1,024 bytes of a page, counts for much, what the
    language model makes of the text for more. Where the lines of a file differ, each is read in its own.

    Args:
        data: The bytes. Also a bytearray or memoryview.
        declared: A label from outside, such as the charset of an HTTP header. The names of the WHATWG standard, and
            Python's. None, or a name that nobody knows: there is none.
        config: For the repair. Its `prior` is also how often a label lies, and a line differs from the others.

    Returns:
        The text with its encoding. Linear. Valid UTF-8 costs what `bytes.decode` and the gate cost; of other
        bytes the model reads a sample of some thousand.

    Raises:
        BinaryError: If the bytes are no text.
        TypeError: If `data` is not bytes, or `declared` not a string.

    >>> found = decode("图书馆".encode("gbk"), declared="iso-8859-1")
    >>> found.text, found.encoding, found.label_lied
    ('图书馆', 'gb18030', True)
    """
    from unmojibake.sniff import sniff  # noqa: PLC0415 - text needs none of it

    found = sniff(data, declared, config.prior, gate.is_clean)
    result = repair(found.text, config)
    return Decoded(
        result.text,
        changed=result.changed,
        verdict=result.verdict,
        confidence=result.confidence * found.confidence,
        changes=result.changes,
        suspects=result.suspects,
        encoding=found.encoding,
        how=found.how,
        label_lied=found.label_lied,
        segments=found.segments,
    )


_FIRST = 12
"""Lines that are read in every possible way."""
_DOUBT = 0.5
"""From this P(damaged) on, what is left as it is is reported: it is likelier damaged than not."""


def _not_text(value: object) -> TypeError:
    return TypeError(f"expected str, got {type(value).__name__}: decode bytes first, for instance with bytes.decode()")


def _place(change: Change | Suspect) -> int:
    return change.start


def _prior(config: Config, context: Context, own: set[Plan] | None) -> Callable[[Candidate], float]:
    """Give what is known of a plan before the line is looked at."""

    def prior(candidate: Candidate) -> float:
        rate = context.rate(candidate.plan, own=None if own is None else candidate.plan in own)
        return config.prior * candidate.share if rate is None else rate

    return prior


def _learn(page: Context, lines: list[Draft], sure: list[set[Plan]]) -> Context:
    """Learn from all lines what the document tells each."""
    met: dict[Plan, tuple[int, int]] = {}
    for draft, plans in zip(lines, sure, strict=True):
        for candidate in draft.candidates:
            seen, damaged = met.get(candidate.plan, (0, 0))
            met[candidate.plan] = seen + 1, damaged + (candidate.plan in plans)
    return replace(page, chains={plan: counts for plan, counts in met.items() if counts[1]})


def _is_taken(change: Change, config: Config) -> bool:
    """Tell whether a change is sure enough to be made."""
    kinds = {step.kind for step in change.plan}
    if config.kinds is not None and not (kinds if "escape" not in kinds else {"escape"}) <= config.kinds:
        return False
    return change.damaged >= config.min_damaged and (not change.filled or change.confidence >= config.min_confidence)


def _change(draft: Draft, choice: Choice, context: Context) -> Change:
    """Write a choice down."""
    from unmojibake import confidence  # noqa: PLC0415 - behind the gate

    span = choice.piece.span
    # A restored line feed takes the document's own line end, and what follows it moves.
    end = "\r\n" if context.line_end == "\r\n" else "\n"
    change = Change(
        draft.start + span.start,
        draft.start + span.end,
        before=draft.line[span.start : span.end],
        after=span.after.replace("\n", end),
        plan=_steps(choice.plan) + tuple(Step(kind, tuple(detail)) for kind, *detail in span.edits),
        damaged=choice.damaged,
        confidence=0.0,
        filled=_filled(span, end) if span.picks else (),
    )
    return replace(change, confidence=confidence.of_change(change))


def _line(draft: Draft, changes: list[Change]) -> float:
    """Give P(a line is exactly the original)."""
    from unmojibake import confidence  # noqa: PLC0415 - behind the gate

    if not changes:
        return 1.0
    marks = [0, *(at - draft.start for change in changes for at in (change.start, change.end)), len(draft.line)]
    gaps = [draft.line[one:other] for one, other in pairwise(marks)][::2]
    return confidence.of_line(changes, gaps, gate.is_clean)


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
def _steps(plan: Plan) -> tuple[Step, ...]:
    """Write a plan down."""
    return tuple(Step("codec", tuple(chain)) for chain in plan if not chain.edits)


def _unsure(change: Change) -> Suspect:
    """Report a change that is not made."""
    reason = f"probably damaged (P = {change.damaged:.3f}), but not surely enough to change it"
    if change.filled and change.damaged >= DEFAULT_MIN_DAMAGED:
        reason = f"its lost bytes can't be filled in surely enough (P = {change.confidence:.3f})"
    # The kind of the layer that shows: what a span went through last.
    return Suspect(change.start, change.end, kind=change.plan[-1].kind, reason=reason, best=change.after)


def _result(text: str, changes: list[Change], suspects: list[Suspect], exact: float) -> Result:
    """Put the text together; `exact` is P(every changed line is the original)."""
    from unmojibake.candidates import Cover  # noqa: PLC0415 - behind the gate

    taken = Cover()
    for change in changes if suspects else ():
        taken.take(change.start, change.end)
    left = sorted((suspect for suspect in suspects if not taken.overlaps(suspect.start, suspect.end)), key=_place)
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
