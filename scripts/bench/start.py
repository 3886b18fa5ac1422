"""Measure what starting costs: the import, the first repair of a process, and the command line on a few small files.

    python -m scripts.bench.start [--runs 15]

Each case is a process of its own. Printed are its milliseconds of processor time above those of an interpreter that
does nothing, and its resident memory, both the median of the runs. The cases take turns, so that what else the machine
does meets all. Run `python -m compileall src` first where Python may not write its bytecode.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

DAMAGED = ("鎿嶄綔鎴愬姛", "涓枃鏂囦欢?", "cafÃ© dÃ©jÃ  vu", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "ÖÐ¹ú")
"""Texts of which each is the first that a process repairs."""
CLEAN = ("天气很好。", "Þetta er hún")
"""The same, clean: one that the first look passes, one that the second lets go."""
FILES = {
    "plain.txt": "A plain file.\nIts second line.\n",
    "french.txt": "Le café est fermé, même à midi.\n",
    "chinese.txt": "今天的天气很好，我们去公园散步吧。\n",
    "japanese.txt": "今日は天気がいいので、公園へ行きましょう。\n",
    "notes.md": "# Notes\n\nSome – text with “quotes” and naïve words.\n",
}
"""What `unmojibake check` is given, as a hook gives it the files of a commit."""
BROKEN = "Le cafÃ© est fermÃ©, mÃªme Ã  midi.\n"
_MEGA = 1024 if sys.platform == "darwin" else 1
"""What divides the unit of `ru_maxrss` into KiB."""


class Cost(NamedTuple):
    """What a process took.

    Attributes:
        milliseconds: Processor time.
        megabytes: Resident memory, at most.
    """

    milliseconds: float
    megabytes: float


def run(arguments: list[str]) -> Cost:
    """Run Python with some arguments, and give what that took."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    process = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment, file_actions=silent)
    _, _, used = os.wait4(process, 0)
    return Cost((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / _MEGA / 1024)


def cases(folder: Path) -> dict[str, list[str]]:
    """Give the arguments of each case by its name; the files that they read are in a folder."""
    found = {"import unmojibake": ["-c", "import unmojibake"]}
    for text in (*DAMAGED, *CLEAN):
        found[f"repair {text}"] = ["-c", f"import unmojibake; unmojibake.repair({text!r})"]
    command = ["-m", "unmojibake.cli"]
    found["check of five files"] = [*command, "check", *(str(folder / name) for name in FILES)]
    found["fix of one file"] = [*command, "fix", str(folder / "broken.txt")]
    return found


def measured(runs: int) -> tuple[Cost, dict[str, Cost]]:
    """Give the median cost of an interpreter that does nothing, and that of each case, with its time above that."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8")
        costs: dict[str, list[Cost]] = {}
        for _ in range(runs):
            costs.setdefault("", []).append(run(["-c", "pass"]))
            for case, arguments in cases(folder).items():
                (folder / "broken.txt").write_text(BROKEN, encoding="utf-8")
                costs.setdefault(case, []).append(run(arguments))
    medians = {case: Cost(*map(statistics.median, zip(*found, strict=True))) for case, found in costs.items()}
    bare = medians.pop("")
    return bare, {
        case: cost._replace(milliseconds=cost.milliseconds - bare.milliseconds) for case, cost in medians.items()
    }


def main() -> None:
    """Print the median cost of each case above that of an interpreter that does nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    bare, found = measured(parser.parse_args().runs)
    print(f"{'bare interpreter':24} {bare.milliseconds:7.1f} ms {bare.megabytes:6.1f} MB")
    for case, cost in found.items():
        print(f"{case:24} {cost.milliseconds:+7.1f} ms {cost.megabytes:6.1f} MB")


if __name__ == "__main__":
    main()
