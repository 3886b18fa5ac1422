"""Gives for each span of a candidate its evidence: the nats by which it reads better repaired than as it stands."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unmojibake.pipeline.candidates import Candidate


def evidence(candidate: Candidate) -> list[float]:
    """Give for each span of a candidate its evidence in nats, doubts taken off.

    Linear in the number of spans.
    """
    total = sum(piece.weights.stands for piece in candidate.pieces)
    # A line is a list of characters or has glosses on purpose: nats that the second takes off the first need not.
    doubt = min(total, max(0.0, candidate.doubt - sum(candidate.meant)))
    kept = 1 - doubt / total if total else 1.0
    nats = [piece.weights.stands * kept - piece.weights.reads for piece in candidate.pieces]
    return [each - less for each, less in zip_longest(nats, candidate.meant, fillvalue=0.0)]
