"""Bad input to `unmojibake corpus`: one clear error that names file and row, and nothing half-written."""

import gzip
import json
import os
import resource
import subprocess
import sys

import pytest

from tests.corpora import clean, corpus, jsonl, run, texts
from tests.test_corpus import zstd
from unmojibake.cli import main


def refused(capsys, source, target, *options):
    """Try to repair; give the one line that was said."""
    assert corpus(source, target, *options) == 2
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    # Nothing is left but what the run keeps for itself.
    folder = target.parent if target.suffix else target
    assert not list(folder.rglob("*.part"))
    assert not target.is_file()
    return line.removeprefix("unmojibake: ")


GOOD = jsonl(texts(5)).decode()
BAD_LINES = [
    ('{"body": "x", "id": 1}', "there is no field 'text'; its fields: 'body', 'id'; choose one with --column"),
    ('{"text": 7}', "field 'text' holds no text but a number"),
    ('{"text": true}', "field 'text' holds no text but true or false"),
    ('{"text": ["x"]}', "field 'text' holds no text but a list"),
    ('{"text": {"x": 1}}', "field 'text' holds no text but an object"),
    ('"text"', "is no JSON object but text"),
    ("null", "is no JSON object but null"),
    ('{"text": "x"', "not JSON"),
    ("[" * 100_000, "nested too deeply"),
]


@pytest.mark.parametrize(("bad", "words"), BAD_LINES, ids=[words for _, words in BAD_LINES])
def test_a_row_that_is_not_what_it_must_be(tmp_path, capsys, bad, words):
    source = tmp_path / "a.jsonl"
    source.write_bytes((GOOD + bad + "\n" + GOOD).encode())
    said = refused(capsys, source, tmp_path / "b.jsonl")
    assert said.startswith(f"{source}: row 6: {words}")


def test_bad_rows_can_be_kept(tmp_path, capsys):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    data = GOOD + "".join(bad + "\n" for bad, _ in BAD_LINES)
    source.write_bytes(data.encode())
    assert corpus(source, target, "--bad-rows", "keep") == 0
    assert f"{len(BAD_LINES)}  error (" in capsys.readouterr().out
    old, new = data.encode().splitlines(), target.read_bytes().splitlines()
    assert [row for row, (one, other) in enumerate(zip(old, new, strict=True)) if one != other] == [3]


@pytest.mark.parametrize("end", ["jsonl", "txt"])
def test_a_row_that_is_not_utf8(tmp_path, capsys, end):
    source = tmp_path / f"a.{end}"
    source.write_bytes(GOOD.encode() + "今天天气很好\n".encode("gbk"))
    said = refused(capsys, source, tmp_path / f"b.{end}")
    assert said.startswith(f"{source}: row 6: not UTF-8 (byte BD)")


def long(kind):
    """Give a compressed file of many pieces, of text that does not get small."""
    rows = [clean(row) + os.urandom(60).hex() for row in range(4000)]
    return {"gz": gzip.compress, "zst": zstd.compress}[kind](jsonl(rows))


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_compressed_file_that_is_cut_short(tmp_path, capsys, kind):
    source, data = tmp_path / f"a.jsonl.{kind}", long(kind)
    source.write_bytes(data[: len(data) * 9 // 10])
    said = refused(capsys, source, tmp_path / f"b.jsonl.{kind}")
    place, words = said.rsplit(": ", 1)
    assert words == "the compressed file is cut short; get it again"
    path, row = place.split(": row ")
    assert path == str(source)
    assert 3200 < int(row) < 3700  # zstd decompresses whole blocks


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_compressed_file_that_is_damaged(tmp_path, capsys, kind):
    source, data = tmp_path / f"a.jsonl.{kind}", bytearray(long(kind))
    data[len(data) // 2 : len(data) // 2 + 64] = bytes(64)
    source.write_bytes(data)
    said = refused(capsys, source, tmp_path / f"b.jsonl.{kind}")
    assert said.startswith(f"{source}: row ")


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_file_that_is_not_compressed(tmp_path, capsys, kind):
    source = tmp_path / f"a.jsonl.{kind}"
    source.write_bytes(GOOD.encode())
    said = refused(capsys, source, tmp_path / f"b.jsonl.{kind}")
    assert said.startswith(f"{source}: row 1: can't be read: ")


def test_outputs_that_are_finished_stay(tmp_path, capsys):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name, data in (("a.jsonl", GOOD), ("b.jsonl", GOOD + "{"), ("c.jsonl", GOOD)):
        (source / name).write_bytes(data.encode())
    assert corpus(source, target) == 2
    assert "b.jsonl: row 6: not JSON" in capsys.readouterr().err
    assert [path.name for path in sorted(target.glob("*.*")) if path.is_file()] == ["a.jsonl"]
    # Put right, the run goes on where it was.
    (source / "b.jsonl").write_bytes(GOOD.encode())
    assert corpus(source, target) == 0
    assert "2 shards written, 1 finished before" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_name_the_first_bad_row(tmp_path, jobs):
    source = tmp_path / "a.jsonl"
    source.write_bytes(jsonl([clean(row) for row in range(3000)]) + b"{\n" + jsonl([clean(1)]) + b"[\n")
    code, out, err = run(source, tmp_path / "b.jsonl", "--jobs", jobs)
    assert (code, out) == (2, "")
    assert err.startswith(f"unmojibake: {source}: row 3001: not JSON")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".unmojibake-run", "a.jsonl"]


def test_a_line_of_json_that_never_ends(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("unmojibake.cli.corpus.pieces.PIECE", 100)
    monkeypatch.setattr("unmojibake.cli.corpus.pieces.LONGEST", 1000)
    source = tmp_path / "a.jsonl"
    source.write_bytes(GOOD.encode() + json.dumps({"text": "x" * 5000}).encode())
    assert f"{source}: row 6: is longer than 1,000 bytes" in refused(capsys, source, tmp_path / "b.jsonl")


@pytest.mark.parametrize("name", ["b.jsonl", "b.jsonl.gz", "b.jsonl.zst"])
def test_a_full_disk(tmp_path, name):
    # A limit on the size of files is met in the middle of one, as a full disk is.
    source, target = tmp_path / "a.jsonl", tmp_path / name
    source.write_bytes(gzip.decompress(long("gz")))
    limit = 100_000
    code, out, err = run(
        *(source, target, "--jobs", 1),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (code, out) == (2, "")
    [line] = err.splitlines()
    assert line.startswith(f"unmojibake: {target}: not written (at row ")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".unmojibake-run", "a.jsonl"]


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of 300 kB, which takes root."""
    place = tmp_path / "disk"
    place.mkdir()
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    mount = [*as_root, "mount", "-t", "tmpfs", "-o", "size=300k,mode=1777", "none", str(place)]
    made = subprocess.run(mount, check=False, capture_output=True)
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.decode()}")
    yield place
    subprocess.run([*as_root, "umount", str(place)], check=True)


def test_a_disk_that_is_really_full(tmp_path, small_disk):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.jsonl").write_bytes(jsonl(texts(20)))
    (source / "b.jsonl").write_bytes(gzip.decompress(long("gz")))
    target = small_disk / "out"
    code, out, err = run(source, target, "--jobs", 2)
    assert (code, out) == (2, "")
    [line] = err.splitlines()
    assert line.startswith(f"unmojibake: {target / 'b.jsonl'}: not written (at row ")
    assert "No space left on device" in line
    assert [path.name for path in target.iterdir() if path.is_file()] == ["a.jsonl"]
    assert b"\xe8\xaf\xbb\xe5\x8f\x96" in (target / "a.jsonl").read_bytes()


def test_places_that_cannot_be(tmp_path, capsys):
    source = tmp_path / "a.jsonl"
    source.write_bytes(GOOD.encode())
    (tmp_path / "empty").mkdir()
    for arguments, words in (
        ((tmp_path / "nothing.jsonl", tmp_path / "b.jsonl"), "there is no such file or folder"),
        ((source, tmp_path / "b.txt"), "must be of the same kind"),
        ((source, source), "would be read and written at the same time"),
        ((tmp_path / "empty", tmp_path / "out"), "there is no shard in this folder"),
        ((tmp_path / "empty", source), "is a file, and"),
        ((tmp_path, source), "is a file, and"),
        ((tmp_path, tmp_path), "would be read and written at the same time"),
        ((source, source / "x.jsonl"), "Not a directory"),
    ):
        assert corpus(*arguments) == 2
        assert words in capsys.readouterr().err
    other = tmp_path / "a.csv"
    other.write_bytes(b"")
    assert corpus(other, tmp_path / "b.csv") == 2
    assert "what it holds can't be told by its name" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["backports", "compression"])
def test_no_zstd_is_a_clear_error(tmp_path, capsys, monkeypatch, name):
    source = tmp_path / "a.jsonl.zst"
    source.write_bytes(zstd.compress(GOOD.encode()))
    monkeypatch.setitem(sys.modules, f"{name}.zstd", None)
    if name != zstd.__name__.partition(".")[0]:
        assert corpus(source, tmp_path / "b.jsonl.zst") == 0
        return
    assert "unmojibake[corpus]" in refused(capsys, source, tmp_path / "b.jsonl.zst")


def test_a_second_run_waits_its_turn(tmp_path):
    import fcntl

    source, target = tmp_path / "a.jsonl", tmp_path / "out"
    source.write_bytes(GOOD.encode())
    (target / ".unmojibake-run").mkdir(parents=True)
    with (target / ".unmojibake-run" / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _, err = run(source, target)
    assert code == 2
    assert "another run is at work here" in err
    assert run(source, target)[0] == 0


def test_no_pyarrow_is_a_clear_error(tmp_path, capsys, monkeypatch):
    for name in [name for name in sys.modules if name.startswith(("pyarrow", "unmojibake.cli.corpus.table"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delattr("unmojibake.cli.corpus.table", raising=False)
    source = tmp_path / "a.parquet"
    source.write_bytes(b"PAR1")
    assert "unmojibake[corpus]" in refused(capsys, source, tmp_path / "b.parquet")


def test_a_compressed_file_says_what_to_do(tmp_path, capsys):
    rows = b'{"text": "a"}\n{"text": "b"}\n'
    trailing, false = tmp_path / "trailing.jsonl.gz", tmp_path / "false.jsonl.gz"
    trailing.write_bytes(gzip.compress(rows) + b"no gzip")
    false.write_bytes(rows)
    assert main(["corpus", str(trailing), str(tmp_path / "out.jsonl.gz")]) == 2
    said = capsys.readouterr().err
    assert f"{trailing}: row 3: can't be read: " in said
    assert "row 2 was the last good one; get it again" in said
    assert main(["corpus", str(false), str(tmp_path / "out.jsonl.gz")]) == 2
    said = capsys.readouterr().err
    assert f"{false}: row 1: can't be read: " in said
    assert "not compressed as its name says" in said
