"""Results: what was found, what was changed, how sure we are, and the options.

Only values live here: every class is a frozen slotted dataclass, so results
can be hashed, pickled and shared between threads. Positions are code points
of a `str`, counted from 0; probabilities are 0 to 1.
"""

from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum

from unmojibake.errors import ConfigError

DEFAULT_MIN_DAMAGED = 1000 / 1001
"""Least P(damaged) at which a span is changed, when the caller states none.

A wrong change to clean text is taken to cost a thousand times what a miss
costs; with p = P(damaged), changing is the cheaper choice when
(1 - p) * 1000 <= p, that is p >= 1000 / 1001.
"""

DEFAULT_PRIOR = 5e-4
"""The share of lines assumed to be damaged, when the caller states none.

It is a statement about the source, not a measurement: one line in two thousand, a web crawl.
State `Config(prior=0.5)` for a file that you already know is broken, `Config(prior=1e-5)` for a
corpus that was cleaned before.
"""


class Verdict(StrEnum):
    """What became of a text.

    >>> Verdict.CLEAN == "clean"
    True
    """

    CLEAN = "clean"
    """Nothing looked damaged; the text is the same object."""
    REPAIRED = "repaired"
    """All that was found damaged was repaired."""
    PARTIAL = "partial"
    """Some of it was repaired, and suspects remain."""
    ABSTAINED = "abstained"
    """Damage was found and all of it was left: too unsure, or lost for good."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to the text, with enough detail to do it again.

    A plan is a tuple of steps in the order in which the damage happened.

    Attributes:
        kind: The kind of damage: "codec", "slip", "gloss", "escape" or "latin".
        detail: What the kind needs. For "codec": origin and carrier. For "gloss": what was put in, and
            behind how many bytes of `Change.after` in GBK. For "slip": the byte that was lost, what shows it, and
            behind how many bytes the marks end whose first it was. Then, where bytes were lost on reading and
            not by the rule of Windows: the decoder by whose rule (see `unmojibake.damage.decoders`), and what later
            software did (see `unmojibake.damage.later`).

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
            is the one that stands in `Change.after`.

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
        start: First code point in the input of what it would change.
        end: One past the last.
        after: What would stand there.
        plan: What would have happened to the text.
        probability: P(it is what happened), 0 to 1.

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
        after: What stands there now.
        plan: What had happened to the text, in the order in which it happened.
        damaged: P(the span is damaged), 0 to 1.
        confidence: P(`after` is exactly the original), 0 to 1; never more
            than `damaged`.
        filled: The places in `after` where bytes were lost. Empty when
            nothing was.
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


@dataclass(frozen=True, slots=True)
class Result:
    """What `repair` found in a text.

    Attributes:
        text: The repaired text. The same object as the input when nothing
            was changed.
        changed: Whether `text` differs from the input.
        verdict: What became of the text.
        confidence: P(`text` is exactly the original), 0 to 1.
        changes: What was replaced, in order; spans don't overlap.
        suspects: What was left although it looks damaged, in order.

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


class How(StrEnum):
    """How the encoding of some bytes was found.

    >>> How.DETECTED == "detected"
    True
    """

    BOM = "bom"
    """A byte order mark says it."""
    UTF8 = "utf-8"
    """The bytes are valid UTF-8, ASCII alone included."""
    DECLARED = "declared"
    """The label that the caller passed on, and the text bears it out."""
    META = "meta"
    """An HTML meta element or an XML declaration, and the text bears it out."""
    DETECTED = "detected"
    """The text alone: the language model chose."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of bytes in one encoding, where a file mixes several.

    Attributes:
        start: Its first byte.
        end: One past its last byte.
        encoding: Its encoding, by a name that Python's `bytes.decode` knows.

    Example:
        >>> Segment(0, 12, encoding="gb18030").encoding
        'gb18030'
    """

    start: int
    end: int
    _: KW_ONLY
    encoding: str


@dataclass(frozen=True, slots=True)
class Decoded(Result):
    """What `decode` found in some bytes: the text after repair, and the encoding it was in.

    The fields of `Result` speak of the text as it was decoded; `confidence` is P(`text` is exactly the original),
    that the encoding is right included.

    Attributes:
        encoding: The encoding of the bytes, by a name that Python's `bytes.decode` knows. Where a file
            mixes several: that of most bytes that are not ASCII.
        how: How the encoding was found.
        label_lied: Whether a label, of the caller or in the document, names another encoding, under which the
            text would be another.
        segments: Where a file mixes encodings, which is where, in order and without gaps. Empty when one
            serves all.

    Example:
        >>> Decoded("ok", False, verdict=Verdict.CLEAN, confidence=1.0, encoding="utf-8", how=How.UTF8).segments
        ()
    """

    _: KW_ONLY
    encoding: str
    how: How
    label_lied: bool = False
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The options of a repair.

    Attributes:
        min_damaged: Change a span when P(damaged) reaches this, 0 to 1. See
            `DEFAULT_MIN_DAMAGED`.
        min_confidence: Leave a span as a suspect unless the chosen reading is
            at least this sure, 0 to 1. The default, 0, keeps the best reading.
        kinds: Repair only these kinds of damage ("codec", ...). None means all.
        languages: Expect only these languages (tags such as "zh-Hans"). None
            means all.
        prior: The share of lines that are damaged in this source, more
            than 0 and less than 1. See `DEFAULT_PRIOR`.
        ftfy: A `ftfy.TextFixerConfig` that `fix_text` obeys. None means its
            own choice. Typed as object, so that ftfy is not imported.

    Raises:
        ConfigError: If a number is out of its range or a set is not a set of
            names. It is a ValueError.

    Example:
        >>> Config(min_confidence=0.9).min_confidence
        0.9
        >>> Config(prior=0)
        Traceback (most recent call last):
        ...
        unmojibake.errors.ConfigError: prior must be more than 0 and less than 1, not 0
    """

    min_damaged: float = DEFAULT_MIN_DAMAGED
    min_confidence: float = 0.0
    kinds: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    prior: float = DEFAULT_PRIOR
    ftfy: object | None = field(default=None)

    def __post_init__(self) -> None:
        """Check the values, so that a slip shows here and not as a strange repair."""
        for name in ("min_damaged", "min_confidence"):
            _check_share(name, getattr(self, name))
        _check_share("prior", self.prior)
        if not 0 < self.prior < 1:
            message = f"prior must be more than 0 and less than 1, not {self.prior!r}"
            raise ConfigError(message)
        for name in ("kinds", "languages"):
            _check_names(name, getattr(self, name))


def _check_share(name: str, value: object) -> None:
    """Raise ConfigError unless `value` is a number from 0 to 1 (NaN is not)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"{name} must be a number from 0 to 1, not {value!r}"
        raise ConfigError(message)
    if not 0 <= value <= 1:
        message = f"{name} must be from 0 to 1, not {value!r}"
        raise ConfigError(message)


def _check_names(name: str, value: object) -> None:
    """Raise ConfigError unless `value` is None or a frozenset of names."""
    if value is None:
        return
    if not isinstance(value, frozenset) or not all(isinstance(item, str) and item for item in value):
        message = f"{name} must be None or a frozenset of names, not {value!r}"
        raise ConfigError(message)
