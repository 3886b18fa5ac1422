"""Gives GBK with pinyin put in behind traditional characters, 經(jīng)濟(jì), and finds where it may have been.

A script converts pages to traditional characters, and has in its table a reading where only the character should be. It
searches the raw bytes of GBK, so it also hits where the second byte of one character and the first of the next happen
to be a character of its table. The reading then stands inside a character, and the text behind it is read one byte out
of step. To undo it on the bytes the two cases are one: a reading is taken out where it is a reading of the character
that the two bytes before it are.
"""

import functools
import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from unmojibake.charsets import tables
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

_CARRIER = "cp936"
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_LETTERS = str.maketrans("\u0251\u0261v", "ag\xfc")
"""Spellings of a and g that phonetic fonts use, and the letter that keyboards have for ü."""
_READING = r"[a-zü\xe0-\xfc\u0101-\u01dc\u01f9\u0251\u0261]+"
READING = on_use(rf"[(?]({_READING}(?:[ ,/']{_READING})*) ?\)")
"""A reading in brackets; the first of them may have been eaten by the byte before it."""


class Gloss(NamedTuple):
    """A reading in brackets that may have been put in.

    Attributes:
        start: The code point of its bracket, or of the mark that ate the bracket.
        end: One past its closing bracket.
        lost: The byte before it that was lost; empty when none was.
        cost: Nats: -ln P(this reading | the character).
    """

    start: int
    end: int
    lost: bytes
    cost: float


def put_in(data: bytes, table: Collection[str] | None = None) -> bytes:
    """Give the bytes of a text with readings put in behind its characters.

    Args:
        data: The text in GBK.
        table: The characters that are glossed, each always; None: all that have a simplified form.

    Returns:
        The bytes, which may be no valid GBK any more: see the top of this file. Linear.

    >>> put_in("經濟".encode("gbk")).decode("gbk")
    '經(jīng)濟(jì)'
    """
    readings = _readings()
    pattern = _finder(frozenset(readings if table is None else table))
    decode = tables.decode_table(_CARRIER)

    def put(match: re.Match[bytes]) -> bytes:
        reading = next(iter(readings[decode[match.group()]]))
        return match.group() + tables.encode(f"({reading})", _CARRIER)

    return pattern.sub(put, data)


@functools.lru_cache(16)
def _finder(chars: frozenset[str]) -> re.Pattern[bytes]:
    """Give the pattern of the bytes of some characters, wherever they stand."""
    known = sorted(tables.encode(char, _CARRIER) for char in chars if char in _readings())
    return re.compile(b"|".join(map(re.escape, known)) or b"(?!)")


def glosses(line: str) -> Iterator[Gloss]:
    """Give the readings in brackets that may have been put into a line, in order. Linear.

    A reading may have cost the byte behind it or not: `經(jīng)` is found in both ways.

    >>> [(gloss.start, gloss.end, len(gloss.lost)) for gloss in glosses("經(jīng)濟(jì)")]
    [(1, 7, 0), (1, 7, 1), (8, 12, 0)]
    """
    table = tables.encode_table(_CARRIER)
    for match in READING.finditer(line):
        at = match.start()
        spelled = match[1].translate(_LETTERS)
        eaten = line[at] == "?"
        pair = b"".join(table.get(char, b"") for char in line[max(0, at - 2) : at])[-2:]
        if not pair:
            continue
        whole = share(line[at - 1], spelled) or share(tables.decode_table(_CARRIER).get(pair, ""), spelled)
        if whole and not eaten:
            yield Gloss(at, match.end(), b"", -math.log(whole))
        for last in _lasts().get((pair[-1], _plain(spelled.partition(" ")[0])), ()):
            char = tables.decode_table(_CARRIER)[bytes((pair[-1], last))]
            # Only a lead byte waits for a second byte, and is lost when the next byte can't be that.
            if last > 0x80 and (likely := share(char, spelled)):  # noqa: PLR2004
                yield Gloss(at, match.end(), bytes((last,)), -math.log(likely))


@functools.cache
def _readings() -> Mapping[str, Mapping[str, float]]:
    """Give for each character its readings with their shares, the commonest first, from scripts/count/readings.py."""
    found: dict[str, dict[str, float]] = data_files.read_json(__package__, "readings.json")
    return found


def characters() -> Collection[str]:
    """Give the characters that a conversion to traditional Chinese writes, and that GBK has.

    >>> "經" in characters(), "经" in characters()
    (True, False)
    """
    return _readings().keys()


@functools.lru_cache(4096)
def share(char: str, spelled: str) -> float:
    """Give P(a reading, or several | a character that is glossed), 0 to 1, with or without tone marks.

    >>> share("經", "jīng") > share("經", "hàn") == 0
    True
    """
    readings = _readings().get(char)
    if readings is None:
        return 0.0
    spelled = spelled.translate(_LETTERS)
    product = 1.0
    for syllable in re.split("[ ,/']", spelled):
        plain = sum(part for reading, part in readings.items() if _plain(reading) == syllable)
        product *= readings.get(syllable, plain)
    return product


@functools.cache
def _lasts() -> Mapping[tuple[int, str], list[int]]:
    """Give, for a first byte and a syllable without its tone, the second bytes that make a character read so."""
    found: dict[tuple[int, str], list[int]] = {}
    for char, readings in _readings().items():
        first, last = tables.encode(char, _CARRIER)
        for syllable in {_plain(reading) for reading in readings}:
            found.setdefault((first, syllable), []).append(last)
    return found


@functools.lru_cache(4096)
def _plain(reading: str) -> str:
    """Give a reading without its tone marks, but with its two dots: `lǜ` is `lü`."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", reading).translate(_TONES))
