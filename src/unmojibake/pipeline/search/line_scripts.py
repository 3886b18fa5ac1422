"""Gives the likeliest characters where all bytes of one are lost, by the scripts of the rest of the line.

A lost byte leaves 64 characters at most. Where all bytes of a character are lost thousands are possible, and after a
boundary the model does not know the script of the text. The rest of the line shows it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from unmojibake.language import variants
from unmojibake.pipeline.lattice import EdgeKind

if TYPE_CHECKING:
    from unmojibake.language.model import Model
    from unmojibake.pipeline.lattice import TextLattice

_MOST: Final = 256
"""Characters that are looked at in such a place."""
_SCRIPT_SHARE: Final = 32
"""How many times as many of a script are kept beforehand, as some of them can't stand there."""
_FIRST: Final = 0xA1
"""The first code point that is neither ASCII, a control nor a boundary."""
_ONE_LOST: Final = 64
"""Characters of which all but one byte of UTF-8 are known."""
_HANZI: Final = "\u3400"
_NOTHING: Final[dict[str, float]] = {}
_KINDS: Final = (
    ("", 0),
    ("hanzi", 0x2E80),
    ("marks", 0x3000),
    ("kana", 0x3040),
    ("", 0x3100),
    ("hanzi", 0x3400),
    ("", 0xA000),
    ("hangul", 0xAC00),
    ("", 0xD7A4),
    ("hanzi", 0xF900),
    ("", 0xFB00),
    ("marks", 0xFF00),
    ("", 0xFFF0),
)
"""The scripts that matter here, each with the code point that it begins at; "" for all else."""
_STARTS: Final = tuple(first for _, first in _KINDS)
_BLOCK: Final = 256
"""Code points whose costs are looked up together."""


def script(char: str) -> str:
    """Name the script of a character: "hanzi", "kana", "hangul", "marks", or "" for all else.

    >>> [script(char) for char in "好の한。é"]
    ['hanzi', 'kana', 'hangul', 'marks', '']
    """
    return _KINDS[bisect_right(_STARTS, ord(char)) - 1][0]


@lru_cache(256)
def _block(model: Model, number: int) -> list[float]:
    """Give the nats of each character of a block after a boundary; kept, as every loss of a kind asks for the same."""
    return model.costs("", "".join(map(chr, range(number * _BLOCK, (number + 1) * _BLOCK))))


@lru_cache(64)
def _after_boundary(model: Model, chars: str) -> tuple[float, ...]:
    """Give the nats of each of some characters after a boundary."""
    return tuple([_block(model, code // _BLOCK)[code % _BLOCK] for code in map(ord, chars)])


@lru_cache(64)
def _best(model: Model, chars: str) -> tuple[tuple[str, list[tuple[float, str]]], ...]:
    """Give for each script its likeliest of some characters, with their nats, the likeliest first."""
    found: dict[str, list[tuple[float, str]]] = {}
    for cost, char in zip(_after_boundary(model, chars), chars, strict=True):
        found.setdefault(script(char), []).append((cost, char))
    return tuple((name, nsmallest(_MOST, each)) for name, each in found.items())


class Mixture:
    """The scripts of a line, and the nats of lost characters by them."""

    def __init__(self, model: Model, lattice: TextLattice) -> None:
        """Keep the lattice, whose certain characters are looked at when they are first needed.

        Args:
            model: The language model.
            lattice: The text lattice of the line.
        """
        # Where bytes were edited, the line is in its own charset already, and only marks such as `。` were lost.
        self.matters = not lattice.edited
        self._model = model
        self._lattice = lattice
        self._counts: Counter[str] | None = None
        self._known: dict[str, tuple[str, list[float]]] = {}
        self._shares: tuple[float, ...] | None = None
        self._told: dict[str, dict[str, float]] = {}

    def likely(self, chars: str) -> tuple[str, list[float]]:
        """Give the likeliest of many characters.

        Args:
            chars: The characters.

        Returns:
            At most 256 of them, and the nats of each after a boundary.
        """
        if chars not in self._known:
            more = self._more()
            each = ((cost + more[name], char) for name, best in _best(self._model, chars) for cost, char in best)
            ranked = sorted(each)[:_MOST]
            self._known[chars] = "".join(char for _, char in ranked), [cost for cost, _ in ranked]
        return self._known[chars]

    def costs(self, chars: str) -> list[float]:
        """Give the nats of each of some characters after a boundary, in a line of these scripts.

        Args:
            chars: The characters.

        Returns:
            Nats: each script has its share of the line, with one character more that may be of any script.
        """
        more = self._more()
        both = zip(_after_boundary(self._model, chars), chars, strict=True)
        return [cost + more[script(char)] for cost, char in both]

    def _more(self) -> dict[str, float]:
        """Give for each script the nats that its characters cost more in this line than in any line."""
        totals, line = _totals(self._model), self._line()
        every, known = sum(totals.values()), line.total()
        return {
            name: math.log(total) - math.log((line[name] + total / every) / (known + 1))
            for name, total in totals.items()
        }

    def variant(self, chars: str) -> dict[str, float]:
        """Give the nats by which some characters are likelier in this line than in any text, by its variant.

        Args:
            chars: The characters. Only hanzi differ between simplified, traditional and Japanese text.
        """
        if not self.matters or chars[-1] < _HANZI:
            return _NOTHING
        if chars not in self._told:
            if self._shares is None:
                known = (edge.text for edge in self._lattice.alone() if edge.kind is not EdgeKind.PICK)
                self._shares = variants.shares_of("".join(known))
            self._told[chars] = variants.nats(chars, self._shares)
        return self._told[chars]

    def _line(self) -> Counter[str]:
        """Give the counts of scripts in the line: of certain characters, and of the likeliest for one lost byte."""
        if self._counts is None:
            self._counts = Counter()
            for edge in self._lattice.alone():
                if edge.kind is not EdgeKind.PICK:
                    self._counts.update(script(char) for char in edge.text if char > "\x7f")
                elif len(edge.text) <= _ONE_LOST:
                    costs = self._model.costs("", edge.text)
                    self._counts[script(min(zip(costs, edge.text, strict=True))[1])] += 1
        return self._counts


@cache
def _totals(model: Model) -> dict[str, float]:
    """Give for each script the probability of its characters together after a boundary, 0 to 1."""
    totals = dict.fromkeys((name for name, _ in _KINDS), 0.0)
    for (name, first), last in zip(_KINDS, (*_STARTS[1:], _STARTS[-1]), strict=True):
        costs = model.costs("", "".join(map(chr, range(max(first, _FIRST), last)))) if last > _FIRST else []
        totals[name] += sum(math.exp(-cost) for cost in costs)
    return totals
