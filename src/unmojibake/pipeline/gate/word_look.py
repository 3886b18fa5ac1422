"""The part of the second look that asks whether pages of single bytes can have made the words of a text.

A word is weighed once: what speaks for each row of the table, in nats, as one number that has a field for each. So the
words of a text are added up in C, and all rows are asked at once.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.inverse import NOT_READ, code_table, rereading
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import AREAS, ROWS, Chain, shares
from unmojibake.language import line_language, load, words
from unmojibake.pipeline.gate.common_characters import is_mostly_common
from unmojibake.pipeline.gate.triggers import has_trigger
from unmojibake.pipeline.gate.utf8_in_pairs import CODECS
from unmojibake.values.config import DEFAULT
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS: Final = tuple(row for row in ROWS if not row.edits and not lookup(row.carrier).wide)
"""The rows that are asked: those that show a byte as a character each."""
_BITS: Final = 24
"""Bits to a row: what fifty thousand words say has room."""
_UNIT: Final = 8
"""Steps to a nat."""
_SPARE: Final = 3.0
"""Nats that may be missing to P(damaged) = .5: what a closer look could add."""
_PROVES: Final = 3.0
"""Nats that UTF-8, which proves itself, must say."""
_FLUENT: Final = 3.2
"""Nats for each character and the end of a word, up to which it reads like language: nine of ten words of 18 languages
that the model knows do."""
_FOREIGN: Final = 5.2
"""The same for a language that the model does not know, in an alphabet that it does: half of their words cost more."""
_MOST: Final = 20.0
"""Nats that a word says for damage at most: more than any prior needs."""
_PROOF: Final = 18.0
"""Nats that one word says alone, from which on no other is looked at."""
_LEAST: Final = -3.0
"""Nats that a word says against damage at most: it may be right, and others damaged."""
_FAR: Final = 35.0
"""Nats beyond which all words of a line together are no language that the model does not know: Icelandic read as
Turkish gets 20, Kashubian as Polish 23."""
_TOLD: Final = 0.35
"""Nats that the language of a line says for damage: of damaged lines with ASCII beside it nearly all say 1.4 and more,
of those in a language that was not counted 5 in 100 say more than .3."""
_LATIN: Final = "\u0250"
"""The first letter behind those of Latin."""
_CYRILLIC: Final = "\u0400"
_APOSTROPHES: Final = ("'", "\u2019")
_LONG: Final = 48
"""Code points of letters and signs without ASCII that are looked at: no word is longer."""
_WORDS: Final = 1 << 15
"""Words that are remembered: one of them takes a hundredth of the time."""
_DENSE: Final = 4
"""Characters that are not ASCII in a row, from which on a word is not of Latin letters with accents."""
_MISSING: Final = b"\1"
"""Stands for a character that a page does not have."""
_PIECE: Final = on_use(r"[^\x00-\x26\x28-\x2f\x3a-\x3e\x40\x5b-\x5e\x60\x7b-\x7f]+")
_HIGH: Final = re.compile("[^\x00-\x7f]").findall
_WHOLE: Final = on_use(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0\x9f[\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf])"
)


def _enough(row: Chain) -> float:
    """Give the nats that all words together must say for a row: with less no prior makes it likely."""
    if row.origin == "utf-8":
        return _PROVES
    return -math.log(DEFAULT.prior * max(shares(area)[row] for area in AREAS)) - _SPARE


# Each field begins as far below its highest bit as the words must go up to set it.
_BIAS: Final = sum(((1 << _BITS - 1) - int(_enough(row) * _UNIT)) << _BITS * at for at, row in enumerate(_ROWS))
_STRONG: Final = sum(((1 << _BITS - 1) - int(_PROOF * _UNIT)) << _BITS * at for at in range(len(_ROWS)))
_FULL: Final = sum(1 << _BITS * at + _BITS - 1 for at in range(len(_ROWS)))


def is_clean(text: str) -> bool:
    """Tell whether no row makes the words of a text read better, all of them together. Linear.

    >>> is_clean("\u00deetta er h\u00fan"), is_clean("h\u00c3\u00a9l\u00c3\u00a8ne")
    (True, False)
    """
    total = _BIAS
    # The same word once more is no second witness.
    for part in dict.fromkeys(text.split()):
        if evidence := _evidence(part):
            total += evidence
            # One word may prove it: damaged text is not read to its end.
            if (full := (evidence + _STRONG) & _FULL) and _is_any_told(text, full):
                return False
    return not (total & _FULL) or not _is_any_told(text, total & _FULL)


def _is_any_told(text: str, full: int) -> bool:
    """Tell whether words are damage by any of the rows whose fields are full."""
    return any(full >> _BITS * at + _BITS - 1 & 1 and _is_told(text, row) for at, row in enumerate(_ROWS))


def _is_told(text: str, row: Chain) -> bool:
    """Tell whether words that a row makes better are damage, and no language that the model does not know.

    Where letters stand in them as letters do, the language of the rest must say so, or all of them be far better.
    """
    if (again := rereading(*row)) is None:
        return True
    score, nats = load().score, 0.0
    spans = []
    seen: set[str] = set()
    for piece in _PIECE.finditer(text):
        word = piece.group()
        read = word.translate(again)
        if word.isascii() or read == word or NOT_READ in read:
            continue
        if max(read) >= _LATIN or not _is_spelt(word):
            return True
        spans.append((*piece.span(), read))
        if word not in seen:
            nats += _as_it_stands(word) - score(read) + words.gain(read)
            seen.add(word)
    if nats >= _FAR or not spans:
        return True
    stands, reads = line_language.language_nats(text, spans)
    return reads - stands >= _TOLD


@lru_cache(_WORDS)
def _evidence(word: str) -> int:
    """Give what speaks for each row in a word, each in its field; negative where it speaks against it."""
    if word.isascii():
        return 0
    return sum(_of_piece(piece[:_LONG]) for piece in _PIECE.findall(word) if not piece.isascii())


def _of_piece(word: str) -> int:
    """Give what speaks for each row in letters and signs that no ASCII parts."""
    score = lru_cache(load().score)
    stands, most = score(word), _as_it_stands(word)
    total = 0
    for at, read, proves in _readings(word, is_fluent=most <= (len(word) + 1) * _FLUENT):
        if _ROWS[at].origin == "utf-8":
            nats = max(0.0, stands - score(read))
        elif proves:
            nats = max(0.0, most - score(read))
        else:
            nats = most - score(read) + words.gain(read)
        total += int(min(_MOST, max(_LEAST, nats)) * _UNIT) << _BITS * at
    return total


def _as_it_stands(word: str) -> float:
    """Give what a word costs as it stands: if it may be of an unknown language, no more than one of those does."""
    stands = load().score(word) - words.gain(word)
    return min(stands, (len(word) + 1) * _FOREIGN) if _is_spelt(word) else stands


def _readings(word: str, *, is_fluent: bool) -> Iterator[tuple[int, str, bool]]:
    """Read a word by each row that can have made it.

    Yields:
        The place of the row, the reading, and whether bytes that are whole prove anything.
    """
    data: dict[str, bytes] = {}
    is_fluent = is_fluent or _signs(word) is not None
    for at, row in enumerate(_ROWS):
        if is_fluent and row.origin != "utf-8":
            continue
        if (again := rereading(*row)) is not None:
            read = word.translate(again)
            if read != word and NOT_READ not in read:
                yield at, read, False
        elif row.origin != "utf-8" or has_trigger(row, word):
            if row.carrier not in data:
                table = code_table(row.carrier)
                data[row.carrier] = b"".join([table.get(char, _MISSING) for char in word])
            read = _decoded(data[row.carrier], row.origin, word)
            if read and read != word:
                yield at, read, True


def _decoded(data: bytes, origin: str, word: str) -> str:
    """Read bytes that may lack some; empty where too little of them can be read."""
    name = CODECS.get(origin, origin)
    if _MISSING not in data:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            pass
    high = len(_HIGH(word))
    if origin == "utf-8":
        whole = b"".join(_WHOLE.findall(data))
        read = whole.decode("utf-8", "ignore")
        is_long = high >= 2 * _DENSE and len(whole) * 10 >= high * 9
        return read if is_long or (len(whole) >= min(high, _DENSE + high // 2) and is_mostly_common(read)) else ""
    if high < _DENSE or high * 2 < len(word) or data.count(_MISSING) * 4 > high:
        return ""
    read = data.replace(_MISSING, b"").decode(name, "ignore")
    return read if len(read.encode(name, "ignore")) * 5 >= len(data) * 4 and is_mostly_common(read) else ""


_signs: Final = re.compile("[\u2010-\u2027\xab\xb0\xb7\xbb?0-9_]*|(.)\\1*").fullmatch
"""Signs that stand alone, or one character again and again."""


def _is_spelt(word: str) -> bool:
    """Tell whether a word is of letters of one alphabet, capitals only where an orthography may have them."""
    if word[1:2] in _APOSTROPHES:
        word = word[2:]
    word = "".join(char for char in word if char > "\x7f" or char.isalpha())
    if not word.isalpha() or not (word[1:].islower() or word.isupper() or len(word) == 1):
        return False
    if max(word) < _LATIN:
        return len(word) < _DENSE or not min(word) > "\x7f"
    return min(word) >= _CYRILLIC
