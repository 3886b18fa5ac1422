"""datatrove, Polars, DuckDB and pandas: two hundred rows each come out as the bare function makes them."""

import pytest

from tests.corpora import DAMAGED, REPAIRED, clean
from unmojibake import Config
from unmojibake.errors import ColumnError

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]

ROWS = 200
NO_GLOSS = Config(kinds=frozenset({"gloss"}))
LOST = "锟斤拷锟斤拷锟斤拷"
TEXTS = [{5: None, 77: LOST}.get(row, DAMAGED if row % 10 == 3 else clean(row)) for row in range(ROWS)]
WANTED = [REPAIRED if text == DAMAGED else text for text in TEXTS]
STATUSES = [{None: "null", LOST: "abstained", DAMAGED: "repaired"}.get(text, "clean") for text in TEXTS]


def test_datatrove():
    pytest.importorskip("datatrove", reason="datatrove is not installed")
    from datatrove.data import Document

    from unmojibake.adapters.datatrove import Repair

    documents = [Document(text, str(row), metadata={"kept": row}) for row, text in enumerate(TEXTS)]
    step = Repair()
    made = list(step.run(iter(documents)))
    assert [document.text for document in made] == WANTED
    assert [document.metadata["text_status"] for document in made] == STATUSES
    assert all(0 < document.metadata["text_confidence"] <= 1 for document in made if document.text == REPAIRED)
    assert made[7].metadata == {"kept": 7, "text_status": "clean"}
    assert {name: step.stats[name].total for name in set(STATUSES)} == {
        name: STATUSES.count(name) for name in set(STATUSES)
    }
    assert next(iter(Repair(NO_GLOSS).run([Document(DAMAGED, "0")]))).text == DAMAGED


def test_a_datatrove_pipeline(tmp_path):
    pytest.importorskip("datatrove", reason="datatrove is not installed")
    import json

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from unmojibake.adapters.datatrove import Repair

    (tmp_path / "in").mkdir()
    rows = [json.dumps({"text": text, "id": str(row)}) for row, text in enumerate(TEXTS) if text]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    out = JsonlWriter(str(tmp_path / "out"), output_filename="${rank}.jsonl", compression=None)
    LocalPipelineExecutor(
        [JsonlReader(str(tmp_path / "in")), Repair(), out], logging_dir=str(tmp_path / "log"), tasks=1
    ).run()
    made = [json.loads(line) for line in (tmp_path / "out" / "00000.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in made] == [text for text in WANTED if text]
    [stats] = [
        step for step in json.loads((tmp_path / "log" / "stats.json").read_text()) if "unmojibake" in step["name"]
    ]
    assert stats["stats"]["repaired"] == STATUSES.count("repaired")


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_polars(engine):
    pl = pytest.importorskip("polars", reason="Polars is not installed")
    from unmojibake.adapters.polars import repair_frame

    frame = pl.DataFrame({"id": range(ROWS), "text": TEXTS, "score": [0.5] * ROWS})
    made = repair_frame(frame.lazy()).collect(engine=engine)
    assert made.columns == ["id", "text", "score", "text_status", "text_confidence"]
    assert made.schema["text"] == pl.String
    assert made["id"].to_list() == list(range(ROWS))
    assert made["text"].to_list() == WANTED
    assert made["text_status"].to_list() == STATUSES
    assert made["text_confidence"].null_count() == STATUSES.count("clean") + STATUSES.count("null")
    assert repair_frame(frame.slice(3, 4))["text"].to_list() == WANTED[3:7]
    assert repair_frame(frame.clear()).schema == made.schema


def test_polars_expressions_and_errors():
    pl = pytest.importorskip("polars", reason="Polars is not installed")
    from unmojibake.adapters.polars import repair_frame

    frame = pl.DataFrame({"text": [DAMAGED, None], "id": [1, 2]})
    assert frame.select(pl.col("text").unmojibake.text())["text"].to_list() == [REPAIRED, None]
    assert frame.select(pl.col("text").unmojibake.text(NO_GLOSS))["text"].to_list() == [DAMAGED, None]
    with pytest.raises(
        ColumnError, match="'id' holds no text but Int64; cast it to String; the columns are: 'text', 'id'"
    ):
        repair_frame(frame, "id")
    with pytest.raises(ColumnError, match="'body' is not there"):
        repair_frame(frame, "body")
    with pytest.raises(ColumnError, match="'text_status' already"):
        repair_frame(repair_frame(frame))


def test_duckdb():
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    import pyarrow as pa

    from unmojibake.adapters.duckdb import register

    rows = pa.table({"id": range(ROWS), "text": TEXTS})
    with duckdb.connect() as connection:
        register(connection)
        register(connection, "only_glosses", NO_GLOSS)
        connection.register("rows", rows)
        made = connection.sql("SELECT id, unnest(unmojibake(text)) FROM rows ORDER BY id").fetchall()
        assert [row[1:3] for row in made] == list(zip(WANTED, STATUSES, strict=True))
        assert {row[3] for row in made if row[2] == "clean"} == {None}
        number = connection.sql("SELECT status, count(*) FROM (SELECT unnest(unmojibake(text)) FROM rows) GROUP BY 1")
        assert dict(number.fetchall()) == {name: STATUSES.count(name) for name in set(STATUSES)}
        left = connection.sql("SELECT only_glosses(text).text FROM rows WHERE id = 3").fetchall()
        assert left == [(DAMAGED,)]


@pytest.mark.parametrize("kind", ["str", "object", "string", "category"])
def test_pandas(kind):
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    import unmojibake.adapters.pandas  # noqa: F401 - registers the accessor

    series = pd.Series(TEXTS, index=range(1000, 1000 + ROWS), name="body", dtype=kind)
    made = series.unmojibake.repair()
    assert list(made.columns) == ["text", "status", "confidence"]
    assert made.index.equals(series.index)
    assert [None if pd.isna(text) else text for text in made["text"]] == WANTED
    assert list(made["status"]) == STATUSES
    assert made["text"].dtype.name == series.dtype.name
    assert series.unmojibake.text().name == "body"
    assert series.unmojibake.text(NO_GLOSS)[1003] == DAMAGED


def test_what_is_no_text_in_pandas():
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    import unmojibake.adapters.pandas  # noqa: F401 - registers the accessor

    made = pd.Series([7, DAMAGED, b"a", None, float("nan")], dtype=object).unmojibake.repair()
    assert list(made["text"][:3]) == [7, REPAIRED, b"a"]
    assert list(made["status"]) == ["error", "repaired", "error", "null", "null"]
    assert pd.Series([], dtype="str").unmojibake.repair().empty
