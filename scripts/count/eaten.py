"""Fit pipeline/undo/eaten.json: what the Windows rule eats, counted in public source trees.

Every file is put through the rule that Windows applies when it reads UTF-8 bytes as code page 936, so each hole's eaten
character is known. It is counted with LF line ends, with CRLF line ends, and line by line, as a database cell would be.
A log-linear model over `eaten.features` is then fitted by Adam on the weighted counts.

    python -m scripts.count.eaten --cache DIRECTORY              # fit on all packages, write the JSON
    python -m scripts.count.eaten --cache DIRECTORY --held-out   # fit on 4 of 5, report on the fifth

Needs numpy, pip and npm. The archives (150 MB) stay in the cache; only weights leave it.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

# One thread adds in one order: the same weights each time.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np

from scripts.common.data_file import command_line, write
from scripts.common.source_trees import SOURCES, load, thin
from unmojibake.pipeline.undo.eaten_ascii import EATABLE, KOREAN, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Counts = Counter[tuple[tuple[str, ...], int]]
# The bytes between two holes, then the hole: a lead byte and the bad trail byte that goes with it.
HOLE = re.compile(rb"((?:[\x00-\x80\xff]|[\x81-\xfe][\x40-\x7e\x80-\xfe])*+)(?:[\x81-\xfe]([\x00-\x3f\x7f\xff])?|\Z)")
OUTPUT = "pipeline/undo/eaten.json"
NEEDS = ("cache",)
OUTCOMES = (*EATABLE, "")
# DECAY was compared by held-out log loss (1e-5 to 1e-3), the others tried once; KEPT is what goes into 150 KB.
FILE_CAP, PACKAGE_CAP, MIN_COUNT, MIN_PACKAGES = 300, 12000, 12, 2
KEPT, POWER, DECAY, EPOCHS = 3800, 0.35, 3e-5, 6
MARKUP = "RST"
"""How the features begin that `eaten.features` takes from markup."""


class Examples(NamedTuple):
    """Feature indices (rows padded with the last index), the outcome and weight of each row."""

    rows: NDArray[np.int64]
    outcomes: NDArray[np.int64]
    weights: Floats


def holes(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Put UTF-8 through the Windows rule: (left, damaged right, eaten character) of each hole."""
    pieces, places = [], []
    size = 0
    for match in HOLE.finditer(data):
        piece = match[1].decode("gb18030", "replace")
        is_hole = match.end() > match.end(1)
        pieces.append(piece + "?" * is_hole)
        size += len(piece) + is_hole
        if is_hole:
            places.append((match.end(1) + 1, size, match[2] or b""))
    damaged = "".join(pieces)
    for place, offset, trail in places:
        start = max(data.rfind(b"\n", 0, place) + 1, place - 1000)  # `eaten` looks at 240 characters
        left = data[start:place].decode("utf-8", "ignore")
        right = damaged[offset : offset + 80]
        yield left, "".join(right.partition("\n")[:2]), trail.decode("latin-1")


def views(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield the holes of a file in every shape a caller may meet it in."""
    for text in (data, data.replace(b"\n", b"\r\n")):
        for left, right, character in holes(text):
            yield left, right, character
            if right[:1] in ("\r", "\n"):  # the same line, cut out of the damaged file
                yield left, "", character
    for line in data.split(b"\n"):
        yield from holes(line)


def count(texts: list[bytes]) -> Counts:
    """Count feature tuples and outcomes in one package, capped per file and per package."""
    seen: dict[tuple[str, str, str], None] = {}
    for data in texts:
        unique = list(dict.fromkeys(hole for hole in views(data) if hole[2] in OUTCOMES))
        seen.update(dict.fromkeys(thin(unique, FILE_CAP)))
    drawn = thin(list(seen), PACKAGE_CAP)
    return Counter((general(left, right), OUTCOMES.index(character)) for left, right, character in drawn)


def general(left: str, right: str) -> tuple[str, ...]:
    """Give the features of a hole without those of Korean, which eaten_korean.py fits on more text."""
    return tuple([name for name in features(left, right) if name[0] not in KOREAN])


def index(counts: Counts, names: dict[str, int]) -> Examples:
    """Turn counted tuples into arrays; features without an index are left out."""
    width = max(len(key[0]) for key in counts)
    rows = np.full((len(counts), width), len(names), np.int64)
    for row, (found, _) in zip(rows, counts, strict=True):
        row[: len(found)] = [names.get(name, len(names)) for name in found]
    return Examples(rows, np.array([outcome for _, outcome in counts]), np.array(list(counts.values()), np.float32))


def predict(examples: Examples, table: Floats) -> tuple[Floats, Floats]:
    """Return the rows as dense zeros and ones, and the probability of each outcome."""
    dense = np.zeros((len(examples.rows), len(table) + 1), np.float32)
    np.put_along_axis(dense, examples.rows, 1, axis=1)
    dense = dense[:, :-1]
    logits = dense @ table
    # Where something follows, something was eaten; the reader masks "" likewise. Index 0 is "aEND".
    logits[dense[:, 0] == 0, -1] = -1e9
    logits = np.exp(logits - logits.max(axis=1, keepdims=True))
    return dense, logits / logits.sum(axis=1, keepdims=True)


def fit(examples: Examples, table: Floats, epochs: int, first: int = 0) -> Floats:
    """Fit the weights from row `first` on by Adam, with weight decay and a step that falls to nothing."""
    order = np.random.default_rng(936)
    mean, square = np.zeros_like(table), np.zeros_like(table)
    count_, size = len(examples.rows), 256
    steps = epochs * -(-count_ // size)
    weights = examples.weights / examples.weights.mean()
    shuffled = np.concatenate([order.permutation(count_) for _ in range(epochs)])
    for step, chosen in enumerate(np.array_split(shuffled, steps), 1):
        batch = Examples(examples.rows[chosen], examples.outcomes[chosen], weights[chosen])
        dense, error = predict(batch, table)
        error[np.arange(len(chosen)), batch.outcomes] -= 1
        error *= batch.weights[:, None] / len(chosen)
        gradient = dense.T @ error + DECAY * table
        mean += 0.1 * (gradient - mean)
        square += 0.001 * (gradient**2 - square)
        scaled = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        table[first:] -= np.float32(0.03 * (1 - step / (steps + 1))) * scaled[first:]
    return table


def is_markup(name: str) -> bool:
    """Tell whether a feature is taken from markup."""
    return name[0] in MARKUP


def without_markup(counts: Counts) -> Counts:
    """Leave out what is taken from markup."""
    plain: Counts = Counter()
    for (found, outcome), times in counts.items():
        plain[tuple(name for name in found if not is_markup(name)), outcome] += times
    return plain


def common_features(packages: list[Counts]) -> tuple[Counter[str], set[str]]:
    """Count how often each feature is met, and name those that several packages have."""
    number: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for counts in packages:
        for (found, _), times in counts.items():
            number.update(dict.fromkeys(found, times))
        spread.update({name for found, _ in counts for name in found})
    return number, {name for name, times in number.items() if times >= MIN_COUNT and spread[name] >= MIN_PACKAGES}


def learn(packages: list[Counts]) -> dict[str, Floats]:
    """Fit all features that several packages have, keep those that move the outcomes most, fit these again.

    Those of markup are fitted on top, on the lines that have some: few packages hold pages, and what is learned from
    them must not change what is known of all other text.
    """
    plain = [without_markup(counts) for counts in packages]
    number, common = common_features(plain)
    ranked = ["aEND", *sorted(common - {"aEND"})]
    counts = sum(plain, Counter())
    table = np.zeros((len(ranked), len(OUTCOMES)), np.float32)
    # In steps: where two features say the same, the one that stays takes over the other's weight.
    for kept in (4 * KEPT, 2 * KEPT, KEPT):
        table = fit(index(counts, {name: place for place, name in enumerate(ranked)}), table, EPOCHS // 2)
        force = np.abs(table).sum(axis=1) * np.array([number[name] for name in ranked]) ** POWER
        best = sorted({0, ranked.index("bias"), *np.argsort(-force, kind="stable")[:kept].tolist()})
        ranked, table = [ranked[place] for place in best], table[best]
    table = fit(index(counts, {name: place for place, name in enumerate(ranked)}), table, EPOCHS)
    markup = sorted(filter(is_markup, common_features(packages)[1]))
    if markup:
        first, ranked = len(ranked), ranked + markup
        table = np.concatenate([table, np.zeros((len(markup), len(OUTCOMES)), np.float32)])
        pages = Counter({key: times for key, times in sum(packages, Counter()).items() if any(map(is_markup, key[0]))})
        # As many steps as for all text, of which they are a small part.
        epochs = EPOCHS * len(counts) // len(pages)
        table = fit(index(pages, {name: place for place, name in enumerate(ranked)}), table, epochs, first)
    table = np.where(np.abs(table) < 0.15, 0, np.clip(np.rint(table * 10) / 10, -4.5, 4.6))
    return dict(zip(ranked, table, strict=True))


def report(counts: Counts, weights: dict[str, Floats]) -> str:
    """Tell top-1 accuracy, log loss (nats) and confusions. At a line's end all line ends count as one."""
    names = {"aEND": 0} | {name: place for place, name in enumerate((n for n in weights if n != "aEND"), 1)}
    table = np.stack([weights[name] for name in names])
    lines: defaultdict[str, Counter[str]] = defaultdict(Counter)
    blank = [OUTCOMES.index(character) for character in ("", "\r", "\n")]
    loss = 0.0
    for start in range(0, len(counts), 1000):
        part = index(Counter(dict(islice(counts.items(), start, start + 1000))), names)
        _, chances = predict(part, table)
        ends = ((part.rows == 0) | (part.rows == names["aLF"])).any(axis=1)
        for row, truth, times, at_end in zip(chances, part.outcomes, part.weights, ends, strict=True):
            if at_end:
                row[blank] = row[blank].sum(), 0, 0
            seen = blank[0] if at_end and truth in blank else truth
            loss -= times * float(np.log(max(row[seen], 1e-9)))
            lines[OUTCOMES[seen]][OUTCOMES[row.argmax()]] += int(times)
    total = sum(row.total() for row in lines.values())
    right = sum(row[truth] for truth, row in lines.items())
    text = [f"{total} holes, top-1 {right / total:.4f}, log loss {loss / total:.4f}"]
    for truth, row in sorted(lines.items(), key=lambda item: -item[1].total()):
        wrong = ", ".join(f"{guess!r} {n}" for guess, n in row.most_common(6) if guess != truth)
        text.append(f"  {truth!r:6} {row.total():7} {row[truth] / row.total():.3f}  {wrong}")
    return "\n".join(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT, NEEDS)
    parser.add_argument("--held-out", action="store_true", help="fit on 4 of 5 packages, report")
    options = parser.parse_args(argv)
    packages: list[Counts] = []
    held_out: list[Counts] = []
    sources: list[dict[str, str]] = []
    for place, pin in enumerate(SOURCES.split()):
        source, texts = load(pin, options.cache)
        sources += [source]
        (held_out if options.held_out and place % 5 == 2 else packages).append(count(texts))
    weights = learn(packages)
    if options.held_out:
        # What was fitted on a part of the packages is no model to keep.
        print(report(sum(held_out, Counter()), weights))
        return 0
    # The reader wants "" first. Rare outcomes come last, so that the zeros there need not be written.
    number = Counter(outcome for counts in packages for _, outcome in counts.elements())
    columns = [len(EATABLE), *sorted(range(len(EATABLE)), key=lambda outcome: -number[outcome])]
    rows = {name: "".join(chr(round(row[place] * 10) + 80) for place in columns) for name, row in weights.items()}
    document = {
        "provenance": {"command": "scripts/count/eaten.py", "holes": number.total(), "sources": sources},
        "outcomes": [OUTCOMES[place] for place in columns],
        "weights": {name: row.rstrip("P") for name, row in rows.items()},
    }
    write(options.output, json.dumps(document, indent=0) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
