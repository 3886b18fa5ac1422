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
import struct
import zlib
from functools import cache, lru_cache
from operator import mul
from typing import TYPE_CHECKING, Final

from unmojibake.values import data_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    _Nats = tuple[float, ...]

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
_REMEMBERED: Final = 1 << 13  # pairs of symbols, and what stands before spans
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
        logs: The natural logarithms of these.
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
        self.logs: tuple[float, ...] = tuple(map(math.log, self.shares))
        keys: list[str] = found["keys"]
        plain, size = zlib.decompress(body), len(self.languages)
        self.silent = self.languages.index(SILENT)
        self._unpack = struct.Struct(f"<{size + 1}I").unpack
        rows = {key: plain[at * size : (at + 1) * size] for at, key in enumerate(keys)}
        self._row: Callable[[str, str], int] = lru_cache(_REMEMBERED)(
            lambda *pair: _as_number(rows.get(key_of(*pair)), pair)
        )

    def nats(self, texts: Iterable[str]) -> _Nats | None:
        """Give the nats by which some texts of symbols are likelier in each language; None where no symbol tells.

        Linear in their length: what a pair says of each language is one number, and these are added up in C.
        """
        total = sum(sum(map(self._row, text, text[1:])) for text in texts)
        if not total:
            return None
        rows, *levels = self._unpack(total.to_bytes(4 * len(self.languages) + 4, "little"))
        return tuple([(level - ZERO * rows) / STEPS for level in levels])


def _as_number(levels: bytes | None, pair: tuple[str, str]) -> int:
    """Give the levels of a pair of symbols as one number: in its lowest four bytes a one, then four for each level."""
    if levels is None or pair == _NOTHING:
        return 0
    return int.from_bytes(bytes([byte for level in (1, *levels) for byte in (level, 0, 0, 0)]), "little")


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
    """Give the counts that come with the package; the second call gives the same object.

    >>> "tr" in counted().languages
    True
    """
    return Tongues(data_files.read_bytes(__package__, "tongues.bin"))


def language_nats(line: str, spans: Sequence[tuple[int, int, str]]) -> tuple[float, float]:
    r"""Give the nats by which some spans of a line are likelier in its language than the language model says.

    Args:
        line: The line.
        spans: Start and end of each in code points, and its reading; in order, without overlaps.

    Returns:
        Nats as they stand and as they would read; 0 where the rest of the line has no letters. Linear in the length of
        the line.

    >>> stands, reads = language_nats("Boyamak için tıkla, t\xfdklay\xfdn", [(21, 22, "ı"), (26, 27, "ı")])
    >>> stands < 0 < reads
    True
    """
    counts = counted()
    # Letters that a span and its reading share are part of the rest: only `ýn` of `tıklaýn` is asked about.
    spans = [_apart(start, line[start:end], after) for start, end, after in spans]
    start = spans[0][0]
    # The language model sees the two code points before a span itself: they must not count twice.
    without = _shares_by(PARTING + symbols(line[max(0, start - _SIDE) : start]))
    shares = shares_of(counts, counts.nats(_rest(line, spans)), counts.tempered)
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


@lru_cache(_REMEMBERED)
def _shares_by(seen: str) -> _Nats:
    """Give P(a line is in each language), by the few symbols that stand before a span."""
    return shares_of(counted(), counted().nats([seen]), counted().tempered)


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


def shares_of(counts: Tongues, nats: Sequence[float] | None, power: float) -> _Nats:
    """Give P(a line is in each language), by its letters.

    Args:
        counts: The counts.
        nats: The nats by which the letters are likelier in each language; None for none.
        power: The power that their likelihood is taken to, 0 to 1.

    >>> shares = shares_of(counted(), None, 1.0)
    >>> round(sum(shares), 6)
    1.0
    """
    each = nats or [0.0] * len(counts.logs)
    totals = [log + power * more for log, more in zip(counts.logs, each, strict=True)]
    most = max(totals)
    weights = [math.exp(total - most) for total in totals]
    whole = sum(weights)
    return tuple([weight / whole for weight in weights])


def ratio(counts: Tongues, nats: _Nats | None, shares: _Nats, without: _Nats) -> float:
    """Give how many times as likely some symbols are once the rest of the line is known.

    Args:
        counts: The counts.
        nats: By how many nats they are likelier in each language; None for none.
        shares: P(the line is in each language).
        without: The same without the rest.
    """
    if nats is None:
        return 1.0
    # Of English only ASCII was counted, so for a line of English each letter beyond it is as likely as without it.
    at = counts.silent
    others = nats[:at] + nats[at + 1 :]
    # A factor that all languages share cancels out, and could be larger than a float.
    most = max(others)
    times = [math.exp(each - most) for each in others]
    known, unknown = (sum(map(mul, given[:at] + given[at + 1 :], times)) for given in (shares, without))
    return float(known * (1 - without[at]) / unknown + shares[at])
