"""Build the language model from the corpora, byte for byte the same each time.

    python scripts/train.py --corpora ../shared/corpora/train --out src/unmojibake/language/model.bin

writes the model and PROVENANCE.toml beside it. It needs numpy and about 4 GB of memory, and takes about three
minutes on one core. docs/model.md tells what was tried and measured; NOTICE names the sources.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ngrams
import numpy as np
from ngrams import Counts, Table

from unmojibake.language.layout import Layout, Scale, pack
from unmojibake.language.tokens import CLASS_STARTS, SURROGATES, class_sizes, high_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ngrams import Values

ORDER = 3
LIMIT = 5_990_000
"""Bytes of the file: as much as the wheel's 6 MB allows. Pruning stops there."""
CAPITALS_EVERY = 8
"""One line in eight of the alphabets that have capitals is repeated in capitals."""
LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpora: how it is read, and how much its counts weigh beside running text."""

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
    Source("ja.permissive", "lines", 1.0, "public domain and others, see NOTICE"),
    Source("ja.mpl", "lines", 1.0, "MPL-2.0"),
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
JIEBA, OPENCC = "lexicon-jieba-zh", "lexicon-opencc"


def read_lines(path: Path) -> list[str]:
    """Read the lines of a compressed file."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return file.read().rstrip("\n").split("\n")


def with_capitals(lines: Sequence[str]) -> list[str]:
    """Repeat some lines in capitals, so that words in capitals are not a surprise."""
    return [*lines, *(line.upper() for line in lines[::CAPITALS_EVERY])]


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
            size = next((n for n in range(min(longest, len(word) - place), 0, -1) if word[place : place + n] in table), 1)
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
    return ngrams.count_lines(lines if source.form == "lines" else with_capitals(lines), order)


def read_sources(corpora: Path, order: int) -> Iterator[tuple[Source, Counts]]:
    """Count each source that is there, in the order of the list."""
    path = corpora / f"{OPENCC}.txt.xz"
    dictionary = read_lines(path) if path.exists() else []
    for source in SOURCES:
        path = corpora / f"{source.name}.txt.xz"
        if path.exists():
            yield source, count_source(source, read_lines(path), dictionary, order)


def class_index() -> tuple[list[str], Values, Values]:
    """Give for each token its class (a number into the names) and how many code points share the class."""
    sizes = class_sizes()
    names = sorted(sizes)
    classes = np.zeros(ngrams.TOKENS, np.intp)
    for (start, name), (end, _) in zip(CLASS_STARTS, CLASS_STARTS[1:], strict=False):
        classes[start : min(end, ngrams.TOKENS)] = names.index(name)
    classes[SURROGATES.start : SURROGATES.stop] = names.index("unassigned")
    for token, size in high_sizes().items():
        classes[token] = next(i for i, name in enumerate(names) if sizes[name] == size and name.endswith(tuple("h")) or False) if False else classes[token]
    return names, classes, np.array([sizes[name] for name in names], np.float64)
