"""The sources of the language model: which they are, how each is read and counted, what it weighs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scripts.common.corpora import OPENCC, read_lines
from scripts.model import ngrams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from scripts.model.ngrams import Counts

CAPITALS_EVERY = 8
"""One line in eight of the alphabets that have capitals is repeated in capitals."""
HALF_WIDTH_EVERY = 32
"""One Japanese line in so many is repeated with half-width katakana."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpora: how it is read, and how much its counts weigh beside running text.

    Forms: ``lines`` of text; ``kana``, lines of Japanese; ``cased``, lines of an alphabet with capitals;
    ``labelled``, the same with a language and a tab before each; ``pairs``, ready-made counts inside words;
    ``words`` with frequencies; ``dictionary`` entries. Weights were chosen by measuring (docs/model.md).
    """

    name: str
    form: str
    weight: float
    licence: str


SOURCES = (
    Source("zh-Hans.permissive", "lines", 1.0, "Apache-2.0 and others, see NOTICE"),
    Source("zh-Hans.mpl", "lines", 1.0, "MPL-2.0"),
    Source("zh-Hant.permissive", "lines", 1.0, "public domain and others, see NOTICE"),
    Source("zh-Hant.mpl", "lines", 1.0, "MPL-2.0"),
    Source("zh-Hant.opencc-converted", "lines", 1.0, "Apache-2.0"),
    Source("ja.permissive", "kana", 1.0, "public domain and others, see NOTICE"),
    Source("ja.mpl", "kana", 1.0, "MPL-2.0"),
    Source("ko.permissive", "lines", 2.0, "Apache-2.0 and others, see NOTICE"),
    Source("ko.mpl", "lines", 2.0, "MPL-2.0"),
    Source("ru.permissive", "cased", 0.5, "Apache-2.0 and others, see NOTICE"),
    Source("ru.mpl", "cased", 0.5, "MPL-2.0"),
    Source("mixed.permissive", "labelled", 0.5, "Apache-2.0 and others, see NOTICE"),
    Source("mixed.mpl", "labelled", 0.5, "MPL-2.0"),
    Source("counts-langdata-chi_sim", "pairs", 0.1, "Apache-2.0"),
    Source("counts-langdata-chi_tra", "pairs", 0.1, "Apache-2.0"),
    Source("counts-langdata-jpn", "pairs", 0.05, "Apache-2.0"),
    Source("counts-langdata-kor", "pairs", 0.05, "Apache-2.0"),
    Source("lexicon-jieba-zh", "words", 0.2, "MIT"),
    Source("lexicon-opencc", "dictionary", 0.5, "Apache-2.0"),
)


def with_capitals(lines: Sequence[str]) -> list[str]:
    """Repeat some lines in capitals, so that words in capitals are not a surprise."""
    return [*lines, *(line.upper() for line in lines[::CAPITALS_EVERY])]


def with_half_width(lines: Sequence[str]) -> list[str]:
    """Repeat some lines with half-width katakana, which old Japanese text has and the corpora have not."""
    table: dict[int, str] = {}
    for code in range(0xFF61, 0xFFA0):
        table[ord(unicodedata.normalize("NFKC", chr(code)))] = chr(code)
    for mark, combining in ((0xFF9E, "\u3099"), (0xFF9F, "\u309a")):
        for base in list(table):
            whole = unicodedata.normalize("NFC", chr(base) + combining)
            if len(whole) == 1:
                table[ord(whole)] = table[base] + chr(mark)
    return [*lines, *(line.translate(table) for line in lines[::HALF_WIDTH_EVERY])]


def count_pairs(lines: Sequence[str]) -> Counts:
    """Read ready-made counts of characters and of pairs inside words."""
    counts: dict[int, tuple[list[str], list[int]]] = {1: ([], []), 2: ([], [])}
    for line in lines:
        text, _, count = line.partition("\t")
        if len(text) in counts and " " not in text and count.isdecimal():
            counts[len(text)][0].append(text)
            counts[len(text)][1].append(int(count))
    tables: Counts = {}
    for length, (texts, numbers) in counts.items():
        whole = ngrams.count_words(texts, numbers, length)[length]
        # A pair with punctuation in it says nothing about the border of a word: such pairs are few here.
        inside = (whole.keys & ngrams.LAST != 0) & (whole.keys >> np.uint64(16 * (length - 1)) != 0)
        tables[length] = whole.keep(inside)
    return tables


def traditional(words: Sequence[str], dictionary: Sequence[str]) -> list[str]:
    """Convert words to traditional characters: the longest phrase first, then single characters."""
    table: dict[str, str] = {}
    for line in dictionary:
        kind, simplified, values = line.split("\t")
        if kind in {"STCharacters", "STPhrases"}:
            table[simplified] = values.split(" ")[0]
    longest = max(map(len, table), default=1)
    converted = []
    for word in words:
        parts, place = [], 0
        while place < len(word):
            sizes = range(min(longest, len(word) - place), 0, -1)
            size = next((n for n in sizes if word[place : place + n] in table), 1)
            part = word[place : place + size]
            parts.append(table.get(part, part))
            place += size
        converted.append("".join(parts))
    return converted


def count_source(source: Source, lines: Sequence[str], dictionary: Sequence[str], order: int) -> Counts:
    """Count one source as its form asks."""
    if source.form == "pairs":
        return count_pairs(lines)
    if source.form == "words":
        words = [line.split(" ")[0] for line in lines]
        numbers = [int(line.split(" ")[1]) for line in lines]
        return ngrams.count_words([*words, *traditional(words, dictionary)], numbers * 2, order)
    if source.form == "dictionary":
        entries = [line.split("\t") for line in lines]
        words = [word for _, key, values in entries for word in (key, *values.split(" "))]
        return ngrams.count_words(words, [1] * len(words), order)
    if source.form == "labelled":
        lines = [line.partition("\t")[2] for line in lines]
    if source.form == "kana":
        lines = with_half_width(lines)
    elif source.form != "lines":
        lines = with_capitals(lines)
    return ngrams.count_lines(lines, order)


def read_sources(corpora: Path, order: int) -> Iterator[tuple[Source, Counts]]:
    """Count each source that is there, in the order of the list."""
    path = corpora / f"{OPENCC}.txt.xz"
    dictionary = read_lines(path) if path.exists() else []
    for source in SOURCES:
        path = corpora / f"{source.name}.txt.xz"
        if path.exists():
            yield source, count_source(source, read_lines(path), dictionary, order)
