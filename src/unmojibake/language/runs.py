"""Gives the costs of many characters after the same text, as lost bytes leave: what they share is looked up once."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from unmojibake.language.tokens import class_names, class_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.language.layout import Layout

Context: TypeAlias = tuple[int, int, float, int]
"""After the tokens a, b: begin and end of their trigrams, back-off cost of the pair, row of b."""
_CACHED: Final = 1 << 9
_FEW_CACHED: Final = 1 << 6
_DENSE: Final = 8
"""Counted followers for each character that is asked for, from which on each character is looked up for itself."""


class Runs:
    """Gives the costs of several code points that are their own tokens."""

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
        self._several = lru_cache(_FEW_CACHED)(self._find_several)

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
        layout, levels, last = self._layout, self._costs, first + count
        back = context[2] + self._backs[layout.row_backs[context[3]]]
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
        for tokens, token_costs, begin, end, more in self._counted(context):
            place = bisect_left(tokens, first, begin, end)
            for index in range(place, bisect_left(tokens, last, place, end)):
                result[tokens[index] - first] = more + levels[token_costs[index]]
        return self._bounded(result)

    def scattered(self, context: Context, before: int, chars: str) -> list[float]:
        """Give the cost of each of some tokens after the same two, which are not consecutive.

        Args:
            context: As for `costs`.
            before: As there.
            chars: Characters that are their own tokens, each once; those of the last calls are at hand.

        Returns:
            Nats, one number for each character.
        """
        layout, levels = self._layout, self._costs
        places, kinds, alone = self._several(chars)
        back = context[2] + self._backs[layout.row_backs[context[3]]]
        ratios = self._classes[before] * self._kinds
        after = [back + ratio for ratio in self._ratios[ratios : ratios + self._kinds]]
        result = [after[kind] + nats for kind, nats in zip(kinds, alone, strict=True)]
        if before in places:
            result[places[before]] = back + self._repeats[self._classes[before]]
        for tokens, token_costs, begin, end, more in self._counted(context):
            if end - begin <= _DENSE * len(places):
                for index in range(begin, end):
                    if (at := places.get(tokens[index])) is not None:
                        result[at] = more + levels[token_costs[index]]
            else:
                for token, at in places.items():
                    index = bisect_left(tokens, token, begin, end)
                    if index < end and tokens[index] == token:
                        result[at] = more + levels[token_costs[index]]
        return self._bounded(result)

    def _counted(self, context: Context) -> tuple[tuple[Sequence[int], Sequence[int], int, int, float], ...]:
        """Give what was counted after two tokens: tokens, their costs, begin, end, and nats that are added."""
        begin3, end3, back3, row = context
        layout = self._layout
        return (
            (layout.leaves, layout.leaf_costs, layout.leaf_starts[row], layout.leaf_starts[row + 1], back3),
            (layout.parents, layout.parent_costs, layout.parent_starts[row], layout.parent_starts[row + 1], back3),
            (layout.thirds, layout.third_costs, begin3, end3, 0.0),
        )

    def _bounded(self, costs: list[float]) -> list[float]:
        """Keep costs between 0 and the dearest."""
        dearest = self._costs[-1]
        return [cost if 0 < cost < dearest else dearest if cost > 0 else 0.0 for cost in costs]

    def _find_several(self, chars: str) -> tuple[dict[int, int], list[int], list[float]]:
        """Give the places of some tokens, the class of each, and its cost by itself."""
        codes = list(map(ord, chars))
        alone = [self._costs[level] for level in map(self._layout.unigrams.__getitem__, codes)]
        return {code: at for at, code in enumerate(codes)}, [self._classes[code] for code in codes], alone

    def _find_alone(self, first: int, count: int) -> tuple[int, tuple[float, ...]]:
        """Give the class of some tokens, -1 when they are of several, and the cost of each by itself."""
        kinds = set(self._classes[first : first + count])
        levels = self._layout.unigrams[first : first + count]
        return kinds.pop() if len(kinds) == 1 else -1, tuple([self._costs[level] for level in levels])
