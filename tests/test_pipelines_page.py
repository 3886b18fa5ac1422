"""The recipes of the page on pipelines run as they stand; those of Spark and Ray in the tests of these."""

import json

import pytest

from tests.corpora import DAMAGED, REPAIRED, clean
from tests.pages import recipes, run

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]

ROWS = 200
TEXTS = [None if row == 5 else DAMAGED if row % 10 == 3 else clean(row) for row in range(ROWS)]
WANTED = [REPAIRED if text == DAMAGED else text for text in TEXTS]
STATUSES = ["null" if text is None else "repaired" if text == DAMAGED else "clean" for text in TEXTS]
RECIPES = recipes("pipelines.md")


@pytest.fixture
def table():
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    return pa.table({"id": range(ROWS), "text": TEXTS})


@pytest.fixture
def source(table, tmp_path):
    from pyarrow import parquet

    parquet.write_table(table, tmp_path / "in.parquet")
    return str(tmp_path / "in.parquet")


def test_the_page_has_a_recipe_for_each():
    names = "Pipelines PySpark Ray datatrove Hugging Polars DuckDB pandas NeMo-Curator Data-Juicer"
    assert [title.split()[0] for title in RECIPES] == names.split()


def test_arrow(table):
    made = run(RECIPES["Pipelines"], table=table)["table"]
    assert (made["text"].to_pylist(), made["text_status"].to_pylist()) == (WANTED, STATUSES)


def test_datatrove(tmp_path):
    pytest.importorskip("datatrove", reason="datatrove is not installed")
    (tmp_path / "in").mkdir()
    rows = [json.dumps({"text": text, "id": str(row)}) for row, text in enumerate(TEXTS) if text]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    run(RECIPES["datatrove"], source=str(tmp_path / "in"), target=str(tmp_path / "out"), logs=str(tmp_path / "logs"))
    [path] = (tmp_path / "out").iterdir()
    made = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in made] == [text for text in WANTED if text]
    assert [row["metadata"]["text_status"] for row in made] == [status for status in STATUSES if status != "null"]


@pytest.mark.parametrize("streaming", [False, True])
def test_datasets(source, tmp_path, streaming):
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    dataset = datasets.load_dataset(
        "parquet", data_files=source, split="train", streaming=streaming, cache_dir=str(tmp_path / "cache")
    )
    made = list(run(RECIPES["Hugging Face datasets"], dataset=dataset)["dataset"])
    assert [row["text"] for row in made] == WANTED
    assert [row["text_status"] for row in made] == STATUSES


def test_polars(source, tmp_path):
    pl = pytest.importorskip("polars", reason="Polars is not installed")
    target = str(tmp_path / "out.parquet")
    run(RECIPES["Polars"], source=source, target=target)
    made = pl.read_parquet(target).sort("id")
    assert (made["text"].to_list(), made["text_status"].to_list()) == (WANTED, STATUSES)


def test_duckdb(source):
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    made = run(RECIPES["DuckDB"], source=source)["rows"]
    assert [row[:3] for row in made] == list(zip(range(ROWS), WANTED, STATUSES, strict=True))


def test_pandas():
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    made = run(RECIPES["pandas"], frame=pd.DataFrame({"text": TEXTS}))["frame"]
    assert [None if pd.isna(text) else text for text in made["text"]] == WANTED
    assert list(made["status"]) == STATUSES


def test_nemo_curator(table):
    pytest.importorskip("nemo_curator", reason="NeMo-Curator is not installed")
    from nemo_curator.tasks import DocumentBatch

    stage = run(RECIPES["NeMo-Curator"])["Repair"]()
    for data in (table, table.to_pandas()):
        made = stage.process(DocumentBatch(dataset_name="rows", data=data)).to_pyarrow()
        assert (made["text"].to_pylist(), made["text_status"].to_pylist()) == (WANTED, STATUSES)
        assert set(made.schema.names) >= set(stage.outputs()[1])


def test_data_juicer():
    pytest.importorskip("data_juicer", reason="Data-Juicer is not installed")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    step = run(RECIPES["Data-Juicer"])["UnmojibakeMapper"]()
    # What Data-Juicer's own `run` does; that one wants torch.
    made = datasets.Dataset.from_list([{"text": text} for text in TEXTS]).map(step.process, batched=True).to_list()
    assert [row["text"] for row in made] == WANTED
    assert [row["text_status"] for row in made] == STATUSES
