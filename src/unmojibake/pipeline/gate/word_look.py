"""The part of the second look that asks whether pages of single bytes can have made the words of a text.

A word is weighed once: what speaks for each row of the table, in nats, as one number that has a field for each. So the
words of a text are added up in C, and all rows are asked at once. It is read by those rows only that its pairs of
characters bear out (`word_pairs`), and by none where the text has no such word.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.inverse import NOT_READ, Rereading, code_table, rereading
from unmojibake.charsets.wrong_readings import AREAS, Chain, shares
from unmojibake.language import line_language, load, words
from unmojibake.pipeline.gate.common_characters import is_mostly_common
from unmojibake.pipeline.gate.triggers import has_trigger
from unmojibake.pipeline.gate.utf8_in_pairs import CODECS
from unmojibake.pipeline.gate.word_pairs import ASKED, BITS, SINGLE, UNIT, UTF8, places, told
from unmojibake.values.config import DEFAULT
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterator

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
"""Nats beyond which all words of a line together, one of them a word that was counted, are no language that the model
does not know: Icelandic read as Turkish gets 20, Kashubian as Polish 23; long lines of either more, by no such word."""
_TOLD: Final = 0.35
"""Nats that the language of a line says for damage: of damaged lines with ASCII beside it nearly all say 1.4 and more,
of those in a language that was not counted 5 in 100 say more than .3."""
_LATIN: Final = "\u0250"
"""The first letter behind those of Latin."""
_CYRILLIC: Final = "\u0400"
_VIETNAMESE, _GREEK_MARKED = "\u1e00", "\u1f00"
"""The first letters of the rest of those of Latin, and behind it."""
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
_find_other: Final = on_use("[\u0250-\U0010ffff](?<=\\w)")
"""A letter that is not of Latin."""
_parts: Final = on_use(
    "[A-Za-z][\u0250-\U0010ffff](?<=\\w)|[\u0250-\U0010ffff](?<=\\w)[A-Za-z]"
    "|[^\\W\\d_](?![-'\u2010-\u2015\u2019])[\\W_](?=[^\\W\\d_])"
)
"""Letters of two alphabets beside each other, and a sign in a word that is no apostrophe, hyphen or dash."""
_HIGH: Final = on_use("[^\x00-\x7f]")
_WHOLE: Final = on_use(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0\x9f[\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf])"
)


def _enough(row: Chain) -> float:
    """Give the nats that all words together must say for a row: with less no prior makes it likely."""
    if row.origin == "utf-8":
        return _PROVES
    return -math.log(DEFAULT.prior * max(shares(area)[row] for area in AREAS)) - _SPARE


# Each field begins as far below its highest bit as the words must go up to set it.
_BIAS: Final = sum(((1 << BITS - 1) - int(_enough(row) * UNIT)) << BITS * at for at, row in enumerate(ASKED))
_STRONG: Final = sum(((1 << BITS - 1) - int(_PROOF * UNIT)) << BITS * at for at in range(len(ASKED)))
_FULL: Final = sum(1 << BITS * at + BITS - 1 for at in range(len(ASKED)))


def is_clean(text: str) -> bool:
    """Tell whether no row makes the words of a text read better, all of them together. Linear.

    >>> is_clean("\u00deetta er h\u00fan"), is_clean("h\u00c3\u00a9l\u00c3\u00a8ne")
    (True, False)
    """
    total = _BIAS
    # The same word once more is no second witness.
    parts = [part for part in dict.fromkeys(text.split(" ")) if not part.isascii()]
    likely = [part for part in parts if any(rows for _, rows, _ in _pieces(part))]
    for part in likely:
        evidence = _evidence(part)
        total += evidence
        # One word may prove it: damaged text is not read to its end.
        if (full := (evidence + _STRONG) & _FULL) and _is_any_told(text, full):
            return False
    # The others can only speak against it.
    if total & _FULL and len(likely) < len(parts):
        total += sum(map(_evidence, set(parts).difference(likely)))
    return not (total & _FULL) or not _is_any_told(text, total & _FULL)


def _is_any_told(text: str, full: int) -> bool:
    """Tell whether words are damage by any of the rows whose fields are full."""
    asked: set[tuple[tuple[int, int, str], ...]] = set()
    for at in places(full >> BITS - 1):
        if (again := rereading(*ASKED[at])) is None:
            return True
        spans, nats = _spans(text, again)
        if nats >= _FAR or not spans:
            return True
        # What is fluent as it stands speaks here too. Rows that read the same are told the same.
        if nats >= _enough(ASKED[at]) and spans not in asked:
            asked.add(spans)
            stands, reads = line_language.language_nats(text, spans)
            if reads - stands >= _TOLD:
                return True
    return False


def _spans(text: str, again: Rereading) -> tuple[tuple[tuple[int, int, str], ...], float]:
    """Give the words that a row changes, each with its reading, and the nats by which all of them are better.

    No words where one that gets better is of no language that the model does not know: letters do not stand in it as
    letters do, or become those of another alphabet. Less than `_FAR` nats where no reading is a word that was counted.
    """
    spans, nats = [], 0.0
    better: dict[str, float] = {}
    for piece in _PIECE.finditer(text):
        word = piece.group()
        read = word.translate(again)
        if word.isascii() or read == word or NOT_READ in read:
            continue
        if word not in better:
            better[word] = _as_it_stands(word) - _score(read) + words.gain(read)
            nats += better[word]
        if better[word] > 0 and (_find_other.search(read) or not is_spelt(word)):
            return (), nats
        spans.append((*piece.span(), read))
    if nats >= _FAR and not any(words.gain(read) for *_, read in spans):
        nats = math.nextafter(_FAR, 0.0)
    return tuple(spans), nats


@lru_cache(_WORDS)
def _pieces(word: str) -> tuple[tuple[str, int, int], ...]:
    """Give the letters and signs of a word that no ASCII parts, each with what `told` says of it."""
    if word.isascii():
        return ()
    return tuple((piece[:_LONG], *told(piece[:_LONG])) for piece in _PIECE.findall(word) if not piece.isascii())


@lru_cache(_WORDS)
def _evidence(word: str) -> int:
    """Give what speaks for each row in a word, each in its field; negative where it speaks against it."""
    return sum(_of_piece(*piece) for piece in _pieces(word))


def _of_piece(word: str, likely: int, worse: int) -> int:
    """Give the same for letters and signs that no ASCII parts.

    Args:
        word: The letters and signs.
        likely: The rows that can have made them, each as a one in its field.
        worse: The rows that would make them worse.
    """
    stands, most = _score(word), _as_it_stands(word)
    if most <= (len(word) + 1) * _FLUENT or _signs.fullmatch(word) is not None:
        likely, worse = likely & UTF8, 0
    spelt = is_spelt(word)
    if spelt and word[:1].isascii():
        # Such a letter would stand beside a character of two bytes.
        likely &= SINGLE | UTF8
    total = int(_LEAST * UNIT) * worse
    costs: dict[str, float] = {}
    for at, read, proves in _readings(word, likely):
        is_utf8 = ASKED[at].origin == "utf-8"
        if read not in costs:
            is_absurd = spelt and (_parts.search(read) or (not is_utf8 and _is_one(word, read)))
            costs[read] = math.inf if is_absurd else _score(read) - (0.0 if proves else words.gain(read))
        nats = (stands if is_utf8 else most) - costs[read]
        total += int(min(_MOST, max(0.0 if proves else _LEAST, nats)) * UNIT) << BITS * at
    return total


def _is_one(word: str, read: str) -> bool:
    r"""Tell whether a word with letters of ASCII is read as a single character: `\xc9g` as kana."""
    return len(read) == 1 < len(word) and min(word) < "\x80"


@lru_cache(_WORDS)
def _score(word: str) -> float:
    """Give what the characters of a word cost."""
    return load().score(word)


@lru_cache(_WORDS)
def _as_it_stands(word: str) -> float:
    """Give what a word costs as it stands: if it may be of an unknown language, no more than one of those does."""
    stands = _score(word) - words.gain(word)
    return min(stands, (len(word) + 1) * _FOREIGN) if is_spelt(word) else stands


def _readings(word: str, likely: int) -> Iterator[tuple[int, str, bool]]:
    """Read a word by rows that are likely to have made it.

    Yields:
        The place of the row, the reading, and whether bytes that are whole prove anything.
    """
    data: dict[str, bytes] = {}
    for at in places(likely):
        row = ASKED[at]
        if (again := rereading(*row)) is not None:
            yield at, word.translate(again), False
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
    high = len(_HIGH.findall(word))
    if origin == "utf-8":
        whole = b"".join(_WHOLE.findall(data))
        read = whole.decode("utf-8", "ignore")
        is_long = high >= 2 * _DENSE and len(whole) * 10 >= high * 9
        return read if is_long or (len(whole) >= min(high, _DENSE + high // 2) and is_mostly_common(read)) else ""
    if high < _DENSE or high * 2 < len(word) or data.count(_MISSING) * 4 > high:
        return ""
    read = data.replace(_MISSING, b"").decode(name, "ignore")
    return read if len(read.encode(name, "ignore")) * 5 >= len(data) * 4 and is_mostly_common(read) else ""


_signs: Final = on_use("[\u2010-\u2027\xab\xb0\xb7\xbb?0-9_]*|(.)\\1*")
"""Signs that stand alone, or one character again and again."""


@lru_cache(_WORDS)
def is_spelt(word: str) -> bool:
    """Tell whether a word is of letters of one alphabet, capitals only where an orthography may have them.

    >>> is_spelt("\u00feetta"), is_spelt("\u0421\u02f5\u013f")
    (True, False)
    """
    if word[1:2] in _APOSTROPHES:
        word = word[2:]
    word = "".join(char for char in word if char > "\x7f" or char.isalpha())
    if not word.isalpha() or not (word[1:].islower() or word.isupper() or len(word) == 1):
        return False
    if all(char < _LATIN or _VIETNAMESE <= char < _GREEK_MARKED for char in word):
        return len(word) < _DENSE or not min(word) > "\x7f"
    return min(word) >= _CYRILLIC
