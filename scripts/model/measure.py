"""Measure the language model: how well it fills a lost byte, how sure it may be, what clean text costs.

    python -m scripts.model.measure --clean ../shared/eval/clean --other ../shared/corpora/train

prints tables in Markdown. ``--clean`` holds text kept for measuring; from ``--other`` only the copyleft part
is read, which the model was not trained on.
"""

from __future__ import annotations

import argparse
import lzma
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unmojibake.language import Model, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SURE = 0.9
BLOCK = 64
LINES = 400_000
CLEAN_SETS = ("zh-Hans", "zh-Hant", "subtitles", "yue", "classical", "markdown", "json", "code", "ja", "ko")
RARE_SETS = (
    "rare names ko-hanja dict-ja dict-pinyin ja-halfwidth ja-oldkanji emoji boxdraw math-box tables caps chem traps"
)
ALPHABETS = "ru uk bg sr el de fr es pt it pl cs hu ro lt lv tr vi sv da fi nl ar fa he hi th ka bn ta"


@dataclass(frozen=True, slots=True)
class Filled:
    """One lost byte, filled: was the best candidate right, and how probable it was."""

    right: bool
    probability: float
    gold: float


def is_script(char: str) -> bool:
    """Say whether a character is a hanzi, kana or hangul, three bytes in UTF-8."""
    ranges = (("\u4e00", "\u9fff"), ("\u3400", "\u4dbf"), ("\u3041", "\u30fe"), ("\uac00", "\ud7a3"))
    return any(low <= char <= high for low, high in ranges)


def read_lines(path: Path) -> list[str]:
    """Read the lines of a compressed file."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return [line for line in file.read().split("\n") if line]


def fill(model: Model, left: str, char: str, right: str) -> Filled:
    """Take the third UTF-8 byte of a character away and fill it from both sides."""
    first = ord(char) & -BLOCK
    candidates = "".join(map(chr, range(first, first + BLOCK)))
    after = right[: model.context]
    costs = [
        cost + model.score(after, left + candidate)
        for cost, candidate in zip(model.costs(left, candidates), candidates, strict=True)
    ]
    least = min(costs)
    total = sum(math.exp(least - cost) for cost in costs)
    gold = ord(char) - first
    return Filled(costs[gold] == least, 1 / total, math.exp(least - costs[gold]) / total)


def holes(lines: Sequence[str], seed: str) -> Iterator[tuple[str, str, str, bool]]:
    """Choose characters to damage: left, character, right, and whether its neighbours are of its kind too."""
    chooser = random.Random(seed)
    for line in chooser.sample(lines, len(lines)):
        places = [place for place, char in enumerate(line) if is_script(char)]
        for place in chooser.sample(places, min(3, len(places))):
            before, after = line[place - 1 : place], line[place + 1 : place + 2]
            inside = bool(before and after) and is_script(before) and is_script(after)
            if inside or not (after and is_script(after)):
                yield line[max(0, place - 2) : place], line[place], line[place + 1 :] + "\n", inside


def fill_set(model: Model, name: str, lines: Sequence[str], wanted: int) -> str:
    """Measure one set and give its table row."""
    done: dict[bool, list[Filled]] = {True: [], False: []}
    for left, char, right, inside in holes(lines, name):
        if len(done[inside]) < wanted:
            done[inside].append(fill(model, left, char, right))
        elif len(done[not inside]) >= wanted:
            break
    cells = [name]
    for group in (done[True], done[False]):
        sure = [each for each in group if each.probability >= SURE]
        cells.append(f"{100 * _share(group):.1f}")
        cells.append(f"{100 * len(sure) / max(len(group), 1):.0f}")
        cells.append(f"{100 * _share(sure):.1f}")
    every = done[True] + done[False]
    cells.append(f"{-sum(math.log(max(each.gold, 1e-12)) for each in every) / max(len(every), 1):.3f}")
    return "| " + " | ".join(cells) + " |"


def _share(group: Sequence[Filled]) -> float:
    return sum(each.right for each in group) / max(len(group), 1)


def fill_sets(clean: Path, other: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Give the sets to fill: the clean ones, and the copyleft corpora by kind."""
    for name in CLEAN_SETS:
        yield name, read_lines(clean / f"{name}.txt.xz")
    if other is None:
        return
    simplified = read_lines(other / "zh-Hans.copyleft.txt.xz")
    kinds: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("copyleft: interface", lambda line: len(line) <= 16),
        ("copyleft: documents", lambda line: len(line) >= 60),
    )
    for name, belongs in kinds:
        yield name, [line for line in simplified if belongs(line)]
    for language in ("zh-Hant", "ja", "ko"):
        yield f"copyleft: {language}", read_lines(other / f"{language}.copyleft.txt.xz")


def cost_row(model: Model, name: str, lines: Sequence[str]) -> str:
    """Give mean costs of clean text: per character, and per character that is not ASCII."""
    total = high = 0.0
    count = high_count = 0
    worst: list[float] = []
    for line in lines[: LINES // 40]:
        before = ""
        costs = []
        for char in line:
            costs.append(model.cost(before, char))
            before = (before + char)[-model.context :]
        beyond = [cost for char, cost in zip(line, costs, strict=True) if not char.isascii()]
        total, count = total + sum(costs), count + len(costs)
        high, high_count = high + sum(beyond), high_count + len(beyond)
        if beyond:
            worst.append(sum(beyond) / len(beyond))
    worst.sort()
    tail = worst[int(len(worst) * 0.99)] if worst else 0.0
    return f"| {name} | {total / max(count, 1):.2f} | {high / max(high_count, 1):.2f} | {tail:.2f} |"


def speed(model: Model, lines: Sequence[str]) -> str:
    """Give characters a second of `score` and microseconds of `costs`, in processor time."""
    start = time.process_time()
    for line in lines:
        model.score(line)
    scored = time.process_time() - start
    windows = [(line[i - 2 : i], line[i]) for line in lines for i in range(2, len(line), 7) if is_script(line[i])]
    blocks = [(left, "".join(map(chr, range(ord(c) & -BLOCK, (ord(c) & -BLOCK) + BLOCK)))) for left, c in windows]
    start = time.process_time()
    for left, block in blocks:
        model.costs(left, block)
    run = (time.process_time() - start) / len(blocks)
    start = time.process_time()
    for left, char in windows:
        model.cost(left, char)
    single = (time.process_time() - start) / len(windows)
    rate = sum(map(len, lines)) / scored / 1e6
    return f"score {rate:.2f} million characters a second; costs of 64 {1e6 * run:.1f} µs; cost {1e6 * single:.2f} µs"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clean", type=Path, required=True, help="folder of clean text (*.txt.xz)")
    parser.add_argument("--other", type=Path, help="folder of the corpora, for the copyleft part")
    parser.add_argument("--model", type=Path, help="a model file; default: the one of the package")
    parser.add_argument("--holes", type=int, default=1500, help="lost bytes in each column")
    parser.add_argument("--only", choices=("holes", "costs", "speed"), help="print one table")
    options = parser.parse_args(argv)
    model = Model(options.model.read_bytes()) if options.model else load()
    if options.only in {None, "holes"}:
        groups = ("inside", "at an edge")
        columns = [f"{group}: {what}" for group in groups for what in ("right %", "sure %", "right of the sure %")]
        print("| " + " | ".join(["set", *columns, "nats"]) + " |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for name, lines in fill_sets(options.clean, options.other):
            print(fill_set(model, name, lines, options.holes), flush=True)
    if options.only in {None, "costs"}:
        print("\n| set | nats a character | nats a non-ASCII character | 99% of lines below |")
        print("| --- | ---: | ---: | ---: |")
        for name in (*CLEAN_SETS, *RARE_SETS.split(), *ALPHABETS.split()):
            print(cost_row(model, name, read_lines(options.clean / f"{name}.txt.xz")), flush=True)
    if options.only in {None, "speed"}:
        print("\n" + speed(model, read_lines(options.clean / "zh-Hans.txt.xz")[:20_000]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
