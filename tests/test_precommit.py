"""The hooks, by a real run of pre-commit on a real git repository."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import windows

ROOT = Path(__file__).parent.parent

KOTLIN = """package demo

// 用户名不能为空
fun check(name: String): Boolean {
    // 先检查长度，再检查内容
    return name.isNotEmpty() // 状态
}
"""
PYTHON = '''"""读取配置文件。"""

LIMIT = 10  # 最多保存的记录数


def load(path):
    # 文件不存在时返回空表
    return {}
'''
JSON = """{
  "title": "操作成功",
  "hint": "请输入密码，长度不少于八位",
  "count": 3
}
"""
MARKDOWN = """# 安装说明

请先安装依赖，然后运行测试。

- 第一步：打开设置页面
- 第二步：保存文件
"""
TEXTS = {"Check.kt": KOTLIN, "load.py": PYTHON, "text.json": JSON, "README.md": MARKDOWN}
CRLF = "# 说明\r\n\r\n请先安装依赖。\r\n"
FOREIGN = {
    "legacy.txt": "这是一个用旧编码保存的文件，里面有很多字。\n".encode("gb18030"),
    "wide.txt": "\ufeff天气很好，我们出去走走。\r\n".encode("utf-16-le"),
    "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "zeros.txt": b"text\0with\0zeros\n",
    "clean.md": "# 天气\r\n\r\n今天很好。".encode(),
    "large.txt": (windows("请先安装依赖。\n") * 400).encode(),
}
CONFIG = b'[tool.unmojibake]\nextend-exclude = ["vendor"]\nmax-file-size = 9000\n'


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Give pre-commit a home of its own, which all tests here share: the hook is installed once."""
    if importlib.util.find_spec("pre_commit") is None:
        pytest.skip("pre-commit is not installed: pip install --group test-all")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the hooks are tried from a git clone of the repository")
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(tmp_path):
    """Make a git repository with damaged, foreign and clean files."""
    folder = tmp_path / "repository"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_bytes(windows(text).encode())
    (folder / "crlf.md").write_bytes(windows(CRLF).encode())
    (folder / "vendor").mkdir()
    (folder / "vendor" / "their.md").write_bytes(windows(MARKDOWN).encode())
    for name, data in FOREIGN.items():
        (folder / name).write_bytes(data)
    (folder / "pyproject.toml").write_bytes(CONFIG)
    (folder / "link.md").symlink_to("README.md")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    return folder


def git(folder, *arguments):
    subprocess.run(["git", "-c", "core.autocrlf=false", *arguments], cwd=folder, check=True, capture_output=True)


def hook(home, repository, name):
    """Run one hook over the repository; give the exit code and what it printed."""
    # A test must not obey what the machine that runs it has set up for its own hooks.
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    env |= {"PRE_COMMIT_HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "PRE_COMMIT_COLOR": "never"}
    run = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), name, "--all-files", "--verbose"],
        cwd=repository,
        env=env,
        capture_output=True,
        check=False,
        timeout=600,
    )
    output = (run.stdout + run.stderr).decode()
    assert f"hook id: {name}" in output, output
    return run.returncode, output


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts}


def test_check_finds_and_changes_nothing(home, repository):
    before = contents(repository)
    code, output = hook(home, repository, "unmojibake-check")
    assert code == 1
    for name in (*TEXTS, "crlf.md"):
        assert re.search(rf"^{re.escape(name)}:\d+:\d+: utf-8-as-cp936 ", output, flags=re.MULTILINE), name
    assert re.search(r"^legacy\.txt:1:1: not-utf8 .* probably gb18030", output, flags=re.MULTILINE)
    assert re.search(r"large\.txt: [\d,]+ bytes, over the limit of 9,000; not looked at", output)
    assert "zeros.txt: NUL byte" in output
    for name in ("wide.txt", "clean.md", "picture.png", "their.md", "link.md"):
        assert name not in output
    assert contents(repository) == before


def test_fix_repairs_once_and_then_passes(home, repository):
    before = contents(repository)
    code, output = hook(home, repository, "unmojibake")
    assert code == 1
    assert "files were modified by this hook" in output
    for name, text in TEXTS.items():
        assert f"{name}: repaired " in output
        assert (repository / name).read_bytes().decode() == text
    # Line ends stay as they were.
    assert (repository / "crlf.md").read_bytes().decode() == CRLF
    after = contents(repository)
    for name in (*FOREIGN, "their.md", "pyproject.toml"):
        assert after[name] == before[name]
    assert (repository / "link.md").is_symlink()
    # The GBK file is reported until someone converts it, or says that it stays.
    assert "legacy.txt:1:1: not-utf8" in output
    code, output = hook(home, repository, "unmojibake")
    assert code == 1
    assert "repaired" not in output
    assert "files were modified" not in output
    (repository / "pyproject.toml").write_bytes(
        CONFIG + b'[tool.unmojibake.per-file-ignores]\n"legacy.txt" = ["not-utf8"]\n'
    )
    code, output = hook(home, repository, "unmojibake")
    assert code == 0, output
    assert contents(repository)["legacy.txt"] == FOREIGN["legacy.txt"]
