"""What the README, the tutorial and the page on decoding show is what the code prints."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

import unmojibake
from unmojibake.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "decode.md"]
README = PAGES[0].read_text(encoding="utf-8")


def blocks(text, language):
    """Give the fenced blocks of one language; a longer fence may hold shorter ones."""
    pattern = rf"^(```+){language}\n(.*?)^\1$"
    return [block for _, block in re.findall(pattern, text, flags=re.MULTILINE | re.DOTALL)]


def sessions():
    """Give each `$ command` of the pages with the output shown under it."""
    for page in PAGES:
        for block in blocks(page.read_text(encoding="utf-8"), "console"):
            for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, shown = session.partition("\n")
                yield pytest.param(command, shown, id=f"{page.name}: {command}")


def output(command, capsysbinary):
    """Run a command line of ours in the repository's folder, as if typed."""
    program, *arguments = shlex.split(command)
    assert program == "unmojibake"
    main(arguments)
    out, err = capsysbinary.readouterr()
    return (out + err).decode()


@pytest.mark.parametrize(("command", "shown"), list(sessions()))
def test_command_prints_what_is_shown(command, shown, capsysbinary, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert output(command, capsysbinary) == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_prints_what_is_shown(page):
    code = "\n".join(blocks(page.read_text(encoding="utf-8"), "pycon"))
    test = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
    assert test.examples


def test_first_block_repairs_the_example(capsysbinary, monkeypatch):
    # The first thing a reader runs: its last line is a command whose output comes next.
    monkeypatch.chdir(ROOT)
    install = blocks(README, "sh")[0].splitlines()
    program, _, arguments = install[-1].partition(" ")
    assert program == ".venv/bin/unmojibake"
    assert output(f"unmojibake {arguments}", capsysbinary) == blocks(README, "text")[0]


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
