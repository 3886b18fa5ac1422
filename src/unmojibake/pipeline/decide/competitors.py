"""Other explanations of what was chosen: which spans they read otherwise, and how likely it is that none is right."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import LineOdds
from unmojibake.pipeline.span import Span


def there(span: Span, odds: LineOdds) -> Span | None:
    """Find the first span of another explanation where one is taken: the two share what is not clean.

    Logarithmic in the number of spans, which stand in order.
    """
    spans = odds.candidate.spans
    at = bisect_right(spans, span.start, key=attrgetter("end"))
    return spans[at] if at < len(spans) and spans[at].start < span.end else None


def readings(spans: Sequence[Span], best: float, others: Sequence[tuple[LineOdds, float]]) -> list[float]:
    """Give for each span of an explanation P(it reads so | it is damaged), 0 to 1, beside less likely explanations.

    Args:
        spans: The spans.
        best: The nats of their explanation.
        others: The less likely explanations with their nats, the likeliest first.
    """
    against = [0.0] * len(spans)
    for odds, nats in others:
        if best - nats > limits.LARGE:
            break
        for index in differing(spans, odds.candidate.spans):
            against[index] += math.exp(nats - best)
    return [1 / (1 + each) for each in against]


def differing(spans: Sequence[Span], others: Sequence[Span]) -> Iterator[int]:
    """Give the spans that another explanation reads otherwise, by their place in the list. Linear.

    Where spans of both overlap, what is compared is all that any of them covers. What the other leaves alone it does
    not read.
    """
    here = there = 0
    while here < len(spans) and there < len(others):
        if spans[here].end <= others[there].start:
            here += 1
        elif others[there].end <= spans[here].start:
            there += 1
        else:
            first, other, end = here, there, spans[here].end
            while True:
                if here < len(spans) and spans[here].start < end:
                    end, here = max(end, spans[here].end), here + 1
                elif there < len(others) and others[there].start < end:
                    end, there = max(end, others[there].end), there + 1
                else:
                    break
            if not _agree(spans[first:here], others[other:there]):
                yield from range(first, here)


def _agree(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Tell whether two explanations read the same where their spans lie."""
    start = min(spans[0].start, others[0].start)
    stands = [""] * (max(spans[-1].end, others[-1].end) - start)
    for each in (*spans, *others):
        size = each.end - each.start
        # In an escape a span stands otherwise than it was read.
        chars = each.before if len(each.before) == size else [each.before, *[""] * (size - 1)]
        stands[each.start - start : each.end - start] = chars
    return _read(stands, start, spans) == _read(stands, start, others)


def _read(stands: Sequence[str], start: int, spans: Sequence[Span]) -> str:
    """Read a stretch by an explanation."""
    parts: list[str] = []
    at = 0
    for each in spans:
        parts += [*stands[at : each.start - start], each.after]
        at = each.end - start
    return "".join((*parts, *stands[at:]))
