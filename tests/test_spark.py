"""PySpark on two local cores: the rows, types and counts of the bare function, also when a task is tried again."""

import os
import sys
from pathlib import Path

import pytest

from tests.corpora import DAMAGED, REPAIRED, clean
from tests.pages import recipes, run
from unmojibake.errors import ColumnError

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]
pytest.importorskip("pyspark", reason="PySpark is not installed")

import pyarrow as pa  # noqa: E402 - comes with what is tested
from pyarrow import parquet  # noqa: E402 - the same
from pyspark.sql import Observation, SparkSession  # noqa: E402 - the same

from tests.tables import counts, raw, table, wanted  # noqa: E402 - the same
from unmojibake.adapters.spark import repair_frame  # noqa: E402 - the same

ROWS = 40_000


@pytest.fixture(scope="module")
def spark():
    if not (os.environ.get("JAVA_HOME") or any((Path(at) / "java").exists() for at in os.get_exec_path())):
        pytest.skip("Java is not installed")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    options = {
        "spark.driver.memory": "1g",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.files.maxPartitionBytes": "2m",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2,3]")  # a task may be tried three times
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Write the rows to a file, since what is not UTF-8 gets into Spark that way."""
    path = tmp_path_factory.mktemp("spark") / "rows.parquet"
    parquet.write_table(table(ROWS), path, row_group_size=ROWS // 4)
    return str(path)


def test_rows_types_and_counts(spark, source, tmp_path):
    frame = spark.read.parquet(source)
    observation = Observation("unmojibake")
    made = repair_frame(frame, observation=observation)
    assert made.schema["text"].dataType == frame.schema["text"].dataType
    assert made.columns == ["id", "text", "score", "text_status", "text_confidence"]
    made.write.parquet(str(tmp_path / "out"))
    texts, statuses, number = wanted(ROWS)
    assert observation.get == number
    out = parquet.read_table(tmp_path / "out").sort_by("id")
    assert out["id"].to_pylist() == list(range(ROWS))
    assert raw(out["text"]) == texts
    assert out["text_status"].to_pylist() == statuses
    assert min(number[status] for status in ("clean", "repaired", "abstained", "null", "error")) > 10


def _failing_once(batches):
    """Fail behind all rows of a task, the first time that it is tried."""
    from pyspark import TaskContext

    yield from batches
    if TaskContext.get().attemptNumber() == 0:
        message = "a worker is lost"
        raise OSError(message)


def test_a_task_that_is_tried_again_counts_once(spark, source):
    observation = Observation("retried")
    made = repair_frame(spark.read.parquet(source), observation=observation)
    made = made.mapInArrow(_failing_once, made.schema)
    made.write.format("noop").mode("overwrite").save()
    assert observation.get == wanted(ROWS)[2]


def test_slices_and_nothing(spark):
    whole = pa.table({"id": [0, 1, 2], "text": [clean(0), DAMAGED, None]})
    made = repair_frame(spark.createDataFrame(whole.slice(1, 2)).repartition(4), changes=True).sort("id").toArrow()
    assert made["text"].to_pylist() == [REPAIRED, None]
    assert made["text_changes"].null_count == 1
    observation = Observation("nothing")
    nothing = spark.createDataFrame(whole.slice(3))
    assert repair_frame(nothing, observation=observation).collect() == []
    assert observation.get == counts([])


def test_wrong_columns_are_said_before_work_begins(spark):
    frame = spark.createDataFrame(pa.table({"id": [1], "text_status": ["a"], "text": ["a"]}))
    with pytest.raises(
        ColumnError, match="not one column 'body'; the columns are: 'id', 'text_status', 'text'; choose"
    ):
        repair_frame(frame, "body")
    with pytest.raises(ColumnError, match="'id' holds no text but bigint; choose another, or cast it"):
        repair_frame(frame, "id")
    with pytest.raises(ColumnError, match="'text_status' already"):
        repair_frame(frame)


def test_the_recipe(spark, tmp_path, capsys):
    source, target = tmp_path / "in.parquet", tmp_path / "out"
    parquet.write_table(pa.table({"text": [clean(0), DAMAGED, None]}), source)
    run(recipes("pipelines.md")["PySpark"], spark=spark, source=str(source), target=str(target))
    assert parquet.read_table(target)["text"].to_pylist() == [clean(0), REPAIRED, None]
    assert "{'clean': 1, 'repaired': 1, 'partial': 0, 'abstained': 0, 'null': 1, 'error': 0}" in capsys.readouterr().out
