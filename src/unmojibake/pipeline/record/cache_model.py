"""What was lost, as the rest of the document has it: a name that stands whole elsewhere is likelier there.

A cache language model: of each character after one or two others, the document's own counts are mixed with what the
language model says. How far its counts are to be believed was counted by scripts/count/recall.py. Only characters
that were filled in are weighed again, by both sides, as the search did.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from unmojibake.language import Model
from unmojibake.pipeline import limits
from unmojibake.pipeline.lattice import Readings
from unmojibake.pipeline.span import Span
from unmojibake.values import data_files

_SIDE = 2
"""Characters on each side that are looked at: as many as the model looks back."""
MOST = 100_000
"""Code points of a document that are counted, from its beginning: some ten megabytes of counts, which are kept."""
_SIGN = re.compile(r"[\x00-\x40\x5b-\x60\x7b-\x7f]")
"""What parts words for the model: ASCII that is no letter."""
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
    # The last character has none behind it.
    twos = Counter(map(str.__add__, text, text[1:]))
    return Seen(Counter(text[:-1]), twos, Counter(map("".join, zip(text, text[1:], text[2:], strict=False))))


@cache
def _trust() -> dict[str, tuple[list[int], list[float]]]:
    """Read how far a document is believed after one and two characters: by how often it has them."""
    data = data_files.read_json(__package__, "recall.json")
    return {name: (data["from"], data[name]) for name in ("one", "two")}


def padded(before: str) -> str:
    """Give the two characters that stand before a place, boundaries where there are none."""
    return (_PARTED * _SIDE + _SIGN.sub(_PARTED, before))[-_SIDE:]


def told(seen: Seen, before: str, char: str) -> tuple[float, float]:
    """Give what a document says of a character after some others.

    Args:
        seen: What it has.
        before: The two characters before it.
        char: The character.

    Returns:
        How far it is to be believed, and P(the character) by its counts; 0.0 twice where it has never had those before.
    """
    if often := seen.twos[before]:
        return _believed("two", often), seen.threes[before + char] / often
    if often := seen.ones[before[1]]:
        return _believed("one", often), seen.twos[before[1] + char] / often
    return 0.0, 0.0


def _believed(name: str, often: int) -> float:
    starts, trust = _trust()[name]
    return trust[bisect_right(starts, often) - 1]


def again(span: Span, line: str, seen: Seen, model: Model) -> Span:
    """Weigh again what was filled in, by what the document has.

    Args:
        span: The span, as the search read it.
        line: The line that it is in.
        seen: What the document has.
        model: The language model.

    Returns:
        The span, with other readings where the document has something to say; else the same object. Linear.
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
    """Mix what the document says into the probabilities of a place."""
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
    """Give how much likelier a character is between two sides than the model says."""
    text = left + char + right
    factor = 1.0
    for at in range(_SIDE, len(text)):
        before, next_char = text[at - _SIDE : at], text[at]
        trust, share = told(seen, before, next_char)
        if trust:
            # The model never looks across what parts words.
            known = before[before.rfind(_PARTED) + 1 :]
            factor *= 1 - trust + (trust * share / math.exp(-model.cost(known, next_char)) if share else 0.0)
    return factor
