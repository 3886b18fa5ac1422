"""The configuration file, patterns, and the baseline."""

import json
import os

import pytest

from tests.command import windows
from tests.project import NAMED, found
from unmojibake.cli import main
from unmojibake.cli.files.patterns import matches

CONFIG = """
extend-exclude = ["build", "src/deep/*.kt"]
ignore = ["not-utf8"]
max-file-size = 1000
[per-file-ignores]
"*.py" = ["utf-8-as-*"]
"""


@pytest.mark.parametrize("name", ["unmojibake.toml", "pyproject.toml"])
def test_configuration(tree, capsysbinary, name):
    head = "[tool.unmojibake]" if name == "pyproject.toml" else ""
    (tree / name).write_text(head + CONFIG.replace("[per", "[tool.unmojibake.per" if head else "[per"))
    (tree / "gbk.txt").write_bytes("这是一个用旧编码保存的文件\n".encode("gb18030"))
    (tree / "large.txt").write_text(NAMED * 100)
    assert found(capsysbinary, code=0) == []
    # From above the files, and from elsewhere.
    assert found(capsysbinary, "src/deep", code=0) == []
    os.chdir("/")
    assert found(capsysbinary, str(tree), code=0) == []
    assert len(found(capsysbinary, "--isolated", str(tree))) > 3
    # The command line has the last word.
    assert len(found(capsysbinary, "--max-file-size", "100000", str(tree))) == 100


def test_nearest_configuration_wins_and_a_named_one_over_it(tree, capsysbinary):
    (tree / "pyproject.toml").write_text('[tool.unmojibake]\nselect = ["locked"]\n')
    (tree / "src" / "unmojibake.toml").write_text('select = ["codec"]\n')
    (tree / "src" / "pyproject.toml").write_text("[tool.ruff]\n")
    (tree / "other.toml").write_text('select = ["*-as-big5"]\n')
    assert found(capsysbinary, ".", code=0) == []
    assert found(capsysbinary, "src") == ["src/deep/other.kt:2:4:"]
    assert found(capsysbinary, "--config", "other.toml", "src", code=0) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("excludes = []", "unknown key 'excludes'; the keys are baseline, extend-exclude"),
        ("ignore = 'x'", "ignore must be a list of strings, not 'x'"),
        ("min-confidence = 'high'", "min-confidence must be a number, not 'high'"),
        ("min-confidence = 2", "min_confidence must be from 0 to 1, not 2"),
        ("max-file-size = 1.5", "max-file-size must be a whole number of bytes"),
        ("max-file-size = -1", "max-file-size must be a number of bytes"),
        ("per-file-ignores = []", "per-file-ignores must be a table"),
        ("baseline = 1", "baseline must be a file's name"),
        ("baseline = 'none.json'", "No such file or directory; write a baseline with"),
        ("select = ", "Invalid value"),
        ("select = ['utf-8-as-cp963']", "select: 'utf-8-as-cp963' means no rule; did you mean utf-8-as-cp936?"),
        ("ignore = ['locked', 'everything']", "ignore: 'everything' means no rule; kinds are codec, gloss"),
        ("[per-file-ignores]\n'a.txt' = ['codec+sleep']", "per-file-ignores: a.txt: 'codec+sleep' means no rule"),
    ],
)
def test_wrong_configuration(tree, capsysbinary, text, complaint):
    (tree / "unmojibake.toml").write_text(text)
    assert main(["check"]) == 2
    assert complaint in capsysbinary.readouterr().err.decode()


def test_show_settings(tree, capsysbinary):
    (tree / "unmojibake.toml").write_text("prior = 0.25")
    assert main(["check", "--show-settings", "--min-confidence", "0.5"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "prior = 0.25\n" in out
    assert "min-confidence = 0.5\n" in out
    assert f"config-file = '{tree / 'unmojibake.toml'}'" in out


def test_baseline_accepts_what_was_there(tree, capsysbinary):
    assert main(["check", "--write-baseline"]) == 0
    path = tree / ".unmojibake-baseline.json"
    first = path.read_bytes()
    content = json.loads(first)
    assert set(content["files"]) == {"damaged.py", "build/ignored.txt", "src/deep/other.kt"}
    assert content["files"]["damaged.py"][0]["rule"] == "utf-8-as-cp936"
    assert set(content["files"]["damaged.py"][0]) == {"rule", "sha256", "count"}
    assert found(capsysbinary, code=0) == []
    # Lines come and go, the line is indented: still the same damage, and the file is written alike.
    (tree / "damaged.py").write_text(f"\n\n\n    {NAMED}y = 2\n")
    assert found(capsysbinary, code=0) == []
    assert found(capsysbinary, "src", "damaged.py", code=0) == []
    main(["check", "--write-baseline"])
    assert path.read_bytes() == first
    # The same damage once more, and other damage, are new.
    (tree / "damaged.py").write_text(f"{NAMED}{NAMED}{windows('# 检查每一行内容')}\n")
    assert found(capsysbinary, "damaged.py") == ["damaged.py:2:3:", "damaged.py:3:3:"]
    assert len(found(capsysbinary, "--no-baseline", "damaged.py")) == 3
    assert len(found(capsysbinary, "--isolated", "damaged.py")) == 3


def test_named_baseline_and_configured_one(tree, capsysbinary):
    assert main(["check", "--write-baseline", "--baseline", "known.json"]) == 0
    assert len(found(capsysbinary)) == 3
    assert found(capsysbinary, "--baseline", "known.json", code=0) == []
    (tree / "unmojibake.toml").write_text('baseline = "known.json"')
    os.chdir("src")
    assert found(capsysbinary, "..", code=0) == []
    capsysbinary.readouterr()
    with pytest.raises(SystemExit):
        main(["check", "--no-baseline", "--write-baseline"])


@pytest.mark.parametrize("content", ["", "[]", '{"version": 1}', '{"version": 1, "files": {"a": [1]}}'])
def test_wrong_baseline(tree, capsysbinary, content):
    (tree / "b.json").write_text(content)
    assert main(["check", "--baseline", "b.json"]) == 2
    assert b"b.json: not a baseline; write it again with" in capsysbinary.readouterr().err


@pytest.mark.parametrize(
    ("path", "pattern", "meant"),
    [
        ("a.txt", "*.txt", True),
        ("docs/a.txt", "docs/", True),
        ("docs/a.txt", "./docs", True),
        ("src/docs/a.txt", "docs", True),
        ("src/docs/a.txt", "src/docs", True),
        ("other/src/docs/a.txt", "src/docs", False),
        ("docs.txt", "docs", False),
        ("src/a/b/c.py", "src/*.py", True),
    ],
)
def test_patterns(path, pattern, meant):
    assert matches(path, [pattern]) is meant
