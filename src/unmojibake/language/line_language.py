"""Gives the nats by which the spans of a line are likelier in the language that the rest of the line is in.

The language model knows all languages at once and looks back two letters: behind `Katman` it takes the letter that
Icelandic has for as likely as the one that Turkish has, whatever else the line says. How often each letter follows each
in each language, against all of them together, was counted by scripts/count/tongues.py. The letters of the rest of the
line tell the language, and the language tells the letters that a span is likely to have:
P(letters | rest) = (1 - l) * P(letters) + l * sum of P(language | rest) * P(letters | language). By how many nats that
is more than where the rest is not known, so much likelier is the span than the model says.
"""

from __future__ import annotations

import json
import math
import zlib
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unmojibake.values import data_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STEPS: Final = 8
"""Levels in the file to a nat."""
ZERO: Final = 184
"""The level of no difference: -23 to 8.9 nats can be told."""
SILENT: Final = "en"
"""The language of which only ASCII was counted."""
PARTING: Final = " "
"""The symbol between words: for ASCII that is no letter, and for letters of scripts that are not told apart."""
_SIGN: Final = "\N{BULLET}"
"""Signs that are not ASCII, which text in any language may have."""
_AROUND: Final = 64
"""Code points on either side of the spans that tell the language: more add little."""
_SIDE: Final = 2
"""Code points before a span that the language model sees."""
_HEAD: Final = 24
"""Code points of each span that are looked at."""
_SCRIPTS: Final = (
    ("\N{GREEK SMALL LETTER ALPHA}", 0x370, 0x400),
    ("\N{HEBREW LETTER ALEF}", 0x590, 0x600),
    ("\N{ARABIC LETTER ALEF}", 0x600, 0x780),
    ("\N{THAI CHARACTER KO KAI}", 0xE00, 0xE80),
    ("\N{HANGUL SYLLABLE GA}", 0x1100, 0x1200),
    ("\N{GREEK SMALL LETTER ALPHA}", 0x1F00, 0x2000),
    ("\N{IDEOGRAPHIC FULL STOP}", 0x3000, 0x3041),
    ("\N{HIRAGANA LETTER A}", 0x3041, 0x3100),
    ("\u4e00", 0x3400, 0xA000),
    ("\N{HANGUL SYLLABLE GA}", 0xAC00, 0xD7A4),
    ("\u4e00", 0xF900, 0xFB00),
    ("\N{IDEOGRAPHIC FULL STOP}", 0xFF01, 0xFF66),
    ("\N{HIRAGANA LETTER A}", 0xFF66, 0xFFA0),
    ("\u4e00", 0x20000, 0x40000),
)
"""Scripts of which any letter tells the language: the symbol of each, its first code point and its end."""
_SPELT: Final = (("L", 0x41, 0x250), ("C", 0x400, 0x530), ("L", 0x1E00, 0x1F00))
"""Latin and Cyrillic, of which each letter tells more: their names, which are no symbols, first code points, ends."""
_PARTING: Final = frozenset({PARTING, _SIGN, "\N{IDEOGRAPHIC FULL STOP}"})


class _Symbols(dict[int, str]):
    """The symbol of each code point, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _symbol(chr(code))
        return found


def _symbol(char: str) -> str:
    code = ord(char)
    if char.isalpha() and any(first <= code < end for _, first, end in _SPELT):
        small = char.lower()
        return small if len(small) == 1 else PARTING
    if char.isascii():
        return PARTING
    script = next((name for name, first, end in _SCRIPTS if first <= code < end), PARTING)
    return script if script != PARTING or char.isalpha() else _SIGN


_SYMBOLS: Final = _Symbols()
_NOTHING: Final = (PARTING, PARTING)


def symbols(text: str) -> str:
    """Give the symbols under which the characters of a text are counted, one symbol for each character.

    >>> symbols("Été 3 日本です")
    'été   一一ああ'
    """
    return text.translate(_SYMBOLS)


@lru_cache(4096)
def key_of(before: str, symbol: str) -> str:
    """Give the key of a symbol behind another: both, where they are ASCII, else the script of the first and the second.

    Other pairs are too rare to tell more.

    >>> key_of("a", "b"), key_of("ß", "ü")
    ('ab', 'Lü')
    """
    if before.isascii() and symbol.isascii():
        return before + symbol
    return script_of(before) + symbol


def script_of(symbol: str) -> str:
    """Name the script of a symbol; " " for boundaries and signs.

    >>> script_of("ß"), script_of("я"), script_of("一")
    ('L', 'C', '一')
    """
    if symbol in _PARTING:
        return PARTING
    code = ord(symbol)
    return next((name for name, first, end in _SPELT if first <= code < end), symbol)


class Tongues:
    """How often each letter follows each in each language, against all languages together.

    Attributes:
        languages: Their tags.
        believed: l, P(a span is in the language of its line).
        tempered: The power that the likelihood of the rest is taken to, 0 to 1: its letters do not speak independently.
        shares: How much of all text is in each language.
        silent: The place of the language of which only ASCII was counted.
    """

    def __init__(self, data: bytes) -> None:
        """Open the file that `pack` writes."""
        head, _, body = data.partition(b"\n")
        found = json.loads(head)
        self.languages: tuple[str, ...] = tuple(found["languages"])
        self.believed: float = found["believed"]
        self.tempered: float = found["tempered"]
        self.shares: tuple[float, ...] = tuple(found["shares"])
        keys: list[str] = found["keys"]
        plain, size = zlib.decompress(body), len(self.languages)
        self.silent = self.languages.index(SILENT)
        self._rows = {key: plain[at * size : (at + 1) * size] for at, key in enumerate(keys)}

    def _levels(self, text: str) -> list[bytes]:
        """Give the rows of each symbol of a text but the first, given the symbol before it."""
        keys = (key_of(*pair) for pair in pairwise(text) if pair != _NOTHING)
        return [row for key in keys if (row := self._rows.get(key)) is not None]

    def nats(self, texts: Iterable[str]) -> tuple[float, ...] | None:
        """Give the nats by which some texts of symbols are likelier in each language; None where no symbol tells.

        Linear in their length.
        """
        rows = [row for text in texts for row in self._levels(text)]
        if not rows:
            return None
        less = ZERO * len(rows)
        return tuple((sum(column) - less) / STEPS for column in zip(*rows, strict=True))


def pack(head: dict[str, object], rows: dict[str, Sequence[float]]) -> bytes:
    """Give the bytes of the file that `Tongues` reads.

    Args:
        head: The values of its attributes.
        rows: For each key, see `key_of`, the nats of each language.
    """
    keys = sorted(rows)
    levels = bytes(max(0, min(255, round(nats * STEPS) + ZERO)) for key in keys for nats in rows[key])
    first = json.dumps(head | {"keys": keys}, sort_keys=True, ensure_ascii=True)
    return first.encode("ascii") + b"\n" + zlib.compress(levels, 9)


@cache
def counted() -> Tongues:
    """Open the counts that come with the package; the second call gives the same object."""
    return Tongues(data_files.read_bytes(__package__, "tongues.bin"))


def told(line: str, spans: Sequence[tuple[int, int, str]]) -> tuple[float, float]:
    r"""Give the nats by which some spans of a line are likelier in its language than the language model says.

    Args:
        line: The line.
        spans: Start and end of each in code points, and its reading; in order, without overlaps.

    Returns:
        Nats as they stand and as they would read; 0 where the rest of the line has no letters. Linear in the length of
        the line.

    >>> stands, reads = told("Boyamak için tıkla, t\xfdklay\xfdn", [(21, 22, "ı"), (26, 27, "ı")])
    >>> stands < 0 < reads
    True
    """
    counts = counted()
    # Letters that a span and its reading share are part of the rest: only `ýn` of `tıklaýn` is asked about.
    spans = [_apart(start, line[start:end], after) for start, end, after in spans]
    start = spans[0][0]
    # The language model sees the two code points before a span itself: they must not count twice.
    seen = counts.nats([PARTING + symbols(line[max(0, start - _SIDE) : start])])
    shares, without = (shares_of(counts, nats, counts.tempered) for nats in (counts.nats(_rest(line, spans)), seen))
    stands, reads = (
        counts.nats(
            symbols(_before(line, start) + (after if new else line[start:end])[:_HEAD] + line[end : end + 1])
            for start, end, after in spans
        )
        for new in (False, True)
    )
    before, after = (
        math.log(1 - counts.believed + counts.believed * ratio(counts, nats, shares, without))
        for nats in (stands, reads)
    )
    return before, after


def _apart(start: int, before: str, after: str) -> tuple[int, int, str]:
    """Give that part of a span in which it differs from its reading."""
    least = min(len(before), len(after))
    left = next((at for at in range(least) if before[at] != after[at]), least)
    right = next((at for at in range(least - left) if before[-1 - at] != after[-1 - at]), least - left)
    return start + left, start + len(before) - right, after[left : len(after) - right]


def _before(line: str, at: int) -> str:
    """Give the character before a place; at the beginning of the line it is a boundary."""
    return line[at - 1] if at else PARTING


def _rest(line: str, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Give the symbols of a line around its spans; the first one behind a span is part of the span's own text."""
    found, at = [], max(0, spans[0][0] - _AROUND)
    before = PARTING
    for start, end, _ in spans:
        found.append(before + symbols(line[at:start]))
        at, before = end, ""
    return [*found, symbols(line[at : at + _AROUND])]


def shares_of(counts: Tongues, nats: Sequence[float] | None, power: float) -> list[float]:
    """Give P(a line is in each language), by its letters.

    Args:
        counts: What was counted.
        nats: The nats by which the letters are likelier in each language; None for none.
        power: The power that their likelihood is taken to, 0 to 1.
    """
    totals = [math.log(share) for share in counts.shares]
    if nats is not None:
        totals = [total + power * each for total, each in zip(totals, nats, strict=True)]
    most = max(totals)
    weights = [math.exp(total - most) for total in totals]
    return [weight / sum(weights) for weight in weights]


def ratio(counts: Tongues, nats: Sequence[float] | None, shares: Sequence[float], without: Sequence[float]) -> float:
    """Give how many times as likely some symbols are once the rest of the line is known.

    Args:
        counts: What was counted.
        nats: By how many nats they are likelier in each language; None for none.
        shares: P(the line is in each language).
        without: The same without the rest.
    """
    if nats is None:
        return 1.0
    # Of English only ASCII was counted, so for a line of English each letter beyond it is as likely as without it.
    others = [at for at in range(len(nats)) if at != counts.silent]
    # A factor that all languages share cancels out, and could be larger than a float.
    most = max(nats[at] for at in others)
    known, unknown = (sum(given[at] * math.exp(nats[at] - most) for at in others) for given in (shares, without))
    return known * (1 - without[counts.silent]) / unknown + shares[counts.silent]
