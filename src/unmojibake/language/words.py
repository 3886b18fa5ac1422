"""Gives the nats by which a word that is written is likelier than its characters one by one.

The language model looks back two characters, so it charges a common word nearly what it charges a rare one. What
scripts/count/words.py counted says how often a word is written; both together are a mixture,
P(word) = (1 - l) * P(its characters) + l * P(it is drawn from the words that were counted).
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate

from unmojibake.language.model import load
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

SHORTEST, LONGEST = 3, 24
"""Code points of the words that are looked up: the model sees shorter ones whole, and longer ones are none."""
_INSIDE = r"[^\x00-\x2c\x2e-\x40\x5b-\x60\x7b-\x7f\xa0\u3000]"
"""A hyphen, or what is inside a word. Written as what it leaves out: `re` walks through all that a class has."""
WORD = on_use(rf"(?<!{_INSIDE})[^\W\d_]{{{SHORTEST},{LONGEST}}}(?!{_INSIDE})")
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
                their hash, the other two bytes of each, and what each costs.
        """
        head, _, body = data.partition(b"\n")
        found = json.loads(head)
        self.odds: float = found["odds"]
        self.shapes: dict[str, float] = found["shapes"]
        plain = zlib.decompress(body)
        self._starts = array("I", accumulate(plain[:_PLACES], initial=0))
        size = self._starts[-1]
        # A word that was not counted has the hash of one so often: to be found says no more than this.
        self.most = math.log(_PLACES * _PLACES / max(1, size))
        self._rest = array("H", plain[_PLACES : _PLACES + 2 * size])
        if sys.byteorder == "big":
            self._rest.byteswap()
        self._costs = plain[_PLACES + 2 * size :]

    def cost(self, word: str) -> float | None:
        """Give what a word costs when it is drawn from those that were counted; None when it is not among them.

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
    """Give four bytes for a word: those of CRC-32, which is the same everywhere."""
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
    """Write the file that `Words` reads.

    Args:
        costs: For each word, in small letters, its nats.
        head: What the first line says.
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

    Nothing is said of words in ASCII: no damage made them, and they stand on both sides of every comparison.

    >>> gain("été") > gain("êtê") == gain("ete") == 0
    True
    """
    words = counted()
    cost = None if word.isascii() else words.cost(word)
    if cost is None:
        return 0.0
    return min(words.most, math.log1p(math.exp(min(characters(word) - cost + words.odds, 700.0))))


def characters(word: str) -> float:
    """Give what the characters of a word cost one by one, and that it ends behind them."""
    return load().score(word + " ", " ")
