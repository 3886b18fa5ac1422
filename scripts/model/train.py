"""Build the language model from the corpora, byte for byte the same each time.

    python -m scripts.model.train --corpora DIRECTORY

writes language/model.bin and PROVENANCE.toml beside it. It needs numpy and about 4 GB of memory, and takes about a
minute on one core. docs/model.md tells what was tried and measured; NOTICE names the sources.
"""

from __future__ import annotations

import hashlib
from array import array
from typing import TYPE_CHECKING

import numpy as np

from scripts.common import data_file
from scripts.model import ngrams
from scripts.model.ngrams import Base, Counts, Table
from scripts.model.sources import SOURCES, Source, read_sources
from unmojibake.language.layout import Layout, Scale, file_size, pack
from unmojibake.language.tokens import class_names, class_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from scripts.model.ngrams import Keys, Values

OUTPUT = "language/model.bin"
ORDER = 3
LIMIT = 5_990_000
"""Bytes of the file: as much as the wheel's 6 MB allows. Pruning stops there."""
COSTS = Scale(0.0, 0.0865)
BACKS = Scale(-2.0, 0.05)
RATIOS = Scale(-12.75, 0.1)
"""Levels: costs up to 22.1 nats, so nothing costs more; back-off costs from -2 to 10.75, class ratios from
-12.75 to 12.75."""


def unigram_shares(sources: Sequence[tuple[Source, Counts]]) -> Values:
    """Estimate P(token) without a context, for every token there is.

    Each source counts alike, however long: what is rare in one may be common in the next text. The mass of what
    no source holds is counted too: how many characters, by class, a source has that no other one has, for each
    character of it. A class shares its mass evenly among its code points.
    """
    seen = np.zeros((len(sources), ngrams.TOKENS))
    for row, (_, counts) in zip(seen, sources, strict=True):
        row[counts[1].keys.astype(np.intp)] = counts[1].values
    classes = np.frombuffer(class_table(), np.uint8).astype(np.intp)
    kinds = class_names()
    holders = np.count_nonzero(seen, axis=0)
    shares = seen / seen.sum(axis=1, keepdims=True)
    new = np.zeros(len(kinds))
    for row in seen:
        alone = (row > 0) & (holders == 1)
        # Half a character for a class that brought none: the estimate of Krichevsky and Trofimov.
        new += (np.bincount(classes[alone], minlength=len(kinds)) + 0.5) / (row.sum() + 0.5 * len(kinds))
    unseen = np.bincount(classes[holders == 0], minlength=len(kinds))
    spread = (new / len(sources) / np.maximum(unseen, 1))[classes]
    total = shares.mean(axis=0) + spread
    return np.asarray(total / total.sum())


def base_of(shares: Values, sources: Sequence[tuple[Source, Counts]], pairs: Table) -> Base:
    """Count how the classes follow each other and how often a token comes twice.

    Different pairs, not occurrences: as in Kneser-Ney, what stands for the unseen is how many new things came.
    Each source counts alike; one that knows nothing of a class says that classes follow as without a context.
    """
    classes = np.frombuffer(class_table(), np.uint8).astype(np.intp)
    kinds = len(class_names())
    mass = np.bincount(classes, weights=shares, minlength=kinds)
    given = np.zeros((kinds, kinds))
    for _, counts in sources:
        before, after = _pair(counts[2].keys)
        joint = np.bincount(classes[before] * kinds + classes[after], minlength=kinds * kinds).reshape(kinds, kinds)
        given += (joint + mass) / (joint.sum(axis=1, keepdims=True) + 1)
    repeats = repeats_of(pairs, classes, kinds)
    ratios = given / len(sources) / mass * (1 - repeats[:, np.newaxis])
    return Base(shares, classes, np.exp(-_round(-np.log(ratios), RATIOS)), repeats)


def repeats_of(pairs: Table, classes: NDArray[np.intp], kinds: int) -> Values:
    """Give by class the mean chance that a token comes twice, each token alike, and one more that is average."""
    before, after = _pair(pairs.keys)
    total = np.bincount(before, weights=pairs.values, minlength=ngrams.TOKENS)
    twice = np.bincount(before, weights=pairs.values * (before == after), minlength=ngrams.TOKENS)
    known = np.flatnonzero(total)
    chances = twice[known] / total[known]
    sums = np.bincount(classes[known], weights=chances, minlength=kinds)
    return np.asarray((sums + chances.mean()) / (np.bincount(classes[known], minlength=kinds) + 1))


def _pair(keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return (keys >> ngrams.SHIFT).astype(np.intp), (keys & ngrams.LAST).astype(np.intp)


def _round(costs: Values, scale: Scale) -> Values:
    return np.asarray(np.clip(np.rint((costs - scale.low) / scale.step), 0, 255) * scale.step + scale.low)


def pruned(estimates: dict[int, Table], counts: Counts, base: Base, limit: int) -> dict[int, Table]:
    """Leave out what costs least relative entropy until the file fits."""
    costs = {length: ngrams.entropies(estimates, counts, base, length) for length in estimates}
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


def lay_out(kept: dict[int, Table], base: Base) -> Layout:
    """Arrange the kept n-grams as the file holds them."""
    backs = ngrams.back_offs(kept, base, ORDER)
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
        ratios=RATIOS,
        unigrams=levels(-np.log(base.shares), costs),
        class_ratios=levels(-np.log(base.ratios).ravel(), RATIOS),
        repeats=levels(-np.log(base.repeats), costs),
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
    base = base_of(unigram_shares(sources), sources, counts[2])
    sources.clear()
    estimates = ngrams.smooth(counts, base, ORDER)
    return pack(lay_out(pruned(estimates, counts, base, limit), base))


def provenance(corpora: Path, model: bytes, name: str, limit: int) -> str:
    """Say in TOML what the model was made of."""
    lines = [
        "# Written by scripts/model/train.py. NOTICE names the authors of each source.",
        "",
        "[model]",
        f'file = "{name}"',
        f"bytes = {len(model)}",
        f'sha256 = "{hashlib.sha256(model).hexdigest()}"',
        f"order = {ORDER}",
        f'command = "python -m scripts.model.train --corpora CORPORA --output {name} --limit {limit}"',
    ]
    for source in SOURCES:
        path = corpora / f"{source.name}.txt.xz"
        if path.exists():
            data = path.read_bytes()
            lines += ["", "[[source]]", f'name = "{source.name}"', f'form = "{source.form}"']
            lines += [f"weight = {source.weight}", f'licence = "{source.licence}"']
            lines += [f"bytes = {len(data)}", f'sha256 = "{hashlib.sha256(data).hexdigest()}"']
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Build the model and its provenance."""
    parser = data_file.command_line(__doc__, OUTPUT)
    parser.add_argument("--limit", type=int, default=LIMIT, help="largest size of the file in bytes")
    options = parser.parse_args(argv)
    model = build(options.corpora, options.limit)
    data_file.write(options.output, model)
    text = provenance(options.corpora, model, options.output.name, options.limit)
    data_file.write(options.output.with_name("PROVENANCE.toml"), text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
