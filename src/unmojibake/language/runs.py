"""Gives the costs of consecutive characters, such as one lost byte leaves: the parts they share are looked up once."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from unmojibake.language.tokens import class_names, class_table

if TYPE_CHECKING:
    from unmojibake.language.layout import Layout

Context: TypeAlias = tuple[int, int, float, int]
"""After the tokens a, b: begin and end of their trigrams, back-off cost of the pair, row of b."""
_CACHED: Final = 1 << 9


class Runs:
    """Gives the costs of consecutive code points that are their own tokens."""

    def __init__(self, layout: Layout) -> None:
        """Take the arrays of a model."""
        self._layout = layout
        self._costs = layout.costs.table()
        self._backs = layout.back_offs.table()
        ratio_of = layout.ratios.table()
        self._ratios = tuple(ratio_of[level] for level in layout.class_ratios)
        self._repeats = tuple(self._costs[level] for level in layout.repeats)
        self._classes, self._kinds = class_table(), len(class_names())
        self._alone = lru_cache(_CACHED)(self._find_alone)

    def costs(self, context: Context, before: int, first: int, count: int) -> list[float]:
        """Give the cost of each of some tokens after the same two.

        Args:
            context: The places in the tables after those two.
            before: The second of them.
            first: The first token of the run.
            count: How many there are.

        Returns:
            Nats, one number for each token.
        """
        begin3, end3, back3, row = context
        layout, levels, last = self._layout, self._costs, first + count
        back = back3 + self._backs[layout.row_backs[row]]
        ratios = self._classes[before] * self._kinds
        kind, alone = self._alone(first, count)
        if kind >= 0:
            after = back + self._ratios[ratios + kind]
            result = [after + nats for nats in alone]
        else:
            kinds = self._classes[first:last]
            result = [back + self._ratios[ratios + kind] + nats for kind, nats in zip(kinds, alone, strict=True)]
        if first <= before < last:
            result[before - first] = back + self._repeats[self._classes[before]]
        for tokens, token_costs, begin, end, more in (
            (layout.leaves, layout.leaf_costs, layout.leaf_starts[row], layout.leaf_starts[row + 1], back3),
            (layout.parents, layout.parent_costs, layout.parent_starts[row], layout.parent_starts[row + 1], back3),
            (layout.thirds, layout.third_costs, begin3, end3, 0.0),
        ):
            place = bisect_left(tokens, first, begin, end)
            for index in range(place, bisect_left(tokens, last, place, end)):
                result[tokens[index] - first] = more + levels[token_costs[index]]
        dearest = levels[-1]
        return [cost if 0 < cost < dearest else dearest if cost > 0 else 0.0 for cost in result]

    def _find_alone(self, first: int, count: int) -> tuple[int, tuple[float, ...]]:
        """Give the class of some tokens, -1 when they are of several, and the cost of each by itself."""
        kinds = set(self._classes[first : first + count])
        levels = self._layout.unigrams[first : first + count]
        return kinds.pop() if len(kinds) == 1 else -1, tuple([self._costs[level] for level in levels])
