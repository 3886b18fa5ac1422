"""Gives a histogram of probabilities as inline SVG."""

from collections.abc import Sequence
from html import escape

_BINS = 20
_WIDTH, _HEIGHT = 480, 120
_LEFT, _TOP, _BOTTOM = 10, 34, 22


def histogram(name: str, values: Sequence[float], threshold: float, words: str) -> str:
    """Give a histogram of probabilities, with the threshold as a line.

    Args:
        name: The name of the counted things, for people and for screen readers.
        values: Probabilities, 0 to 1.
        threshold: Where the line stands, 0 to 1.
        words: The name of the threshold.

    Returns:
        A `<figure>` element. Each bar says its numbers when it is pointed at.
    """
    counts = [0] * _BINS
    for value in values:
        counts[min(int(value * _BINS), _BINS - 1)] += 1
    bottom = _TOP + _HEIGHT
    at = _LEFT + round(_WIDTH * threshold)
    side = "end" if threshold > 1 / 2 else "start"
    ticks = "".join(
        f'<text class="tick" x="{_LEFT + _WIDTH * quarter // 4}" y="{bottom + 14}">{quarter / 4:g}</text>'
        for quarter in range(5)
    )
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH + 2 * _LEFT} {bottom + _BOTTOM}" role="img" aria-label="{escape(name)}">'
        f'<line class="axis" x1="{_LEFT}" y1="{bottom}" x2="{_LEFT + _WIDTH}" y2="{bottom}"/>{_bars(counts, bottom)}'
        f'<line class="threshold" x1="{at}" y1="{_TOP - 18}" x2="{at}" y2="{bottom}"/>'
        f'<text class="threshold" x="{at}" y="{_TOP - 22}" text-anchor="{side}">{escape(words)} {threshold:.4g}</text>'
        f"{ticks}</svg><figcaption>{escape(name)}</figcaption></figure>"
    )


def _bars(counts: Sequence[int], bottom: int) -> str:
    """Give the bars, each with its count above it."""
    most = max([*counts, 1])
    bars = []
    for index, count in enumerate(counts):
        if not count:
            continue
        # A bar of a single place must be seen, however small it is beside the highest.
        height = max(2, round(_HEIGHT * count / most))
        left = _LEFT + index * _WIDTH // _BINS
        low, high = index / _BINS, (index + 1) / _BINS
        bars.append(
            f'<rect x="{left + 1}" y="{bottom - height}" width="{_WIDTH // _BINS - 2}" height="{height}">'
            f"<title>{low:.2f} to {high:.2f}: {count}</title></rect>"
            f'<text class="count" x="{left + _WIDTH // _BINS // 2}" y="{bottom - height - 3}">{count}</text>'
        )
    return "".join(bars)
