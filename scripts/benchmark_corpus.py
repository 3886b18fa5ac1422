"""Measure `unmojibake corpus`: rows and bytes a second, and what a second process is worth.

    python scripts/benchmark_corpus.py [--rows 6000] [--runs 5]

The text is made of sentences of our own. Runs with one and two processes take turns, so that what
else the machine does meets both. Printed are the range of the ratio of their times, and the processor time of two
processes by that of one, which other programs hardly change: it says what the sharing itself costs.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.texts import documents


def write(path: Path, rows: int, damaged: float) -> None:
    """Write a shard of JSON lines of which a share is damaged."""
    with path.open("w", encoding="utf-8") as file:
        for row, text in enumerate(documents(rows, 6, damaged)):
            file.write(json.dumps({"id": row, "text": text}, ensure_ascii=False) + "\n")


def measure(source: Path, jobs: int) -> tuple[float, float]:
    """Repair a shard; give the seconds that passed, and those of the processor."""
    folder = Path(tempfile.mkdtemp())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "unmojibake.cli", "corpus", "--quiet", "--jobs", str(jobs), str(source)]
    subprocess.run([*command, str(folder / source.name)], check=True)
    passed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(folder)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name: str, source: Path, rows: int, runs: int) -> None:
    """Print the figures of one shard."""
    pairs = [(measure(source, 1), measure(source, 2)) for _ in range(runs)]
    ratios = [one[0] / two[0] for one, two in pairs]
    best = [min(pair[at][0] for pair in pairs) for at in (0, 1)]
    spent = min(two[1] for _, two in pairs) / min(one[1] for one, _ in pairs)
    size = source.stat().st_size / 1e6
    for jobs, seconds in enumerate(best, start=1):
        print(f"{name}, processes {jobs}: {rows / seconds:,.0f} rows/s, {size / seconds:.2f} MB/s")
    print(f"{name}: two are {min(ratios):.2f} to {max(ratios):.2f} times one; processor time {spent:.2f}")


def main() -> None:
    """Measure damaged, slightly damaged and clean text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, damaged, more in (("all damaged", 1.0, 1), ("1% damaged", 0.01, 30), ("clean", 0.0, 60)):
            source = Path(folder) / f"{name[:3]}.jsonl"
            write(source, arguments.rows * more, damaged)
            compare(name, source, arguments.rows * more, arguments.runs)


if __name__ == "__main__":
    main()
