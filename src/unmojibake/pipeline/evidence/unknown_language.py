"""Gives another doubt of a span: the nats by which its words are likelier of a language that was not counted.

The model is surprised by letters that it has not seen beside each other, and other languages have them there: Icelandic
`leiðinni`. In a word of such a language each letter is as likely what the model expects as any letter of its kind. That
it reads better as Turkish says little then.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unmojibake.language import load
from unmojibake.pipeline.evidence import character_lists
from unmojibake.values.config import DEFAULT_PRIOR

if TYPE_CHECKING:
    from unmojibake.pipeline.candidates import Candidate

_UNKNOWN: Final = -math.log(DEFAULT_PRIOR)
"""Nats that it costs that a line is in a language that was not counted: taken to be as rare as damage is at all."""
_LATIN_END: Final = "\u0250"
"""The first letter behind those of Latin."""


def doubt(line: str, candidate: Candidate) -> float:
    """Give the nats by which the words around the spans of a candidate are likelier of a language not counted.

    Args:
        line: The line.
        candidate: The candidate. From UTF-8, which proves itself, nothing is doubted.

    Returns:
        0 or more: the price of such a line is taken off. Linear in the number of spans.
    """
    if candidate.plan[0].origin == "utf-8":
        return 0.0
    words = filter(_is_spelt, character_lists.words_of(line, candidate.spans))
    return max(0.0, sum(max(0.0, _likelier(word)) for word in words) - _UNKNOWN)


def _is_spelt(word: str) -> bool:
    """Tell whether a word is of Latin letters, with capitals only where an orthography has them.

    >>> _is_spelt("leiðinni"), _is_spelt("leiÐinni"), _is_spelt("fÃ¼r")
    (True, False, False)
    """
    return word.isalpha() and max(word) < _LATIN_END and (word[1:].islower() or word.isupper())


@lru_cache(maxsize=256)
def _likelier(word: str) -> float:
    """Give the nats by which a word is likelier of a language not counted than of those that the model knows.

    >>> _likelier("leiðinni") > 6 > 0 > _likelier("schönen")
    True
    """
    cost = load().cost
    known = [cost(word[:at], char) for at, char in enumerate(word)]
    return sum(map(_less, known, character_lists.letter_nats(word)))


def _less(known: float, any_letter: float) -> float:
    """Give by how much less a letter costs that is one of both: as the model takes it, or any of its kind."""
    return known - min(known, any_letter) + math.log1p(math.exp(-abs(known - any_letter))) - math.log(2)
