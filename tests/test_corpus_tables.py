"""`unmojibake corpus` on Parquet, and the page over a run."""

import re

import pytest

from tests.corpora import DAMAGED, REPAIRED, clean, corpus, jsonl, run, texts
from unmojibake.cli import main

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

from tests.tables import NOT_UTF8, column, raw  # noqa: E402 - needs pyarrow

TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]


def table(rows, kind=None):
    """Make a table with some metadata."""
    columns = {
        "id": pa.array(range(len(rows)), pa.int16()),
        "text": pa.array(rows, kind or pa.string()),
        "tags": pa.array([["a", str(row)] for row in range(len(rows))]),
    }
    made = pa.table(columns).replace_schema_metadata({"who": "me"})
    field = made.schema.field("text").with_metadata({"language": "zh"})
    return made.cast(made.schema.set(1, field))


ROWS = [None if row % 25 == 24 else text for row, text in enumerate(texts(300))]
WANTED = [REPAIRED if text == DAMAGED else text for text in ROWS]


def write(path, rows=ROWS, kind=None, **more):
    parquet.write_table(table(rows, kind), path, row_group_size=100, **more)
    return path


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_rows_types_and_metadata_stay(tmp_path, kind, jobs):
    source, target = write(tmp_path / "a.parquet", kind=kind), tmp_path / "b.parquet"
    if jobs == 1:
        assert corpus(source, target) == 0
    else:
        code, out, _ = run(source, target, "--jobs", jobs)
        assert code == 0
        assert "12  null" in out
    old, new = parquet.ParquetFile(source), parquet.ParquetFile(target)
    assert new.schema_arrow.equals(old.schema_arrow, check_metadata=True)
    assert new.schema_arrow.metadata[b"who"] == b"me"
    assert [new.metadata.row_group(at).num_rows for at in range(3)] == [100, 100, 100]
    assert new.num_row_groups == 3
    after = new.read()
    assert after["text"].to_pylist() == WANTED
    assert after.drop_columns("text").equals(old.read().drop_columns("text"))


def test_the_compression_of_each_column_stays(tmp_path):
    chosen = {"id": "NONE", "text": "ZSTD", "tags.list.element": "GZIP"}
    source = write(tmp_path / "a.parquet", compression=chosen, use_dictionary=["id"])
    assert corpus(source, tmp_path / "b.parquet") == 0
    before, after = (parquet.read_metadata(tmp_path / name).row_group(1) for name in ("a.parquet", "b.parquet"))
    for at in range(3):
        assert after.column(at).compression == before.column(at).compression
        assert after.column(at).encodings == before.column(at).encodings
    assert {after.column(at).compression for at in range(3)} == {"UNCOMPRESSED", "ZSTD", "GZIP"}


@pytest.mark.parametrize("count", [0, 1])
def test_small_tables(tmp_path, count):
    source, target = write(tmp_path / "a.parquet", ROWS[:count]), tmp_path / "b.parquet"
    assert corpus(source, target) == 0
    assert parquet.read_table(target).equals(parquet.read_table(source))


def test_a_group_in_many_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("unmojibake.cli.corpus.table.PIECE", 1000)
    source, target = write(tmp_path / "a.parquet"), tmp_path / "b.parquet"
    assert corpus(source, target) == 0
    assert parquet.read_table(target)["text"].to_pylist() == WANTED


def test_status_can_be_added(tmp_path):
    source, target = write(tmp_path / "a.parquet"), tmp_path / "b.parquet"
    assert corpus(source, target, "--add-status") == 0
    after = parquet.read_table(target)
    assert after.column_names == ["id", "text", "tags", "text_status", "text_confidence"]
    statuses = ["null" if text is None else "repaired" if text == DAMAGED else "clean" for text in ROWS]
    assert after["text_status"].to_pylist() == statuses
    sure = after["text_confidence"]
    assert sure.type == pa.float32()
    assert [value is not None for value in sure.to_pylist()] == [status == "repaired" for status in statuses]
    assert all(0 < value <= 1 for value in sure.drop_null().to_pylist())


def test_status_that_is_there_already(tmp_path, capsys):
    parquet.write_table(table(ROWS).append_column("text_status", pa.array(ROWS)), tmp_path / "a.parquet")
    said = refused(capsys, tmp_path / "a.parquet", "--add-status")
    assert said == "there is a column 'text_status' already; leave --add-status out"


def test_the_counts_are_those_of_lines(tmp_path, capsys):
    write(tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_bytes(jsonl(ROWS))
    printed = []
    for end in ("parquet", "jsonl"):
        assert corpus(tmp_path / f"a.{end}", tmp_path / f"b.{end}") == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def refused(capsys, source, *options):
    target = source.with_name("out.parquet")
    assert corpus(source, target, *options) == 2
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert not target.exists()
    assert not list(source.parent.rglob("*.part"))
    return line.removeprefix(f"unmojibake: {source}: ")


def test_a_column_that_is_not_there(tmp_path, capsys):
    said = refused(capsys, write(tmp_path / "a.parquet"), "--column", "body")
    assert said == "there is no column 'body'; its columns: 'id', 'text', 'tags'; choose one with --column"


def test_a_column_that_is_no_text(tmp_path, capsys):
    source = write(tmp_path / "a.parquet")
    assert refused(capsys, source, "--column", "id") == "row 1: column 'id' holds no text but int16"
    assert "holds no text but list<element: string>" in refused(capsys, source, "--column", "tags")


@pytest.mark.parametrize("damage", ["footer", "magic", "empty", "cut"])
def test_a_corrupt_footer(tmp_path, capsys, damage):
    source = write(tmp_path / "a.parquet")
    data = bytearray(source.read_bytes())
    if damage == "footer":
        data[-40:-8] = bytes(32)
        data[-60:-40] = b"\xff" * 20
    elif damage == "magic":
        data[-4:] = b"XXXX"
    source.write_bytes({"empty": b"", "cut": bytes(data[: len(data) // 2])}.get(damage, bytes(data)))
    assert refused(capsys, source).startswith("row 1: can't be read: ")


def test_a_corrupt_row_group(tmp_path, capsys):
    source = write(tmp_path / "a.parquet", compression="GZIP")
    column = parquet.read_metadata(source).row_group(1).column(1)
    at = column.dictionary_page_offset or column.data_page_offset
    data = bytearray(source.read_bytes())
    data[at : at + 200] = b"\xff" * 200
    source.write_bytes(data)
    assert refused(capsys, source).startswith("row 101: can't be read: ")


def test_a_table_that_cannot_be_written(tmp_path):
    import resource

    source, target = write(tmp_path / "a.parquet"), tmp_path / "b.parquet"
    code, _, err = run(
        *(source, target, "--jobs", 1), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    )
    assert code == 2
    [line] = err.splitlines()
    assert line.startswith(f"unmojibake: {target}: not written (at row ")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".unmojibake-run", "a.parquet"]


def numbers(page, name):
    """Give the rows of a table of the page: first cells, and numbers."""
    body = re.search(rf'<table id="{name}">.*?<tbody>(.*?)</tbody>', page, flags=re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", body)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]


def test_a_page_over_a_run(tmp_path, capsysbinary):
    source, target = tmp_path / "in", tmp_path / "out"
    (source / "deep").mkdir(parents=True)
    write(source / "a.parquet")
    attack = "<script>alert(1)</script>"
    (source / "deep" / "b.jsonl").write_bytes(jsonl([attack + DAMAGED, "锟斤拷锟斤拷锟斤拷", clean(1)]))
    assert corpus(source, target) == 0
    capsysbinary.readouterr()
    assert main(["report", str(target)]) == 0
    page = capsysbinary.readouterr().out.decode()
    assert numbers(page, "statuses")[:2] == [["clean", "259", "85.479%"], ["repaired", "31", "10.231%"]]
    damage = [["utf-8-as-cp936", "codec", "31", "0"], ["locked", "locked", "0", "1"]]
    assert sorted(numbers(page, "damage")) == sorted(damage)
    assert [row[0] for row in numbers(page, "shards")] == ["a.parquet", "deep/b.jsonl"]
    assert len(numbers(page, "changes")) == 31
    assert len(numbers(page, "left")) == 1
    assert "<script" not in page
    assert "读取配置文件" in page
    assert "deep/b.jsonl:1:" in page


def test_a_page_over_one_file_and_its_options(tmp_path, capsys):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(jsonl(texts(50)))
    assert corpus(source, target) == 0
    page = tmp_path / "page.html"
    assert main(["report", "--output", str(page), "--rows", "2", str(target)]) == 0
    assert "1 shard" in capsys.readouterr().err
    text = page.read_text(encoding="utf-8")
    assert len(numbers(text, "changes")) == 2
    assert "3 more places not shown" in text
    assert "The inputs were not changed" in text


def test_a_run_with_nothing_finished(tmp_path, capsys):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.jsonl").write_bytes(b"{")
    assert corpus(source, target) == 2
    assert main(["report", str(target)]) == 2
    assert f"{target}: no shard is finished yet" in capsys.readouterr().err


def test_a_damaged_record_is_a_clear_error(tmp_path, capsys):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(jsonl(texts(5)))
    assert corpus(source, target) == 0
    (tmp_path / ".unmojibake-run" / "b.jsonl.json").write_bytes(b"{")
    capsys.readouterr()
    for verb in (["report", str(target)], ["corpus", str(source), str(target)]):
        assert main(verb) == 2
        assert "b.jsonl.json: can't be read" in capsys.readouterr().err


def test_rows_that_are_not_utf8(tmp_path, capsys):
    source, target = tmp_path / "a.parquet", tmp_path / "b.parquet"
    parquet.write_table(pa.table({"text": column([clean(0), NOT_UTF8, DAMAGED])}), source)
    assert refused(capsys, source).startswith("row 2: can't be repaired: it is not UTF-8; --bad-rows keep leaves")
    assert corpus(source, target, "--bad-rows", "keep", "--add-status") == 0
    made = parquet.read_table(target)
    assert raw(made["text"]) == [clean(0).encode(), NOT_UTF8, REPAIRED.encode()]
    assert made["text_status"].to_pylist() == ["clean", "error", "repaired"]
