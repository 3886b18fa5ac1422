"""Findings for other programs: their positions are those of the file, also where a repair adds lines."""

import json
import os
import re
import subprocess
import sys
import time

import pytest

from tests.command import command, windows
from unmojibake.cli.findings.findings import fingerprint
from unmojibake.cli.output.progress import Progress

# An emoji and a rare hanzi: one code point, two units of UTF-16. Two line feeds and a quote were eaten.
TEXT = (
    "\U0001f600\U00020000 ok\n" + windows('a = "状态"\n// 用户名\nint x;\n// 请先安装依赖，再运行\n') + "锟斤拷锟斤拷\n"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a b,c%.kt").write_bytes(TEXT.encode())
    return tmp_path


def replaced(text, regions):
    """Put new text into regions of lines and columns, as an editor would."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for region, new in sorted(regions, key=lambda item: (item[0]["startLine"], item[0]["startColumn"]), reverse=True):
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.usefixtures("place")
def test_sarif_fixes_make_the_repaired_file():
    run = command("check", "--output-format", "sarif")
    assert run.returncode == 1
    log = json.loads(run.stdout)
    assert log["version"] == "2.1.0"
    [scan] = log["runs"]
    assert scan["columnKind"] == "unicodeCodePoints"
    regions = []
    rules = scan["tool"]["driver"]["rules"]
    for result in scan["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        [location] = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b%2Cc%25.kt"
        for fix in result.get("fixes", []):
            [change] = fix["artifactChanges"]
            [replacement] = change["replacements"]
            assert replacement["deletedRegion"] == location["physicalLocation"]["region"]
            regions.append((replacement["deletedRegion"], replacement["insertedContent"]["text"]))
    repaired = command("fix", "a b,c%.kt").stdout.decode()
    assert replaced(TEXT, regions) == repaired
    assert repaired.count("\n") > TEXT.count("\n")
    line = scan["results"][-1]["partialFingerprints"]["damagedLine/v1"]
    assert line == fingerprint("锟斤拷锟斤拷")


def test_sarif_of_nothing(place):
    (place / "a b,c%.kt").write_text("ok\n")
    run = command("check", "--output-format", "sarif")
    assert run.returncode == 0
    assert json.loads(run.stdout)["runs"][0]["results"] == []


@pytest.mark.usefixtures("place")
def test_jsonl_says_the_same_places_as_sarif():
    rows = [json.loads(line) for line in command("check", "--output-format", "jsonl").stdout.splitlines()]
    results = json.loads(command("check", "--output-format", "sarif").stdout)["runs"][0]["results"]
    for row, result in zip(rows, results, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (row["line"], row["column"], row["end_line"], row["end_column"]) == (
            *(region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]),
        )
        assert TEXT[row["start"] : row["end"]] == row["before"]
        assert row["rule"] == result["ruleId"]
        assert row["fingerprint"] == result["partialFingerprints"]["damagedLine/v1"]
    assert rows[-1]["reason"].startswith("bytes that were not valid were replaced")


def unescaped(text):
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


@pytest.mark.usefixtures("place")
def test_github_annotations():
    run = command("check", "--output-format", "github")
    lines = run.stdout.decode().splitlines()
    rows = [json.loads(line) for line in command("check", "--output-format", "jsonl").stdout.splitlines()]
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        parts = re.fullmatch(
            r"::error title=([^,]*),file=([^,]*),line=(\d+),col=(\d+),endLine=\d+,endColumn=\d+::(.*)", line
        )
        assert unescaped(parts[1]) == row["rule"]
        assert unescaped(parts[2]) == "a b,c%.kt"
        assert (int(parts[3]), int(parts[4])) == (row["line"], row["column"])


def test_github_shows_the_surest_ten(place):
    many = "".join(windows(f"// 第 {number} 行的说明\n") for number in range(14))
    (place / "a b,c%.kt").write_text("锟斤拷锟斤拷\n" + many)
    lines = command("check", "--output-format", "github").stdout.decode().splitlines()
    rows = command("check", "--output-format", "jsonl").stdout.splitlines()
    assert len(lines) == 11
    assert not any("title=locked" in line for line in lines)
    assert lines[-1] == f"::notice title=unmojibake::{len(rows) - 10} more places not shown here"
    assert [int(re.search(r"line=(\d+)", line)[1]) for line in lines[:10]] == sorted(
        int(re.search(r"line=(\d+)", line)[1]) for line in lines[:10]
    )


@pytest.mark.usefixtures("place")
def test_full_shows_both_readings():
    out = command("check").stdout.decode()
    assert "+ // 请先安装依赖，再运行\n" in out
    assert "! 锟斤拷锟斤拷\n" in out
    assert "\x1b" not in out


class Terminal:
    def __init__(self, *, terminal=True):
        self.text = ""
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def test_progress_comes_late_and_goes(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    stream = Terminal()
    progress = Progress(1000, stream=stream)
    for _ in range(500):
        progress.step()
    assert stream.text == ""
    clock[0] = 2.0
    for _ in range(64):
        progress.step()
    assert re.search(r"\[#{15}\.{15}\] 501 of 1,000 files", stream.text)
    progress.clear()
    assert stream.text.endswith("\r\x1b[2K")


@pytest.mark.parametrize(("terminal", "quiet"), [(False, False), (True, True)])
def test_no_progress_in_a_log(monkeypatch, terminal, quiet):
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    stream = Terminal(terminal=terminal)
    progress = Progress(None, stream=stream, quiet=quiet)
    clock[0] = 9.0
    for _ in range(1000):
        progress.step()
    assert stream.text == ""


@pytest.mark.skipif(os.name != "posix", reason="no pseudo-terminals on this system")
def test_progress_on_a_real_terminal(tmp_path):
    import pty  # not on every system

    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(f"{number}\n" + windows("// 请先安装依赖，再运行测试，然后保存\n") * 40)
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "unmojibake.cli", "check", "--output-format", "concise", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=child,
    )
    os.close(child)
    seen = b""
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        seen += piece
        if b" of 400 files" in seen:
            process.kill()
    process.wait()
    os.close(parent)
    assert b" of 400 files" in seen
