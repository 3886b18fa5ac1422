"""From evidence to decision: the only place that compares with a threshold.

Every reading of a line comes with what the language model charges for the
text as it stands and for the text as it would read. The difference, in nats,
is the evidence. Together with how often such damage is met it gives the
probability that a span is damaged; `Config.min_damaged` says how sure is
sure enough.
"""

import math
from dataclasses import dataclass

from unmojibake.chains import Chain
from unmojibake.language import Model

TEMPERATURE = 0.6
"""What a nat of the model is worth."""
SPARED = 0.02
"""P(a span that could be damaged is not | its line is)."""


@dataclass(slots=True)
class Piece:
    """A span as the choice sees it.

    Attributes:
        start: First code point in the line.
        end: One past the last.
        after: What it would read.
        evidence: Nats in favour of damage.
        sure: P(the filled places are right), 0 to 1; 1 when nothing was filled.
        source: What the span came from, for whoever asked.
    """

    start: int
    end: int
    after: str
    evidence: float
    sure: float
    source: object


@dataclass(slots=True)
class Candidate:
    """One explanation of a line.

    Attributes:
        plan: The layers, in the order in which the damage happened.
        share: How much of all damage is of this plan, 0 to 1.
        pieces: The spans it would change.
    """

    plan: tuple[Chain, ...]
    share: float
    pieces: list[Piece]


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


def evidence(model: Model, before: str, after: str, left: str, right: str) -> float:
    """Give the nats by which the text reads better repaired than as it stands.

    Args:
        model: The language model.
        before: The span as it stands, or the beginning of it.
        after: What that reads.
        left: The text before it.
        right: The text after it.
    """
    return model.score(before + right, left) - model.score(after + right, left)


def _odds(candidate: Candidate, prior: float) -> float:
    """Give the log-odds that the line is damaged by a plan."""
    total = math.log(prior / (1 - prior))
    for piece in candidate.pieces:
        total += _soft(piece.evidence)
    return total


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
    return length - covered >= foreign and sum(piece.evidence for piece in candidate.pieces) > SETTLED


SETTLED = 60.0


def decide(candidates: list[Candidate], prior, min_damaged: float) -> list[Choice]:
    """Choose the spans to change.

    Args:
        candidates: All explanations of the line.
        prior: Gives the prior probability of a plan on this line, from a candidate.
        min_damaged: Least P(damaged) at which a span is changed.

    Returns:
        Every span with its probability, best first, none overlapping another; those below the threshold
        come last and are for reporting only.
    """
    weighed = []
    for candidate in candidates:
        odds = _odds(candidate, prior(candidate))
        weighed.append((odds, candidate))
    weighed.sort(key=lambda pair: -pair[0])
    chosen: list[Choice] = []
    for odds, candidate in weighed:
        line = 1 / (1 + math.exp(-min(odds, 700.0))) if odds > -700 else 0.0
        for piece in candidate.pieces:
            if any(piece.start < other.piece.end and other.piece.start < piece.end for other in chosen):
                continue
            scaled = min(piece.evidence * TEMPERATURE, 50.0)
            hit = (1 - SPARED) * math.exp(scaled)
            chosen.append(Choice(piece, candidate.plan, line * hit / (hit + SPARED)))
    return chosen
