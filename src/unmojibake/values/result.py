"""The values of a result: changes, suspects, and how sure both are.

Only values live here: every class is a frozen slotted dataclass, so results
can be hashed, pickled and shared between threads. Positions are code points
of a `str`, counted from 0; probabilities are 0 to 1.
"""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The state of a text after `repair`.

    >>> Verdict.CLEAN == "clean"
    True
    """

    CLEAN = "clean"
    """No damage was found; the text is the same object."""
    REPAIRED = "repaired"
    """All damage that was found was repaired."""
    PARTIAL = "partial"
    """Some of it was repaired, and suspects remain."""
    ABSTAINED = "abstained"
    """Damage was found and all of it was left: too unsure, or lost for good."""


@dataclass(frozen=True, slots=True)
class Step:
    """A thing that happened to the text, with enough detail to do it again.

    A plan is a tuple of steps in the order in which the damage happened.

    Attributes:
        kind: The kind of damage: "codec", "slip", "gloss", "escape" or "latin".
        detail: The details of the kind. For "codec": origin and carrier. For "gloss": the text that was put in, and
            behind how many bytes of `Change.after` in GBK. For "slip": the byte that was lost, the mark that shows it,
            and behind how many bytes the marks end whose first it was. Then, where bytes were lost on reading and
            not by the rule of Windows: the decoder by whose rule (see `unmojibake.damaging.decoders`), and the names of
            later damages (see `unmojibake.damaging.afterwards`).

    Example:
        >>> Step("codec", ("utf-8", "gbk")).kind
        'codec'
    """

    kind: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A place in repaired text where bytes were lost and the model chose.

    Attributes:
        start: First code point in `Change.after`.
        end: One past the last code point in `Change.after`.
        alternatives: Readings with their probabilities (0 to 1, over all
            readings that the surviving bytes allow), best first. The first
            stands in `Change.after`.

    Example:
        >>> Filled(4, 5, alternatives=(("是", 0.9), ("昧", 0.1))).alternatives[0][0]
        '是'
    """

    start: int
    end: int
    _: KW_ONLY
    alternatives: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """The next best explanation of a span: another chain.

    Attributes:
        start: First code point in the input of the span it would change.
        end: One past the last.
        after: The text that would stand there.
        plan: The steps that would have happened to the text.
        probability: P(these steps happened), 0 to 1.

    Example:
        >>> Rival(0, 4, after="дом", plan=(Step("codec", ("utf-8", "cp1251")),), probability=0.01).end
        4
    """

    start: int
    end: int
    _: KW_ONLY
    after: str
    plan: tuple[Step, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Change:
    """A span that was replaced.

    Attributes:
        start: First code point of the span in the input.
        end: One past the last code point of the span in the input.
        before: The span as it was given.
        after: The text that stands there now.
        plan: The steps that had happened to the text, in that order.
        damaged: P(the span is damaged), 0 to 1.
        confidence: P(`after` is exactly the original), 0 to 1; never more
            than `damaged`.
        filled: The places in `after` where bytes were lost. Empty when
            none were.
        runner_up: The next best chain. None when this one was beyond doubt, so that no other was looked at, or
            no other explains it.

    Example:
        >>> change = Change(0, 6, before="é˜¶", after="阶", plan=(), damaged=1.0, confidence=1.0)
        >>> change.after
        '阶'
    """

    start: int
    end: int
    _: KW_ONLY
    before: str
    after: str
    plan: tuple[Step, ...]
    damaged: float
    confidence: float
    filled: tuple[Filled, ...] = ()
    runner_up: Rival | None = None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A span that looks damaged but was left as it is.

    Attributes:
        start: First code point of the span in the input.
        end: One past the last code point of the span in the input.
        kind: The kind of damage, such as "codec" or "locked".
        reason: Why it was left, as a sentence for people.
        best: The likeliest reading, or None when there is none.
        confidence: P(that reading is exactly right), 0 to 1; None when there is none.

    Example:
        >>> Suspect(0, 3, kind="locked", reason="the bytes are gone", best=None).best is None
        True
    """

    start: int
    end: int
    _: KW_ONLY
    kind: str
    reason: str
    best: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The repaired text, with every change and suspect of it.

    Attributes:
        text: The repaired text. The same object as the input when there is no
            change.
        changed: Whether `text` differs from the input.
        verdict: The state of the text.
        confidence: P(`text` is exactly the original), 0 to 1.
        changes: The spans that were replaced, in order, without overlaps.
        suspects: The spans that look damaged and were left, in order.

    Example:
        >>> Result("ok", False, verdict=Verdict.CLEAN, confidence=1.0).changes
        ()
    """

    text: str
    changed: bool
    _: KW_ONLY
    verdict: Verdict
    confidence: float
    changes: tuple[Change, ...] = ()
    suspects: tuple[Suspect, ...] = ()
