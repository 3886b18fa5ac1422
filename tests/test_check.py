"""`unmojibake check`: what is looked at, what counts, and how it is said."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.command import command, windows
from tests.project import NAMED, found
from unmojibake.cli import main
from unmojibake.cli.output.colour import painter


def git(*arguments):
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.mark.usefixtures("tree")
def test_clean_files(capsysbinary):
    assert main(["check", "clean.md"]) == 0
    assert capsysbinary.readouterr() == (b"", b"unmojibake: nothing found; 1 file looked at\n")


@pytest.mark.usefixtures("tree")
def test_folder_in_order(capsysbinary):
    expected = ["damaged.py:2:3:", "build/ignored.txt:1:3:", "src/deep/other.kt:2:4:"]
    assert found(capsysbinary) == expected
    assert found(capsysbinary, ".") == expected
    assert found(capsysbinary, "src", "damaged.py", "src") == [expected[2], expected[0]]


def test_git_decides_what_is_in_a_work_tree(tree, capsysbinary):
    git("init", "-q")
    (tree / ".gitignore").write_text("build/\n*.kt\n")
    git("add", "damaged.py")
    (tree / "new.txt").write_text(NAMED)
    (tree / "link.txt").symlink_to("damaged.py")
    git("add", "link.txt")
    assert found(capsysbinary) == ["damaged.py:2:3:", "new.txt:1:3:"]
    # What git knows but is gone is no error; what is named on purpose is looked at, ignored or not.
    (tree / "damaged.py").unlink()
    assert found(capsysbinary) == ["new.txt:1:3:"]
    assert found(capsysbinary, "build") == ["build/ignored.txt:1:3:"]
    assert found(capsysbinary, "--no-gitignore", "src") == ["src/deep/other.kt:2:4:"]
    assert found(capsysbinary, "src", code=0) == []


@pytest.mark.usefixtures("tree")
def test_strange_names_in_git(capsysbinary):
    git("init", "-q")
    for name in ("q\"uo'te.txt", "空 格.txt", "new\nline.txt", b"\xff.txt"):
        Path(os.fsdecode(name)).write_text(NAMED)
    places = found(capsysbinary, "--exclude", "build,src,damaged.py")
    assert sorted(places) == sorted(["new\\nline.txt:1:3:", "q\"uo'te.txt:1:3:", "空", "\ufffd.txt:1:3:"])


def test_standard_input():
    run = command("check", "-", "--stdin-filename", "page.md", "--output-format", "concise", data=NAMED.encode())
    assert run.returncode == 1
    assert run.stdout.startswith(b"page.md:1:3: utf-8-as-cp936 (confidence ")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_files_from(tree, capsysbinary, end):
    (tree / "list").write_bytes(f"damaged.py{end}clean.md{end}build{end}".encode())
    assert found(capsysbinary, "--files-from", "list") == ["damaged.py:2:3:", "build/ignored.txt:1:3:"]
    run = command("check", "--files-from", "-", "--output-format", "concise", data=b"damaged.py\n")
    assert run.stdout.startswith(b"damaged.py:2:3:")


def test_empty_list_is_nothing_to_do(tree, capsysbinary):
    (tree / "list").write_bytes(b"")
    assert found(capsysbinary, "--files-from", "list", code=0) == []


def test_errors_and_what_is_left_alone(tree, capsysbinary):
    (tree / "gbk.txt").write_bytes("这是一个用旧编码保存的文件，里面有很多字。\n".encode("gb18030"))
    (tree / "binary.dat").write_bytes(b"\x89PNG\0\0")
    (tree / "large.txt").write_text(NAMED * 100)
    (tree / "link.py").symlink_to("damaged.py")
    os.mkfifo("pipe")
    assert main(["check", "--max-file-size", "500", "--output-format", "concise", "."]) == 1
    out, err = capsysbinary.readouterr()
    assert b"gbk.txt:1:1: not-utf8 not UTF-8: byte D5 at offset 0 (line 1); probably gb18030; convert" in out
    # The size cap is said aloud; what is binary only when it was named, or with --verbose.
    size = len(NAMED.encode()) * 100
    assert f"large.txt: {size:,} bytes, over the limit of 500; not looked at; raise it with".encode() in err
    assert b"binary.dat" not in err
    assert b"2 left alone" in err
    main(["check", "--verbose", "."])
    assert b"binary.dat: NUL byte at offset 4: not a UTF-8 text file" in capsysbinary.readouterr().err
    for name, words in [
        ("binary.dat", b"NUL byte"),
        ("link.py", b"symbolic link, not followed; name the file that it points to"),
        ("pipe", b"no regular file"),
    ]:
        assert main(["check", name]) == 0
        assert words in capsysbinary.readouterr().err
    assert main(["check", "none.txt", "damaged.py"]) == 2
    out, err = capsysbinary.readouterr()
    assert b"none.txt: No such file or directory" in err
    assert b"damaged.py:2:3" in out


def test_same_answer_with_workers(tree):
    for number in range(30):
        (tree / f"more{number:02}.txt").write_text(f"第{number}行\n{windows(f'编号 {number} 的说明文字')}\n")
    (tree / "more07.txt").write_bytes(b"\0")
    (tree / "more08.txt").unlink()
    (tree / "more08.txt").mkdir()
    alone = command("check", "--output-format", "jsonl", ".")
    together = command("check", "--output-format", "jsonl", "--jobs", "2", ".")
    assert alone.returncode == together.returncode == 1
    assert alone.stdout == together.stdout
    assert alone.stderr == together.stderr
    assert len(alone.stdout.splitlines()) >= 28


def test_select_and_ignore(tree, capsysbinary):
    (tree / "lost.txt").write_text("锟斤拷锟斤拷\n")
    assert "lost.txt:1:1:" in found(capsysbinary)
    assert found(capsysbinary, "--select", "locked") == ["lost.txt:1:1:"]
    assert found(capsysbinary, "--select", "utf-8-as-*", "lost.txt", code=0) == []
    assert "lost.txt:1:1:" not in found(capsysbinary, "--ignore", "*-as-big5,locked")
    assert found(capsysbinary, "--ignore", "codec", "--ignore", "locked", code=0) == []


def test_pragma(tree, capsysbinary):
    (tree / "damaged.py").write_text(f"{windows('甲 = 读取配置文件')}  # unmojibake: ignore\n{NAMED}")
    assert found(capsysbinary, "damaged.py") == ["damaged.py:2:3:"]


@pytest.mark.usefixtures("tree")
def test_exclude_and_force_exclude(capsysbinary):
    assert found(capsysbinary, "--exclude", "build,*.kt") == ["damaged.py:2:3:"]
    assert found(capsysbinary, "--exclude", "src/deep", "src", code=0) == []
    # Patterns of the command line are seen from where it is typed, those of a configuration from where that stands.
    os.chdir("src")
    assert found(capsysbinary, "--exclude", "deep/*", "..") == ["../damaged.py:2:3:", "../build/ignored.txt:1:3:"]
    os.chdir("..")
    # A file that is named is meant, unless a tool names them all.
    assert found(capsysbinary, "--exclude", "*.py", "damaged.py") == ["damaged.py:2:3:"]
    assert found(capsysbinary, "--exclude", "*.py", "--force-exclude", "damaged.py", code=0) == []


def test_min_confidence_and_prior_reach_the_repair(tree, capsysbinary):
    lossy = windows('tip = "请输入密码"')
    (tree / "a.py").write_text(lossy)
    assert main(["check", "--output-format", "jsonl", "a.py"]) == 1
    assert json.loads(capsysbinary.readouterr().out)["after"] == 'tip = "请输入密码"'[7:]
    assert main(["check", "--output-format", "jsonl", "--min-confidence", "1", "a.py"]) == 1
    left = json.loads(capsysbinary.readouterr().out)
    assert left["after"] is None
    assert left["best"] == 'tip = "请输入密码"'[7:]
    main(["check", "--output-format", "jsonl", "--prior", "1e-300", "damaged.py"])
    assert b'"damaged": 1.0' not in capsysbinary.readouterr().out


def test_output_file(tree, capsysbinary):
    assert main(["check", "--output-format", "sarif", "--output-file", "out.sarif"]) == 1
    assert capsysbinary.readouterr().out == b""
    assert len(json.loads((tree / "out.sarif").read_bytes())["runs"][0]["results"]) == 3
    assert main(["check", "--output-file", "none/out"]) == 2


class Stream:
    def __init__(self, *, terminal):
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "on"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_on_colour(choice, terminal, environment, on):
    assert painter(choice, Stream(terminal=terminal), environment).on is on


@pytest.mark.usefixtures("tree")
def test_colour_is_only_added(capsysbinary):
    main(["check", "--color", "never"])
    plain = capsysbinary.readouterr().out
    main(["check", "--color", "always"])
    colourful = capsysbinary.readouterr().out
    assert b"\x1b[" not in plain
    assert colourful.count(b"\x1b[") >= 8
    for code in (b"0", b"1", b"31", b"32", b"36"):
        colourful = colourful.replace(b"\x1b[" + code + b"m", b"")
    assert colourful == plain


@pytest.mark.usefixtures("tree")
def test_messages_hold_no_commands_for_the_terminal(tree, capsysbinary):
    name = "a\x1b[2J\nb.txt"
    (tree / name).write_bytes(b"\0")
    main(["check", name])
    assert b"a\\x1b[2J\\nb.txt: NUL byte" in capsysbinary.readouterr().err


@pytest.mark.usefixtures("tree")
def test_lost_text_that_looks_like_text(capsysbinary):
    # Debuggers' filling, made of ordinary characters.
    Path("dump.txt").write_text("值：烫烫烫烫\n")
    assert found(capsysbinary, "dump.txt") == ["dump.txt:1:3:"]


@pytest.mark.usefixtures("tree")
def test_quiet(capsysbinary):
    assert main(["check", "-q", "clean.md"]) == 0
    assert capsysbinary.readouterr() == (b"", b"")
