"""Completion scripts in the shells themselves, and the manual page."""

import os
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.command import command
from tests.scripts import script
from unmojibake.cli.settings.arguments import parser
from unmojibake.cli.verbs.completion import bash, fish, options, verbs, zsh

ROOT = Path(__file__).parent.parent


def shell(name, script, *arguments):
    """Run a script in a shell, which must be there."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"there is no {name} here")
    run = subprocess.run([program, *arguments, "-c", script], capture_output=True, check=False, timeout=60)
    assert run.stderr == b""
    return run.stdout.decode().split()


CASES = [
    (("unmojibake", "che"), ["check"]),
    (("unmojibake", "--ver"), ["--version"]),
    (("unmojibake", "fix", "--in"), ["--in-place"]),
    (("unmojibake", "fix", "--output-format", "s"), ["sarif"]),
    (("unmojibake", "check", "--color", "a"), ["auto", "always"]),
    (("unmojibake", "completion", "f"), ["fish"]),
    (("unmojibake", "undo", "jour"), []),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_bash(words, expected):
    typed = " ".join(words)
    script = f"{bash()}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _unmojibake; echo ${{COMPREPLY[@]}}"
    assert shell("bash", script, "--norc") == expected


@pytest.mark.skipif(os.name != "posix", reason="no pseudo-terminals on this system")
@pytest.mark.parametrize(("words", "expected"), [case for case in CASES if len(case[1]) == 1])
def test_zsh(tmp_path, words, expected):
    # zsh completes only on a terminal: press Tab on one.
    program = shutil.which("zsh")
    if program is None:
        pytest.skip("there is no zsh here")
    (tmp_path / "script").write_text(zsh())
    setup = f"PS1= ; autoload -U compinit; compinit -u -D; source {tmp_path / 'script'}; echo rea''dy\n"
    environment = os.environ | {"TERM": "dumb", "PS1": ""}
    parent, child = os.openpty()
    with subprocess.Popen(
        [program, "-f", "-i"], stdin=child, stdout=child, stderr=child, start_new_session=True, env=environment
    ) as process:
        os.close(child)
        os.write(parent, setup.encode())
        assert b"ready" in shown(parent, b"ready")
        typed = " ".join(words).encode()
        os.write(parent, typed + b"\t")
        full = b" ".join([*typed.split()[:-1], expected[0].encode()]) + b" "
        assert full in shown(parent, full)
        process.kill()
    os.close(parent)


def shown(terminal, wanted, seconds=20):
    """Give what a terminal shows until something stands there."""
    seen = b""
    end = time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 4096)
    return seen


@pytest.mark.parametrize(("words", "expected"), [case for case in CASES if case[0][1] != "--ver"])
def test_fish(tmp_path, words, expected):
    path = tmp_path / "unmojibake.fish"
    path.write_text(fish())
    script = f"source {path}; complete -C '{' '.join(words)}' | string replace -r '\\t.*' ''"
    assert sorted(shell("fish", script, "--no-config")) == sorted(expected)


@pytest.mark.parametrize(("name", "script"), [("bash", bash), ("zsh", zsh), ("fish", fish)])
def test_verb_writes_the_script(name, script):
    run = command("completion", name)
    assert (run.returncode, run.stdout.decode(), run.stderr) == (0, script(), b"")


def manual():
    """Give the builder of the manual page."""
    return script("docs.manual")


def test_manual_is_that_of_the_parser():
    built = manual()
    assert built.PAGE.read_text(encoding="utf-8") == built.manual(), "run python -m scripts.docs.manual"


def test_manual_can_be_read():
    program = shutil.which("man")
    if program is None:
        pytest.skip("there is no `man` here")
    page = ROOT / "docs" / "unmojibake.1"
    run = subprocess.run(
        [program, "--warnings", "-l", str(page)],
        capture_output=True,
        check=True,
        env={"MANWIDTH": "200", "LC_ALL": "C.UTF-8"},
    )
    assert run.stderr == b""
    text = run.stdout.decode()
    for name, (_, verb) in verbs(parser()).items():
        assert f"\n{name.upper()}\n" in text
        for action in options(verb):
            for option in action.option_strings:
                assert option in text or action.dest == "help"
