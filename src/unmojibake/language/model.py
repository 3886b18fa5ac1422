"""Gives the cost of a character after the two before it, in nats: the language model."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from unmojibake.language.layout import unpack
from unmojibake.language.runs import Runs
from unmojibake.language.tokens import (
    SPACE,
    SURROGATES,
    class_names,
    class_table,
    fold_table,
    high_sizes,
    high_token,
    last_two,
    run_start,
)
from unmojibake.values import data_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unmojibake.language.runs import Context

_CACHED_COSTS: Final = 1 << 15
_CACHED_CONTEXTS: Final = 1 << 13
_CACHED_RUNS: Final = 1 << 9
_PLANE: Final = 0x10000
_WINDOW: Final = 3
_UNKNOWN: Final = chr(SURROGATES[-1])
"""A character of which no pair is known."""
_MANY: Final = 65
"""Characters from which on those after the same text are looked up together."""
_FOLDED: Final = re.compile("[\x01-\x40\\x5b-\x60\x7b-\x7f\xa0\u3000\ud800-\udfff\U00010000-\U0010ffff]")
"""A character that is not its own token. By these, as `re` walks through all that a class has when it is made."""
_RARE_SPACES: Final = {"\u3000": math.log(8804287 / 7764), "\xa0": math.log(8804287 / 14120)}
"""Nats for a boundary to be one of these: all boundaries over these in the running text of the corpora.

Others are ASCII, the same on both sides of every comparison. A run of these counts once: they indent.
"""


class Model:
    """A character trigram model with back-off, read in place.

    Costs are in nats: -ln P(character | the two before it). Thread-safe: the tables are never written, and the caches
    are those of `functools`.
    """

    context: Final = _WINDOW - 1
    """How many characters of left context matter."""

    def __init__(self, data: bytes) -> None:
        """Open a model.

        Args:
            data: The bytes of a model file.

        Raises:
            ValueError: They are no model file.
        """
        layout = unpack(data)
        self._layout = layout
        self._costs = layout.costs.table()
        self._backs = layout.back_offs.table()
        ratio_of = layout.ratios.table()
        self._ratios = tuple(ratio_of[level] for level in layout.class_ratios)
        self._repeats = tuple(self._costs[level] for level in layout.repeats)
        self._dearest = self._costs[-1]
        self._classes, self._kinds = class_table(), len(class_names())
        self._runs = Runs(layout)
        # The tables that the loop over a text reads, unpacked at once.
        self._tables = (
            (self._costs, self._backs, layout.rows, layout.bases, layout.offsets, layout.row_backs),
            (layout.parents, layout.parent_costs, layout.parent_backs, layout.parent_starts),
            (layout.leaves, layout.leaf_costs, layout.leaf_starts, layout.thirds, layout.third_costs),
            (layout.unigrams, self._classes, self._kinds, self._ratios),
        )
        self._fold = fold_table()
        self._extra = {token: math.log(size) for token, size in high_sizes().items()}
        self._context: Callable[[str], Context] = lru_cache(_CACHED_CONTEXTS)(self._find_context)
        self._ends: Callable[[str], tuple[float, ...]] = lru_cache(_CACHED_RUNS)(self._find_ends)
        self._cost: Callable[[str], float] = lru_cache(_CACHED_COSTS)(lambda key: self._find_costs(key[:2], key[2])[0])

    def cost(self, left: str, char: str) -> float:
        """Give the cost of one character after a text.

        Args:
            left: The text before it; the last `context` characters matter, '' is the start of a line.
            char: One character.

        Returns:
            Nats, finite, not below 0. For an ASCII character that is no letter: of *a boundary*, the same for each.

        >>> load().cost("中", "国") < load().cost("中", "囯")
        True
        """
        return self._cost(last_two(left) + char)

    def common(self, codes: Iterable[int], most: float) -> str:
        """Give the characters of some code points below U+10000 that cost so many nats at most, wherever they stand."""
        level, fold, unigrams = bisect_right(self._costs, most), self._fold, self._layout.unigrams
        return "".join([chr(code) for code in codes if unigrams[fold[code]] < level])

    def score(self, text: str, left: str = "") -> float:
        """Give the cost of a text.

        Args:
            text: Any string; '' costs 0.
            left: The text before it.

        Returns:
            Nats: the sum of `cost` over the characters of ``text``. O(length).

        >>> load().score("你好") < load().score("浣犲ソ")
        True
        """
        window = last_two(left)
        if not _FOLDED.search(text):
            return self._sum(map(ord, text), window)
        try:
            tokens = list(map(self._fold.__getitem__, map(ord, text)))
        except IndexError:  # a character above U+FFFF: rare, and not a token of its own
            padded = window + text
            return sum(self._cost(padded[place : place + _WINDOW]) for place in range(len(text)))
        total = self._sum(tokens, window)
        for space, nats in _RARE_SPACES.items():
            if space in text:
                runs = sum(1 for run in text.split(space)[1:] if run) + text.endswith(space)
                total += nats * (runs - (text[0] == space == left[-1:]))
        return total

    def _sum(self, tokens: Iterable[int], window: str) -> float:
        """Add up the costs of tokens; written out, because it is the loop everything waits for."""
        total, dearest = 0.0, self._dearest
        before = self._token(window[1])
        (
            (levels, backs, rows, bases, offsets, row_backs),
            (parents, parent_costs, parent_backs, parent_starts),
            (leaves, leaf_costs, leaf_starts, thirds, third_costs),
            (unigrams, classes, kinds, ratios),
        ) = self._tables
        begin3, end3, back3, row = self._context(window)
        for token in tokens:
            end2 = parent_starts[row + 1]
            parent = bisect_left(parents, token, parent_starts[row], end2)
            if parent < end2 and parents[parent] == token:
                cost = levels[parent_costs[parent]]
                base = bases[row]
                following = base + offsets[parent]
                parent += 1
                following_end = base + offsets[parent] if parent < end2 else bases[row + 1]
                following_back = backs[parent_backs[parent - 1]]
            else:
                following = following_end = 0
                following_back = 0.0
                end2 = leaf_starts[row + 1]
                leaf = bisect_left(leaves, token, leaf_starts[row], end2)
                if leaf < end2 and leaves[leaf] == token:
                    cost = levels[leaf_costs[leaf]]
                elif token != before:
                    cost = backs[row_backs[row]] + (
                        levels[unigrams[token]] + ratios[classes[before] * kinds + classes[token]]
                    )
                else:
                    cost = backs[row_backs[row]] + self._repeats[classes[token]]
            if begin3 < end3 and (third := bisect_left(thirds, token, begin3, end3)) < end3 and thirds[third] == token:
                total += levels[third_costs[third]]
            else:
                cost += back3
                total += cost if 0 < cost < dearest else self._bounded(cost)
            begin3, end3, back3, row = following, following_end, following_back, rows[token]
            before = token
        return total

    def costs(self, left: str, candidates: str) -> list[float]:
        """Give the cost of each of several characters after the same text.

        Fast for consecutive code points, as a lost byte of UTF-8 leaves, and for many that are asked for again.

        Args:
            left: The text before them.
            candidates: The characters; '' gives [].

        Returns:
            Nats, one number for each character of ``candidates``.

        >>> costs = load().costs("中", "国囯")
        >>> costs[0] < costs[1]
        True
        """
        if not candidates:
            return []
        window = last_two(left)
        first = run_start(candidates)
        if first >= 0:
            return self._runs.costs(self._context(window), self._token(window[1]), first, len(candidates))
        if len(candidates) < _MANY or _FOLDED.search(candidates):
            return self._find_costs(window, candidates)
        return self._runs.scattered(self._context(window), self._token(window[1]), candidates)

    def endings(self, left: str, chars: str) -> list[float]:
        """Give the cost of a boundary after the same text and each of several characters.

        Args:
            left: The text before them.
            chars: The characters; fast as in `costs`.

        Returns:
            Nats: for each character of ``chars`` the `cost` of a boundary behind it.

        >>> load().endings("好", "吗") == [load().cost("好吗", " ")]
        True
        """
        first = run_start(chars)
        if first < 0:
            return [self.cost(left + char, " ") for char in chars]
        layout, result = self._layout, list(self._ends(chars))
        row = layout.rows[self._token(left[-1:] or SPACE)]
        begin, end = layout.parent_starts[row], layout.parent_starts[row + 1]
        begin = bisect_left(layout.parents, first, begin, end)
        for parent in range(begin, bisect_left(layout.parents, first + len(chars), begin, end)):
            char = chars[layout.parents[parent] - first]
            result[layout.parents[parent] - first] = self.cost(left + char, " ")
        return result

    def _find_ends(self, chars: str) -> tuple[float, ...]:
        """Give the cost of a boundary after each of some characters, with no pair known before them."""
        return tuple(self._find_costs(_UNKNOWN + char, " ")[0] for char in chars)

    def _token(self, char: str) -> int:
        code = ord(char)
        return self._fold[code] if code < _PLANE else high_token(code)

    def _find_context(self, pair: str) -> Context:
        token = self._token(pair[1])
        layout = self._layout
        row, following = layout.rows[self._token(pair[0])], layout.rows[token]
        begin, end = layout.parent_starts[row], layout.parent_starts[row + 1]
        parent = bisect_left(layout.parents, token, begin, end)
        if parent == end or layout.parents[parent] != token:
            return 0, 0, 0.0, following
        base = layout.bases[row]
        last = base + layout.offsets[parent + 1] if parent + 1 < end else layout.bases[row + 1]
        return base + layout.offsets[parent], last, self._backs[layout.parent_backs[parent]], following

    def _find_costs(self, pair: str, candidates: str) -> list[float]:
        begin3, end3, back3, row = self._context(pair)
        layout, levels, before = self._layout, self._costs, self._token(pair[1])
        parents, begin2, end2 = layout.parents, layout.parent_starts[row], layout.parent_starts[row + 1]
        leaves, begin, end = layout.leaves, layout.leaf_starts[row], layout.leaf_starts[row + 1]
        thirds = layout.thirds
        found: list[float] = []
        for char in candidates:
            code = ord(char)
            token = self._fold[code] if code < _PLANE else high_token(code)
            extra = self._extra[token] if code >= _PLANE else 0.0
            if not token:  # the boundary
                extra = _RARE_SPACES.get(char, 0.0) * (pair[1] != char)
            if begin3 < end3 and (third := bisect_left(thirds, token, begin3, end3)) < end3 and thirds[third] == token:
                cost = levels[layout.third_costs[third]] + extra
            else:
                cost = back3 + extra
                place = bisect_left(parents, token, begin2, end2)
                if place < end2 and parents[place] == token:
                    cost += levels[layout.parent_costs[place]]
                elif (place := bisect_left(leaves, token, begin, end)) < end and leaves[place] == token:
                    cost += levels[layout.leaf_costs[place]]
                else:
                    cost += self._backs[layout.row_backs[row]] + self._base(before, token)
            found.append(cost if 0 < cost < self._dearest else self._bounded(cost))
        return found

    def _base(self, before: int, token: int) -> float:
        """Give the cost of a token that was not counted after the one before: its own share, and its class's."""
        classes = self._classes
        if token == before:
            return self._repeats[classes[token]]
        ratio = self._ratios[classes[before] * self._kinds + classes[token]]
        return self._costs[self._layout.unigrams[token]] + ratio

    def _bounded(self, cost: float) -> float:
        """Keep a cost between 0 and the dearest: anything can happen once in some hundred million characters."""
        return max(0.0, min(cost, self._dearest))


@cache
def load() -> Model:
    """Open the model that comes with the package; the second call gives the same object.

    >>> load() is load()
    True
    """
    return Model(data_files.read_bytes(__package__, "model.bin"))
