"""Tells which rows of the table can have made a word, by its characters two at a time.

What a pair says of each row is one number that has a field for each, so a word is a sum; and a language has some
hundreds of pairs, so a word that was never seen costs microseconds. Where single bytes were read as other single bytes,
a field has the nats by which the pair gets likelier, as the language model has pairs. Where a character has several
bytes, it has the bytes that are part of whole or common ones, less the others.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.inverse import NOT_READ, code_table, rereading
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import ROWS
from unmojibake.language import load
from unmojibake.language.tokens import SURROGATES
from unmojibake.pipeline.gate.common_characters import common
from unmojibake.pipeline.gate.utf8_in_pairs import CODECS

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED: Final = tuple(row for row in ROWS if not row.edits and not lookup(row.carrier).wide)
"""The rows that are asked: those that show a byte as a character each."""
BITS: Final = 24
"""Bits to a row: what fifty thousand words say has room."""
UNIT: Final = 8
"""Steps to a nat."""
_REMEMBERED: Final = 1 << 14
"""Pairs that are remembered, and bytes."""
_LOST: Final = 1 << BITS - 7
"""Steps against a row whose carrier lacks a character: more than a word says for one, and a word of them has room."""
_UNKNOWN: Final = chr(SURROGATES[-1])
"""A character of which the model knows no pair."""
_AGAINST: Final = 2
"""What each byte says against a row whose characters have several."""
_COMMON_PAIR, _COMMON_BYTE = 6, 3
"""What a common character of two bytes, and of one, says for such a row: one of three bytes must begin such."""
_WHOLE: Final = 4
"""What each byte of a common character says for UTF-8: half of them must be of such."""
_UNFIT: Final = 64 * UNIT
"""Steps against letters that no orthography has beside each other: more than what others say for a word."""
_LATIN: Final = "\u0250"
"""The first letter behind those of Latin."""
_MORE_LATIN: Final = range(0x1E00, 0x1F00)
_ALPHABETS: Final = (("latin", "other"), ("other", "latin"))
_CASES: Final = ("small", "capital", "letter")
_APART: Final = frozenset(
    [(f"{one} small", f"{one} capital") for one, _ in _ALPHABETS]
    + [(f"{one} {case}", f"{two} {also}") for one, two in _ALPHABETS for case in _CASES for also in _CASES]
)
"""The kinds of letters that no orthography has one behind the other: of two alphabets, and a capital in a word."""
_LENGTHS: Final = dict.fromkeys(range(0xC2, 0xE0), 2) | dict.fromkeys(range(0xE0, 0xF0), 3) | {0xF0: 4}
"""How many bytes a character of UTF-8 has that begins so; of those from F1 on none is written."""
_TRAILS: Final = range(0x80, 0xC0)
_NEVER: Final = {0xE0: range(0x80, 0xA0), 0xED: range(0xA0, 0xC0), 0xF0: range(0x80, 0x90)}
"""What does not follow some of these: it would be a shorter character, or half of a surrogate pair."""


def fields(places: Iterable[int]) -> int:
    """Give the number that has a one in the field of each of some rows."""
    return sum(1 << BITS * at for at in places)


SINGLE: Final = fields(at for at, row in enumerate(ASKED) if rereading(*row) is not None)
"""The rows of single bytes that were read as other single bytes."""
UTF8: Final = fields(at for at, row in enumerate(ASKED) if row.origin == "utf-8")
_WIDE: Final = fields(range(len(ASKED))) - SINGLE - UTF8
_TOP: Final = fields(range(len(ASKED))) << BITS - 1
_HAS: Final = _TOP - fields(range(len(ASKED)))
"""Added, it sets the highest bit of each field that is above zero."""
_READS: Final = _TOP + SINGLE * (_LOST >> 1)
"""Added, it sets the highest bit of each field of `SINGLE` whose carrier has all characters."""


def told(word: str) -> tuple[int, int]:
    """Give the rows that can have made a word, and those that would make it worse, each as ones in its field.

    Linear; a row that says nothing, or that has not the characters, is in neither.
    """
    total = sum(map(_pair, f" {word}", f"{word} "))
    likely = (total + _HAS & _TOP) >> BITS - 1
    worse = (total + _READS & ~(total + _TOP) & _TOP) >> BITS - 1
    return likely, worse & SINGLE


def places(rows: int) -> list[int]:
    """Give the places of rows that are given as ones in their fields."""
    found = []
    while rows:
        lowest = rows & -rows
        found.append(lowest.bit_length() // BITS)
        rows -= lowest
    return found


@lru_cache(_REMEMBERED)
def _pair(before: str, char: str) -> int:
    """Give what a character behind another says of each row, in steps; 0 where both are ASCII."""
    if before < "\x80" and char < "\x80":
        return 0
    seconds, lost = _readings(char)
    total = -_against(char) - _LOST * lost
    fits, stands = _fit(before, char), load().cost(_UNKNOWN + before, char)
    for first, rows in _readings(before)[0].items():
        reads = {second: both for second, also in seconds.items() if (both := rows & also)}
        if first == before:
            reads.pop(char, None)
        costs = load().costs(_UNKNOWN + first, "".join(reads))
        for (second, both), cost in zip(reads.items(), costs, strict=True):
            is_unfit = fits and not _fit(first, second)
            total += both * (-_UNFIT if is_unfit else round((stands - cost) * UNIT))
    return total + (_characters(before, char) if before > "\x7f" else 0)


@lru_cache(_REMEMBERED)
def _readings(char: str) -> tuple[dict[str, int], int]:
    """Give what rows of single bytes read for a character and which do, and the rows that can't read it."""
    if char < "\x80":
        return {char: SINGLE}, 0
    found: dict[str, int] = {}
    for at, row in enumerate(ASKED):
        again = rereading(*row)
        if again is not None and (read := again[ord(char)]) != NOT_READ:
            found[read] = found.get(read, 0) | 1 << BITS * at
    return found, SINGLE - sum(found.values())


def _fit(before: str, char: str) -> bool:
    """Tell whether an orthography may have two characters beside each other: not letters of two alphabets, nor `aB`."""
    return (_kind(before), _kind(char)) not in _APART


@lru_cache(_REMEMBERED)
def _kind(char: str) -> str:
    """Name the kind of a letter, or of a vowel sign that an alphabet has above or below one; "" for all else."""
    if not char.isalpha() and unicodedata.category(char) != "Mn":
        return ""
    alphabet = "latin" if char < _LATIN or ord(char) in _MORE_LATIN else "other"
    return f"{alphabet} {'small' if char.islower() else 'capital' if char.isupper() else 'letter'}"


def _characters(before: str, char: str) -> int:
    """Give what two characters say for each row whose characters have several bytes: whether they begin such a one."""
    goes_on = _bytes(char)
    total = 0
    for carrier, byte in _bytes(before).items():
        if trail := goes_on.get(carrier):
            total += sum(rows * _steps(byte + trail, origin) for origin, rows in _pages()[carrier])
    return total


def _against(char: str) -> int:
    """Give what one character says against each row whose characters have several bytes."""
    if char < "\x80":
        return 0
    shown = _bytes(char).items()
    return _AGAINST * (UTF8 | _WIDE) - sum(
        rows * _steps(byte, origin) for carrier, byte in shown for origin, rows in _pages()[carrier]
    )


@lru_cache(_REMEMBERED)
def _bytes(char: str) -> dict[str, bytes]:
    """Give for each carrier of rows whose characters have several bytes the byte that it shows as a character."""
    return {carrier: code for carrier in _pages() if (code := code_table(carrier).get(char))}


@cache
def _pages() -> dict[str, list[tuple[str, int]]]:
    """Give for each carrier what it shows that has several bytes: its name in Python, and the row's place as a one."""
    found: dict[str, list[tuple[str, int]]] = {}
    for at, row in enumerate(ASKED):
        if 1 << BITS * at & (UTF8 | _WIDE):
            found.setdefault(row.carrier, []).append((CODECS.get(row.origin, row.origin), 1 << BITS * at))
    return found


@lru_cache(_REMEMBERED)
def _steps(code: bytes, name: str) -> int:
    """Give what one or two bytes say for a page: whether they are a common character, in UTF-8 begin any."""
    if name == "utf-8":
        return _WHOLE * _begun(*code) if len(code) > 1 else 0
    try:
        read = code.decode(name)
    except UnicodeDecodeError:
        return 0
    return (_COMMON_BYTE, _COMMON_PAIR)[len(code) - 1] if len(read) == 1 and read in common() else 0


def _begun(first: int, second: int) -> int:
    """Give how many bytes the character of UTF-8 has that two bytes begin; 0 where they begin none."""
    return _LENGTHS.get(first, 0) if second in _TRAILS and second not in _NEVER.get(first, ()) else 0
