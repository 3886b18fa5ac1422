"""From evidence to decision: the only place that compares with a threshold.

Every reading of a line comes with what the language model charges for the
text as it stands and for the text as it would read. The difference, in nats,
is the evidence. Together with how often such damage is met it gives the
probability that a span is damaged; `Config.min_damaged` says how sure is
sure enough.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from unmojibake.chains import Chain
from unmojibake.language import Model
from unmojibake.lattice import Readings, Stretch

TEMPERATURE = 1.0
"""What a nat of the model is worth."""
SPARED = 0.02
"""P(a span that could be damaged is not | its line is)."""


class Weights(NamedTuple):
    """What a span costs, in nats, by the language model.

    Attributes:
        stands: As it stands.
        reads: As it would read.
    """

    stands: float
    reads: float

    def scaled(self, scale: float, gain: float) -> "Weights":
        """Give the weights of the whole span from those of its beginning."""
        return Weights(self.stands * scale, (self.reads - gain) * scale)


_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)


def _squeeze(text: str) -> str:
    """Shorten runs of one character to two: the third says nothing that the second did not."""
    return _RUN.sub(r"\1\1", text)


def _is_chart(text: str) -> bool:
    """Tell whether a text goes through its characters in order."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return len(steps) >= _CHART and steps.count(1) * 2 > len(steps)


_CHART = 4
_LIST = 9.2
"""Nats for a line to be no language but a list of characters: a chart, an index, a word list."""
_SETS = ((0x80, 0xA0, 99.0), (0xE000, 0xF900, 99.0), (0x4E00, 0xA000, math.log(20992)), (0xAC00, 0xD7A4, math.log(11172)), (0xFFFD, 0xFFFE, 99.0))


@cache
def _flat(char: str) -> float:
    """Give the cost of a character in a list of characters: each of its script is as likely as the other."""
    code = ord(char)
    if code < 0x80:
        return math.log(52) if char.isalpha() else 2.0
    return next((cost for first, last, cost in _SETS if first <= code < last), math.log(256))


@dataclass(slots=True)
class Piece:
    """A span as the choice sees it.

    Attributes:
        span: The span, as a path through the line has it.
        weights: What it costs as it stands and as it would read.
        sure: P(the filled places are right), 0 to 1; 1 when nothing was filled.
    """

    span: Stretch
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
    def picks(self) -> list[tuple[int, int, Readings]]:
        """For each filled place its start and end in `after`, and the readings."""
        return self.span.picks


@dataclass(slots=True)
class Candidate:
    """One explanation of a line.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        share: How much of all damage is of this plan, 0 to 1.
        pieces: The spans it would change.
        doubt: Nats by which the line is likelier a list of characters than language.
    """

    plan: tuple[Chain, ...]
    share: float
    pieces: list[Piece]
    doubt: float = 0.0


@dataclass(slots=True)
class Choice:
    """A span with its verdict.

    Attributes:
        piece: The span.
        plan: The layers it went through.
        damaged: P(the span is damaged by this plan), 0 to 1.
    """

    piece: Piece
    plan: tuple[Chain, ...]
    damaged: float


def weigh(model: Model, before: str, after: str, left: str, right: str) -> Weights:
    """Give what a span costs as it stands and as it would read.

    Args:
        model: The language model.
        before: The span as it stands, or the beginning of it.
        after: What that reads.
        left: The text before it.
        right: The text after it.
    """
    before, after = _squeeze(before), _squeeze(after)
    reads = model.score(after + right, left)
    # What is in the order of one charset is in the order of the other: a chart, right or wrong, proves nothing.
    return Weights(reads if _is_chart(after) else model.score(before + right, left), reads)


def doubt(model: Model, line: str) -> float:
    """Give the nats by which a line is likelier a list of characters than language.

    An index, a chart, a word list: there every character of a script is as likely as the other, and that the
    language model is surprised by it says nothing. 0 for language. Linear in the length of the line.
    """
    text = _squeeze(line)
    return max(0.0, model.score(text) - sum(map(_flat, text)) - _LIST)


def _evidence(candidate: Candidate) -> list[float]:
    """Give for each span the nats by which it reads better repaired than as it stands, doubts taken off."""
    total = sum(piece.weights.stands for piece in candidate.pieces)
    kept = 1 - min(1.0, candidate.doubt / total) if total else 1.0
    return [piece.weights.stands * kept - piece.weights.reads for piece in candidate.pieces]


def _soft(nats: float) -> float:
    """Give the log of the odds factor of one span, which may have been spared though its line was not."""
    scaled = nats * TEMPERATURE
    if scaled > 50:
        return scaled + math.log(1 - SPARED)
    return math.log((1 - SPARED) * math.exp(scaled) + SPARED)


def is_settled(candidate: Candidate, line: str) -> bool:
    """Tell whether no other explanation of a line needs to be looked at.

    UTF-8 proves itself: when all of a line that is not ASCII decodes as UTF-8 and reads well, it is no accident.
    """
    if any(chain.origin != "utf-8" for chain in candidate.plan):
        return False
    covered = sum(len(line[piece.start : piece.end].encode("ascii", "ignore")) for piece in candidate.pieces)
    length = sum(piece.end - piece.start for piece in candidate.pieces)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return length - covered >= foreign and sum(_evidence(candidate)) > SETTLED


SETTLED = 60.0


def decide(candidates: list[Candidate], prior: Callable[[Candidate], float]) -> list[Choice]:
    """Choose the spans to change.

    Args:
        candidates: All explanations of the line.
        prior: Gives the prior probability of a plan on this line, from a candidate.

    Returns:
        Every span with its probability, none overlapping another.
    """
    weighed = []
    for candidate in candidates:
        chance = prior(candidate)
        nats = _evidence(candidate)
        weighed.append((math.log(chance / (1 - chance)) + sum(map(_soft, nats)), candidate, nats))
    weighed.sort(key=lambda entry: -entry[0])
    chosen: list[Choice] = []
    for odds, candidate, nats in weighed:
        line = 1 / (1 + math.exp(-max(-700.0, min(odds, 700.0))))
        for piece, evidence in zip(candidate.pieces, nats, strict=True):
            if any(piece.start < other.piece.end and other.piece.start < piece.end for other in chosen):
                continue
            hit = (1 - SPARED) * math.exp(max(-700.0, min(evidence * TEMPERATURE, 50.0)))
            chosen.append(Choice(piece, candidate.plan, line * hit / (hit + SPARED)))
    return chosen


def possible(menu: dict[str, float], right: str, tail: str, line_end: str) -> dict[str, float]:
    r"""Leave of what may have been eaten what the line ends allow.

    Args:
        menu: -ln P of each character.
        right: What follows.
        tail: The line end of the line.
        line_end: The line end of the document.

    Returns:
        The menu without what is impossible: at the end of the input nothing is restored but what can be seen; a lone
        line feed in a document of carriage returns and line feeds has lost its carriage return.
    """
    if right != tail:
        gone = "\r"
    elif tail == "\n" and line_end == "\r\n":
        return {"\r": 0.0}
    elif tail == "\n":
        gone = "\r"
    else:
        gone = "\r\n"
    kept = {char: cost for char, cost in menu.items() if char not in gone or not char}
    if not tail and right == tail:
        # What cannot be seen there is one and the same.
        blank = [menu.get(char, math.inf) for char in ("", "\n", "\r", " ", "\t")]
        kept = {char: cost for char, cost in kept.items() if not char.isspace()}
        kept[""] = -math.log(sum(math.exp(-cost) for cost in blank))
    total = math.log(sum(math.exp(-cost) for cost in kept.values()))
    return {char: cost + total for char, cost in kept.items()}
