r"""Gives what a text costs as it stands, in whichever way it is likeliest right.

Two ways of being right look like damage to the language model. *Half-width kana* are katakana to who reads them, and
that a line has them costs once. *U+FFFD* says that bytes are lost, and nothing of how the bytes beside them were read:
right text has lost characters too. Then only what is left is language or not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from unmojibake.language import half_width, load
from unmojibake.values.config import DEFAULT_PRIOR

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK: Final = "\N{REPLACEMENT CHARACTER}"
RARE: Final = -math.log(DEFAULT_PRIOR)
"""Nats that it costs that a line has half-width kana, and that a right line has lost something.

Each is taken to be as rare as damage is at all. Prose has half-width kana more rarely: 2 of 52,076 lines with katakana
in the running text of the corpora (permissive, MPL), 10 nats; but files of banks and of the post are made of them.
"""
_BOUNDARY: Final = " "
"""What stands for a mark of loss, where it says nothing: the model's context ends there."""


def may_be_cheaper(text: str) -> bool:
    r"""Tell whether a text may cost less than the language model says.

    >>> may_be_cheaper("\uff72\uff7c"), may_be_cheaper("\u77f3")
    (True, False)
    """
    return not text.isascii() and (_MARK in text or half_width.first(text) >= 0)


def cost(text: str, left: str, line: str, start: int, score: Callable[[str, str], float] | None = None) -> float:
    r"""Give the nats of a part of a line as it stands. Linear.

    Args:
        text: The part.
        left: What the model sees before it.
        line: The line.
        start: Where the part begins in the line. What the line has once costs where it begins.
        score: `Model.score`, or one that remembers.

    >>> line = "\u5929\u6c14\ufffd\u597d"
    >>> cost(line, "", line, 0) < load().score(line)
    True
    """
    score = score or load().score
    nats = score(text, left)
    if not may_be_cheaper(text):
        return nats
    extra = 0.0
    if half_width.first(text) >= 0:
        extra = RARE if half_width.first(line) >= start else 0.0
        text, left = half_width.folded(text), half_width.folded(left)
        nats = min(nats, score(text, left) + extra)
    if _MARK in text:
        lost = RARE if line.find(_MARK) >= start else 0.0
        text, left = (part.replace(_MARK, _BOUNDARY) for part in (text, left))
        nats = min(nats, score(text, left) + extra + lost)
    return nats
