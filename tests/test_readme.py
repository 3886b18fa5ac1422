"""What the README and the pages of the docs show is what the code prints."""

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest

import unmojibake
from unmojibake.cli import main
from unmojibake.damaging import gloss
from unmojibake.damaging.decoders import read

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
NAMED = [DOCS / f"{name}.md" for name in ("tutorial", "cli", "decode", "corpus")]
PAGES = [ROOT / "README.md", *NAMED, *sorted(DOCS.glob("damage-*.md"))]
README = PAGES[0].read_text(encoding="utf-8")
TABLE = "來個圖寧層廳懼搖東條業樓沒濟為發籤經總績記話詵說變車辦這過長開間頁頭驗鮮"
"""What the software that glossed the README's example has in its table, as far as the page shows it."""


def blocks(text, language):
    """Give the fenced blocks of one language; a longer fence may hold shorter ones."""
    pattern = rf"^(```+){language}\n(.*?)^\1$"
    return [block for _, block in re.findall(pattern, text, flags=re.MULTILINE | re.DOTALL)]


def sessions(page):
    """Give each `$ command` of a page with the output shown under it."""
    for block in blocks(page.read_text(encoding="utf-8"), "console"):
        for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = session.partition("\n")
            yield command, shown


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Go to a folder with the examples in it, where commands may write."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)


def output(command, capsysbinary):
    """Run a command line of ours as if typed."""
    program, *arguments = shlex.split(command)
    assert program == "unmojibake"
    main(arguments)
    out, err = capsysbinary.readouterr()
    return (out + err).decode()


def showing(language):
    """Give the pages that show something in a language."""
    return [page for page in PAGES if blocks(page.read_text(encoding="utf-8"), language)]


def test_pages_show_something():
    assert {page.name for page in showing("console")} >= {"README.md", "tutorial.md", "cli.md"}
    assert {page.name for page in showing("pycon")} >= {"README.md", "tutorial.md", "decode.md"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", showing("console"), ids=lambda page: page.name)
def test_commands_print_what_is_shown(page, capsysbinary):
    shown = list(sessions(page))
    assert shown
    for command, expected in shown:
        assert output(command, capsysbinary) == expected, command


@pytest.mark.parametrize("page", showing("pycon"), ids=lambda page: page.name)
def test_python_prints_what_is_shown(page):
    code = "\n".join(blocks(page.read_text(encoding="utf-8"), "pycon"))
    test = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
    assert test.examples


@pytest.mark.usefixtures("folder")
def test_first_block_repairs_the_example(capsysbinary):
    # The first thing a reader runs: its last line is a command whose output comes next.
    install = blocks(README, "sh")[0].splitlines()
    program, _, arguments = install[-1].partition(" ")
    assert program == ".venv/bin/unmojibake"
    assert output(f"unmojibake {arguments}", capsysbinary) == blocks(README, "text")[0]


def test_the_example_was_damaged_by_the_forward_rules():
    page = blocks(README, "text")[0].partition("unmojibake: examples")[0]
    one, mark, rest = page.partition("  市政府")
    two, script, three = rest.partition("<script>")

    def glossed(text, slip):
        data = gloss.put_in(text.encode("gbk"), TABLE)
        return unmojibake.damage(read(data, "cp936", "windows"), [slip])

    damaged = glossed(one, "slip-dropped") + glossed(mark + two, "slip-shown")
    damaged += unmojibake.damage(script + three, ["utf-8>cp936"])
    assert damaged == (ROOT / "examples" / "newspaper.txt").read_text(encoding="utf-8")


def test_table_shows_real_edits():
    rows = re.findall(r"^\| (pinyin put into|a byte lost from) GBK \| (.*?) \| (.*?) \|$", README, flags=re.MULTILINE)
    assert len(rows) == 2
    for damage, examples, originals in rows:
        plans = [["gloss"]] if damage.startswith("pinyin") else [["slip-dropped"], ["slip-shown"]]
        for example, original in zip(re.findall("`(.*?)`", examples), originals.split(", "), strict=True):
            assert example in {unmojibake.damage(original, plan) for plan in plans}
            assert unmojibake.repair(example).text == original


def test_table_shows_real_damage():
    chains = {"UTF-8": "utf-8", "GBK": "cp936", "cp936": "cp936", "cp1252": "cp1252", "Latin-1": "latin-1"}
    for damage, examples, originals in re.findall(
        r"^\| (\S+ read as .*?) \| (.*?) \| (.*?) \|$", README, flags=re.MULTILINE
    ):
        origin, _, carriers = damage.partition(" read as ")
        made = [
            {unmojibake.damage(original, f"{chains[origin]}>{chains[carrier]}") for carrier in carriers.split(", ")}
            for original in originals.split(", ")
        ]
        for example, forms in zip(re.findall("`(.*?)`", examples), made, strict=True):
            assert example in forms


def test_second_block_runs_the_tests():
    assert "pytest" in blocks(README, "sh")[1].splitlines()[-1]
