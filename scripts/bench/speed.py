"""Speed and memory, all in one process.

Every figure is the minimum of several repeats, and a ratio is of two figures taken in turns in this process, because
the speed of a shared machine drifts. MB are 10**6 bytes of the input as UTF-8. Text is made from a list of words of
our own, in an order that a fixed seed decides, and garbled by `unmojibake.damage`.
"""

import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ftfy

import unmojibake
from scripts.bench import calls
from scripts.bench.damages import Kind, is_lossy
from scripts.bench.engines import repairers
from scripts.bench.natural import chinese
from scripts.bench.start import measured

Function = Callable[[str], object]
Texts = dict[str, list[str]]
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


def garbled_lines(lines: list[str], *plan: str, lossy: bool) -> list[str]:
    """Damage lines by a plan, and give those that lost bytes or those that did not."""
    kind = Kind("", plan, ())
    return [made for made, line in calls.damaged_pairs(kind, lines, len(lines)) if is_lossy(kind, line) == lossy]


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


def every_library(scale: float, texts: Texts) -> Iterator[list[str]]:
    """Clean reviews in Chinese, one call a string, by all libraries in turns."""
    lines = texts["zh reviews"][: int(10_000 * scale)]
    warm, lines = lines[: len(lines) // 5], lines[len(lines) // 5 :]
    found: dict[str, Function] = {"unmojibake.fix_encoding": unmojibake.fix_encoding, **peers()}
    calls.load({"zh reviews": texts["zh reviews"]})
    calls.in_turns(found, warm)
    size = megabytes("".join(lines))
    spent = calls.in_turns(found, lines)
    for name, cost in spent.items():
        times = cost / spent["unmojibake.fix_encoding"]
        yield [name, f"{cost / len(lines) * 1e6:.2f}", f"{size / cost:.2f}", f"{times:.2f}"]


def clean_document(scale: float, texts: Texts) -> Iterator[list[str]]:
    """One clean document in one call, beside str.encode and ftfy."""
    text = document(int(8e6 * scale), chinese(texts))
    size = megabytes(text)
    encode = ours = theirs = float("inf")
    for _ in range(3):  # in turns
        encode = min(encode, seconds(lambda: text.encode("utf-8"), 3))
        ours = min(ours, seconds(lambda: unmojibake.fix_encoding(text), 1))
        theirs = min(theirs, seconds(lambda: ftfy.fix_encoding(text), 1))
    yield ['str.encode("utf-8")', f"{size / encode:.0f}", f"{ours / encode:.1f}"]
    yield ["unmojibake.fix_encoding", f"{size / ours:.2f}", "1"]
    yield ["ftfy.fix_encoding", f"{size / theirs:.2f}", f"{ours / theirs:.2f}"]


def garbled(scale: float, texts: Texts) -> Iterator[list[str]]:
    """Garbled documents in one call, by chain: of lines that all differ, and of lines that come again."""
    lines = chinese(texts)
    utf8 = "utf-8>cp936"
    cases = [
        ("UTF-8 as cp936, nothing lost", (utf8,), False, 1e6),
        ("UTF-8 as cp1252, nothing lost", ("utf-8>cp1252",), False, 1e6),
        ("GBK as Latin-1, nothing lost", ("cp936>latin-1",), False, 1e6),
        ("UTF-8 as cp936, with holes", (utf8,), True, 3e5),
        ("UTF-8 as GB18030, with U+FFFD", ("utf-8>gb18030",), True, 1e5),
        ("two layers of cp936, with holes", (utf8, utf8), True, 1e5),
    ]
    for name, plan, lossy, size in cases:
        damaged = garbled_lines(lines, *plan, lossy=lossy)
        documents = [document(int(size * scale), each) for each in (damaged, damaged[:_AGAIN])]
        rates = [megabytes(text) / seconds(lambda text=text: unmojibake.repair(text), 2) for text in documents]
        yield [name, f"{megabytes(documents[0]):.2f}", *(f"{rate:.2f}" for rate in rates)]


def linearity(scale: float, texts: Texts) -> Iterator[list[str]]:
    """How the time grows when the text is ten times as long."""
    calls.load(texts)
    lines = chinese(texts)
    holes = garbled_lines(lines, "utf-8>cp936", lossy=True)
    whole = garbled_lines(lines, "utf-8>cp936", lossy=False)
    cases = {
        "clean": document(int(8e6 * scale), lines),
        "garbled, nothing lost": document(int(1e6 * scale), whole),
        "garbled, with holes": document(int(3e5 * scale), holes),
        "garbled, one line": document(int(1e5 * scale), holes).replace("\n", ""),
    }
    for name, unit in ADVERSARIES.items():
        cases[f"nothing but {name}"] = unit * int(1e6 * scale / len(unit.encode("utf-8")))
    for name, text in cases.items():
        # Each once: what the same short text costs again is what caches make of it.
        tenths = [text[at : at + len(text) // 10] for at in (0, len(text) // 2)]
        short = statistics.mean(seconds(lambda text=text: unmojibake.repair(text), 1) for text in tenths)
        long = seconds(lambda text=text: unmojibake.repair(text), 1)
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
def resident(what="VmRSS"):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1000
"""


def _sample(texts: Texts) -> str:
    """Give a garbled line that lost bytes: the first review for which that is so."""
    return garbled_lines(texts["zh reviews"][:_AGAIN], "utf-8>cp936", lossy=True)[0]


def start(_: float, texts: Texts) -> Iterator[list[str]]:
    """Import, first use and memory, each in fresh interpreters."""
    bare = process("pass")
    for name in ("unmojibake", "unmojibake.cli", "ftfy"):
        over = (process(f"import {name}") - bare) * 1e3
        yield [f"import {name}, over a bare interpreter's {bare * 1e3:.0f} ms", f"{over:.1f} ms"]
    sample = _sample(texts)
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


def memory(_: float, texts: Texts) -> Iterator[list[str]]:
    """Peak memory of a process that repairs one line, for each engine; Linux tells it.

    Not by getrusage: that begins at what the parent had when it was forked.
    """
    if not Path("/proc/self/status").exists():
        return
    sample = _sample(texts)
    for name in repairers():
        code = (
            f"{RESIDENT}from scripts.bench.engines import repairers\n"
            f"repairers()[{name!r}].repair({sample!r})\n"
            "print(resident('VmHWM'))"
        )
        yield [name, f"{fresh(code, 2):.0f}"]


Table = tuple[str, list[str], Callable[[float, Texts], Iterator[list[str]]]]
TABLES: dict[str, Table] = {
    "start": ("Start", ["what", "cost"], start),
    "clean": calls.CLEAN,
    "damaged": calls.DAMAGED_TABLE,
    "libraries": (
        "Clean reviews in Chinese, one call a string, all libraries",
        ["function", "µs a string", "MB/s", "times our time"],
        every_library,
    ),
    "document": ("One clean document in Chinese, in one call", ["function", "MB/s", "our time by its"], clean_document),
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
    "memory": (
        "Memory of a process that repairs one line, with what the benchmark loads",
        ["engine", "MB at most"],
        memory,
    ),
}
