"""Gives the nats by which the words around a span are likelier, as it stands and as it reads, than their characters.

The language model looks back two characters, so a common word costs nearly as much as a rare one. How often a word is
written scripts/count/words.py counted; both together are a mixture,
P(word) = (1 - l) * P(its characters) + l * P(it is drawn from the words that were counted).
"""

from __future__ import annotations

import json
import math
import re
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.language import load
from unmojibake.pipeline.span import Weights
from unmojibake.values import data_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.pipeline.span import Span

SHORTEST, LONGEST = 3, 24
"""Code points of the words that are looked up: the model sees shorter words whole, and longer runs are no words."""
_INSIDE = r"A-Za-z\x80-\x9f\xa1-\u2fff\u3001-\U0010ffff"
_WORD = re.compile(rf"(?<![-{_INSIDE}])[^\W\d_]{{{SHORTEST},{LONGEST}}}(?![-{_INSIDE}])")
"""A word: letters between two boundaries, as the model has them. Beside any other sign, letters may be anything, and
beside a hyphen they are a syllable as often as a word."""
STEP = 8
"""Costs in the file to a nat."""
_PLACES = 1 << 16


class Words:
    """The words that were counted, read in place: how many nats each costs.

    Attributes:
        odds: ln(l / (1 - l)), where l is P(a word is drawn from these).
        most: Nats that a word can be likelier than its characters, -ln P(it is found by chance).
        shapes: Nats for a word to be written in small letters, with a capital, in capitals.
    """

    def __init__(self, data: bytes) -> None:
        """Open the file that `pack` writes.

        Args:
            data: A line of JSON, and three tables that are compressed: how many words begin with each two bytes of
                their hash, the other two bytes of each, and the cost of each.
        """
        head, _, body = data.partition(b"\n")
        found = json.loads(head)
        self.odds: float = found["odds"]
        self.shapes: dict[str, float] = found["shapes"]
        plain = zlib.decompress(body)
        self._starts = array("I", accumulate(plain[:_PLACES], initial=0))
        size = self._starts[-1]
        # An uncounted word has the hash of a counted one this often: to be found proves no more than these nats.
        self.most = math.log(_PLACES * _PLACES / max(1, size))
        self._rest = array("H", plain[_PLACES : _PLACES + 2 * size])
        if sys.byteorder == "big":
            self._rest.byteswap()
        self._costs = plain[_PLACES + 2 * size :]

    def cost(self, word: str) -> float | None:
        """Give the nats of a word that is drawn from the counted ones; None when it is not among them.

        Args:
            word: Letters, in any case.

        Returns:
            Nats. Logarithmic in the number of words.
        """
        shape = shape_of(word)
        if shape is None:
            return None
        place, rest = divmod(hashed(word.lower()), _PLACES)
        end = self._starts[place + 1]
        at = bisect_left(self._rest, rest, self._starts[place], end)
        if at == end or self._rest[at] != rest:
            return None
        return self._costs[at] / STEP + self.shapes[shape]


def hashed(word: str) -> int:
    """Give the hash of a word, four bytes: CRC-32, which is the same on every machine.

    >>> hashed("été")
    1154575572
    """
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def shape_of(word: str) -> str | None:
    """Name the way in which a word is written: "small", "title", "capitals"; None for any other.

    >>> [shape_of(word) for word in ("été", "Été", "ÉTÉ", "éTé")]
    ['small', 'title', 'capitals', None]
    """
    small = word.lower()
    if word == small:
        return "small"
    if word[1:] == small[-len(word) + 1 :] or len(word) == 1:
        return "title"
    return "capitals" if word == word.upper() else None


def pack(costs: dict[str, float], head: dict[str, object]) -> bytes:
    """Give the bytes of the file that `Words` reads.

    Args:
        costs: For each word, in small letters, its nats.
        head: The values of the first line.
    """
    entries: dict[int, int] = {}
    for word, nats in costs.items():
        cost, code = min(255, round(nats * STEP)), hashed(word)
        entries[code] = min(cost, entries.get(code, 255))
    codes = sorted(entries)
    begins = bytearray(_PLACES)
    for code in codes:
        begins[code // _PLACES] += 1
    rest = b"".join((code % _PLACES).to_bytes(2, "little") for code in codes)
    plain = bytes(begins) + rest + bytes(entries[code] for code in codes)
    return json.dumps(head, sort_keys=True).encode("ascii") + b"\n" + zlib.compress(plain, 9)


@cache
def counted() -> Words:
    """Open the words that come with the package; the second call gives the same object."""
    return Words(data_files.read_bytes(__package__, "words.bin"))


@lru_cache(maxsize=1024)
def gain(word: str) -> float:
    """Give the nats by which a word is likelier than its characters; 0 for one that was not counted.

    0 for words in ASCII, too: no damage made them, and they stand on both sides of every comparison.

    >>> gain("été") > gain("êtê") == gain("ete") == 0
    True
    """
    words = counted()
    cost = None if word.isascii() else words.cost(word)
    if cost is None:
        return 0.0
    return min(words.most, math.log1p(math.exp(min(characters(word) - cost + words.odds, 700.0))))


def characters(word: str) -> float:
    """Give the nats of the characters of a word one by one, and of a boundary behind them.

    >>> characters("été") < characters("êtê")
    True
    """
    return load().score(word + " ", " ")


class _Share(NamedTuple):
    """The nats that the words of a span gain over their characters, as they stand and as they would read."""

    stands: float
    reads: float


def weigh(line: str, spans: Sequence[Span]) -> list[Span]:
    """Give the spans of one candidate with what their words say added to their weights. Linear in the line.

    A word in which several spans stand is counted once, and they share its nats. The same word once more counts 0.

    Args:
        line: The line.
        spans: The spans, in order, none overlapping another.
    """
    shares = _shares(line, [(span.start, span.end, span.after) for span in spans])
    return [_with_words(span, share) for span, share in zip(spans, shares, strict=True)]


def _with_words(span: Span, share: _Share) -> Span:
    """Give a span with what its words say taken off its costs."""
    stands, reads = share
    if span.picks:
        # Characters that were filled in were chosen to make a word: that they do proves nothing for damage.
        reads = min(stands, reads)
    if not stands and not reads:
        return span
    old = span.weights
    return span._replace(weights=Weights(old.stands - stands, old.reads - reads, old.repeated, reads - stands))


def _shares(line: str, spans: Sequence[tuple[int, int, str]]) -> list[_Share]:
    """Give for each span its share of the nats of the words that it stands in, as they stand and repaired."""
    stood = _gains(line, [(start, end) for start, end, _ in spans])
    parts, places, last, length = [], [], 0, 0
    for start, end, after in spans:
        length += start - last
        parts += [line[last:start], after]
        places.append((length, length + len(after)))
        length, last = length + len(after), end
    read = _gains("".join([*parts, line[last:]]), places)
    return [_Share(*both) for both in zip(stood, read, strict=True)]


def _gains(line: str, places: Sequence[tuple[int, int]]) -> list[float]:
    """Give for each place its share of the nats of the words of a line that it stands in. Linear."""
    shares = [0.0] * len(places)
    seen: set[str] = set()
    at = 0
    for word in _WORD.finditer(line):
        start, end = word.span()
        while at < len(places) and places[at][1] <= start:
            at += 1
        if at == len(places):
            break
        touched = [at]
        while touched[-1] + 1 < len(places) and places[touched[-1] + 1][0] < end:
            touched.append(touched[-1] + 1)
        if places[at][0] >= end or word.group() in seen:
            continue
        seen.add(word.group())
        for each in touched:
            shares[each] += gain(word.group()) / len(touched)
    return shares
