"""Tells from the nats of a text whether it reads like language, by how dear the characters of clean text are."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from unmojibake.values import data_files

STRANGE = math.log(200)
"""Nats against a span that is strange, being language: one in two hundred is. See `Fluency.strange`."""


class Fluency(NamedTuple):
    """Nats for each character that is not ASCII, as scripts/count/fluency.py counted them on clean text.

    Attributes:
        fluent: Ten of eleven spans cost less.
        rare: All but one in a thousand cost less: rare words are language too.
        rare_wide: All but one in a hundred cost less: the same where a charset makes something of nearly everything.
        strange: Nats beyond `fluent` for all of its characters that all but one in two hundred spans, however short,
            stay below.
    """

    fluent: float
    rare: float
    rare_wide: float
    strange: float


@cache
def counted() -> Fluency:
    """Read the counts; the second call gives the same object."""
    found = data_files.read_json(__package__, "fluency.json")
    return Fluency(found["fluent"], found["rare"], found["rare wide"], found["strange"])


def is_fluent(text: str, nats: float, each: float | None = None) -> bool:
    """Tell whether a text of so many nats reads like language.

    Args:
        text: The text.
        nats: What it costs.
        each: The most that a character may cost on average, in nats; None: `Fluency.fluent`.

    >>> is_fluent("你好", 9.0), is_fluent("浣犲ソ", 40.0)
    (True, False)
    """
    return excess(text, nats, each) <= 0


def is_strange(text: str, nats: float) -> bool:
    """Tell whether a text of so many nats costs more than language does by more than a rare word does.

    >>> is_strange("你好", 20.0), is_strange("浣犲ソ", 40.0)
    (False, True)
    """
    return excess(text, nats) > counted().strange


def excess(text: str, nats: float, each: float | None = None) -> float:
    """Give the nats by which a text costs more than language does; less than 0 where it costs less.

    Args:
        text: The text.
        nats: What it costs.
        each: What a character of language costs at most, in nats; None: `Fluency.fluent`.

    >>> excess("你好, Ada", 20.0, 6.0)
    8.0
    """
    return nats - (counted().fluent if each is None else each) * sum(char > "\x7f" for char in text)
