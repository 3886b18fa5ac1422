"""Tells from what a text costs the model whether it reads like language."""

from __future__ import annotations

FLUENT = 6.0
"""Nats for each character that is not ASCII, up to which a text reads like language."""


def is_fluent(text: str, nats: float) -> bool:
    """Tell whether a text that costs so much reads like language."""
    return excess(text, nats) <= 0


def is_strange(text: str, nats: float) -> bool:
    """Tell whether a text costs as much as two characters more than language does: beyond what a rare word costs."""
    return excess(text, nats) > 2 * FLUENT


def excess(text: str, nats: float) -> float:
    """Give the nats by which a text costs more than language does."""
    return nats - FLUENT * sum(char > "\x7f" for char in text)
