"""Ray Data on this machine: the rows, types and counts of the bare function."""

import pytest

from tests.corpora import DAMAGED, REPAIRED, clean
from tests.pages import recipes, run
from unmojibake.errors import ColumnError

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]
ray = pytest.importorskip("ray", reason="Ray is not installed")
pytest.importorskip("ray.data", reason="Ray Data is not installed")

import pyarrow as pa  # noqa: E402 - comes with what is tested
from pyarrow import parquet  # noqa: E402 - the same

from tests.tables import raw, table, wanted  # noqa: E402 - the same
from unmojibake.adapters.ray import repair_dataset  # noqa: E402 - the same

ROWS = 40_000


@pytest.fixture(scope="module", autouse=True)
def cluster():
    ray.init(num_cpus=4, include_dashboard=False, object_store_memory=200 << 20, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


def test_rows_types_and_counts(tmp_path):
    parts = tmp_path / "in"
    parts.mkdir()
    for part in range(4):
        parquet.write_table(table(ROWS).slice(part * ROWS // 4, ROWS // 4), parts / f"{part}.parquet")
    made = repair_dataset(ray.data.read_parquet(str(parts)))
    made.write_parquet(str(tmp_path / "out"))
    out = parquet.read_table(tmp_path / "out").sort_by("id")
    texts, statuses, _ = wanted(ROWS)
    assert out.schema.names == ["id", "text", "score", "text_status", "text_confidence"]
    assert out.schema.field("text").type == pa.string()
    assert out["id"].to_pylist() == list(range(ROWS))
    assert raw(out["text"]) == texts
    assert out["text_status"].to_pylist() == statuses


def test_slices_and_nothing():
    whole = pa.table({"id": [0, 1, 2], "text": pa.array([clean(0), DAMAGED, None], pa.large_string())})
    made = repair_dataset(ray.data.from_arrow([whole.slice(0, 0), whole.slice(1, 2)]), changes=True, num_cpus=1)
    rows = made.take_all()
    assert [row["text"] for row in rows] == [REPAIRED, None]
    assert [row["text_status"] for row in rows] == ["repaired", "null"]
    assert repair_dataset(ray.data.from_arrow(whole.slice(0, 0))).count() == 0


def test_wrong_columns_are_said_before_work_begins():
    dataset = ray.data.from_arrow(pa.table({"id": [1]}))
    with pytest.raises(ColumnError, match="there is no column 'text'; the columns are: 'id'; choose one"):
        repair_dataset(dataset)


def test_the_recipe(tmp_path):
    source, target = tmp_path / "in.parquet", tmp_path / "out"
    parquet.write_table(pa.table({"text": [clean(0), DAMAGED, None]}), source)
    run(recipes("pipelines.md")["Ray Data"], source=str(source), target=str(target))
    assert parquet.read_table(target)["text"].to_pylist() == [clean(0), REPAIRED, None]
