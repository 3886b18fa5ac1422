"""Gives for each span of a candidate its evidence: the nats by which it reads better repaired than as it stands."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from unmojibake.pipeline.candidates import LIST, PURPOSE

if TYPE_CHECKING:
    from unmojibake.pipeline.candidates import Candidate


def span_nats(candidate: Candidate) -> list[float]:
    """Give for each span of a candidate its nats for damage, what speaks against damage taken off. Linear.

    That a line is a list of characters is taken off what its spans cost as they stand, in equal shares; that a gloss is
    there on purpose is taken off its span.
    """
    spans = candidate.spans
    purpose = next((said.shares for said in candidate.said if said.name == PURPOSE), ())
    total = sum([span.weights.stands for span in spans])
    # A list, or meant as it is: one of the two, so what the second takes off the first need not.
    doubt = min(total, max(0.0, sum(purpose) - candidate.nats(LIST)))
    kept = 1 - doubt / total if total else 1.0
    nats = [span.weights.stands * kept - span.weights.reads for span in spans]
    return [each + less for each, less in zip_longest(nats, purpose, fillvalue=0.0)]
