"""Speed and memory, all in one process.

Every figure is the minimum of several repeats, and a ratio is of two figures taken in turns in this process, because
the speed of a shared machine drifts. MB are 10**6 bytes of the input as UTF-8. Text is made from a list of words of
our own, in an order that a fixed seed decides, and garbled by `unmojibake.damage`.
"""

import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ftfy

import unmojibake
from scripts.bench.engines import repairers
from scripts.bench.start import measured
from scripts.bench.texts import lines_of_chinese

Function = Callable[[str], object]
_ROOT = Path(__file__).resolve().parents[2]

ADVERSARIES = {
    "`?`": "?",
    "`锟`": "锟",
    "`鐨`": "鐨",
    "one lead byte (E7)": "".join(bytes((0xE7, trail)).decode("gb18030") for trail in range(0xA1, 0xFF)),
}

_AGAIN = 100
"""Lines of a document in which lines come again: log files and tables are such."""


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
    return [line for line in damaged if any(mark in line for mark in "?\N{REPLACEMENT CHARACTER}") == lossy]


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
    names = {"plsfix": "plsfix.fix_text", "encfix": "encfix.fix_encoding"}
    for name, engine in repairers().items():
        if name not in {"unmojibake", "ftfy"}:
            found[names.get(name, name)] = engine.repair
    return found


def each(function: Function, lines: list[str]) -> None:
    """Call a function for each line."""
    for line in lines:
        function(line)


def clean_lines(scale: float) -> Iterator[list[str]]:
    """Clean Chinese, one call a line."""
    lines = lines_of_chinese(int(4000 * scale))
    size = megabytes("".join(lines))
    ours = seconds(lambda: each(unmojibake.fix_encoding, lines), 9)
    yield ["unmojibake.fix_encoding", f"{ours / len(lines) * 1e6:.2f}", f"{size / ours:.1f}", "1"]
    for name, function in peers().items():
        repeats = 3 if name.startswith("plsfix") else 1
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
    """Garbled documents in one call, by chain: of lines that all differ, and of lines that come again."""
    lines = lines_of_chinese(max(_AGAIN, int(20_000 * scale)))
    utf8, legacy = ("utf-8", "cp936"), ("cp936", "latin-1")
    cases = [
        ("UTF-8 as cp936, nothing lost", utf8, False, 1e6),
        ("UTF-8 as cp1252, nothing lost", ("utf-8", "cp1252"), False, 1e6),
        ("GBK as Latin-1, nothing lost", legacy, False, 1e6),
        ("two layers of cp936, nothing lost", utf8 * 2, False, 3e5),
        ("UTF-8 as cp936, with holes", utf8, True, 3e5),
        ("UTF-8 as GB18030, with U+FFFD", ("utf-8", "gb18030"), True, 1e5),
        ("two layers of cp936, with holes", utf8 * 2, True, 1e5),
    ]
    for name, chain, lossy, size in cases:
        damaged = garbled_lines(lines, *chain, lossy=lossy)
        texts = [document(int(size * scale), each) for each in (damaged, damaged[:_AGAIN])]
        rates = [megabytes(text) / seconds(lambda text=text: unmojibake.repair(text), 3) for text in texts]
        yield [name, f"{megabytes(texts[0]):.2f}", *(f"{rate:.2f}" for rate in rates)]


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
    """Run code in fresh interpreters, which find this package; give the least number that it printed."""
    command = [sys.executable, "-c", code]
    runs = (subprocess.run(command, capture_output=True, check=True, cwd=_ROOT) for _ in range(repeats))
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
    for case, cost in measured(9)[1].items():
        yield [f"processor time of {case}, over a bare interpreter's", f"{cost.milliseconds:.0f} ms"]
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
    "garbled": (
        "Garbled documents (`repair`)",
        ["damage", "MB", "MB/s, all lines differ", "MB/s, 100 lines again and again"],
        garbled,
    ),
    "linear": (
        "Ten times the text (`repair`)",
        ["text", "MB", "seconds", "MB/s", "times the time of a tenth"],
        linearity,
    ),
}


def memory(_: float) -> Iterator[list[str]]:
    """Peak memory of a process that repairs one line, for each engine."""
    sample = garble("确定要删除这个文件吗？", "utf-8", "cp936")
    for name in repairers():
        code = (
            "import resource; from scripts.bench.engines import repairers\n"
            f"repairers()[{name!r}].repair({sample!r})\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        yield [name, f"{fresh(code, 2):.0f}"]


TABLES["memory"] = (
    "Memory of a process that repairs one line, with what the benchmark loads",
    ["engine", "MiB at most"],
    memory,
)
