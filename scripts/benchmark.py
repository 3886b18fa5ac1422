"""Measure speed and memory beside ftfy and plsfix, all in one process.

    python scripts/benchmark.py            # all of it, a few minutes
    python scripts/benchmark.py --scale 0.1

Prints Markdown tables. Every figure is the minimum of several repeats, and a ratio
is of two figures taken in turns in this process, because the speed of a shared
machine drifts. MB are 10**6 bytes of the input as UTF-8. Text is made here from the word
list below, in an order that a fixed seed decides, and garbled by `unmojibake.damage`.
ftfy comes with unmojibake; plsfix is measured when it is installed.
"""

import argparse
import importlib.util
import itertools
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ftfy

import unmojibake

Function = Callable[[str], object]

WORDS = """
今天 昨天 明年 上午 下午 晚上 春天 秋天 小镇 城市 村庄 街道 学校 医院 图书馆 火车站 博物馆 操场
河边 山顶 老师 学生 医生 工人 农民 记者 司机 邻居 孩子 老人 朋友 同学 经理 作家 画家 我们 他们
大家 自己 别人 系统 程序 文件 数据 网络 电脑 手机 屏幕 密码 用户 服务器 数据库 接口 参数 版本
目录 日志 缓存 任务 模块 打开 关闭 读取 写入 保存 删除 修改 检查 发送 接收 下载 安装 启动 停止
更新 搜索 登录 注册 提交 返回 认真 慢慢 终于 已经 正在 还是 可能 应该 必须 经常 突然 悄悄 仔细
重新 自动 一起 马上 当然 其实 几乎 喜欢 需要 决定 希望 觉得 认为 发现 知道 准备 开始 继续 完成
参加 讨论 研究 介绍 帮助 等待 经过 离开 新鲜 安静 漂亮 重要 简单 复杂 热闹 干净 便宜 有趣 困难
方便 安全 稳定 快速 普通 特别 巨大 温暖 寒冷 书 茶 饭 花 树 雨 雪 风 灯 门 桥 船 路 信 画 歌 水
火 山 月 的 了 和 在 是 把 被 从 对 为 与 到 就 都 也 很 又 再 不 没有
""".split()  # noqa: SIM905 - a list of literals would be all quotes
STOPS = "，，，，。。。；：！？"
ADVERSARIES = {
    "`?`": "?",
    "`锟`": "锟",
    "`鐨`": "鐨",
    "one lead byte (E7)": "".join(bytes((0xE7, trail)).decode("gb18030") for trail in range(0xA1, 0xFF)),
}


def lines_of_chinese(count: int) -> list[str]:
    """Make lines with the lengths that pages have: 30 code points on average, half of them under 20."""
    draw = random.Random(20)
    lines = []
    for _ in range(count):
        pieces: list[str] = []
        for _ in range(draw.choice((1, 1, 2, 2, 3, 4, 6, 14))):  # clauses
            pieces.extend(draw.choice(WORDS) for _ in range(draw.randrange(2, 6)))
            pieces.append(draw.choice(STOPS))
        lines.append("".join(pieces))
    return lines


def document(size: int, lines: list[str]) -> str:
    """Repeat lines until the text has about `size` bytes of UTF-8."""
    pieces: list[str] = []
    length = 0
    for line in itertools.cycle(lines):
        if length >= size:
            return "\n".join(pieces)
        pieces.append(line)
        length += len(line.encode("utf-8")) + 1
    raise AssertionError


def garble(line: str, *chain: str) -> str:
    """Damage a line by a chain given as origin, carrier, origin, carrier ..."""
    return unmojibake.damage(line, zip(chain[::2], chain[1::2], strict=True))


def garbled_lines(lines: list[str], *chain: str, lossy: bool) -> list[str]:
    """Damage lines, and keep those that lost bytes or those that did not.

    To have lines without loss, pairs of hanzi with ASCII between are made of
    each: six bytes are three pairs, so nothing is cut in half.
    """
    if not lossy:
        lines = [", ".join(line[at : at + 4] for at in range(0, len(line) - 4, 4)) for line in lines]
    damaged = [garble(line, *chain) for line in lines]
    return [line for line in damaged if ("?" in line) == lossy]


def seconds(function: Callable[[], object], repeats: int) -> float:
    """Time a call: the minimum of several repeats."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best


def megabytes(text: str) -> float:
    """Give the size of a text as UTF-8 in MB."""
    return len(text.encode("utf-8")) / 1e6


def peers() -> dict[str, Function]:
    """Give the functions to compare with, by name."""
    found: dict[str, Function] = {
        "ftfy.fix_encoding": ftfy.fix_encoding,
        "ftfy.fix_text": ftfy.fix_text,
    }
    if importlib.util.find_spec("plsfix"):
        import plsfix  # noqa: PLC0415 - only where it is installed

        found["plsfix.fix_text"] = plsfix.fix_text
    return found


def each(function: Function, lines: list[str]) -> None:
    """Call a function for each line."""
    for line in lines:
        function(line)


def print_table(title: str, head: list[str], rows: Iterator[list[str]]) -> None:
    """Print one Markdown table, row by row as the figures come in."""
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}", flush=True)
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def clean_lines(scale: float) -> Iterator[list[str]]:
    """Clean Chinese, one call a line."""
    lines = lines_of_chinese(int(4000 * scale))
    size = megabytes("".join(lines))
    ours = seconds(lambda: each(unmojibake.fix_encoding, lines), 9)
    yield ["unmojibake.fix_encoding", f"{ours / len(lines) * 1e6:.2f}", f"{size / ours:.1f}", "1"]
    for name, function in peers().items():
        repeats = 3 if name.startswith("plsfix") else 2
        theirs = seconds(lambda function=function: each(function, lines), repeats)
        ours = min(ours, seconds(lambda: each(unmojibake.fix_encoding, lines), 3))
        cost, rate = theirs / len(lines) * 1e6, size / theirs
        yield [name, f"{cost:.2f}", f"{rate:.1f}", f"{theirs / ours:.1f}"]


def clean_document(scale: float) -> Iterator[list[str]]:
    """One clean document in one call, beside str.encode."""
    text = document(int(8e6 * scale), lines_of_chinese(20_000))
    size = megabytes(text)
    encode = ours = float("inf")
    for _ in range(7):  # in turns
        encode = min(encode, seconds(lambda: text.encode("utf-8"), 3))
        ours = min(ours, seconds(lambda: unmojibake.fix_encoding(text), 1))
    yield ['str.encode("utf-8")', f"{size / encode:.0f}", "1"]
    yield ["unmojibake.fix_encoding", f"{size / ours:.0f}", f"{encode / ours:.2f}"]


def garbled(scale: float) -> Iterator[list[str]]:
    """Garbled documents in one call, by chain."""
    lines = lines_of_chinese(3000)
    cases = [
        ("UTF-8 as cp936, nothing lost", ("utf-8", "cp936"), False, 1e6),
        ("UTF-8 as cp1252, nothing lost", ("utf-8", "cp1252"), False, 1e6),
        ("GBK as Latin-1, nothing lost", ("cp936", "latin-1"), False, 1e6),
        ("two layers of cp936, nothing lost", ("utf-8", "cp936") * 2, False, 3e5),
        ("UTF-8 as cp936, with holes", ("utf-8", "cp936"), True, 3e5),
        ("two layers of cp936, with holes", ("utf-8", "cp936") * 2, True, 1e5),
    ]
    for name, chain, lossy, size in cases:
        text = document(int(size * scale), garbled_lines(lines, *chain, lossy=lossy))
        taken = seconds(lambda text=text: unmojibake.repair(text), 3)
        yield [name, f"{megabytes(text):.2f}", f"{megabytes(text) / taken:.2f}"]


def linearity(scale: float) -> Iterator[list[str]]:
    """How the time grows when the text is ten times as long."""
    lines = lines_of_chinese(20_000)
    holes = garbled_lines(lines[:3000], "utf-8", "cp936", lossy=True)
    whole = garbled_lines(lines[:3000], "utf-8", "cp936", lossy=False)
    cases = {
        "clean": (document(int(8e6 * scale), lines), 5),
        "garbled, nothing lost": (document(int(1e6 * scale), whole), 3),
        "garbled, with holes": (document(int(3e5 * scale), holes), 3),
        "garbled, one line": (document(int(1e5 * scale), holes).replace("\n", ""), 3),
    }
    for name, unit in ADVERSARIES.items():
        length = len(unit.encode("utf-8"))
        cases[f"1 MB of {name}"] = (unit * int(1e6 * scale / length), 3)
    for name, (text, repeats) in cases.items():
        tenth = text[: len(text) // 10]
        short = seconds(lambda text=tenth: unmojibake.repair(text), repeats * 3)
        long = seconds(lambda text=text: unmojibake.repair(text), repeats)
        size = megabytes(text)
        yield [name, f"{size:.2f}", f"{long:.3f}", f"{size / long:.2f}", f"{long / short:.1f}"]


def fresh(code: str, repeats: int) -> float:
    """Run code in fresh interpreters; give the least number that it printed."""
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(repeats))
    return min(float(run.stdout) for run in runs)


def process(code: str) -> float:
    """Give the seconds of a whole process: the minimum of nine."""
    command = [sys.executable, "-c", code]
    return seconds(lambda: subprocess.run(command, check=True), 9)


RESIDENT = """
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1000
"""


def start(_: float) -> Iterator[list[str]]:
    """Import, first use and memory, each in fresh interpreters."""
    bare = process("pass")
    for name in ("unmojibake", "unmojibake.cli", "ftfy"):
        over = (process(f"import {name}") - bare) * 1e3
        yield [f"import {name}, over a bare interpreter's {bare * 1e3:.0f} ms", f"{over:.1f} ms"]
    sample = garble("确定要删除这个文件吗？", "utf-8", "cp936")
    first = (
        "import time, unmojibake; start = time.perf_counter()\n"
        f"unmojibake.repair({sample!r}); print(time.perf_counter() - start)"
    )
    yield ["first repair of a garbled line", f"{fresh(first, 9) * 1e3:.0f} ms"]
    if Path("/proc/self/status").exists():
        memory = (
            f"{RESIDENT}import unmojibake; start = resident()\nunmojibake.repair({sample!r}); print(resident() - start)"
        )
        yield ["resident memory that the first repair adds", f"{fresh(memory, 3):.1f} MB"]
    size = sum(
        path.stat().st_size
        for path in Path(unmojibake.__file__).parent.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    )
    yield ["data files of the package", f"{size / 1e6:.2f} MB"]


TABLES: dict[str, tuple[str, list[str], Callable[[float], Iterator[list[str]]]]] = {
    "start": ("Start", ["what", "cost"], start),
    "lines": (
        "Clean Chinese, line by line",
        ["function", "µs a line", "MB/s", "times our time"],
        clean_lines,
    ),
    "document": ("One clean document", ["function", "MB/s", "share"], clean_document),
    "garbled": ("Garbled documents (`repair`)", ["damage", "MB", "MB/s"], garbled),
    "linear": (
        "Ten times the text (`repair`)",
        ["text", "MB", "seconds", "MB/s", "times the time of a tenth"],
        linearity,
    ),
}


def main() -> None:
    """Run the tables that the command line names."""
    parser = argparse.ArgumentParser(description="Measure speed and memory.")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the texts (1)")
    parser.add_argument("--only", choices=TABLES, action="append", help="one table; repeatable")
    arguments = parser.parse_args()
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"unmojibake {unmojibake.__version__}, ftfy {ftfy.__version__}, Python {version}")
    for name in arguments.only or TABLES:
        title, head, table = TABLES[name]
        print_table(title, head, table(arguments.scale))


if __name__ == "__main__":
    main()
