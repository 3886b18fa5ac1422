"""Gives a span with its weights: the nats of the span as it stands and of its reading, repetitions counted once.

Rare characters surprise the model, and they are written on purpose too: a rule of a page repeats `═`, an index lists
rare characters one by one. There the surprise proves nothing more than the first time.
"""

import math
from functools import lru_cache

from unmojibake.language import load
from unmojibake.language.punctuation import MARKS, sign_cost, unclosed_cost
from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import once
from unmojibake.pipeline.evidence import standing
from unmojibake.pipeline.span import ENOUGH, Span, Weights

_SIDE = 2
"""Code points beside a span that are weighed with it: what the model's context reaches."""


def weigh(
    line: str, span: Span, around: tuple[str, str] = ("", ""), *, whole: bool = False, enough: float = math.inf
) -> Span:
    """Give a span with its weights: the costs of the span as it stands and of its reading.

    Args:
        line: The line.
        span: The span.
        around: For a span with edits what the line reads before and behind it, to line ends.
        whole: Whether all of the span is weighed, and not only its head.
        enough: Nats of difference beyond which no more is weighed. The difference that is given is more than that then,
            and not all of it.

    Returns:
        A new span. Linear in its length.
    """
    start, end = span.start, span.end
    left = line[max(0, start - _SIDE) : start]
    taken, read = (end - start, len(span.after)) if whole else span.head
    right = line[end : end + _SIDE] if start + taken == end else ""
    before, after = span.before[:taken], span.after[:read]
    if span.edits:
        # That a byte is gone proves no edit of the bytes: much else leaves the same mark.
        before = before.replace("\N{REPLACEMENT CHARACTER}", "")
    scale = (end - start) / taken if taken else 1.0
    gain = _gain(span, read)
    weights = _costs((before, after), (left, right), enough / scale, (line, start))
    if gain or scale > 1:
        weights = weights.scaled(scale, gain)
    if span.edits:
        weights = _with_signs(weights, around, span, (before, after))
    return span._replace(weights=weights)


def _gain(span: Span, read: int) -> float:
    """Give the nats by which all readings of the lost bytes speak for the damage, and not only the best one.

    Args:
        span: The span.
        read: How many code points of its reading are weighed.
    """
    least = math.exp(-ENOUGH)
    return -sum([math.log(max(readings[0][1], least)) for _, end, readings in span.picks if end <= read])


def _costs(heads: tuple[str, str], sides: tuple[str, str], enough: float, place: tuple[str, int]) -> Weights:
    """Give the costs of a text as it stands and of its reading, repetitions counted once.

    No character costs less than nothing, so what is left of the text as it stands would only add to the difference.
    Where enough is enough, what the repetitions say is left out: they count between candidates only.

    Args:
        heads: The text as it stands, and its reading.
        sides: The text before both and the text after both.
        enough: Nats of difference beyond which no more is weighed.
        place: The line, and where the text begins in it.
    """
    left, right = sides
    stood, read = map(once, heads)
    if enough < math.inf and not standing.may_be_cheaper(stood):
        score = load().score
        reads, first = score(read + right, left), stood[: limits.BEGINNING]
        stands = score(first, left)
        if stands - reads <= enough:
            stands += score(stood[limits.BEGINNING :] + right, left + first)
        return Weights(stands, reads)
    stands, reads = standing.cost(stood + right, left, *place, _score), _score(read + right, left)
    if (stood, read) == heads:
        return Weights(stands, reads)
    whole = standing.cost(heads[0] + right, left, *place) - load().score(heads[1] + right, left)
    return Weights(stands, reads, whole - (stands - reads))


@lru_cache(maxsize=256)
def _score(text: str, left: str) -> float:
    """Give `Model.score`: a span stands in every candidate of its line, and reads the same in many."""
    return load().score(text, left)


def _with_signs(weights: Weights, around: tuple[str, str], span: Span, heads: tuple[str, str]) -> Weights:
    """Add to the weights of a span what its signs and marks cost, and the edits themselves.

    An edit may put ASCII in or take it out, and may close a quotation.

    Args:
        weights: The weights by the language model.
        around: The repaired text before and behind the span, to its ends or to line ends that come back.
        span: The span.
        heads: As it stands and as it would read, as far as it was weighed.
    """
    before, after = heads
    left, right = around
    # An eaten sign was chosen by the text behind it already: it must not count twice.
    for start, end, alternatives in reversed(span.picks):
        if alternatives[0][0].isascii():
            after = after[:start] + after[end:]
    stands, reads = (sign_cost(text, left, right[:1]) for text in (before, after))
    if not MARKS.isdisjoint(span.after + before):
        stands += unclosed_cost(left + span.before + right) - unclosed_cost(left + span.after + right)
    return weights._replace(stands=weights.stands + stands, reads=weights.reads + reads + span.cost)
