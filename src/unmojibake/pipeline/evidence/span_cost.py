"""Gives the nats of a span as it stands and as it would read, by the language model, repetitions counted once.

Rare characters surprise the model, and they are written on purpose too: a rule of a page repeats `═`, an index lists
rare characters one by one. There the surprise proves nothing more than the first time.
"""

from functools import lru_cache

from unmojibake.language import Model
from unmojibake.language.punctuation import MARKS, sign_cost, unclosed_cost
from unmojibake.pipeline.candidates import Weights, once
from unmojibake.pipeline.lattice import Stretch

_BEGINNING = 7
"""Code points of a span that are enough to prove it damaged, more often than not."""


def weigh(model: Model, before: str, after: str, left: str, right: str) -> Weights:
    """Give the nats of a span as it stands and as it would read, repetitions counted once.

    Args:
        model: The language model.
        before: The span as it stands, or the beginning of it.
        after: The reading of that.
        left: The text before it.
        right: The text after it.

    >>> from unmojibake.language import load
    >>> found = weigh(load(), "浣犲ソ", "你好", "", "")
    >>> found.stands > found.reads + 20
    True
    """
    stood, read = once(before), once(after)
    stands, reads = _score(model, stood + right, left), _score(model, read + right, left)
    if stood == before and read == after:
        return Weights(stands, reads)
    whole = model.score(before + right, left) - model.score(after + right, left)
    return Weights(stands, reads, whole - (stands - reads))


@lru_cache(maxsize=256)
def _score(model: Model, text: str, left: str) -> float:
    """Give `Model.score`, kept: a span stands in every candidate of its line, and reads the same in many."""
    return model.score(text, left)


def weigh_until(model: Model, heads: tuple[str, str], sides: tuple[str, str], enough: float) -> Weights:
    """Give the nats of a span as `weigh` does, but of how it stands no more than are needed.

    No character costs less than 0 nats, so the rest of the span as it stands would only add to the difference. The
    nats of the repetitions are left out; they count between candidates only.

    Args:
        model: The language model.
        heads: The span as it stands and its reading, or the beginnings of both.
        sides: The text before it and the text after it.
        enough: Nats of difference beyond which no more is weighed.

    >>> from unmojibake.language import load
    >>> heads, sides = ("浣犲ソ" * 9, "你好" * 9), ("", "")
    >>> weigh_until(load(), heads, sides, 10.0).stands < weigh_until(load(), heads, sides, 500.0).stands
    False
    """
    stood, read = map(once, heads)
    left, right = sides
    reads = model.score(read + right, left)
    first = stood[:_BEGINNING]
    stands = model.score(first, left)
    if stands - reads <= enough:
        stands += model.score(stood[_BEGINNING:] + right, left + first)
    return Weights(stands, reads)


def with_signs(weights: Weights, around: tuple[str, str], span: Stretch, whole: str, heads: tuple[str, str]) -> Weights:
    """Give the weights of a span with the nats of its signs and marks, and of the edits themselves.

    An edit may put ASCII in or take it out, as `(jīng)` of `經(jīng)濟`, and may close a quotation.

    Args:
        weights: The weights by the language model.
        around: The repaired text before and behind the span, to its ends or to line ends that come back.
        span: The span.
        whole: The span as it stands.
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
        stands += unclosed_cost(left + whole + right) - unclosed_cost(left + span.after + right)
    return weights._replace(stands=weights.stands + stands, reads=weights.reads + reads + span.cost)
