"""Arrow: rows, order and types stay; statuses are those of `repair`; no row raises."""

import json
from collections import Counter

import pytest

import unmojibake
from tests.corpora import DAMAGED, REPAIRED, clean
from unmojibake import Config
from unmojibake.adapters import row
from unmojibake.adapters.row import STATUSES, repair_row
from unmojibake.errors import ColumnError, ConfigError, InputError, ModelError

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

from tests.tables import LOST, NOT_UTF8, column, raw, table, values  # noqa: E402 - needs pyarrow
from unmojibake.adapters.arrow import (  # noqa: E402 - the same
    output_schema,
    repair_array,
    repair_batch,
    repair_batches,
    repair_table,
)

KINDS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int16(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string()),
    pa.dictionary(pa.uint16(), pa.string_view()),
]
ROWS = [*values(600), NOT_UTF8, DAMAGED, None]
WANTED = [(REPAIRED if text == DAMAGED else text) for text in ROWS]


def batch(rows=ROWS, kind=None, name="text"):
    """Make a batch with metadata."""
    field = pa.field(name, kind or pa.string(), metadata={"language": "zh"})
    schema = pa.schema([pa.field("id", pa.int64()), field, pa.field("tags", pa.list_(pa.string()))], {"who": "me"})
    return pa.RecordBatch.from_arrays(
        [pa.array(range(len(rows))), column(rows, kind), pa.array([["a"]] * len(rows), pa.list_(pa.string()))],
        schema=schema,
    )


def encoded(rows):
    return [text.encode() if isinstance(text, str) else text for text in rows]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_rows_order_and_types_stay(kind):
    given = batch(kind=kind)
    made = repair_batch(given)
    made.validate(full=False)
    assert made.schema == output_schema(given.schema)
    assert made.schema.names == ["id", "text", "tags", "text_status", "text_confidence"]
    assert made.schema.field("text").equals(given.schema.field("text"), check_metadata=True)
    assert made.schema.metadata == given.schema.metadata
    assert made["id"].equals(given["id"])
    assert made["tags"].equals(given["tags"])
    assert raw(made["text"]) == encoded(WANTED)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_statuses_are_those_of_repair(kind):
    made = repair_batch(batch(kind=kind))
    for text, status, sure in zip(
        ROWS, *(made[f"text_{name}"].to_pylist() for name in ("status", "confidence")), strict=True
    ):
        if not isinstance(text, str):
            assert (status, sure) == ("null" if text is None else "error", None)
            continue
        result = unmojibake.repair(text)
        assert status == result.verdict
        assert sure == (None if status == "clean" else pytest.approx(result.confidence))
    assert set(made["text_status"].to_pylist()) == {"clean", "repaired", "abstained", "null", "error"} < set(STATUSES)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_slice_and_nothing(kind):
    given = batch(kind=kind)
    whole = repair_batch(given)
    for start, length in ((0, 0), (3, 1), (35, 50), (590, 13)):
        made = repair_batch(given.slice(start, length))
        assert made.schema == whole.schema
        assert raw(made["text"]) == raw(whole["text"])[start : start + length]
        assert made["text_status"].equals(whole["text_status"].slice(start, length))
    assert repair_batch(batch([], kind)).num_rows == 0
    assert repair_table(pa.Table.from_batches([], given.schema)).schema == whole.schema


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_clean_columns_are_not_copied(kind):
    given = batch([clean(at) for at in range(30)], kind)
    assert repair_batch(given).column(1) is not None
    assert repair_batch(given)["text"].buffers()[-1].address == given["text"].buffers()[-1].address


def test_a_repaired_value_that_was_in_the_dictionary_already():
    given = batch([REPAIRED, DAMAGED, REPAIRED, None], pa.dictionary(pa.int8(), pa.string()))
    made = repair_batch(given)
    assert made["text"].dictionary.to_pylist() == [REPAIRED]
    assert made["text"].to_pylist() == [REPAIRED] * 3 + [None]
    assert made["text_status"].to_pylist() == ["clean", "repaired", "clean", "null"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_a_dictionary_with_nulls_of_both_sorts_in_chunks(kind):
    values = pa.array([DAMAGED, None, "a", REPAIRED], kind)
    chunk = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 2, 3, 0], pa.uint8()), values)
    wanted = [REPAIRED, None, None, "a", REPAIRED, REPAIRED]
    column = pa.chunked_array([chunk, chunk[1:4], chunk[:0]])
    made = repair_table(pa.table({"text": column}))
    made.validate(full=True)
    assert made["text"].type == chunk.type == repair_array(column).field("text").type
    assert made["text"].to_pylist() == wanted + wanted[1:4] == repair_array(column).field("text").to_pylist()
    assert made["text_status"].to_pylist()[:6] == ["repaired", "null", "null", "clean", "clean", "repaired"]
    assert repair_array(column[:0]).to_pylist() == []


def test_values_of_a_dictionary_that_no_row_has():
    given = pa.RecordBatch.from_pydict(
        {"text": pa.DictionaryArray.from_arrays(pa.array([1, 1], pa.int8()), pa.array([DAMAGED, clean(1)]))}
    )
    assert Counter(repair_batch(given)["text_status"].to_pylist()) == {"clean": 2}


def test_changes_can_be_read_and_replace_what_stood():
    made = repair_batch(batch([DAMAGED, clean(1), None, LOST]), changes=True)
    assert made.schema == output_schema(batch().schema, changes=True)
    written, *others = made["text_changes"].to_pylist()
    assert others == [None] * 3
    text = DAMAGED
    found = json.loads(written)
    for change in reversed(found):
        assert text[change["start"] : change["end"]] == change["before"]
        text = text[: change["start"]] + change["after"] + text[change["end"] :]
    assert text == REPAIRED
    assert found[0]["plan"][0]["detail"][:2] == ["utf-8", "cp936"]


def test_another_column_and_a_config():
    given = batch([DAMAGED], name="body")
    assert repair_batch(given, "body").schema.names[-2:] == ["body_status", "body_confidence"]
    with pytest.raises(ConfigError, match=r"config must be an unmojibake\.Config or None, not dict"):
        repair_batch(given, "body", {"kinds": {"gloss"}})
    left = repair_batch(given, "body", Config(kinds=frozenset({"gloss"})))
    assert raw(left["body"]) == encoded([DAMAGED])
    assert left["body_status"].to_pylist() == ["abstained"]


def test_batches_and_tables():
    given = table(3000)
    batches = given.to_batches(max_chunksize=700)
    made = pa.Table.from_batches(repair_batches(iter(batches)))
    whole = repair_table(given)
    assert made.combine_chunks().equals(whole.combine_chunks()) or raw(made["text"]) == raw(whole["text"])
    assert made["text_status"].to_pylist() == whole["text_status"].to_pylist()
    assert repair_table(pa.table({"text": pa.chunked_array([[DAMAGED], [None]])}))["text"].to_pylist() == [
        REPAIRED,
        None,
    ]


def test_arrays():
    found = repair_array(pa.chunked_array([[DAMAGED], [None, "a"]]))
    assert found.to_pylist()[0] == {"text": REPAIRED, "status": "repaired", "confidence": pytest.approx(0.99, abs=0.01)}
    assert found.field("status").to_pylist() == ["repaired", "null", "clean"]
    with pytest.raises(ColumnError, match="holds no text but int64; cast it to string first"):
        repair_array(pa.array([1]))


def test_wrong_columns_are_one_clear_error():
    given = pa.RecordBatch.from_pydict({"id": [1], "tags": [["a"]]})
    with pytest.raises(ColumnError) as caught:
        repair_batch(given)
    assert str(caught.value) == "there is no column 'text'; the columns are: 'id', 'tags'; choose one with column="
    assert isinstance(caught.value, InputError)
    with pytest.raises(ValueError, match="column 'id' holds no text but int64; choose another with column=, or cast"):
        output_schema(given.schema, "id")
    twice = pa.schema([pa.field("text", pa.string())] * 2)
    with pytest.raises(ColumnError, match="more than one column 'text'"):
        output_schema(twice)
    with pytest.raises(ColumnError, match="column 'text_status' already; rename it"):
        repair_batch(repair_batch(batch()))
    with pytest.raises(ColumnError, match="the columns are: none"):
        output_schema(pa.schema([]))


def test_a_row_that_makes_the_repair_fail(monkeypatch):
    whole = unmojibake.repair

    def failing(text, config):
        if text == DAMAGED:
            raise MemoryError
        return whole(text, config)

    monkeypatch.setattr(row.unmojibake, "repair", failing)
    made = repair_batch(batch([clean(1), DAMAGED, LOST]))
    assert made["text"].to_pylist() == [clean(1), DAMAGED, LOST]
    assert made["text_status"].to_pylist() == ["clean", "error", "abstained"]


def test_a_model_that_is_missing_is_no_row_s_fault(monkeypatch):
    def failing(_text, _config):
        message = "the model is missing"
        raise ModelError(message)

    monkeypatch.setattr(row.unmojibake, "repair", failing)
    with pytest.raises(ModelError):
        repair_batch(batch([DAMAGED]))


@pytest.mark.parametrize(
    ("value", "status"), [(None, "null"), (float("nan"), "null"), (7, "error"), (b"a", "error"), ("a", "clean")]
)
def test_rows_that_are_no_text(value, status):
    found = repair_row(value)
    assert found.text is value
    assert (found.status, found.confidence) == (status, None)


def test_rows_that_cannot_be_written():
    found = repair_row("\ud800" + DAMAGED)
    assert found.text == "\ud800" + DAMAGED
    assert found.status == "error"


def test_escapes_are_looked_for_where_they_are_asked_for():
    text = "鎿嶄綔鎴愬姛".encode("unicode_escape").decode()
    config = Config(kinds=frozenset({"codec", "escape"}))
    batch = pa.RecordBatch.from_pydict({"text": [text]})
    made = repair_batch(batch, config=config).to_pydict()
    assert made["text"] == [unmojibake.repair(text, config).text] == ["操作成功".encode("unicode_escape").decode()]
    assert made["text_status"] == ["repaired"]
    assert repair_batch(batch).to_pydict()["text"] == [text]
