"""Measure pipelines on the same natural rows, clean and one in a hundred damaged, and write docs/pipelines.md.

    python -m scripts.bench.throughput [--rows 100000] [--without spark ray] [--cache DIR] [--print]

The rows are natural text of many languages (`natural.py`), in a Parquet file of eight row groups, as JSON lines and as
plain text. Each pipeline reads them, repairs them and throws the result away, but for `unmojibake corpus`, which writes
it. The start of Spark, of Ray and of their workers is not measured; that of `unmojibake corpus` is. Each meets a row
once: with other rows it is warmed up. What runs in one process is told in processor time, which other programs hardly
change: what 1 TB costs comes from that of a call a row.
"""

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

import unmojibake
from scripts.bench import environment, natural, page
from unmojibake.adapters.arrow import repair_batch

GROUPS = 8
BATCH = 10_000
"""Rows of a batch that `repair_batch` is given."""
WARM = 5_000
"""Rows that warm up."""
DAMAGED = {"clean": 0.0, "1% damaged": 0.01}
PAGE = environment.ROOT / "docs" / "pipelines.md"

Pipeline = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took: seconds that passed, and seconds of processors; None where they are not told."""

    passed: float
    processor: float | None


def rows_of(texts: list[str], damaged: float) -> list[str]:
    """Give rows of which a share is damaged as UTF-8 read as cp936; the same each time."""
    draw = random.Random(1)
    return [unmojibake.damage(text, "utf-8>cp936") if draw.random() < damaged else text for text in texts]


def write(folder: Path, rows: list[str]) -> None:
    """Write rows as Parquet, as JSON lines, and as lines of text."""
    table = pa.table({"id": range(len(rows)), "text": rows})
    parquet.write_table(table, folder / "rows.parquet", row_group_size=-(-len(rows) // GROUPS))
    lines = (json.dumps({"id": at, "text": text}, ensure_ascii=False) + "\n" for at, text in enumerate(rows))
    (folder / "rows.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "rows.txt").write_text("".join(f"{text}\n" for text in rows), encoding="utf-8")


def batches(folder: Path) -> object:
    """Repair batch by batch, on one core."""
    return [repair_batch(batch) for batch in parquet.ParquetFile(folder / "rows.parquet").iter_batches(BATCH)]


def call_each(function: Callable[[str], object], folder: Path) -> None:
    """Call a function for each row."""
    for text in parquet.read_table(folder / "rows.parquet", columns=["text"])["text"].to_pylist():
        function(text)


def alone(pipeline: Pipeline, *, cold: bool = False) -> Pipeline:
    """Make a pipeline that runs in a process of its own; what it met is forgotten with it.

    Args:
        pipeline: What it does.
        cold: Whether the process begins with nothing loaded, as a run of the command line does. Else it is forked of
            this one, which is warm.
    """

    def run(folder: Path) -> None:
        context = multiprocessing.get_context("spawn" if cold else "fork")
        process = context.Process(target=pipeline, args=(folder,))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(f"{pipeline}: failed")

    return run


def corpus(jobs: int, kind: str) -> Pipeline:
    """Make a run of the command line."""

    def run(folder: Path) -> None:
        made = tempfile.mkdtemp()
        command = [sys.executable, "-m", "unmojibake.cli", "corpus", "--quiet", "--jobs", str(jobs)]
        subprocess.run([*command, str(folder / f"rows.{kind}"), str(Path(made) / f"out.{kind}")], check=True)
        shutil.rmtree(made)

    return run


def spark() -> Pipeline:
    """Start Spark on two cores."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - may be left out

    from unmojibake.adapters.spark import repair_frame  # noqa: PLC0415 - the same

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", "2g")
    builder = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
    session = builder.config("spark.sql.files.maxPartitionBytes", "1m").getOrCreate()

    def run(folder: Path) -> None:
        repair_frame(session.read.parquet(str(folder / "rows.parquet"))).write.format("noop").mode("overwrite").save()

    return run


def ray() -> Pipeline:
    """Start Ray on two cores."""
    import ray as engine  # noqa: PLC0415 - may be left out
    from ray import data  # noqa: PLC0415 - the same

    from unmojibake.adapters.ray import repair_dataset  # noqa: PLC0415 - the same

    engine.init(num_cpus=2, include_dashboard=False, object_store_memory=500 << 20, log_to_driver=False)
    data.DataContext.get_current().enable_progress_bars = False

    def run(folder: Path) -> None:
        repair_dataset(data.read_parquet(str(folder / "rows.parquet"), override_num_blocks=GROUPS)).materialize()

    return run


def datatrove() -> Pipeline:
    """Make documents, and run the step alone, on one core."""
    from datatrove.data import Document  # noqa: PLC0415 - may be left out

    from unmojibake.adapters.datatrove import Repair  # noqa: PLC0415 - the same

    def run(folder: Path) -> None:
        texts = parquet.read_table(folder / "rows.parquet", columns=["text"])["text"].to_pylist()
        for _ in Repair().run(Document(text, str(row)) for row, text in enumerate(texts)):
            pass

    return run


BARE = "`fix_encoding`, a call a row"
MAKERS: dict[str, Callable[[], Pipeline]] = {
    BARE: lambda: alone(partial(call_each, unmojibake.fix_encoding)),
    "`repair`, a call a row": lambda: alone(partial(call_each, unmojibake.repair)),
    "`repair_batch`": lambda: alone(batches),
    "datatrove step": lambda: alone(datatrove()),
    "`repair`, a call a row, with its start": lambda: alone(partial(call_each, unmojibake.repair), cold=True),
    "unmojibake corpus, Parquet, 1 process": lambda: corpus(1, "parquet"),
    "unmojibake corpus, JSON lines, 1 process": lambda: corpus(1, "jsonl"),
    "unmojibake corpus, JSON lines, 2 processes": lambda: corpus(2, "jsonl"),
    "unmojibake corpus, plain text, 1 process": lambda: corpus(1, "txt"),
    "Spark, local[2]": spark,
    "Ray, 2 CPUs": ray,
}
ELSEWHERE = ("Spark", "Ray", "unmojibake corpus, JSON lines, 2")
"""What works in processes that are not ours to wait for: their processor time is not told."""
ENGINES = ("Spark", "Ray")
"""Whose workers stay, and are warmed up."""


def timed(name: str, run: Pipeline, folder: Path) -> Spent:
    """Run a pipeline, and tell what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    run(folder)
    passed = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(passed, None if name.startswith(ELSEWHERE) else used)


def measure(texts: list[str], pipelines: dict[str, Pipeline], damaged: float) -> tuple[dict[str, Spent], int]:
    """Warm the pipelines up, and run each on the same rows. Give what each took, and the bytes of the text."""
    with tempfile.TemporaryDirectory() as name:
        warm, folder = Path(name) / "warm", Path(name) / "rows"
        warm.mkdir()
        folder.mkdir()
        rows = rows_of(texts, damaged)
        write(warm, rows[:WARM])
        write(folder, rows[WARM:])
        # In this process, which those that run alone are forked of.
        batches(warm)
        for pipeline, run in pipelines.items():
            if pipeline.startswith(ENGINES):
                run(warm)
        found = {pipeline: timed(pipeline, run, folder) for pipeline, run in pipelines.items()}
    return found, sum(len(text.encode()) for text in rows[WARM:])


def costs(text: str, found: dict[str, Spent], rows: int) -> Iterator[str]:
    """Write the rows of the table of what a row costs."""
    bare = found[BARE]
    for name, spent in found.items():
        used = "–" if spent.processor is None else f"{spent.processor / rows * 1e6:.1f}"
        share = "–" if spent.processor is None else f"{spent.processor / (bare.processor or 1):.2f}"
        passed = f"{rows / spent.passed:,.0f} | {bare.passed / spent.passed:.2f}"
        yield f"| {text} | {name} | {used} | {share} | {passed} |\n"


def terabyte(text: str, spent: Spent, size: int) -> str:
    """Write the row of a text in the table of what a terabyte costs."""
    rate = size / (spent.processor or 1) / 1e6
    hours = 1e6 / rate / 3600
    return f"| {text} | {rate:.2f} | {hours:,.0f} core-hours | {hours / 100:.1f} hours |\n"


def main() -> None:
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of each text")
    parser.add_argument("--without", nargs="*", default=(), help="pipelines to leave out, by their first word")
    parser.add_argument("--cache", type=Path, default=environment.cache_folder(), help="where downloads are kept")
    parser.add_argument("--print", action="store_true", help="print the tables, and leave the page as it is")
    options = parser.parse_args()
    left_out = {name.lower() for name in options.without}
    pipelines = {name: make() for name, make in MAKERS.items() if name.lower().split()[0].strip(",`") not in left_out}
    texts = natural.mixed(natural.read(options.cache))[: options.rows + WARM]
    rows = len(texts) - WARM
    rate = "| text | MB/s | 1 TB of text | on 100 cores, if all are busy |\n| --- | ---: | ---: | ---: |\n"
    cost = (
        "| text | pipeline | µs a row, processor time | `fix_encoding` = 1 | rows/s | `fix_encoding` = 1 |\n"
        "| --- | --- | ---: | ---: | ---: | ---: |\n"
    )
    size = 0
    for text, damaged in DAMAGED.items():
        found, size = measure(texts, pipelines, damaged)
        rate += terabyte(text, found[BARE], size)
        cost += "".join(costs(text, found, rows))
    cost += f"\n{rows:,} rows of {size / rows:.0f} bytes on average.\n"
    if options.print:
        print(rate, cost, sep="\n")
    else:
        written = page.put(PAGE.read_text(encoding="utf-8"), "terabyte", rate)
        PAGE.write_text(page.put(written, "pipelines", cost), encoding="utf-8")


if __name__ == "__main__":
    main()
