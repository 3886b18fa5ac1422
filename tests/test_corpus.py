"""`unmojibake corpus`: what is read, what is written, and what is said."""

import gzip
import json
import os
import sys

import pytest

from tests.corpora import DAMAGED, REPAIRED, clean, corpus, jsonl, run, texts
from unmojibake.cli import main
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.corpus.writers import Writer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    zstd = pytest.importorskip("backports.zstd", reason="backports.zstd is not installed")

PACK = {"": bytes, ".gz": gzip.compress, ".zst": zstd.compress}
UNPACK = {"": bytes, ".gz": gzip.decompress, ".zst": zstd.decompress}


@pytest.mark.parametrize("end", PACK)
def test_lines_of_json(tmp_path, capsys, end):
    source, target = tmp_path / f"a.jsonl{end}", tmp_path / f"b.jsonl{end}"
    before = jsonl(texts(30))
    source.write_bytes(PACK[end](before))
    assert corpus(source, target) == 0
    old, new = before.splitlines(), UNPACK[end](target.read_bytes()).splitlines()
    assert len(old) == len(new) == 30
    for row, (one, other) in enumerate(zip(old, new, strict=True)):
        if row % 10 == 3:
            # Nothing but the text is written anew: neither spaces nor numbers.
            text = json.dumps(REPAIRED, ensure_ascii=False)
            assert other == f'{{"id":{row}, "text" :{text},"score":1.50}}'.encode()
        else:
            assert one == other
    out = capsys.readouterr().out.split()
    assert out[:9] == ["30", "rows", "27", "clean", "(90.00%)", "3", "repaired", "(10.00%)", "3"]
    assert out[9:] == ["repaired:", "utf-8-as-cp936"]
    assert UNPACK[end](source.read_bytes()) == before


@pytest.mark.parametrize("end", PACK)
def test_plain_text(tmp_path, end):
    source, target = tmp_path / f"a.txt{end}", tmp_path / "out"
    before = f"{clean(1)}\r\n\n{DAMAGED}{clean(2)}"
    source.write_bytes(PACK[end](before.encode()))
    target.mkdir()
    assert corpus(source, target) == 0
    after = UNPACK[end]((target / f"a.txt{end}").read_bytes()).decode()
    assert after == before.replace(DAMAGED, REPAIRED)


def test_the_compression_may_change(tmp_path):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl.zst"
    source.write_bytes(jsonl(texts(3)))
    assert corpus(source, target) == 0
    assert zstd.decompress(target.read_bytes()) == source.read_bytes()


def test_a_folder_keeps_its_shape(tmp_path, capsys):
    source, target = tmp_path / "in", tmp_path / "out"
    for name in ("a.jsonl", "deep/er/b.jsonl", "deep/c.txt", "README.md", ".hidden/d.jsonl"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(jsonl(texts(5)))
    assert corpus(source, target) == 0
    written = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert [name for name in written if ".unmojibake-run" not in name] == ["a.jsonl", "deep/c.txt", "deep/er/b.jsonl"]
    talk = capsys.readouterr().err
    assert "1 file left alone" in talk
    assert "3 shards written" in talk


def test_an_output_inside_the_input_is_no_input(tmp_path):
    (tmp_path / "a.txt").write_text(clean(1), encoding="utf-8")
    assert corpus(tmp_path, tmp_path / "out") == 0
    assert corpus(tmp_path, tmp_path / "out") == 0
    assert not (tmp_path / "out" / "out").exists()


def test_the_same_with_several_processes(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a.jsonl", "b.txt", "c.jsonl.gz"):
        data = jsonl(texts(600, 60))
        (source / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert corpus(source, tmp_path / "one") == 0
    code, out, talk = run(source, tmp_path / "two", "--jobs", 2)
    assert code == 0
    assert "1,800  rows" in out
    assert "3 shards written" in talk
    for name in ("a.jsonl", "b.txt", "c.jsonl.gz"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert all((tmp_path / "two" / name).read_bytes() != (source / name).read_bytes() for name in ("a.jsonl", "b.txt"))


def test_rows_of_every_kind(tmp_path, capsys):
    lost = "锟斤拷锟斤拷锟斤拷"
    rows = [clean(0), DAMAGED, None, lost, DAMAGED + lost]
    lines = jsonl(rows).decode().replace("}\n", "}\r\n")
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(("\ufeff" + lines + "\n  \n").encode())
    assert corpus(source, target) == 0
    after = target.read_bytes().decode()
    assert after.startswith("\ufeff")
    assert after.endswith("}\r\n\n  \n")
    assert [json.loads(line.strip("\ufeff"))["text"] for line in after.splitlines()[:5]] == [
        *(clean(0), REPAIRED, None, lost, REPAIRED + lost),
    ]
    out = capsys.readouterr().out
    for line in ("1  clean", "1  repaired (", "1  partial", "1  abstained", "1  null", "2  left: locked"):
        assert line in out


def test_columns_and_settings_count(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_bytes(json.dumps({"text": DAMAGED, "body": "鐢ㄦ埛涓嶅瓨鍦?"}).encode() + b"\n")
    assert corpus(source, tmp_path / "b.jsonl", "--column", "body") == 0
    after = json.loads((tmp_path / "b.jsonl").read_bytes())
    assert after["text"] == DAMAGED
    assert after["body"].startswith("用户")
    assert corpus(source, tmp_path / "c.jsonl", "--column", "body", "--min-confidence", "1") == 0
    assert (tmp_path / "c.jsonl").read_bytes() == source.read_bytes()
    assert corpus(source, tmp_path / "d.jsonl", "--column", "body", "--prior", "1e-300") == 0
    assert (tmp_path / "d.jsonl").read_bytes() == source.read_bytes()


def test_half_a_surrogate_pair_stays_an_escape(tmp_path):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(json.dumps({"text": DAMAGED, "x": "\ud800"}).encode() + b"\n")
    assert corpus(source, target) == 0
    assert json.loads(target.read_bytes()) == {"text": REPAIRED, "x": "\ud800"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{ "text":%s }', '{ "text":%s }'),
        ('\t{"n":1e400,"text" : %s,"m":-0.10}\r', '\t{"n":1e400,"text" : %s,"m":-0.10}\r'),
        ('{"text":"a","text":%s,"x":{"text":"b"}}', '{"text":"a","text":%s,"x":{"text":"b"}}'),
        ('{"a":[],"\\u0074ext":%s,"b":"}"}', '{"a":[],"\\u0074ext":%s,"b":"}"}'),
        ('{"id":' + "9" * 5000 + ',"text":%s}', '{"id":' + "9" * 5000 + ',"text":%s}'),
        ('\ufeff{"text":%s}', '\ufeff{"text":%s}'),
    ],
)
def test_nothing_but_the_text_is_written_anew(tmp_path, before, after):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes((before % json.dumps(DAMAGED)).encode())
    assert corpus(source, target) == 0
    assert target.read_bytes().decode() == after % json.dumps(REPAIRED, ensure_ascii=False)


def test_compact_json_stays_compact(tmp_path):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(json.dumps({"text": DAMAGED, "x": [1, 2]}, separators=(",", ":")).encode())
    assert corpus(source, target) == 0
    assert target.read_bytes().decode() == f'{{"text":{json.dumps(REPAIRED, ensure_ascii=False)},"x":[1,2]}}'


def test_a_line_without_end_is_cut_in_plain_text(tmp_path, monkeypatch):
    monkeypatch.setattr("unmojibake.cli.corpus.pieces.PIECE", 100)
    monkeypatch.setattr("unmojibake.cli.corpus.pieces.LONGEST", 1000)
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(clean(1) * 100, encoding="utf-8")
    assert corpus(source, target) == 0
    assert target.read_bytes() == source.read_bytes()


def test_an_empty_file(tmp_path, capsys):
    for name in ("a.jsonl", "a.txt"):
        source, target = tmp_path / name, tmp_path / f"out-{name}"
        source.write_bytes(b"")
        assert corpus(source, target) == 0
        assert target.read_bytes() == b""
    assert "0  rows" in capsys.readouterr().out


def test_what_is_finished_is_not_done_again(tmp_path, capsys):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (source / name).write_bytes(jsonl(texts(20)))
    assert corpus(source, target) == 0
    first = capsys.readouterr()
    before = {name: (target / name).stat().st_mtime_ns for name in ("a.jsonl", "b.jsonl")}
    (source / "b.jsonl").write_bytes(jsonl(texts(21)))
    assert corpus(source, target) == 0
    second = capsys.readouterr()
    assert "40  rows" in first.out
    assert "41  rows" in second.out
    assert "1 shard written, 1 finished before" in second.err
    assert (target / "a.jsonl").stat().st_mtime_ns == before["a.jsonl"]
    assert (target / "b.jsonl").stat().st_mtime_ns != before["b.jsonl"]


def test_killed_before_a_new_output_takes_its_name(tmp_path, monkeypatch):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(jsonl(texts(5)))
    assert corpus(source, target) == 0
    source.write_bytes(jsonl(texts(25)))
    with monkeypatch.context() as patch:
        patch.setattr("unmojibake.cli.corpus.writers.Writer.take_name", lambda _: os._exit(9))
        child = os.fork()
        if not child:
            corpus(source, target)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert corpus(source, target) == 0
    assert len(target.read_bytes().splitlines()) == 25


def test_an_input_that_changes_while_it_is_read_is_done_again(tmp_path, monkeypatch, capsys):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(jsonl(texts(5)))

    class Changing(Writer):
        def put(self, piece, done):
            source.write_bytes(jsonl(texts(6)))
            super().put(piece, done)

    with monkeypatch.context() as patch:
        patch.setattr("unmojibake.cli.corpus.runner.Writer", Changing)
        assert corpus(source, target) == 0
    capsys.readouterr()
    assert corpus(source, target) == 0
    assert "6  rows" in capsys.readouterr().out


def test_other_settings_are_refused(tmp_path, capsys):
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(clean(1), encoding="utf-8")
    assert corpus(source, target) == 0
    assert corpus(source, target, "--prior", "0.1") == 2
    assert "was made with other settings" in capsys.readouterr().err


def test_what_others_wrote_is_not_overwritten(tmp_path, capsys):
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(clean(1), encoding="utf-8")
    target.write_bytes(b"precious")
    assert corpus(source, target) == 2
    assert f"{target}: is there already" in capsys.readouterr().err
    assert target.read_bytes() == b"precious"


def test_quiet_says_nothing(tmp_path, capsys):
    source = tmp_path / "a.txt"
    source.write_text(clean(1), encoding="utf-8")
    assert corpus(source, tmp_path / "b.txt", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_samples_are_the_least_sure():
    from unmojibake.cli.corpus.tally import SAMPLES
    from unmojibake.values.result import Change, Step

    def changes(shares):
        return [
            Change(0, 1, before="a", after="b", plan=(Step("gloss"),), damaged=1.0, confidence=share)
            for share in shares
        ]

    tally = Tally()
    for row in range(100):
        tally.count("x", row, "a", changes([row / 100, 1.0]), ())
    assert tally.repaired["gloss", "gloss"] == 200
    assert [round(sample.change.confidence * 100) for sample in tally.changes] == list(range(SAMPLES))
    assert Tally.from_json(json.loads(json.dumps(tally.to_json()))) == tally


def test_clean_text_needs_no_workers(tmp_path, monkeypatch):
    def never(_):
        message = "workers were begun"
        raise AssertionError(message)

    monkeypatch.setattr("unmojibake.cli.files.pool.pool", never)
    source = tmp_path / "in"
    source.mkdir()
    rows = [clean(row) for row in range(5000)]
    (source / "a.jsonl").write_bytes(jsonl(rows))
    (source / "b.txt").write_text("\n".join(rows), encoding="utf-8")
    assert main(["corpus", str(source), str(tmp_path / "out"), "--jobs", "2"]) == 0
    for name in ("a.jsonl", "b.txt"):
        assert (tmp_path / "out" / name).read_bytes() == (source / name).read_bytes()
    (source / "c.jsonl").write_bytes(jsonl([*rows, DAMAGED]))
    with pytest.raises(AssertionError, match="workers were begun"):
        main(["corpus", str(source), str(tmp_path / "out"), "--jobs", "2"])
