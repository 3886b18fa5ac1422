"""Says where no further explanation of a line is looked for: every number of that kind, with what it saves."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from unmojibake.charsets.inverse import inverse_table
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import Chain, shares
from unmojibake.language.fluency import is_fluent
from unmojibake.language.nats import MOST, to_log_odds, to_probability
from unmojibake.pipeline.candidates import MARK_OF_LOSS, Candidate, once
from unmojibake.pipeline.evidence.span_nats import span_nats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unmojibake.pipeline.lattice import Readings
    from unmojibake.pipeline.span import Span
    from unmojibake.values.config import Config

SETTLED = 60.0
"""Nats beyond which no other explanation is looked at."""
SETTLED_MET = 15.0
"""The same where other lines of the document were damaged by the same plan, and what comes out reads like language."""
_RARE = 2.0
"""How many times as much as language the rarest words cost: 99.9% of the spans of clean Chinese stay below, and what
UTF-8 is where another layer is left does not (12.3 nats a character and more)."""
_RARE_WIDE = 1.5
"""The same for charsets of two bytes, which make something of nearly everything: 95% and 1% are below."""
_CONTROL = re.compile(r"[\x80-\x9f]")
HOPELESS = 3.0
"""Nats below which an explanation is not worth more work."""


def is_settled(candidate: Candidate, line: str) -> bool:
    """Tell whether no other explanation of a line needs to be looked at.

    UTF-8 proves itself: when all of a line that is not ASCII decodes as UTF-8 and reads well, it is no accident.
    """
    if any(chain.origin != "utf-8" for chain in candidate.plan):
        return False
    # No text has controls: where one is left, or was none of the carrier's, it was another layer.
    if any(_CONTROL.search(span.after) for span in candidate.spans):
        return False
    carrier = inverse_table(candidate.plan[-1].carrier)
    if any(control not in carrier for control in _CONTROL.findall(line)):
        return False
    # What is repeated was weighed once, so it counts once.
    after = "".join(once(span.after) for span in candidate.spans)
    # Rare words are language too; what no language writes costs more than twice what it does. With bytes lost without
    # a trace nearly everything is UTF-8: that must read like language as it is.
    reads = sum(span.weights.reads for span in candidate.spans)
    traceless = any(span.picks and not MARK_OF_LOSS.search(span.before) for span in candidate.spans)
    if not is_fluent(after, reads if traceless else reads / _RARE):
        return False
    covered = sum(len(line[span.start : span.end].encode("ascii", "ignore")) for span in candidate.spans)
    length = sum(span.end - span.start for span in candidate.spans)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return length - covered >= foreign and sum(span_nats(candidate)) > SETTLED


def is_hopeless(spans: Sequence[Span]) -> bool:
    """Tell whether no prior makes a line likely to be damaged: hardly any of its spans reads better."""
    return sum(max(0.0, span.weights.stands - span.weights.reads) for span in spans) < HOPELESS


def is_rare_at_most(text: str, nats: float, plan: Iterable[Chain]) -> bool:
    """Tell whether what a plan reads, which other lines were damaged by, can be language with rare words in it."""
    origins = {chain.origin for chain in plan}
    if origins == {"utf-8"}:
        return is_fluent(text, nats / _RARE)
    return is_fluent(text, nats / _RARE_WIDE if all(lookup(origin).wide for origin in origins) else nats)


def is_one_reading(choices: list[Readings]) -> bool:
    """Tell whether a path through some choices is likelier than all others together."""
    return math.prod(readings[0][1] for readings in choices if readings) > MOST


def is_meant(edits: Chain, nats: float, config: Config) -> bool:
    """Tell whether glosses below a layer are there on purpose: where it is not sure that they were put in.

    Args:
        edits: The row of the table for edits of bytes.
        nats: By how much they are likelier to have been put in.
        config: How common damage is, and how sure a change has to be.
    """
    # That a text was damaged once more, before, is as rare as that one is damaged at all.
    chance = config.prior * shares()[edits]
    return to_probability(nats + to_log_odds(chance)) < config.min_damaged
