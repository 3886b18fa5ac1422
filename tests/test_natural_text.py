"""The scripts that measure speed: what they read of packages, what they make of it, and where they write."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import unmojibake
from tests.scripts import script

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = [f"第{number}次来这家店，味道还是很好，老板也很热情。" for number in range(400)]


@pytest.fixture(scope="module")
def bench():
    names = ("calls", "natural", "page", "speed")
    return SimpleNamespace(packages=script("common.packages"), **{name: script(f"bench.{name}") for name in names})


def tarball(mode, **files):
    found = io.BytesIO()
    with tarfile.open(fileobj=found, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return found.getvalue()


def deb(data):
    def member(name, content):
        return (
            f"{name:16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
            + content
            + b"\n" * (len(content) % 2)
        )

    return (
        b"!<arch>\n"
        + member("debian-binary", b"2.0\n")
        + member("control.tar.xz", b"odd")
        + member("data.tar.xz", data)
    )


def test_archives_are_read(bench, tmp_path):
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("a", b"text")
    for name, data in (
        ("a.tgz", tarball("w:gz", a=b"text")),
        ("a.tar.gz", tarball("w:gz", a=b"text")),
        ("a.deb", deb(tarball("w:xz", a=b"text"))),
    ):
        (tmp_path / name).write_bytes(data)
    for path in sorted(tmp_path.iterdir()):
        assert dict(bench.packages.files(path)) == {"a": b"text"}, path


def test_an_archive_that_was_not_pinned_is_refused(bench, tmp_path):
    package = bench.packages.Package("pypi", "a", "1", "0" * 64, "MIT")
    (tmp_path / "pypi-a-1").mkdir()
    (tmp_path / "pypi-a-1" / "a.whl").write_bytes(b"another")
    with pytest.raises(ValueError, match="pinned is 000"):
        bench.packages.fetch(package, tmp_path)


@pytest.mark.parametrize(
    ("reader", "data", "texts"),
    [
        ("fortunes_of", "\x1b[32m天气很好\x1b[m\n%\n早".encode(), ["天气很好", "早"]),
        ("tagged_of", "天气/n  很/d  好/a".encode(), ["天气很好"]),
        ("entities_of", "天気\tNOUN\nです\tAUX\n\n雨\tNOUN".encode(), ["天気です", "雨"]),
        ("answers_of", b"conversations:\n- - Good day\n  - 'Hello'\n", ["Good day", "Hello"]),
        ("page_of", "<p>Κάθε &amp; άτομο</p>".encode(), ["Κάθε & άτομο"]),
        ("verses_of", json.dumps([{"verses": [{"text": "x", "translation": "güzel"}]}]).encode(), ["güzel"]),
        ("strings_of", b'["a film", 3]', ["a film"]),
        ("manual_of", gzip.compress("説明".encode(), mtime=0), ["説明"]),
    ],
)
def test_what_is_read_of_a_file(bench, reader, data, texts):
    assert list(getattr(bench.natural, reader)(data)) == texts


def test_each_string_is_in_one_set_and_what_can_not_be_had_is_left_out(bench, tmp_path, monkeypatch, capsys):
    natural = bench.natural
    data = tarball("w:gz", lines="天气很好\n  \n天气很好\n早上好\n".encode())
    digest = bench.packages.hashlib.sha256(data).hexdigest()
    package = bench.packages.Package("npm", "a", "1", digest, "MIT")
    gone = bench.packages.Package("npm", "b", "1", digest, "MIT")
    (tmp_path / "npm-a-1").mkdir()
    (tmp_path / "npm-a-1" / "a.tgz").write_bytes(data)
    sources = {name: natural.Source(one, "lines", natural.lines_of) for name, one in (("a", package), ("b", gone))}
    sets = {name: natural.NaturalSet((sources[name[0]],)) for name in ("a", "a again", "b")}
    monkeypatch.setattr(natural, "SETS", sets)
    monkeypatch.setattr(bench.packages, "_command", lambda _: ["no-such-client"])
    found = natural.read(tmp_path)
    assert sorted(found["a"]) == ["天气很好", "早上好"]
    assert found["a again"] == []
    assert "b" not in found
    assert "b is left out" in capsys.readouterr().err
    assert sorted(natural.mixed(found)) == sorted(found["a"])
    assert natural.packages("a") == ["a 1 (npm, MIT)"]


def test_the_packages_are_none_that_something_was_counted_from(bench):
    counted = script("common.source_trees").SOURCES
    shown = script("bench.environment").TEXTS
    for one in bench.natural.SETS.values():
        for source in one.sources:
            for separator in ("==", "@"):
                assert f"{source.package.name}{separator}" not in f"{counted} {shown}".replace("\n", " ").split()
            assert not any(pin.startswith(f"{source.package.name}==") for pin in counted.split())


def test_clean_strings_are_measured(bench, monkeypatch):
    monkeypatch.setattr(bench.calls, "load", lambda _: None)
    _, head, table = bench.calls.CLEAN
    [row] = table(0.01, {"zh reviews": REVIEWS})
    assert len(row) == len(head)
    assert row[:3] == ["zh reviews", "400", "175"]
    assert row[head.index("first look stops")] == "0.0%"
    assert float(row[head.index("ftfy = 1")]) > 0


def test_damaged_strings_are_measured(bench, monkeypatch):
    monkeypatch.setattr(bench.calls, "load", lambda _: None)
    _, head, table = bench.calls.DAMAGED_TABLE
    rows = list(table(0.01, {"zh reviews": REVIEWS}))
    assert all(len(row) == len(head) for row in rows)
    assert [row[1] for row in rows] == ["UTF-8 as Latin-1", "UTF-8 as cp936, bytes lost", "cp936 as Latin-1"]
    assert rows[0][head.index("exact")] == "100.0%"


def test_damaged_pairs(bench):
    kind = next(kind for kind in bench.calls.kinds("") if "lost" in kind.name)
    pairs = bench.calls.damaged_pairs(kind, ["abc", *REVIEWS[:30], "天气"], 5)
    assert 0 < len(pairs) <= 5
    for made, text in pairs:
        assert made == unmojibake.damage(text, "utf-8>cp936")
        assert bench.speed.is_lossy(kind, text)


def test_times_are_told(bench):
    assert bench.calls.spread([3.0, 1.0, 2.0]) == ["2.000", "2.000", "3.000"]
    spent = bench.calls.in_turns({"a": str.upper, "b": str.lower}, ["x"] * 120)
    assert set(spent) == {"a", "b"}
    assert min(spent.values()) >= 0


def test_tables_go_between_their_marks(bench):
    page = "before\n<!-- rate: written by x -->\nold\n<!-- end -->\nafter <!-- cost: x -->\n<!-- end -->\n"
    assert bench.page.put(page, "rate", "new\n") == page.replace("old\n", "\nnew\n\n")


@pytest.mark.parametrize(("page", "names"), [("pipelines", ["terabyte", "pipelines"]), ("corpus", ["processes"])])
def test_pages_have_the_marks(bench, page, names):
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    for name in names:
        assert bench.page.put(text, name, "a table") != text


def test_rows_of_pipelines(tmp_path):
    pytest.importorskip("pyarrow")
    pipelines = script("bench.throughput")
    rows = pipelines.rows_of(REVIEWS, 0.1)
    assert rows == pipelines.rows_of(REVIEWS, 0.1)
    damaged = sum(row != text for row, text in zip(rows, REVIEWS, strict=True))
    assert 0 < damaged < 100
    pipelines.write(tmp_path, rows[:20])
    found = {name: pipelines.timed(name, run, tmp_path) for name, run in ((pipelines.BARE, pipelines.batches),)}
    met = []
    pipelines.call_each(met.append, tmp_path)
    assert met == rows[:20]
    [line] = pipelines.costs("clean", found, 20)
    assert line.startswith("| clean | `fix_encoding`, a call a row | ")
    assert line.count("|") == 7
    assert "core-hours" in pipelines.terabyte("clean", pipelines.Spent(1.0, 2.0), 10**6)
