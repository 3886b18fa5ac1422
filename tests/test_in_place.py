"""`unmojibake fix --in-place`: what is written, and what is not."""

import json
import os
import stat

import pytest

from tests.command import DAMAGED, REPAIRED, command, journals, windows
from unmojibake.cli import main
from unmojibake.cli.files import write
from unmojibake.errors import InputError

CASES = {
    "plain": (f"a\n{windows('读取配置文件')}\n", "a\n读取配置文件\n"),
    "no line feed at the end": (f"a\n{windows('读取配置文件')}", "a\n读取配置文件"),
    "carriage returns": (f"a\r\n{windows('读取配置文件')}\r\n\r\n", "a\r\n读取配置文件\r\n\r\n"),
    "mixed line ends": (f"a\r{windows('读取配置文件')}\n\r\n", "a\r读取配置文件\n\r\n"),
    "mark": (f"\ufeff{windows('读取配置文件')}\n", "\ufeff读取配置文件\n"),
    "a line feed comes back": (windows("// 用户名\nint x;\n"), "// 用户名\nint x;\n"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("case", CASES)
def test_rewritten_and_put_back(place, capsysbinary, case, encoding):
    before, after = CASES[case]
    mark = "" if encoding == "utf-8" or before[0] == "\ufeff" else "\ufeff"
    path = place / "a.txt"
    path.write_bytes((mark + before).encode(encoding))
    path.chmod(0o751)
    assert main(["fix", "--in-place", "a.txt"]) == 0
    assert path.read_bytes() == (mark + after).encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert sorted(place.iterdir()) == [path]
    [kept] = journals(place)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert f"to put 1 file back: unmojibake undo {kept}\n".encode() in capsysbinary.readouterr().err
    assert main(["undo", str(kept)]) == 0
    assert path.read_bytes() == (mark + before).encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert capsysbinary.readouterr().err.endswith(b"put back 1 file\n")
    assert main(["undo", str(kept)]) == 0
    assert b"1 had their old bytes already" in capsysbinary.readouterr().err


def test_clean_and_foreign_files_are_not_touched(place, capsysbinary):
    files = {
        "clean.txt": "天气很好。\r\n".encode(),
        "gbk.txt": "这是一个用旧编码保存的文件，里面有很多字。\n".encode("gb18030"),
        "wide.txt": "天气很好。".encode("utf-16"),
        "binary": b"\0\1",
        "empty": b"",
    }
    for name, data in files.items():
        (place / name).write_bytes(data)
        os.utime(name, (1, 1))
    assert main(["fix", "--in-place", "--exit-non-zero-on-fix", "."]) == 1
    out = capsysbinary.readouterr().out
    assert out.startswith(b"gbk.txt:1:1: not-utf8 not UTF-8: byte D5 at offset 0 (line 1); probably gb18030")
    for name, data in files.items():
        assert (place / name).read_bytes() == data
        assert (place / name).stat().st_mtime == 1
    assert journals(place) == []
    assert main(["fix", "--in-place", "clean.txt"]) == 0
    assert capsysbinary.readouterr().err == b"unmojibake: nothing to repair in 1 file\n"


def test_exit_codes(place):
    def write_again():
        (place / "a.py").write_text(DAMAGED)

    for options, code in [([], 0), (["--exit-non-zero-on-fix"], 1)]:
        write_again()
        assert main(["fix", "-i", *options, "a.py"]) == code
        assert main(["fix", "-i", *options, "a.py"]) == 0
    write_again()
    (place / "b.py").write_text("锟斤拷\n")
    assert main(["fix", "-i", "a.py", "b.py"]) == 1
    assert main(["fix", "-i", "a.py", "none.py"]) == 2
    assert main(["fix", "--diff", "a.py"]) == 0
    assert main(["fix", "--diff", "b.py"]) == 1
    write_again()
    assert main(["fix", "--diff", "a.py"]) == 1
    assert (place / "a.py").read_text() == DAMAGED


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["a", "b"], "one input only; to repair several files give --in-place, or --diff"),
        (["--files-from", "a", "b"], "one input only"),
        (["--in-place"], "--in-place needs files or folders"),
        (["--in-place", "-"], "standard input can't be rewritten"),
        (["--in-place", "--diff", "a"], "not allowed with"),
        (["--backup"], "--backup goes with --in-place"),
        (["-i", "--backup", "--backup-suffix", "", "a"], "must be the end of a name, such as .orig, not ''"),
        (["-i", "--backup", "--backup-suffix", "/x", "a"], "must be the end of a name, such as .orig, not '/x'"),
        (["--journal", "j"], "--journal goes with --in-place"),
        (["--exit-non-zero-on-fix", "a"], "--exit-non-zero-on-fix goes with --in-place"),
        (["-i", "--journal", "j", "--no-journal", "a"], "exclude each other"),
        (["--diff", "--output-format", "jsonl", "a"], "--diff is a format of its own"),
        (["--jobs", "-1", "-i", "a"], "must be a whole number"),
    ],
)
def test_usage_errors(place, capsys, arguments, complaint):
    (place / "a").write_text("a\n")
    with pytest.raises(SystemExit) as caught:
        main(["fix", *arguments])
    assert caught.value.code == 2
    assert complaint in capsys.readouterr().err


def test_only_what_counts_is_repaired(place):
    ignored = windows("甲 = 读取配置文件") + "  # unmojibake: ignore\n"
    (place / "a.py").write_text(ignored + DAMAGED)
    assert main(["fix", "-i", "a.py"]) == 0
    assert (place / "a.py").read_text() == ignored + REPAIRED
    (place / "a.py").write_text(DAMAGED)
    main(["check", "--write-baseline"])
    assert main(["fix", "-i", "."]) == 0
    assert (place / "a.py").read_text() == DAMAGED
    assert main(["fix", "--ignore", "utf-8-as-cp936", "--no-baseline", "-i", "."]) == 0
    assert (place / "a.py").read_text() == DAMAGED
    assert main(["fix", "--no-baseline", "-i", "--min-confidence", "1", "."]) == 1
    assert (place / "a.py").read_text() == DAMAGED
    assert command("fix", "--no-baseline", "a.py").stdout.decode() == REPAIRED
    assert command("fix", "a.py").stdout.decode() == DAMAGED
    assert command("fix", "--ignore", "codec", "--no-baseline", "a.py").stdout.decode() == DAMAGED
    assert command("fix", "--no-baseline", "--min-confidence", "1", "a.py").returncode == 1
    assert command("fix", "--max-file-size", "9", "a.py").returncode == 2
    assert main(["fix", "--no-baseline", "-i", "."]) == 0
    assert (place / "a.py").read_text() == REPAIRED


def test_foreign_bytes_pass_through_when_they_are_ignored():
    data = "这是一个用旧编码保存的文件\n".encode("gb18030")
    run = command("fix", "--ignore", "not-utf8", data=data)
    assert (run.returncode, run.stdout) == (0, data)


def test_many_files_with_workers(place):
    for number in range(40):
        (place / f"{number:02}.txt").write_text(f"{number}\n{DAMAGED}")
    run = command("fix", "-i", "--jobs", "2", ".")
    assert run.returncode == 0
    assert all(path.read_text() == f"{int(path.stem)}\n{REPAIRED}" for path in place.iterdir())
    [kept] = journals(place)
    assert main(["undo", str(kept)]) == 0
    assert all(path.read_text() == f"{int(path.stem)}\n{DAMAGED}" for path in place.iterdir())


def test_report_of_what_was_rewritten(place, capsysbinary):
    (place / "a.py").write_text(DAMAGED)
    assert main(["fix", "-i", "--output-format", "jsonl", "a.py"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["after"] == "用户名\n"
    assert (place / "a.py").read_text() == REPAIRED


def test_links_are_not_followed(place, capsysbinary):
    (place / "a.py").write_text(DAMAGED)
    (place / "link.py").symlink_to("a.py")
    (place / "folder").symlink_to(".")
    assert main(["fix", "-i", "link.py", "folder"]) == 0
    assert (place / "a.py").read_text() == DAMAGED
    err = capsysbinary.readouterr().err
    assert b"link.py: a symbolic link, not followed" in err
    assert b"folder: a symbolic link, not followed" in err
    # The link of a folder on the way is the path's own business.
    assert main(["fix", "-i", "folder/a.py"]) == 0
    assert (place / "link.py").is_symlink()
    assert (place / "a.py").read_text() == REPAIRED


def test_one_file_by_two_names(place):
    (place / "a.py").write_text(DAMAGED)
    (place / "sub").mkdir()
    assert main(["fix", "-i", "a.py", "./a.py", "sub/../a.py", "."]) == 0
    assert (place / "a.py").read_text() == REPAIRED


def test_read_only_files_are_not_written(place, capsysbinary, monkeypatch):
    if os.geteuid() == 0:
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    (place / "a.py").write_text(DAMAGED)
    (place / "a.py").chmod(0o444)
    assert main(["fix", "-i", "a.py"]) == 2
    assert b"a.py: not written: it is read-only" in capsysbinary.readouterr().err
    assert (place / "a.py").read_text() == DAMAGED


def test_long_files_are_read_and_written_whole(place):
    # Longer than one look, and than the pieces in which the rest is read.
    filler = "天气很好。\n" * 150_000
    (place / "a.txt").write_text(filler + DAMAGED)
    assert main(["fix", "-i", "a.txt"]) == 0
    assert (place / "a.txt").read_text() == filler + REPAIRED


def test_backup(place, capsysbinary):
    (place / "a.py").write_text(DAMAGED)
    (place / "a.py").chmod(0o640)
    assert main(["fix", "--in-place", "a.py", "--backup"]) == 0
    assert (place / "a.py.orig").read_text() == DAMAGED
    assert stat.S_IMODE((place / "a.py.orig").stat().st_mode) == 0o640
    # An older copy is never written over, and then the file is not either.
    (place / "a.py").write_text("\n" + DAMAGED)
    assert main(["fix", "--in-place", "a.py", "--backup"]) == 2
    assert b"a.py.orig is there already; remove it, or give another --backup-suffix" in capsysbinary.readouterr().err
    assert (place / "a.py").read_text() == "\n" + DAMAGED
    assert main(["fix", "--in-place", "--backup", "--backup-suffix", ".2", "a.py"]) == 0
    assert (place / "a.py.2").read_text() == "\n" + DAMAGED


def test_file_that_changes_meanwhile_is_left(place):
    (place / "a").write_bytes(b"new")
    with pytest.raises(InputError, match="changed by another program in the meantime; not written; run again"):
        write.replace("a", b"old", b"repaired")
    assert (place / "a").read_bytes() == b"new"
    (place / "b").symlink_to("a")
    with pytest.raises(InputError, match="no regular file any more"):
        write.replace("b", b"new", b"repaired")
    with pytest.raises(InputError, match="not written: No such file"):
        write.replace("none", b"new", b"repaired")
    assert sorted(place.iterdir()) == [place / "a", place / "b"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes on this system")
def test_extended_attributes_stay(place):
    (place / "a.py").write_text(DAMAGED)
    try:
        os.setxattr("a.py", "user.origin", b"here")
    except OSError:
        pytest.skip("no extended attributes on this file system")
    assert main(["fix", "-i", "a.py"]) == 0
    assert os.getxattr("a.py", "user.origin") == b"here"
