"""What speaks for damage, in nats: the language model's word, without what it can't know.

The model is surprised by what is rare, and rare things are written on purpose too: a chart goes through a charset in
order, an index lists rare characters one by one, a rule repeats one sign. There its surprise proves nothing, so it is
counted once, or not at all.
"""

from functools import lru_cache

from unmojibake.language import Model
from unmojibake.language.punctuation import MARKS, sign_cost, unclosed_cost
from unmojibake.pipeline.candidates import Weights, once
from unmojibake.pipeline.lattice import Stretch

_BEGINNING = 7
"""Code points of a span that prove it damaged by themselves, more often than not."""


def weigh(model: Model, before: str, after: str, left: str, right: str) -> Weights:
    """Give what a span costs as it stands and as it would read, repetitions counted once.

    Args:
        model: The language model.
        before: The span as it stands, or the beginning of it.
        after: What that reads.
        left: The text before it.
        right: The text after it.
    """
    stood, read = once(before), once(after)
    stands, reads = _score(model, stood + right, left), _score(model, read + right, left)
    if stood == before and read == after:
        return Weights(stands, reads)
    whole = model.score(before + right, left) - model.score(after + right, left)
    return Weights(stands, reads, whole - (stands - reads))


@lru_cache(maxsize=256)
def _score(model: Model, text: str, left: str) -> float:
    """Give `Model.score`: a span stands in every explanation of its line, and reads the same in many."""
    return model.score(text, left)


def weigh_until(model: Model, heads: tuple[str, str], sides: tuple[str, str], enough: float) -> Weights:
    """Give what a span costs as `weigh` does, but weigh no more of how it stands than needed.

    No character costs less than nothing, so the rest of what stands would only add to the difference: what is said to
    be more than enough is. What the repetitions say is left out; they count between explanations only.

    Args:
        model: The language model.
        heads: The span as it stands and what it reads, or the beginnings of both.
        sides: The text before it and the text after it.
        enough: Nats of difference beyond which no more is weighed.
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
    """Add to the weights of a span what its signs and marks cost, and the edits themselves.

    An edit may put ASCII in or take it out, and may close a quotation: here it counts which.

    Args:
        weights: What the language model says.
        around: What the line reads before and behind the span, to its ends or to line ends that come back.
        span: The span.
        whole: The span as it stands.
        heads: As it stands and as it would read, as far as it was weighed.
    """
    before, after = heads
    left, right = around
    # What was eaten was chosen by what follows.
    for start, end, alternatives in reversed(span.picks):
        if alternatives[0][0].isascii():
            after = after[:start] + after[end:]
    stands, reads = (sign_cost(text, left, right[:1]) for text in (before, after))
    if not MARKS.isdisjoint(span.after + before):
        stands += unclosed_cost(left + whole + right) - unclosed_cost(left + span.after + right)
    return weights._replace(stands=weights.stands + stands, reads=weights.reads + reads + span.cost)
