"""Weighs the readings of filled places again by the rest of the document: a name that stands whole there is likelier.

A cache language model: P(a character after one or two others) by the document's own counts is mixed with that of the
language model. How far the counts are to be believed was counted by scripts/count/recall.py. Only filled places are
weighed again, by the characters on both sides, as in the search.
"""

import math
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from unmojibake.language import Model
from unmojibake.pipeline import limits
from unmojibake.pipeline.lattice import Readings
from unmojibake.pipeline.span import Span
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

_SIDE = 2
"""Characters on each side of a filled place that are looked at: as many as the model looks back."""
MOST = 100_000
"""Code points of a document that are counted, from its beginning: some ten megabytes of counts, which are kept."""
_SIGN = on_use(r"[\x00-\x40\x5b-\x60\x7b-\x7f]")
"""A character that parts words for the model: ASCII that is no letter."""
_PARTED = "\n"


class Seen(NamedTuple):
    """How often a document has each run of one, two and three characters."""

    ones: Counter[str]
    twos: Counter[str]
    threes: Counter[str]


@lru_cache(1)
def count(text: str) -> Seen:
    """Count the runs of a text, up to `MOST` code points. Linear.

    >>> count("优化点和优化").twos["优化"]
    2
    """
    text = _SIGN.sub(_PARTED, text[:MOST])
    # The last character has no character behind it: counted, it would make the shares of the others too small.
    twos = Counter(map(str.__add__, text, text[1:]))
    return Seen(Counter(text[:-1]), twos, Counter(map("".join, zip(text, text[1:], text[2:], strict=False))))


@cache
def _trust() -> dict[str, tuple[list[int], list[float]]]:
    """Read how far a document is to be believed after one and after two characters, by how often it has these."""
    data = data_files.read_json(__package__, "recall.json")
    return {name: (data["from"], data[name]) for name in ("one", "two")}


def padded(before: str) -> str:
    r"""Give the last two characters of the text before a place, a boundary for each sign and each missing one.

    >>> padded("我在"), padded("a1")
    ('我在', 'a\n')
    """
    return (_PARTED * _SIDE + _SIGN.sub(_PARTED, before))[-_SIDE:]


def told(seen: Seen, before: str, char: str) -> tuple[float, float]:
    """Give P(a character after two others) by the counts of a document, and how far these are to be believed.

    Args:
        seen: The counts.
        before: The two characters before it.
        char: The character.

    Returns:
        How far the counts are to be believed, 0 to 1, and P(the character); 0.0 twice where they have neither both
        characters before it nor the last of them.

    >>> told(count("优化点和优化" * 3), "优化", "点"), told(count("优化点和优化" * 3), "没有", "点")
    ((0.5427, 0.5), (0.0, 0.0))
    """
    if often := seen.twos[before]:
        return _believed("two", often), seen.threes[before + char] / often
    if often := seen.ones[before[1]]:
        return _believed("one", often), seen.twos[before[1] + char] / often
    return 0.0, 0.0


def _believed(name: str, often: int) -> float:
    """Give how far counts are to be believed, 0 to 1, after one or two characters that a document has so often."""
    starts, trust = _trust()[name]
    return trust[bisect_right(starts, often) - 1]


def again(span: Span, line: str, seen: Seen, model: Model) -> Span:
    """Give a span with the readings of its filled places weighed again by the counts of the document.

    Args:
        span: The span, as the search read it.
        line: The line that it is in.
        seen: The counts of the document.
        model: The language model.

    Returns:
        The span with other probabilities, where the document has one of the characters; else the same object. Linear.
    """
    after, picks = span.after, list(span.picks)
    for at, (start, end, readings) in enumerate(picks):
        if end - start != 1 or len(readings) < 2 or readings[0][0] < "\x80":  # noqa: PLR2004 - nothing to choose from
            continue
        left = (line[max(0, span.start - _SIDE) : span.start] + after[:start])[-_SIDE:]
        right = after[end : end + _SIDE] or line[span.end : span.end + _SIDE]
        new = _weigh(readings, left, right, seen, model)
        if new is not readings:
            picks[at] = start, end, new
            after = after[:start] + new[0][0] + after[end:]
    return span if picks == list(span.picks) else span._replace(after=after, picks=picks)


def _weigh(readings: Readings, left: str, right: str, seen: Seen, model: Model) -> Readings:
    """Give the readings of a place with their probabilities mixed with the counts of a document, the best first.

    >>> from unmojibake.language import load
    >>> readings = (("花", 0.5), ("化", 0.4))
    >>> [char for char, _ in _weigh(readings, "优", "。", count("优化。" * 5), load())]
    ['化', '花']
    """
    left = padded(left)
    right = (_SIGN.sub(_PARTED, right) + _PARTED)[:_SIDE]
    asked = [char for char, share in readings if share > limits.LEAST_ASKED and char > "\x80"]
    if not any(seen.ones[char] for char in asked):
        return readings
    factors = {char: _factor(left, char, right, seen, model) for char in asked}
    rest = min(factors.values())
    weighed = [(char, share * factors.get(char, rest)) for char, share in readings]
    total = sum(share for _, share in weighed) / sum(share for _, share in readings)
    return tuple(sorted(((char, share / total) for char, share in weighed), key=lambda pair: -pair[1]))


def _factor(left: str, char: str, right: str, seen: Seen, model: Model) -> float:
    """Give the factor by which the counts make a character between two sides likelier than by the model alone."""
    text = left + char + right
    factor = 1.0
    for at in range(_SIDE, len(text)):
        before, next_char = text[at - _SIDE : at], text[at]
        trust, share = told(seen, before, next_char)
        if trust:
            # The model never looks across a boundary between words.
            known = before[before.rfind(_PARTED) + 1 :]
            factor *= 1 - trust + (trust * share / math.exp(-model.cost(known, next_char)) if share else 0.0)
    return factor
