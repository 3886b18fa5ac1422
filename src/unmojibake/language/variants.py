"""Gives P(a text is simplified Chinese, traditional Chinese or Japanese), and the nats of characters in such a text.

The language model knows all three at once: behind a rare name it would take a traditional character in a simplified
text. Which characters tell the three apart was counted by scripts/count/variants.py.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from unmojibake.values import data_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VARIANTS: Final = ("zh-Hans", "zh-Hant", "ja")


@cache
def _counted() -> tuple[tuple[float, ...], dict[str, list[float]]]:
    """Give the shares of the variants, and for each character that tells them apart its nats in each."""
    data = data_files.read_json(__package__, "variants.json")
    nats: dict[str, list[float]] = {}
    for place, name in enumerate(VARIANTS):
        for level, chars in data["levels"][name].items():
            for char in chars:
                nats.setdefault(char, [0.0] * len(VARIANTS))[place] = int(level) / 2
    return tuple(data["shares"][name] for name in VARIANTS), nats


def shares_of(text: Iterable[str]) -> tuple[float, ...]:
    """Give P(a text is in each of `VARIANTS`), by its characters. Linear in its length.

    >>> simplified, traditional, japanese = shares_of("说这话")
    >>> simplified > 0.99
    True
    """
    shares, nats = _counted()
    totals = [math.log(share) for share in shares]
    for char in text:
        if told := nats.get(char):
            totals = [total + each for total, each in zip(totals, told, strict=True)]
    most = max(totals)
    weights = [math.exp(total - most) for total in totals]
    return tuple(weight / sum(weights) for weight in weights)


def nats(chars: str, shares: Sequence[float]) -> dict[str, float]:
    """Give the nats by which characters are likelier in a text of known variants than in any text.

    Args:
        chars: The characters.
        shares: P(the text is in each of `VARIANTS`).

    Returns:
        The nats of those that tell the variants apart.

    >>> found = nats("说說", (1.0, 0.0, 0.0))
    >>> found["说"] > 0 > found["說"]
    True
    """
    hans, hant, ja = shares
    return {char: math.log(hans * one + hant * two + ja * three) for char, (one, two, three) in _telling(chars)}


@lru_cache(1024)
def _telling(chars: str) -> list[tuple[str, tuple[float, ...]]]:
    """Give the characters that tell the variants apart, each with how many times as likely it is in each variant."""
    counted = _counted()[1]
    return [(char, tuple(map(math.exp, told))) for char in chars if (told := counted.get(char))]
