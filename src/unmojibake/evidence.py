"""What speaks for damage, in nats: the language model's word, without what it can't know.

The model is surprised by what is rare, and rare things are written on purpose too: a chart goes through a charset in
order, an index lists rare characters one by one, a rule repeats one sign. There its surprise proves nothing, so it is
counted once, or not at all.
"""

import math
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from unmojibake.candidates import Candidate, Piece, Weights
from unmojibake.language import Model

_REPEATED = re.compile(r"(.)\1{2,}|(.{2,12}?)\2+", re.DOTALL)
_WORD = re.compile(r"[A-Za-z\x80-\U0010ffff]+")
_AROUND = 24
"""Code points on either side of a span that are looked at together with it, as far as its word goes."""
_CHART = 4
"""Steps from one character to the next in order that make a chart."""
_BLOCKS = (
    (0x80, 0xA0, 99.0),  # controls are never listed
    (0xA0, 0x250, math.log(0x250 - 0xA0)),
    (0x370, 0x400, math.log(144)),
    (0x400, 0x530, math.log(0x130)),
    (0x2000, 0x2C00, math.log(0xC00)),
    (0x3040, 0x3100, math.log(180)),
    (0x3400, 0x4DC0, math.log(6592)),
    (0x4E00, 0xA000, math.log(20992)),
    (0xAC00, 0xD7A4, math.log(11172)),
    (0xE000, 0xF900, 99.0),  # nor is private use
    (0xFFFD, 0xFFFE, 99.0),
    (0x10000, 0x110000, math.log(50000)),
)
"""Unicode's blocks that matter here, with what one character of them costs when each is as likely as the other."""
_OTHER = math.log(128)
_LETTER = math.log(52)


def weigh(model: Model, before: str, after: str, left: str, right: str) -> Weights:
    """Give what a span costs as it stands and as it would read, repetitions counted once.

    Args:
        model: The language model.
        before: The span as it stands, or the beginning of it.
        after: What that reads.
        left: The text before it.
        right: The text after it.
    """
    return Weights(
        model.score(_once(before) + right, left),
        model.score(_once(after) + right, left),
    )


def _once(text: str) -> str:
    """Shorten what is repeated: the third time says nothing that the second did not."""
    return _REPEATED.sub(lambda match: match[1] * 2 if match[1] else match[2], text)


def proves_nothing(pieces: Iterable[Piece]) -> bool:
    """Tell whether some spans together read as a chart: in the order of one charset is in the order of the other."""
    text = "".join(char for piece in pieces for char in piece.after[:_AROUND] if char > "\x7f")
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return len(steps) >= _CHART and steps.count(1) * 2 > len(steps)


def doubt(model: Model, line: str, candidate: Candidate) -> float:
    """Give the nats by which the words that the spans stand in are likelier mere characters than language.

    Args:
        model: The language model.
        line: The line.
        candidate: The explanation.

    Returns:
        0 or more. What a line must pay to be such a list is not taken off yet. Linear in the number of spans.
    """
    words = {_word_at(line, piece.start, piece.end) for piece in candidate.pieces}
    return sum(max(0.0, model.score(word) - sum(map(_flat, word))) for word in map(_once, words))


def _word_at(line: str, start: int, end: int) -> str:
    """Give the letters around a span that no space or sign parts from it, and the span."""
    before = line[max(0, start - _AROUND) : start]
    after = line[end : end + _AROUND]
    inside = line[start : min(end, start + 2 * _AROUND)]
    left = re.search(r"[A-Za-z\x80-\U0010ffff]*$", before)
    right = _WORD.match(after)
    return (left.group() if left else "") + inside + (right.group() if right else "")


@cache
def _flat(char: str) -> float:
    """Give the cost of a character in a list of characters: each of its block is as likely as the other."""
    code = ord(char)
    if code < 0x80:  # noqa: PLR2004 - ASCII
        return _LETTER if char.isalpha() else 0.0
    return next((cost for first, last, cost in _BLOCKS if first <= code < last), _OTHER)
