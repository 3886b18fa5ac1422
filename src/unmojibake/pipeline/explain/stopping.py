"""Tells of a candidate whether it is settled or hopeless, so that no other one, or not this one, is worth the work."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from unmojibake.charsets.inverse import code_table
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import Chain, shares
from unmojibake.language import fluency
from unmojibake.language.nats import MOST, to_log_odds, to_probability
from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import MARK_OF_LOSS, Candidate, once
from unmojibake.pipeline.evidence.span_nats import span_nats
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unmojibake.pipeline.lattice import Readings
    from unmojibake.pipeline.span import Span
    from unmojibake.values.config import Config

_CONTROL = on_use(r"[\x80-\x9f]")


def is_settled(candidate: Candidate, line: str) -> bool:
    """Tell whether a candidate of a line is beyond doubt, so that no other one needs to be looked for.

    UTF-8 proves itself: when all of a line that is not ASCII decodes as UTF-8 and reads well, it is no accident. So it
    is with `鎿嶄綔鎴愬姛`, read 操作成功; `schÃ¶n`, with two such characters, is too short to prove it.
    """
    if any(chain.origin != "utf-8" for chain in candidate.plan):
        return False
    # No text has controls: one in the reading, or in the line where the carrier has none, is from another layer.
    if any(_CONTROL.search(span.after) for span in candidate.spans):
        return False
    carrier = code_table(candidate.plan[-1].carrier)
    if any(control not in carrier for control in _CONTROL.findall(line)):
        return False
    # A repeated character was weighed twice at most, so it counts twice at most: `哈哈哈哈` as `哈哈`.
    after = "".join(once(span.after) for span in candidate.spans)
    # A reading may have rare words, which are language too. But where bytes were lost without a trace, nearly any line
    # decodes as UTF-8: then its words must be common ones.
    reads = sum(span.weights.reads for span in candidate.spans)
    traceless = any(span.picks and not MARK_OF_LOSS.search(span.before) for span in candidate.spans)
    if not fluency.is_fluent(after, reads, None if traceless else fluency.counted().rare):
        return False
    covered = sum(len(line[span.start : span.end].encode("ascii", "ignore")) for span in candidate.spans)
    length = sum(span.end - span.start for span in candidate.spans)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return length - covered >= foreign and sum(span_nats(candidate)) > limits.SETTLED


def is_hopeless(spans: Sequence[Span]) -> bool:
    """Tell whether hardly any of some spans reads better than it stands, so that no prior makes damage likely."""
    return sum(max(0.0, span.weights.stands - span.weights.reads) for span in spans) < limits.HOPELESS


def is_rare_at_most(text: str, nats: float, plan: Iterable[Chain]) -> bool:
    """Tell whether the reading of a line can be language with rare words in it, for a plan that damaged other lines.

    Args:
        text: The reading.
        nats: What it costs.
        plan: The plan. Only by UTF-8, and by charsets of two bytes a character, are rare words let through.
    """
    origins = {chain.origin for chain in plan}
    counted = fluency.counted()
    if origins == {"utf-8"}:
        return fluency.is_fluent(text, nats, counted.rare)
    is_wide = all(lookup(origin).wide for origin in origins)
    return fluency.is_fluent(text, nats, counted.rare_wide if is_wide else counted.fluent)


def is_one_reading(choices: list[Readings]) -> bool:
    """Tell whether the best path through some choices is likelier than all other paths together.

    >>> is_one_reading([(("开", 0.9), ("并", 0.1))]), is_one_reading([(("开", 0.5), ("并", 0.5))])
    (True, False)
    """
    return math.prod(readings[0][1] for readings in choices if readings) > MOST


def is_meant(edits: Chain, nats: float, config: Config) -> bool:
    """Tell whether glosses below a layer are there on purpose: it is not sure enough that software put them in.

    Args:
        edits: The row of the table for edits of bytes.
        nats: By how much they are likelier to have been put in.
        config: How common damage is, and how sure a change has to be.
    """
    # Glosses put in before are a second damage of the text, as rare as damage is at all.
    chance = config.prior * shares()[edits]
    return to_probability(nats + to_log_odds(chance)) < config.min_damaged
