"""Tells from the nats of a text whether it reads like language."""

from __future__ import annotations

FLUENT = 6.0
"""Nats for each character that is not ASCII, up to which a text reads like language."""


def is_fluent(text: str, nats: float) -> bool:
    """Tell whether a text of so many nats reads like language.

    >>> is_fluent("你好", 9.0), is_fluent("浣犲ソ", 40.0)
    (True, False)
    """
    return excess(text, nats) <= 0


def is_strange(text: str, nats: float) -> bool:
    """Tell whether a text costs more than language does by more than two characters, beyond the nats of a rare word.

    >>> is_strange("你好", 20.0), is_strange("浣犲ソ", 40.0)
    (False, True)
    """
    return excess(text, nats) > 2 * FLUENT


def excess(text: str, nats: float) -> float:
    """Give the nats by which a text costs more than language does; less than 0 where it costs less.

    >>> excess("你好, Ada", 20.0)
    8.0
    """
    return nats - FLUENT * sum(char > "\x7f" for char in text)
