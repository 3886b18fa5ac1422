"""Measure what each pipeline does with the same text: rows and bytes a second, clean and one row in a hundred damaged.

    python -m scripts.bench.throughput [--rows 200000] [--runs 3] [--without spark ray]

The text is made of sentences of our own, in a Parquet file of eight row groups. Each pipeline reads it, repairs it and
throws the result away, but for `unmojibake corpus`, which writes it. The start of Spark, of Ray and of their workers is
not measured; that of `unmojibake corpus` is. Runs take turns, so that what else the machine does meets all; printed
is the best of each, and its share of what the bare function does on one core. The bare function is measured in
processor time too, which other programs hardly change: what 1 TB costs comes from that.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from scripts.bench.texts import documents
from unmojibake.adapters.arrow import repair_batch

GROUPS = 8

Pipeline = Callable[[str], object]


def write(path: Path, rows: int, damaged: float) -> int:
    """Write rows of which a share is damaged; give the bytes of their text."""
    texts = list(documents(rows, 9, damaged))
    parquet.write_table(pa.table({"id": range(rows), "text": texts}), path, row_group_size=-(-rows // GROUPS))
    return sum(len(text.encode()) for text in texts)


def bare(path: str) -> object:
    """Repair batch by batch, on one core."""
    return [repair_batch(batch) for batch in parquet.ParquetFile(path).iter_batches(10_000)]


def corpus(jobs: int) -> Pipeline:
    """Make a run of the command line."""

    def run(path: str) -> None:
        folder = tempfile.mkdtemp()
        command = [sys.executable, "-m", "unmojibake.cli", "corpus", "--quiet", "--jobs", str(jobs), path]
        subprocess.run([*command, str(Path(folder) / "out.parquet")], check=True)
        shutil.rmtree(folder)

    return run


def spark() -> Pipeline:
    """Start Spark on two cores."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - may be left out

    from unmojibake.adapters.spark import repair_frame  # noqa: PLC0415 - the same

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", "2g")
    builder = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
    session = builder.config("spark.sql.files.maxPartitionBytes", "1m").getOrCreate()

    def run(path: str) -> None:
        repair_frame(session.read.parquet(path)).write.format("noop").mode("overwrite").save()

    return run


def ray() -> Pipeline:
    """Start Ray on two cores."""
    import ray as engine  # noqa: PLC0415 - may be left out
    from ray import data  # noqa: PLC0415 - the same

    from unmojibake.adapters.ray import repair_dataset  # noqa: PLC0415 - the same

    engine.init(num_cpus=2, include_dashboard=False, object_store_memory=500 << 20, log_to_driver=False)
    data.DataContext.get_current().enable_progress_bars = False

    def run(path: str) -> None:
        repair_dataset(data.read_parquet(path, override_num_blocks=GROUPS)).materialize()

    return run


def datatrove() -> Pipeline:
    """Make documents, and run the step alone, on one core."""
    from datatrove.data import Document  # noqa: PLC0415 - may be left out

    from unmojibake.adapters.datatrove import Repair  # noqa: PLC0415 - the same

    def run(path: str) -> None:
        texts = parquet.read_table(path, columns=["text"])["text"].to_pylist()
        for _ in Repair().run(Document(text, str(row)) for row, text in enumerate(texts)):
            pass

    return run


MAKERS: dict[str, Callable[[], Pipeline]] = {
    "bare function, one core": lambda: bare,
    "unmojibake corpus, 1 process": lambda: corpus(1),
    "unmojibake corpus, 2 processes": lambda: corpus(2),
    "Spark, local[2]": spark,
    "Ray, 2 CPUs": ray,
    "datatrove step, one core": datatrove,
}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000, help="of damaged text; of clean text twice as many")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=(), help="pipelines to leave out, by their first word")
    arguments = parser.parse_args()
    left_out = {name.lower() for name in arguments.without}
    pipelines = {name: make() for name, make in MAKERS.items() if name.lower().split()[0].strip(",") not in left_out}
    print("| text | pipeline | rows/s | MB/s | bare function = 1 |\n| --- | --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for text, damaged in (("clean", 0.0), ("1% damaged", 0.01)):
            path = Path(folder) / f"{text[:2]}.parquet"
            rows = arguments.rows if damaged else 2 * arguments.rows
            size = write(path, rows, damaged)
            measure(text, str(path), pipelines, arguments.runs, (rows, size))


def measure(text: str, path: str, pipelines: dict[str, Pipeline], runs: int, amount: tuple[int, int]) -> None:
    """Print the rows of one text, of which there are so many rows and bytes."""
    rows, size = amount
    best = dict.fromkeys(pipelines, float("inf"))
    spent = float("inf")
    for turn in range(runs + 1):
        for name, run in pipelines.items():
            begun, used = time.perf_counter(), time.process_time()
            run(path)
            if turn:  # the first one starts workers
                best[name] = min(best[name], time.perf_counter() - begun)
                spent = min(spent, time.process_time() - used) if run is bare else spent
    for name, seconds in best.items():
        share = best["bare function, one core"] / seconds
        print(f"| {text} | {name} | {rows / seconds:,.0f} | {size / seconds / 1e6:.1f} | {share:.2f} |")
    rate = size / spent / 1e6
    print(f"| {text} | bare function, processor time | {rows / spent:,.0f} | {rate:.1f} | |")
    print(f"{text}: 1 TB takes {1e6 / rate / 3600:.1f} core-hours", file=sys.stderr)


if __name__ == "__main__":
    main()
