"""Count, smooth and prune character n-grams with numpy: what `train.py` builds the model from.

An n-gram is one number: its tokens, 16 bits each, the last in the lowest bits. Tables are sorted by it, so all
that follow the same context lie together and a look-up is a binary search. Everything here is deterministic:
sorts are stable and sums run in the order of the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unmojibake.language.tokens import fold_table, high_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Values = NDArray[np.float64]

SHIFT = np.uint64(16)
LAST = np.uint64(0xFFFF)
MASK = {1: LAST, 2: np.uint64(0xFFFFFFFF), 3: np.uint64(0xFFFFFFFFFFFF)}
"""What keeps the last one, two, three tokens of an n-gram."""
TOKENS = 0x10000
FOLD = np.frombuffer(fold_table(), dtype=np.uint16)


@dataclass(frozen=True, slots=True)
class Table:
    """Sorted n-grams of one order and a number for each: a count, a probability, a back-off weight."""

    keys: Keys
    values: Values

    def find(self, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Look keys up: their places, and whether each is there."""
        if not len(self.keys):
            return np.zeros(len(keys), np.intp), np.zeros(len(keys), bool)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return places, self.keys[places] == keys

    def get(self, keys: Keys, default: float) -> Values:
        """Look keys up; absent ones give ``default``."""
        places, found = self.find(keys)
        return np.where(found, self.values[places], default) if len(self.keys) else np.full(len(keys), default)

    def keep(self, mask: NDArray[np.bool_]) -> Table:
        """Drop what the mask leaves out."""
        return Table(self.keys[mask], self.values[mask])


Counts = dict[int, Table]


@dataclass(frozen=True, slots=True)
class Base:
    """What is left when no pair is known: the token's share, and how much its class follows the one before.

    ``ratios[a, b]`` is P(class b, another token | class a) over P(class b); ``repeats[a]`` is the chance that a
    token of class a comes twice.
    """

    shares: Values
    classes: NDArray[np.intp]
    ratios: Values
    repeats: Values

    def get(self, keys: Keys) -> Values:
        """Give P(last token | class of the one before)."""
        last = (keys & LAST).astype(np.intp)
        before = ((keys >> SHIFT) & LAST).astype(np.intp)
        other = self.shares[last] * self.ratios[self.classes[before], self.classes[last]]
        return np.asarray(np.where(last == before, self.repeats[self.classes[last]], other))


def _starts(sorted_keys: Keys) -> NDArray[np.intp]:
    """Give the places where a new value begins."""
    if not len(sorted_keys):
        return np.zeros(0, np.intp)
    return np.flatnonzero(np.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]]))


def table(keys: Keys, values: Values) -> Table:
    """Sort n-grams and add up the values of equal ones."""
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order].astype(np.float64)
    starts = _starts(keys)
    return Table(keys[starts], np.add.reduceat(values, starts) if len(keys) else values)


def tokens_of(text: str) -> NDArray[np.uint16]:
    """Turn text into tokens (see `unmojibake.language.tokens`)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    high = np.flatnonzero(codes >= TOKENS)
    folded: NDArray[np.uint16] = FOLD[np.where(codes < TOKENS, codes, 0)]
    folded[high] = [high_token(int(code)) for code in codes[high]]
    return folded


def count_lines(lines: Iterable[str], order: int) -> Counts:
    """Count the n-grams of lines, each between boundaries; none reaches across a boundary."""
    tokens = tokens_of("\n" + "\n".join(lines) + "\n")
    counts: Counts = {}
    for length in range(1, order + 1):
        # The first boundary of the text is context only; every other token is predicted once.
        stop = len(tokens) - length + 1
        first = 1 if length == 1 else 0
        keys = np.zeros(stop - first, np.uint64)
        whole = np.ones(stop - first, bool)
        for place in range(length):
            column = tokens[place + first : place + stop]
            keys = (keys << SHIFT) | column
            if 0 < place < length - 1:
                whole &= column != 0
        keys = np.sort(keys[whole], kind="stable")
        starts = _starts(keys)
        counts[length] = Table(keys[starts], np.diff(np.append(starts, len(keys))).astype(np.float64))
    return counts


def count_words(words: Sequence[str], frequencies: Sequence[int], order: int) -> Counts:
    """Count the n-grams inside words; what stands before and after a word is not known."""
    by_length: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        by_length.setdefault(len(word), []).append(index)
    keys: dict[int, list[Keys]] = {length: [] for length in range(1, order + 1)}
    values: dict[int, list[Values]] = {length: [] for length in range(1, order + 1)}
    for size, members in sorted(by_length.items()):
        tokens = tokens_of("".join(words[index] for index in members)).reshape(len(members), size).astype(np.uint64)
        weights = np.array([frequencies[index] for index in members], np.float64)
        for length in range(1, min(order, size) + 1):
            for start in range(size - length + 1):
                key, whole = np.zeros(len(members), np.uint64), np.ones(len(members), bool)
                for place in range(length):
                    column = tokens[:, start + place]
                    key = (key << SHIFT) | column
                    if 0 < place < length - 1:
                        whole &= column != 0
                keys[length].append(key[whole])
                values[length].append(weights[whole])
    return {
        length: table(np.concatenate(keys[length]), np.concatenate(values[length])) for length in keys if keys[length]
    }


def merge(parts: Sequence[tuple[Counts, float]], order: int) -> Counts:
    """Add up weighted counts."""
    merged: Counts = {}
    for length in range(1, order + 1):
        tables = [(part[length], weight) for part, weight in parts if weight and length in part]
        merged[length] = table(
            np.concatenate([each.keys for each, _ in tables]),
            np.concatenate([each.values * weight for each, weight in tables]),
        )
    return merged


def _discounts(counts: Values) -> Values:
    """Give each count its discount: modified Kneser-Ney's three, estimated from the counts of counts.

    Counts are weighted, so not whole numbers: they are rounded up for the counts of counts, and a count below
    one loses that share of the first discount.
    """
    n1, n2, n3, n4 = (int(np.count_nonzero(np.ceil(counts - 1e-9) == times)) for times in (1, 2, 3, 4))
    ratio = n1 / max(n1 + 2 * n2, 1)
    d1, d2, d3 = (max(0.0, t - (t + 1) * ratio * b / max(a, 1)) for t, a, b in ((1, n1, n2), (2, n2, n3), (3, n3, n4)))
    flat = np.where(counts <= 1 + 1e-9, d1 * np.minimum(counts, 1), np.where(counts <= 2 + 1e-9, d2, d3))
    return np.minimum(flat, counts)


def smooth(counts: Counts, base: Base, order: int) -> dict[int, Table]:
    """Estimate P(last token | the others) for every counted n-gram, interpolated with the shorter ones.

    Below the highest order the count is the geometric mean of how often the n-gram was seen and after how many
    different tokens (Kneser-Ney's count): measured better than either, see docs/model.md.
    """
    estimates: dict[int, Table] = {}
    for length in range(2, order + 1):
        keys, seen = counts[length].keys, counts[length].values
        if length < order:
            longer = counts[length + 1].keys & MASK[length]
            lefts = table(longer, np.ones(len(longer)))
            seen = np.sqrt(seen * np.maximum(lefts.get(keys, 0.0), np.minimum(seen, 1.0)))
            # After a boundary nothing stands further left, so there is nothing to count but the n-gram.
            first = keys >> np.uint64(16 * (length - 1)) == 0
            seen = np.where(first, counts[length].values, seen)
        starts = _starts(keys >> SHIFT)
        sizes = np.diff(np.append(starts, len(keys)))
        total, lost = np.add.reduceat(seen, starts), _discounts(seen)
        left_over = np.repeat(np.add.reduceat(lost, starts) / total, sizes)
        shorter = _shorter(estimates, base, length, keys)
        estimates[length] = Table(keys, (seen - lost) / np.repeat(total, sizes) + left_over * shorter)
    return estimates


def _shorter(estimates: dict[int, Table], base: Base, length: int, keys: Keys) -> Values:
    alone = base.get(keys)
    if length == 2:
        return alone
    shorter = estimates[length - 1]
    places, found = shorter.find(keys & MASK[length - 1])
    return np.where(found, shorter.values[places], alone)


def backed_off(estimates: dict[int, Table], backs: dict[int, Table], base: Base, length: int, keys: Keys) -> Values:
    """Give P(last token | the others) of any n-gram of a length: kept, or backed off to shorter ones."""
    result, weight = np.zeros(len(keys)), np.ones(len(keys))
    open_ = np.ones(len(keys), bool)
    for size in range(length, 1, -1):
        part = keys & MASK[size] if size in MASK else keys
        places, found = estimates[size].find(part)
        hit = found & open_
        result[hit] = weight[hit] * estimates[size].values[places[hit]]
        open_ &= ~found
        weight = weight * np.where(open_, backs[size - 1].get(part >> SHIFT, 1.0), 1.0)
    return np.where(open_, weight * base.get(keys), result)


@dataclass(frozen=True, slots=True)
class Left:
    """By context: what its kept n-grams leave over, and what the shorter model gives the same tokens' rest."""

    contexts: Keys
    over: Values
    under: Values

    def weights(self) -> Table:
        """Give the back-off weights."""
        return Table(self.contexts, self.over / self.under)


def left_over(estimates: dict[int, Table], backs: dict[int, Table], base: Base, length: int) -> Left:
    """Sum what the kept n-grams of a length leave over in each context."""
    kept = estimates[length]
    contexts = kept.keys >> SHIFT
    starts = _starts(contexts)
    shorter = backed_off(estimates, backs, base, length - 1, kept.keys)
    over = 1 - np.add.reduceat(kept.values, starts)
    under = 1 - np.add.reduceat(shorter, starts)
    return Left(contexts[starts], np.maximum(over, 1e-6), np.maximum(under, 1e-6))


def back_offs(estimates: dict[int, Table], base: Base, order: int) -> dict[int, Table]:
    """Give the back-off weights that make every context's probabilities sum to one."""
    backs: dict[int, Table] = {}
    for length in range(2, order + 1):
        backs[length - 1] = left_over(estimates, backs, base, length).weights()
    return backs


def entropies(estimates: dict[int, Table], counts: Counts, base: Base, length: int) -> Values:
    """Give the relative entropy that leaving each n-gram of a length out would cost (Stolcke 1998)."""
    backs: dict[int, Table] = {}
    for size in range(2, length):
        backs[size - 1] = left_over(estimates, backs, base, size).weights()
    left = left_over(estimates, backs, base, length)
    keys, kept = estimates[length].keys, estimates[length].values
    shorter = backed_off(estimates, backs, base, length - 1, keys)
    places, _ = Table(left.contexts, left.over).find(keys >> SHIFT)
    over, under = left.over[places], left.under[places]
    change = np.log((over + kept) / (under + shorter)) - np.log(over / under)
    weight = counts[length - 1].get(keys >> SHIFT, 0.0) / counts[1].values.sum()
    without = np.log(shorter) + np.log((over + kept) / (under + shorter))
    return np.asarray(-weight * (kept * (without - np.log(kept)) + over * change))
