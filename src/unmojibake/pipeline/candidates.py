"""The values that explain, decide and record share: a line's candidates with their evidence, and the choices made."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.pipeline.gate.line_view import LineView
    from unmojibake.pipeline.span import Span
    from unmojibake.values.result import Suspect

UNWRITTEN = on_use("[\x80-\x9f\u206a-\u206f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
"""A character that nobody writes: a control, a format that Unicode took back, private use, a noncharacter.

Text between two layers has them.
"""
MARK_OF_LOSS = on_use("[? \ufffd\u30fb]")
"""A mark that may stand in a damaged span for lost bytes, even where its reading has only one possible filling."""
_RUN = on_use(r"(.)\1{2,}", re.DOTALL)
_REPEATED = on_use(r"(.{2,12}?)\1+", re.DOTALL)


def once(text: str) -> str:
    """Shorten the repetitions in a text: a character to two, a group of two to twelve characters to one.

    >>> once("哈哈哈哈哈"), once("abcabcabc")
    ('哈哈', 'abc')
    """
    if len(set(text)) == len(text):
        return text
    return _REPEATED.sub(r"\1", _RUN.sub(r"\1\1", text))


def is_written(before: str, after: str) -> bool:
    r"""Tell whether a reading has no character that nobody writes, but for those in the damaged text.

    >>> is_written("鎿", "操"), is_written("a", "\x9d"), is_written("\x9d", "\x9dx")
    (True, False, True)
    """
    # A printable reading is written: asked first, as that costs least.
    return after.isprintable() or set(before).issuperset(UNWRITTEN.findall(after))


class Said(NamedTuple):
    """Evidence for a candidate beside the costs of its spans.

    Attributes:
        name: Where it is from: LANGUAGE, FTFY, LIST, PURPOSE or STRANGE.
        nats: Nats that are added to the log odds of damage; less than 0 where they speak against it.
        shares: For each span its share of the nats, where the source gives one.
    """

    name: str
    nats: float
    shares: tuple[float, ...] = ()


LANGUAGE = "language"
"""The language of the line speaks for how the spans would read."""
FTFY = "ftfy"
"""ftfy, asked about the line, finds damage."""
LIST = "list"
"""The spans are likelier lists of characters, or words of a language not counted, than language that the model knows:
against damage."""
PURPOSE = "purpose"
"""The glosses are likelier there on purpose than put in: against damage."""


STRANGE = "strange"
"""The spans would read as no language does: against damage where nothing else proves it."""


class Candidate(NamedTuple):
    """A plan that may have damaged a line, with the spans that it would change.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        share: How much of all damage is of this plan, 0 to 1.
        spans: The spans that it would change, in order, none overlapping another.
        said: The evidence beside the costs of the spans, each source once.
    """

    plan: tuple[Chain, ...]
    share: float
    spans: Sequence[Span]
    said: tuple[Said, ...] = ()

    def nats(self, name: str) -> float:
        """Give the nats of the evidence of one source; 0 where there is none."""
        return sum([each.nats for each in self.said if each.name == name])

    def with_said(self, *said: Said) -> Candidate:
        """Give the candidate with more evidence; evidence of 0 nats without shares is left out."""
        return self._replace(said=(*self.said, *(each for each in said if each.nats or each.shares)))


class Found(NamedTuple):
    """What the search of a line found.

    Attributes:
        candidates: The candidates.
        is_settled: Whether one of them is beyond doubt, so that no others were sought.
        is_cut: Whether some wrong readings were not searched, as the work that a line is worth was done.
    """

    candidates: list[Candidate]
    is_settled: bool = False
    is_cut: bool = False


class Draft(NamedTuple):
    """A line with its candidates.

    Attributes:
        view: The line.
        candidates: Its candidates.
        locked: The suspects that are lost for good.
        cut: What is left where nothing is changed, as not every wrong reading was searched; None where all were.
    """

    view: LineView
    candidates: list[Candidate]
    locked: Sequence[Suspect]
    cut: Suspect | None = None


class LineOdds(NamedTuple):
    """A candidate with its log odds but for the prior: what `choose` needs.

    Attributes:
        candidate: The candidate.
        factors: For each span the log of its odds factor.
        whole: The nats of all its spans together, by which it is compared with other candidates; not added up where
            it is the only candidate.
        damaged: The nats by which they speak for damage.
    """

    candidate: Candidate
    factors: list[float]
    whole: float
    damaged: float


class Cover:
    """The stretches of a line that are taken, none overlapping another."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether any code point of a stretch is taken. Logarithmic."""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end

    def take(self, start: int, end: int) -> None:
        """Take a stretch that overlaps none."""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)


class Choice(NamedTuple):
    """A span with its verdict.

    Attributes:
        span: The span.
        plan: The layers it went through.
        damaged: P(the span is damaged by this plan), 0 to 1.
        rival: The next best candidate for some of the span: its span, its plan, and P(it is right), 0 to 1. None where
            there is no other candidate.
        reading: P(its reading is right, and not that of a less likely candidate | it is damaged), 0 to 1.
    """

    span: Span
    plan: tuple[Chain, ...]
    damaged: float
    rival: tuple[Span, tuple[Chain, ...], float] | None = None
    reading: float = 1.0
