"""What each program that makes a data file shares: its command line, where the file lies, how it is written.

Such a program names its file below the package in `OUTPUT`, and in `NEEDS` the folders that it reads, where that is
not the corpora alone. `scripts.build` reads both without running it.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "unmojibake"
FOLDERS = {
    "corpora": "the folder of the corpora (*.txt.xz)",
    "cache": "the folder where archives of source trees are kept",
    "unihan": "the folder of Unihan_Readings.txt, as it is or with .bz2 behind the name",
}
"""The folders that programs read: the names of their options, and what is said of them."""
_STARTED = time.perf_counter()


def command_line(about: str | None, output: str, needs: tuple[str, ...] = ("corpora",)) -> argparse.ArgumentParser:
    """Give the parser of a program's command line: an option for each folder that it reads, and `--output`.

    Args:
        about: The docstring of the program; its first line is shown.
        output: Where its file lies below the package.
        needs: Which of `FOLDERS` it reads.
    """
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    for name in needs:
        parser.add_argument(f"--{name}", type=Path, required=True, help=FOLDERS[name])
    parser.add_argument("--output", type=Path, default=PACKAGE / output, help="default: the file of the package")
    return parser


def write(path: Path, data: str | bytes) -> None:
    """Write a data file, so that a reader sees the old one or the new one, and say how long the program took."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(data if isinstance(data, bytes) else data.encode("ascii"))
    partial.replace(path)
    print(f"{path.name}: {path.stat().st_size} bytes, {time.perf_counter() - _STARTED:.1f} seconds")
