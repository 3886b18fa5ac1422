"""The candidates of a line with their evidence, and the choices among them: shared by explain, decide and record."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.pipeline.gate.line_view import LineView
    from unmojibake.pipeline.span import Span
    from unmojibake.values.result import Suspect

UNWRITTEN = re.compile("[\x80-\x9f\u206a-\u206f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
"""What nobody writes: controls, formats that Unicode took back, private use, what will never be a character.

Text between two layers has them."""
MARK_OF_LOSS = re.compile("[? \ufffd\u30fb]")
"""What may show in a damaged span that bytes were lost, though nothing else could have stood there."""
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_REPEATED = re.compile(r"(.{2,12}?)\1+", re.DOTALL)


def once(text: str) -> str:
    """Shorten what is repeated: the third time says nothing that the second did not."""
    if len(set(text)) == len(text):
        return text
    return _REPEATED.sub(r"\1", _RUN.sub(r"\1\1", text))


def is_written(before: str, after: str) -> bool:
    """Tell whether a reading can be what somebody wrote: it has nothing that nobody writes and that was not there."""
    # What is printed is written: asked first, as it is told in no time.
    return after.isprintable() or set(before).issuperset(UNWRITTEN.findall(after))


class Said(NamedTuple):
    """Evidence for a candidate beside the costs of its spans.

    Attributes:
        name: Where it is from: LANGUAGE, FTFY, LIST or PURPOSE.
        nats: What it adds to the log odds of damage; less than 0 where it speaks against.
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
"""The spans are likelier lists of characters than language: against damage."""
PURPOSE = "purpose"
"""The glosses are likelier there on purpose than put in: against damage."""


class Candidate(NamedTuple):
    """One explanation of a line.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        share: How much of all damage is of this plan, 0 to 1.
        spans: What it would change, in order, none overlapping another.
        said: The evidence beside the costs of the spans, each source once.
    """

    plan: tuple[Chain, ...]
    share: float
    spans: Sequence[Span]
    said: tuple[Said, ...] = ()

    def nats(self, name: str) -> float:
        """Give what one source says, in nats; 0 where it says nothing."""
        return sum([each.nats for each in self.said if each.name == name])

    def with_said(self, *said: Said) -> Candidate:
        """Give the candidate with more evidence; what says nothing is left out."""
        return self._replace(said=(*self.said, *(each for each in said if each.nats or each.shares)))


class Draft(NamedTuple):
    """A line with what it may have been.

    Attributes:
        view: The line.
        candidates: The explanations.
        locked: What is lost for good.
    """

    view: LineView
    candidates: list[Candidate]
    locked: Sequence[Suspect]


class LineOdds(NamedTuple):
    """A candidate with its log odds but for the prior: what `choose` needs.

    Attributes:
        candidate: The candidate.
        factors: For each span the log of its odds factor.
        whole: What all spans say together, between candidates; not added up where there is only one.
        damaged: What they say for damage itself.
    """

    candidate: Candidate
    factors: list[float]
    whole: float
    damaged: float


class Cover:
    """Stretches that are taken, none overlapping another."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether any of a stretch is taken. Logarithmic."""
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
        rival: The next best explanation of some of it: its span, its plan, and P(it is right), 0 to 1. None when no
            other was looked at.
        reading: P(it reads so, and not as a less likely explanation has it | it is damaged), 0 to 1.
    """

    span: Span
    plan: tuple[Chain, ...]
    damaged: float
    rival: tuple[Span, tuple[Chain, ...], float] | None = None
    reading: float = 1.0
