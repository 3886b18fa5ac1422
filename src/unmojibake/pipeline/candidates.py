"""What a line may have been, and what was made of it: the data that explanation and choice share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.pipeline.lattice import Readings, Stretch
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


class Weights(NamedTuple):
    """What a span costs, in nats.

    Attributes:
        stands: As it stands.
        reads: As it would read.
        repeated: What its repetitions, counted once in the two above, would add to the difference. They prove no
            damage, but they count when two readings of the same span compete.
        words: What its words say in the difference of the first two, because some are written often.
    """

    stands: float
    reads: float
    repeated: float = 0.0
    words: float = 0.0

    def scaled(self, scale: float, gain: float) -> Weights:
        """Give the weights of the whole span from those of its beginning."""
        return Weights(self.stands * scale, (self.reads - gain) * scale, self.repeated * scale)


BEYOND_DOUBT = 60.0
"""Nats beyond which nothing that is taken off matters: the number of right words in a line costs less than 20."""
CERTAIN = Weights(BEYOND_DOUBT, 0.0)
"""The weights of a span that is not weighed, because others in its line prove the damage."""


def is_written(before: str, after: str) -> bool:
    """Tell whether a reading can be what somebody wrote: it has nothing that nobody writes and that was not there."""
    # What is printed is written: asked first, as it is told in no time.
    return after.isprintable() or set(before).issuperset(UNWRITTEN.findall(after))


@dataclass(slots=True)
class Piece:
    """A span as the choice sees it.

    Attributes:
        span: The span, as a path through the line has it.
        before: How it stands.
        weights: What it costs as it stands and as it would read.
        sure: P(the filled places are right), 0 to 1; 1 when nothing was filled.
    """

    span: Stretch
    before: str
    weights: Weights
    sure: float

    @property
    def start(self) -> int:
        """First code point in the line."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.span.end

    @property
    def after(self) -> str:
        """What it would read."""
        return self.span.after

    @property
    def picks(self) -> Sequence[tuple[int, int, Readings]]:
        """For each filled place its start and end in `after`, and the readings."""
        return self.span.picks


@dataclass(slots=True)
class Candidate:
    """One explanation of a line.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        share: How much of all damage is of this plan, 0 to 1.
        pieces: The spans it would change.
        doubt: Nats by which the spans are likelier lists of characters than language.
        meant: For each piece the nats by which it is likelier there on purpose than put in; empty for none.
        told: Nats by which the language of the line speaks for how the spans would read.
        witness: Nats by which ftfy, asked about the line, speaks for damage.
    """

    plan: tuple[Chain, ...]
    share: float
    pieces: list[Piece]
    doubt: float = 0.0
    meant: Sequence[float] = ()
    told: float = 0.0
    witness: float = 0.0


class Draft(NamedTuple):
    """A line with what it may have been.

    Attributes:
        start: Its first code point in the text.
        line: The line.
        candidates: The explanations: the same list for the same line.
        locked: What is lost for good.
    """

    start: int
    line: str
    candidates: list[Candidate]
    locked: Sequence[Suspect]


class Weighed(NamedTuple):
    """An explanation of a line, and what speaks for it whatever its prior is: what `choose` needs.

    Attributes:
        candidate: The explanation.
        factors: For each span the log of its odds factor.
        whole: What all of them say together, between explanations; not added up where there is only one.
        witnesses: What they say for damage itself.
    """

    candidate: Candidate
    factors: list[float]
    whole: float
    witnesses: float


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


@dataclass(slots=True)
class Choice:
    """A span with its verdict.

    Attributes:
        piece: The span.
        plan: The layers it went through.
        damaged: P(the span is damaged by this plan), 0 to 1.
        rival: The next best explanation of some of it: its span, its plan, and P(it is right), 0 to 1. None when no
            other was looked at.
        reading: P(it reads so, and not as a less likely explanation has it | it is damaged), 0 to 1.
    """

    piece: Piece
    plan: tuple[Chain, ...]
    damaged: float
    rival: tuple[Piece, tuple[Chain, ...], float] | None = None
    reading: float = 1.0
