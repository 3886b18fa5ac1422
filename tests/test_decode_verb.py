"""`unmojibake decode`, and `fix --in-place --convert`: files in other encodings."""

import json

import pytest

import unmojibake
from tests.command import command, windows
from tests.strategies import SENTENCES
from unmojibake.cli import main
from unmojibake.cli.findings.selection import undone

TEXT = "# 说明\r\n这是一个用旧编码保存的文件，里面有很多字。\r\n"
LOG = "服务已经启动\n".encode() * 3 + "找不到配置文件\n".encode("gbk")


@pytest.mark.parametrize(
    ("data", "text", "words"),
    [
        (TEXT.encode("gb18030"), TEXT, "gb18030 (detected); nothing to repair"),
        (TEXT.encode(), TEXT, "utf-8 (utf-8); nothing to repair"),
        (TEXT.encode("utf-16"), TEXT, "(bom); nothing to repair"),
        (LOG, "服务已经启动\n" * 3 + "找不到配置文件\n", "utf-8 and gb18030, line by line (detected)"),
        (b"", "", "nothing to repair"),
    ],
)
def test_text_comes_out_as_utf8(data, text, words):
    run = command("decode", data=data)
    assert (run.returncode, run.stdout.decode()) == (0, text)
    assert words in run.stderr.decode()


def test_damage_inside_is_repaired(place):
    damaged = "x = 1\n" + windows("# 先检查长度\n# 再检查内容\ny\n")
    (place / "a.py").write_bytes(damaged.encode("utf-16"))
    run = command("decode", "a.py")
    # Which of the two characters that were eaten was a line feed is for the repair to say.
    assert run.stdout.decode() == unmojibake.repair(damaged).text
    assert run.stdout.decode().startswith("x = 1\n# 先检查长度\n# 再检查内容")
    assert b"utf-16-le (bom); repaired " in run.stderr
    rows = [json.loads(line) for line in command("decode", "--output-format", "jsonl", "a.py").stdout.splitlines()]
    for row in rows:
        assert damaged[row["start"] : row["end"]] == row["before"]
    assert {row["rule"] for row in rows} == {"utf-8-as-cp936"}


def test_label_that_lies():
    run = command("decode", "--declared", "iso-8859-1", data=TEXT.encode("gb18030"))
    assert run.stdout.decode() == TEXT
    assert b"gb18030 (detected; the label names another)" in run.stderr


def test_options_reach_the_repair():
    data = windows('tip = "请输入密码"').encode("utf-16")
    assert command("decode", data=data).stdout.decode() == 'tip = "请输入密码"'
    left = command("decode", "--min-confidence", "1", data=data)
    assert (left.returncode, left.stdout.decode()) == (1, windows('tip = "请输入密码"'))
    assert command("decode", "--prior", "2", data=data).returncode == 2


def test_what_is_no_text(place):
    (place / "a.bin").write_bytes(bytes(range(1, 256)) * 9)
    run = command("decode", "a.bin")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"a.bin: " in run.stderr
    assert command("decode", "none").returncode == 2
    # The same without a NUL for the others: binary, and no text to report.
    checked = command("check", "a.bin")
    assert (checked.returncode, checked.stdout) == (0, b"")
    assert b"no text in another encoding; skipped as binary" in checked.stderr


@pytest.mark.parametrize("text", SENTENCES[:30])
def test_changes_can_be_taken_back(text):
    damaged = "a\n" + windows(f"{text}\n// {text}\n") + "b"
    assert undone(unmojibake.repair(damaged)) == damaged


def test_conversion_when_it_is_asked_for(place, capsysbinary):
    files = {"gbk.txt": TEXT.encode("gb18030"), "log.txt": LOG, "clean.txt": "天气很好。".encode()}
    for name, data in files.items():
        (place / name).write_bytes(data)
    assert main(["fix", "--in-place", "--convert", "--journal", "../j", "."]) == 0
    err = capsysbinary.readouterr().err.decode()
    assert "gbk.txt: converted from gb18030 (detected), confidence 1.00; nothing to repair" in err
    assert "log.txt: converted from utf-8 and gb18030, line by line (detected)" in err
    assert (place / "gbk.txt").read_bytes().decode() == TEXT
    assert (place / "log.txt").read_bytes().decode() == "服务已经启动\n" * 3 + "找不到配置文件\n"
    assert main(["undo", "../j"]) == 0
    assert {name: (place / name).read_bytes() for name in files} == files
    # What is ignored stays, and so does what would lose bytes.
    assert main(["fix", "--in-place", "--convert", "--ignore", "not-utf8", "."]) == 0
    assert {name: (place / name).read_bytes() for name in files} == files
    (place / "log.txt").unlink()
    cut = "服务已经启动，".encode() * 9 + b"\xe4\xb8\xe4\xb8\n"
    (place / "cut.txt").write_bytes(cut)
    assert main(["fix", "--in-place", "--convert", "--exit-non-zero-on-fix", "cut.txt"]) == 1
    assert (place / "cut.txt").read_bytes() == cut
    assert b"cut.txt:1:1: not-utf8" in capsysbinary.readouterr().out
    with pytest.raises(SystemExit):
        main(["fix", "--convert", "gbk.txt"])
