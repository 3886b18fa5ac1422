"""Measure `unmojibake corpus`: rows and bytes a second, and what a second process is worth; write docs/corpus.md.

    python -m scripts.bench.corpus [--rows 1500] [--runs 3] [--cache DIR]

The rows are natural text of many languages (`natural.py`). A turn repairs a shard three times: with one process; with
two; and in two separate runs of one process each at the same time, each on the whole shard. Those have nothing to do
with each other, so what the second is worth is what the machine gives: the limit at that moment for two processes of
one run.

Printed are both for each turn; written their range and median, and the processor time of two processes by that of one,
which other programs change less: it says what the sharing itself costs.
"""

import argparse
import contextlib
import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.bench import environment, natural, page
from scripts.bench.throughput import rows_of

PAGE = environment.ROOT / "docs" / "corpus.md"
_HEAD = """\
| text | rows | rows/s, one process | two | two, times one | separate runs, times one | processor time, by one's |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""
_SET_CHILD_SUBREAPER = 36
"""The option of Linux's prctl by which processes whose parent has ended become ours, and their time is told to us."""


@dataclass(frozen=True)
class Spent:
    """What runs took: seconds that passed, and seconds of processors."""

    passed: float
    processor: float


def write(path: Path, texts: list[str], damaged: float) -> None:
    """Write a shard of JSON lines of which a share is damaged."""
    with path.open("w", encoding="utf-8") as file:
        for row, text in enumerate(rows_of(texts, damaged)):
            file.write(json.dumps({"id": row, "text": text}, ensure_ascii=False) + "\n")


def measure(source: Path, jobs: int, separate: int = 1) -> Spent:
    """Repair a shard in so many separate runs at the same time."""
    with tempfile.TemporaryDirectory() as folder:
        before = _processor()
        start = time.perf_counter()
        command = [sys.executable, "-m", "unmojibake.cli", "corpus", "--quiet", "--jobs", str(jobs), str(source)]
        runs = [subprocess.Popen([*command, f"{folder}/{run}/{source.name}"]) for run in range(separate)]
        codes = [run.wait() for run in runs]
        if any(codes):
            sys.exit(f"{source}: not repaired")
        passed = time.perf_counter() - start
        _wait_for_all()
        return Spent(passed, _processor() - before)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_for_all() -> None:
    """Wait for the processes that workers are forked from, which end behind the run."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def compare(name: str, source: Path, rows: int, runs: int) -> str:
    """Measure one shard; give its row of the table."""
    turns = []
    for run in range(1, runs + 1):
        turn = measure(source, 1), measure(source, 2), measure(source, 1, separate=2)
        turns.append(turn)
        print(f"{name}, turn {run}: two processes {_worth(turn):.2f} times one, the machine's limit {_limit(turn):.2f}")
    one, two = (min(turn[at].processor for turn in turns) for at in range(2))
    rates = [f"{rows / min(turn[at].passed for turn in turns):,.0f}" for at in range(2)]
    cells = [name, f"{rows:,}", *rates, _range(map(_worth, turns)), _range(map(_limit, turns)), f"{two / one:.2f}"]
    return f"| {' | '.join(cells)} |\n"


def _worth(turn: tuple[Spent, Spent, Spent]) -> float:
    """Give how many times as fast as one process two are."""
    return turn[0].passed / turn[1].passed


def _limit(turn: tuple[Spent, Spent, Spent]) -> float:
    """Give the same of two runs that have nothing to do with each other."""
    return 2 * turn[0].passed / turn[2].passed


def _range(found: Iterable[float]) -> str:
    values = sorted(found)
    return f"{values[0]:.2f} to {values[-1]:.2f}, median {statistics.median(values):.2f}"


def main() -> None:
    """Measure damaged, slightly damaged and clean text, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1500, help="damaged ones; of other text 30 and 60 times as many")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cache", type=Path, default=environment.cache_folder(), help="where downloads are kept")
    arguments = parser.parse_args()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)
    texts = natural.mixed(natural.read(arguments.cache))
    table = _HEAD
    with tempfile.TemporaryDirectory() as folder:
        for name, damaged, more in (("all damaged", 1.0, 1), ("1% damaged", 0.01, 30), ("clean", 0.0, 60)):
            source = Path(folder) / f"{name[:3]}.jsonl"
            rows = texts[: arguments.rows * more]
            write(source, rows, damaged)
            table += compare(name, source, len(rows), arguments.runs)
    written = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page.put(written, "processes", table), encoding="utf-8")


if __name__ == "__main__":
    main()
