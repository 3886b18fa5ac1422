"""Build the language model from the corpora, byte for byte the same each time.

    python scripts/train.py --corpora ../shared/corpora/train --out src/unmojibake/language/model.bin

writes the model and PROVENANCE.toml beside it. It needs numpy and about 4 GB of memory, and takes about three
minutes on one core. docs/model.md tells what was tried and measured; NOTICE names the sources.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ngrams
import numpy as np
from ngrams import Counts, Table

from unmojibake.language.layout import Layout, Scale, file_size, pack
from unmojibake.language.tokens import token_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ngrams import Values

ORDER = 3
LIMIT = 5_990_000
"""Bytes of the file: as much as the wheel's 6 MB allows. Pruning stops there."""
CAPITALS_EVERY = 8
"""One line in eight of the alphabets that have capitals is repeated in capitals."""
COSTS = Scale(0.0, 0.08)
BACKS = Scale(-2.0, 0.05)
"""Levels: costs up to 20.4 nats, so nothing costs more; back-off costs from -2 to 10.75."""


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


def unigram_shares(sources: Sequence[tuple[Source, Counts]]) -> Values:
    """Estimate P(token) without a context, for every token there is.

    Each source counts alike, however long: what is rare in one may be common in the next text. The mass of what
    no source holds is counted too: how many characters, by class, a source has that no other one has, for each
    character of it. A class shares its mass evenly among its code points.
    """
    seen = np.zeros((len(sources), ngrams.TOKENS))
    for row, (_, counts) in zip(seen, sources, strict=True):
        row[counts[1].keys.astype(np.intp)] = counts[1].values
    names = [token_class(token) for token in range(ngrams.TOKENS)]
    kinds = sorted(set(names))
    index = {kind: place for place, kind in enumerate(kinds)}
    classes = np.array([index[name] for name in names])
    holders = np.count_nonzero(seen, axis=0)
    shares = seen / seen.sum(axis=1, keepdims=True)
    new = np.zeros(len(kinds))
    for row in seen:
        alone = (row > 0) & (holders == 1)
        # Half a character for a class that brought none: the estimate of Krichevsky and Trofimov.
        new += (np.bincount(classes[alone], minlength=len(kinds)) + 0.5) / (row.sum() + 0.5 * len(kinds))
    new /= len(sources)
    spread = (new / np.bincount(classes, minlength=len(kinds)))[classes]
    return np.asarray(shares.mean(axis=0) * (1 - new.sum()) + spread)


def pruned(estimates: dict[int, Table], counts: Counts, unigrams: Values, limit: int) -> dict[int, Table]:
    """Leave out what costs least relative entropy until the file fits."""
    costs = {length: ngrams.entropies(estimates, counts, unigrams, length) for length in estimates}
    low, high = -30.0, 0.0
    kept = estimates
    # A bisection of the threshold's logarithm; twenty halvings settle it to a few bytes.
    for _ in range(20):
        middle = (low + high) / 2
        trial = _above(estimates, costs, np.exp(middle))
        if _size(trial) > limit:
            low = middle
        else:
            high, kept = middle, trial
    return kept


def _above(estimates: dict[int, Table], costs: dict[int, Values], threshold: float) -> dict[int, Table]:
    trigrams = estimates[3].keep(costs[3] > threshold)
    _, parents = Table(np.unique(trigrams.keys >> ngrams.SHIFT), np.zeros(0)).find(estimates[2].keys)
    return {2: estimates[2].keep((costs[2] > threshold) | parents), 3: trigrams}


def _size(kept: dict[int, Table]) -> int:
    rows = len(np.unique(kept[2].keys >> ngrams.SHIFT)) + 2
    parents = len(np.unique(kept[3].keys >> ngrams.SHIFT))
    return file_size(rows, parents, len(kept[2].keys) - parents, len(kept[3].keys))


def levels(costs: Values, scale: Scale) -> bytes:
    """Round costs in nats to levels."""
    return np.clip(np.rint((costs - scale.low) / scale.step), 0, 255).astype(np.uint8).tobytes()


def lay_out(kept: dict[int, Table], unigrams: Values) -> Layout:
    """Arrange the kept n-grams as the file holds them."""
    backs = ngrams.back_offs(kept, unigrams, ORDER)
    keys2, keys3 = kept[2].keys, kept[3].keys
    heads = np.unique(keys2 >> ngrams.SHIFT)
    rows = np.full(ngrams.TOKENS, len(heads))
    rows[heads.astype(np.intp)] = np.arange(len(heads))
    contexts, firsts = np.unique(keys3 >> ngrams.SHIFT, return_index=True)
    _, parent = Table(contexts, np.zeros(len(contexts))).find(keys2)
    parents, leaves = kept[2].keep(parent), kept[2].keep(~parent)
    parent_starts = np.append(np.searchsorted(parents.keys >> ngrams.SHIFT, heads), [len(parents.keys)] * 2)
    leaf_starts = np.append(np.searchsorted(leaves.keys >> ngrams.SHIFT, heads), [len(leaves.keys)] * 2)
    bases = np.append(firsts, len(keys3))[parent_starts]
    offsets = firsts - np.repeat(bases[:-1], np.diff(parent_starts))
    if offsets.max(initial=0) >= ngrams.TOKENS:
        message = "a row has more than 65,535 trigrams: offsets of two bytes are too small"
        raise ValueError(message)
    costs, back = COSTS, BACKS
    return Layout(
        costs=costs,
        back_offs=back,
        unigrams=levels(-np.log(unigrams), costs),
        rows=array("H", rows.tolist()),
        parent_starts=array("I", parent_starts.tolist()),
        leaf_starts=array("I", leaf_starts.tolist()),
        bases=array("I", bases.tolist()),
        row_backs=levels(-np.log(np.append(backs[1].values, 1.0)), back),
        parents=array("H", (parents.keys & ngrams.LAST).tolist()),
        parent_costs=levels(-np.log(parents.values), costs),
        parent_backs=levels(-np.log(backs[2].values), back),
        offsets=array("H", offsets.tolist()),
        leaves=array("H", (leaves.keys & ngrams.LAST).tolist()),
        leaf_costs=levels(-np.log(leaves.values), costs),
        thirds=array("H", (keys3 & ngrams.LAST).tolist()),
        third_costs=levels(-np.log(kept[3].values), costs),
    )


def build(corpora: Path, limit: int) -> bytes:
    """Build a model of at most ``limit`` bytes from the sources that are in a folder."""
    sources = list(read_sources(corpora, ORDER))
    counts = ngrams.merge([(each, source.weight) for source, each in sources], ORDER)
    unigrams = unigram_shares(sources)
    sources.clear()
    estimates = ngrams.smooth(counts, unigrams, ORDER)
    return pack(lay_out(pruned(estimates, counts, unigrams, limit), unigrams))


def provenance(corpora: Path, model: bytes, name: str, limit: int) -> str:
    """Say in TOML what the model was made of."""
    lines = [
        "# Written by scripts/train.py. NOTICE names the authors of each source.",
        "",
        "[model]",
        f'file = "{name}"',
        f"bytes = {len(model)}",
        f'sha256 = "{hashlib.sha256(model).hexdigest()}"',
        f"order = {ORDER}",
        f'command = "python scripts/train.py --corpora CORPORA --out {name} --limit {limit}"',
    ]
    for source in SOURCES:
        path = corpora / f"{source.name}.txt.xz"
        if path.exists():
            data = path.read_bytes()
            lines += ["", "[[source]]", f'name = "{source.name}"', f'form = "{source.form}"', f"weight = {source.weight}"]
            lines += [f'licence = "{source.licence}"', f"bytes = {len(data)}", f'sha256 = "{hashlib.sha256(data).hexdigest()}"']
    return "\n".join(lines) + "\n"


def write(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(data)
    partial.replace(path)


def main(argv: Sequence[str] | None = None) -> int:
    """Build the model and its provenance."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the sources (*.txt.xz)")
    parser.add_argument("--out", type=Path, required=True, help="the model file")
    parser.add_argument("--limit", type=int, default=LIMIT, help="largest size of the file in bytes")
    options = parser.parse_args(argv)
    model = build(options.corpora, options.limit)
    write(options.out, model)
    text = provenance(options.corpora, model, options.out.name, options.limit)
    write(options.out.with_name("PROVENANCE.toml"), text.encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
