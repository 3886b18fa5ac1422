"""Compares the spans of a candidate with those of less likely ones, and gives P(none of these reads them rightly)."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import LineOdds
from unmojibake.pipeline.span import Span


def there(span: Span, odds: LineOdds) -> Span | None:
    """Give the first span of another candidate that overlaps a span; None where none does.

    Logarithmic in the number of spans, which stand in order.
    """
    spans = odds.candidate.spans
    at = bisect_right(spans, span.start, key=attrgetter("end"))
    return spans[at] if at < len(spans) and spans[at].start < span.end else None


def readings(spans: Sequence[Span], best: float, others: Sequence[tuple[LineOdds, float]]) -> list[float]:
    """Give for each span of a candidate P(its reading is right | it is damaged), 0 to 1, beside less likely candidates.

    Args:
        spans: The spans.
        best: The nats of their candidate.
        others: The less likely candidates with their nats, the likeliest first.
    """
    against = [0.0] * len(spans)
    for odds, nats in others:
        if best - nats > limits.LARGE:
            break
        for index in differing(spans, odds.candidate.spans):
            against[index] += math.exp(nats - best)
    return [1 / (1 + each) for each in against]


def differing(spans: Sequence[Span], others: Sequence[Span]) -> Iterator[int]:
    """Give the places in the list of the spans that another candidate reads otherwise. Linear.

    Where spans of both overlap, the readings of the whole stretch that they cover are compared. A span over which the
    other candidate has none is not read otherwise.

    >>> first, other = Span(0, 2, "浣犲", "你", (2, 1)), Span(0, 2, "浣犲", "您", (2, 1))
    >>> list(differing([first], [other])), list(differing([first], [first])), list(differing([first], []))
    ([0], [], [])
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
    """Tell whether two candidates read the stretch alike that some spans of theirs cover together."""
    start = min(spans[0].start, others[0].start)
    stands = [""] * (max(spans[-1].end, others[-1].end) - start)
    for each in (*spans, *others):
        size = each.end - each.start
        # A span in escapes has the unescaped text as `before`, `Ã©`, which is shorter than the escapes.
        chars = each.before if len(each.before) == size else [each.before, *[""] * (size - 1)]
        stands[each.start - start : each.end - start] = chars
    return _read(stands, start, spans) == _read(stands, start, others)


def _read(stands: Sequence[str], start: int, spans: Sequence[Span]) -> str:
    """Give the reading of a stretch: that of each span, and between them the characters that stand there."""
    parts: list[str] = []
    at = 0
    for each in spans:
        parts += [*stands[at : each.start - start], each.after]
        at = each.end - start
    return "".join((*parts, *stands[at:]))
