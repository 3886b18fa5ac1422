"""Time `unmojibake check` over many small clean files, beside `wc` over the same files.

    python -m scripts.bench.check [--files 10000] [--jobs 2] [--rounds 5]

It makes a tree of source, prose and data in a temporary folder, runs `wc` and `check` over it in turns, and prints the
least time of each: other programs on the machine only ever add to a time. The aim is at most twice the time of `wc`
over the tree plus that of starting a bare interpreter; the exit code is 1 when it is missed.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SEED = 20
LINES = {
    ".py": ["def load(path):", "    return path.read_text()", "    # 读取配置文件，返回一个字典", "", "LIMIT = 10"],
    ".md": ["# 说明", "", "这里是一段普通的中文说明，讲清楚怎么用。", "- 第一步：打开设置页面", "The quick brown fox."],
    ".json": ['  "title": "操作成功",', '  "count": 3,', '  "hint": "请输入密码"', "{", "}"],
    ".txt": ["天气很好，我们出去走走。", "他走到窗前，看见远处的山。", "早上又下雨了。", "明日は晴れるでしょう。"],
}


def make(folder: Path, count: int) -> int:
    """Write the tree.

    Args:
        folder: An empty folder.
        count: How many files.

    Returns:
        Their bytes.
    """
    chance = random.Random(SEED)
    size = 0
    for number in range(count):
        ending = chance.choice(sorted(LINES))
        path = folder / f"part{number // 100:03}" / f"file{number:05}{ending}"
        path.parent.mkdir(exist_ok=True)
        size += path.write_bytes(("\n".join(chance.choices(LINES[ending], k=chance.randint(5, 60))) + "\n").encode())
    return size


def least(commands: Sequence[str | list[str]], rounds: int) -> list[float]:
    """Run some commands in turns; give the least time of each in seconds."""
    times = [float("inf")] * len(commands)
    for _ in range(rounds):
        for index, command in enumerate(commands):
            begin = time.perf_counter()
            shell = isinstance(command, str)
            subprocess.run(command, shell=shell, check=True, capture_output=True)  # our own words
            times[index] = min(times[index], time.perf_counter() - begin)
    return times


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description="Time `unmojibake check` beside `wc`.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        size = make(Path(name), arguments.files)
        commands: list[str | list[str]] = [
            [sys.executable, "-c", "pass"],
            f"find {name} -type f -print0 | wc --files0-from=-",
            [sys.executable, "-m", "unmojibake.cli", "check", "-q", "--jobs", str(arguments.jobs), name],
        ]
        start, count, check = least(commands, arguments.rounds)
    allowed = 2 * count + start
    print(f"{arguments.files:,} files, {size:,} bytes; least of {arguments.rounds} rounds")
    print(f"bare interpreter     {start * 1000:7.0f} ms")
    print(f"wc                   {count * 1000:7.0f} ms")
    print(f"check --jobs {arguments.jobs:<8}{check * 1000:7.0f} ms")
    print(f"allowed              {allowed * 1000:7.0f} ms")
    return int(check > allowed)


if __name__ == "__main__":
    raise SystemExit(main())
