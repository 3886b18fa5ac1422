"""One builder for all data files: on a copy of the source tree, with a corpus small enough to count by hand."""

import ast
import json
import lzma
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts import script

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = {
    "zh-Hans.permissive": "今天的天气很好，我们去公园散步。\n请输入文件的名称。\n“你好！”她笑着说。",
    "zh-Hant.mpl": "今天的天氣很好，我們去公園散步。\n請輸入檔案的名稱。",
    "ja.permissive": "今日は天気がいいです。\n「はい」と答えた。",
    "ko.mpl": "오늘은 날씨가 좋아요.\n파일 이름을 입력하세요.",
    "mixed.permissive": "de\tDer Käse ist für Zoë.\nfr\tL'été dernier, à côté.",
    "zh-Hans.copyleft": "不算。",
}
CHEAP = ("variants", "pairs", "kinds", "unwritten")
LIBRARY = "src/unmojibake/pipeline/candidates.py"


def pack(folder, name, text):
    (folder / f"{name}.txt.xz").write_bytes(lzma.compress(text.encode()))


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora")
    for name, text in SENTENCES.items():
        pack(folder, name, text)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory, corpora):
    """A copy of the source tree in which some data files were built."""
    root = tmp_path_factory.mktemp("built") / "tree"
    for name in ("scripts", "src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "manifest.toml"))
    code, _, told = run(root, *CHEAP, "--corpora", corpora)
    assert code == 0, told
    return root


@pytest.fixture
def tree(tmp_path, built):
    """The same, to change things in."""
    return Path(shutil.copytree(built, tmp_path / "tree"))


def run(root, *arguments):
    """Run the builder of a source tree; give its exit code and what it said."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root), str(root / "src")))}
    command = [sys.executable, "-m", "scripts.build", *map(str, arguments)]
    process = subprocess.run(command, capture_output=True, check=False, text=True, cwd=root, env=environment)
    return process.returncode, process.stdout, process.stderr


def check(root, *arguments):
    """Give the files that are stale and why."""
    code, _, told = run(root, "--check", *CHEAP, *arguments)
    lines = dict(line.split(": ", 1) for line in told.splitlines())
    assert code == bool(lines), told
    return lines


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_what_was_built_is_fresh(built, corpora):
    assert check(built) == {}
    assert check(built, "--corpora", corpora) == {}


def test_what_was_built_is_what_was_counted(built):
    unwritten = json.loads((built / "src/unmojibake/pipeline/decide/unwritten.json").read_text("ascii"))
    # Text under copyleft is not counted.
    assert (unwritten["all"], unwritten["unwritten"]) == (11, 0)
    pairs = json.loads((built / "src/unmojibake/pipeline/gate/pairs.json").read_text("ascii"))
    assert pairs["pairs"] == {}


def test_what_was_never_built_is_stale(built):
    code, _, told = run(built, "--check", "reach")
    assert code == 1
    assert told == "pipeline/decide/reach.json: it is not known what it was made of\n"


def test_a_program_that_changed_makes_its_own_file_stale(tree):
    append(tree / "scripts/count/kinds.py", "CHANGED = True\n")
    assert check(tree) == {"pipeline/evidence/kinds.json": "scripts.count.kinds changed"}


def test_prose_makes_nothing_stale(tree):
    path = tree / "scripts/count/kinds.py"
    text = path.read_text("utf-8").replace('"""Count pipeline', '"""It\'s counted: pipeline', 1)
    path.write_text(text + "# and a comment\n", encoding="utf-8")
    assert check(tree) == {}


def test_a_module_of_the_library_makes_stale_what_was_fitted_with_it(tree):
    append(tree / LIBRARY, "CHANGED = True\n")
    assert check(tree) == {"pipeline/decide/unwritten.json": "unmojibake.pipeline.candidates changed"}


def test_a_module_that_all_import_makes_all_stale(tree):
    append(tree / "scripts/common/corpora.py", "CHANGED = True\n")
    assert len(check(tree)) == len(CHEAP)


def test_a_source_that_changed_makes_stale_what_read_it(tree, corpora, tmp_path):
    changed = Path(shutil.copytree(corpora, tmp_path / "changed"))
    pack(changed, "ko.mpl", SENTENCES["ko.mpl"] + "\n새 줄.")
    told = check(tree, "--corpora", changed)
    # Which characters tell Chinese and Japanese apart is not counted in Korean, but what is read is read.
    assert {"pipeline/evidence/kinds.json", "pipeline/decide/unwritten.json"} <= set(told)
    assert set(told.values()) == {"corpora/ko.mpl.txt.xz changed"}
    assert check(tree) == {}


def test_a_file_that_was_edited_is_stale(tree):
    append(tree / "src/unmojibake/language/variants.json", "\n")
    assert check(tree) == {"language/variants.json": "it is not the file that was built"}
    (tree / "src/unmojibake/language/variants.json").unlink()
    assert check(tree) == {"language/variants.json": "it is missing"}


def test_only_what_is_stale_is_built(tree, corpora):
    append(tree / LIBRARY, "CHANGED = True\n")
    code, told, _ = run(tree, "--stale", *CHEAP, "--corpora", corpora)
    assert code == 0
    assert [line for line in told.splitlines() if line.endswith("as before")] != []
    assert "kinds" not in told
    assert check(tree) == {}


def test_misuse_is_told(built, corpora):
    code, _, told = run(built, "reech", "--corpora", corpora)
    assert (code, told) == (2, "no such target: reech; --list names them\n")
    code, _, told = run(built, "kinds", "eaten")
    assert (code, told) == (2, "needed too: --cache, --corpora\n")


def test_a_program_that_fails_ends_the_build(tree, corpora):
    path = tree / "scripts/count/kinds.py"
    path.write_text(path.read_text("utf-8").replace("    return 0\n", "    return 3\n"), encoding="utf-8")
    code, _, told = run(tree, "kinds", "--corpora", corpora)
    assert code == 1
    assert told.endswith("kinds: its program ended with 3\n")


def test_a_program_must_not_read_what_is_made_after_it(tree, corpora):
    path = tree / "scripts/count/kinds.py"
    late = 'open("src/unmojibake/pipeline/decide/reach.json").close()\n'
    path.write_text(path.read_text("utf-8").replace("    parser = ", f"    {late}    parser = "), encoding="utf-8")
    code, _, told = run(tree, "kinds", "--corpora", corpora)
    assert code == 1
    assert told.endswith("kinds: read pipeline/decide/reach.json, which is not made before it\n")


def test_every_program_is_a_target_and_every_data_file_has_one():
    build, code = script("build"), script("common.source_code")
    every = build.targets(code.SourceTree(ROOT))
    programs = {
        f"scripts.count.{path.stem}"
        for path in (ROOT / "scripts/count").glob("*.py")
        if "OUTPUT = " in path.read_text("utf-8")
    }
    assert programs == {target.module for target in every.values()} - {"scripts.model.train"}
    package = ROOT / "src/unmojibake"
    files = {
        path.relative_to(package).as_posix() for suffix in ("json", "bin") for path in package.rglob(f"*.{suffix}")
    }
    assert files == {target.output for target in every.values()}


def test_imports_are_followed_but_those_for_type_checkers(tmp_path):
    code = script("common.source_code")
    for name, text in {
        "one": "from scripts import two\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import scripts.four\n",
        "two": "def late():\n    try:\n        from scripts.three import name\n    except ImportError:\n        import json\n",
        "three": "name = 1\n",
        "four": "",
    }.items():
        (tmp_path / "scripts").mkdir(exist_ok=True)
        (tmp_path / "scripts" / f"{name}.py").write_text(text, encoding="utf-8")
    assert set(code.SourceTree(tmp_path).closure("scripts.one")) == {"scripts.one", "scripts.two", "scripts.three"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x = 1  # one\n", "x = 1\n", True),
        ('"""Doc."""\n\nx = 1\n"""Of x."""\n', "x = 1\n", True),
        ('def f():\n    """Doc\n    of f."""\n    return "#1"\n', 'def f():\n    return "#1"  # "\n', True),
        ('x = "#1"\n', 'x = "#2"\n', False),
        ("x = '''\n# a'''\n", "x = '''\n# b'''\n", False),
        ("x = 1\n", "x = 2\n", False),
    ],
)
def test_prose_is_not_code(one, other, same):
    code_of = script("common.source_code").code_of
    assert (code_of(one, ast.parse(one)) == code_of(other, ast.parse(other))) is same
