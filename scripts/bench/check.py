"""Time `unmojibake check` over many small clean files, beside `wc` over the same files.

    python -m scripts.bench.check [--files 10000] [--jobs 2] [--rounds 5] [--cache DIR]

It makes a tree in a temporary folder: source, of the lines of Python's library, and prose, of natural text
(`natural.py`), a set for each file. It runs `wc` and `check` over it in turns, and prints the least time of each: other
programs on the machine only ever add to a time.
"""

import argparse
import random
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from scripts.bench import environment, natural

SEED = 20


def lines_of(cache: Path) -> dict[str, list[list[str]]]:
    """Give the lines that a file may be made of, by the ending of its name; one of these lists makes a file."""
    source = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    return {
        ".py": [path.read_text(encoding="utf-8").split("\n") for path in source],
        ".txt": list(natural.read(cache).values()),
    }


def make(folder: Path, count: int, lines: dict[str, list[list[str]]]) -> int:
    """Write the tree.

    Args:
        folder: An empty folder.
        count: How many files.
        lines: As `lines_of` gives them.

    Returns:
        Their bytes.
    """
    chance = random.Random(SEED)
    size = 0
    for number in range(count):
        ending = chance.choice(sorted(lines))
        path = folder / f"part{number // 100:03}" / f"file{number:05}{ending}"
        path.parent.mkdir(exist_ok=True)
        source = chance.choice(lines[ending])
        begin = chance.randrange(len(source))
        some = source[begin : begin + chance.randint(5, 60)]
        size += path.write_bytes(("\n".join(some) + "\n").encode())
    return size


def least(commands: Sequence[str | list[str]], rounds: int) -> list[float]:
    """Run some commands in turns; give the least time of each in seconds."""
    times = [float("inf")] * len(commands)
    for _ in range(rounds):
        for index, command in enumerate(commands):
            begin = time.perf_counter()
            shell = isinstance(command, str)
            subprocess.run(command, shell=shell, check=shell, capture_output=True)  # our own words
            times[index] = min(times[index], time.perf_counter() - begin)
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time `unmojibake check` beside `wc`.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cache", type=Path, default=environment.cache_folder(), help="where downloads are kept")
    arguments = parser.parse_args()
    lines = lines_of(arguments.cache)
    with tempfile.TemporaryDirectory() as name:
        size = make(Path(name), arguments.files, lines)
        commands: list[str | list[str]] = [
            [sys.executable, "-c", "pass"],
            f"find {name} -type f -print0 | wc --files0-from=-",
            [sys.executable, "-m", "unmojibake.cli", "check", "-q", "--jobs", str(arguments.jobs), name],
        ]
        start, count, check = least(commands, arguments.rounds)
    print(f"{arguments.files:,} files, {size:,} bytes; least of {arguments.rounds} rounds")
    print(f"bare interpreter     {start * 1000:7.0f} ms")
    print(f"wc                   {count * 1000:7.0f} ms")
    print(f"check --jobs {arguments.jobs:<8}{check * 1000:7.0f} ms")


if __name__ == "__main__":
    main()
