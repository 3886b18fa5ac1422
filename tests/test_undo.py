"""`unmojibake undo`, and runs that are killed: nothing is ever lost."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import DAMAGED, REPAIRED, journals
from unmojibake.cli import main
from unmojibake.cli.files import journal

FIXTURES = Path(__file__).parent / "fixtures"


def test_undo_refuses_what_changed_since(place, capsysbinary):
    for name in "abc":
        (place / name).write_text(f"{name}\n{DAMAGED}")
    main(["fix", "-i", "--journal", "j", "a", "b", "c"])
    (place / "b").write_text(f"b\n{REPAIRED}more\n")
    (place / "c").unlink()
    capsysbinary.readouterr()
    assert main(["undo", "j"]) == 1
    err = capsysbinary.readouterr().err.decode()
    assert "b: changed since that run; left as it is. To put it back, undo the later change first" in err
    assert "c: No such file or directory" in err
    assert "put back 1 file, 2 left, see above" in err
    assert (place / "a").read_text() == f"a\n{DAMAGED}"
    assert (place / "b").read_text() == f"b\n{REPAIRED}more\n"


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[]\n", b"x\n", b'{"unmojibake-journal": 2}\n'])
def test_undo_of_what_is_no_journal(place, capsysbinary, content):
    (place / "j").write_bytes(content)
    assert main(["undo", "j"]) == 2
    assert b"j: not a journal of unmojibake" in capsysbinary.readouterr().err
    assert main(["undo", "none"]) == 2


def test_damaged_journal_changes_nothing(place, capsysbinary):
    for name in "ab":
        (place / name).write_text(f"{name}\n{DAMAGED}")
    main(["fix", "-i", "--journal", "j", "a", "b"])
    lines = (place / "j").read_bytes().splitlines(keepends=True)
    (place / "j").write_bytes(b"".join([lines[0], b"{}\n", lines[2]]))
    assert main(["undo", "j"]) == 2
    assert b"j: line 2 is damaged" in capsysbinary.readouterr().err
    assert (place / "b").read_text() == f"b\n{REPAIRED}"
    # A last line that was not finished is that of a file that was not written.
    (place / "j").write_bytes(lines[0] + lines[1] + lines[2][:-9])
    (place / "b").write_text(f"b\n{DAMAGED}")
    assert main(["undo", "j"]) == 0
    assert (place / "a").read_text() == f"a\n{DAMAGED}"


def test_entries_put_any_bytes_back():
    chance = random.Random(3)
    for _ in range(300):
        before = bytes(chance.choices(b"ab", k=chance.randrange(12)))
        after = bytes(chance.choices(b"ab", k=chance.randrange(12)))
        made = journal.entry("a", before, after)
        assert made.undone(after) == before


@pytest.mark.skipif(os.name != "posix", reason="no kill -9 on this system")
def test_killed_at_any_moment(place):
    # Each file is old or new, whole, and the journal puts all of them back.
    old = {f"{number:03}.txt": f"{number}\n{DAMAGED}".encode() for number in range(60)}
    new = {name: f"{int(name[:3])}\n{REPAIRED}".encode() for name in old}
    chance = random.Random(7)
    killed_within = 0
    for attempt in range(12):
        for name, data in old.items():
            (place / name).write_bytes(data)
        kept = place.parent / f"journal{attempt}"
        process = subprocess.Popen(
            [sys.executable, "-m", "unmojibake.cli", "fix", "-q", "-i", "--journal", str(kept), "."],
        )
        deadline = time.monotonic() + 60
        # Before its first line is written nothing is changed.
        while not (kept.exists() and kept.read_bytes().count(b"\n")) and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        time.sleep(chance.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        states = [(place / name).read_bytes() for name in old]
        assert all(data in (old[name], new[name]) for name, data in zip(old, states, strict=True))
        changed = sum(data == new[name] for name, data in zip(old, states, strict=True))
        killed_within += 0 < changed < len(old)
        assert main(["undo", str(kept)]) == 0
        assert all((place / name).read_bytes() == data for name, data in old.items())
        for path in place.iterdir():
            # What a killed write leaves behind is named so that nothing takes it for a file of the project.
            if path.name not in old:
                assert path.name.endswith(".unmojibake-tmp")
                path.unlink()
    assert killed_within > 0


def test_undo_can_be_killed_too(place):
    old = {f"{number:03}.txt": f"{number}\n{DAMAGED}".encode() for number in range(40)}
    for name, data in old.items():
        (place / name).write_bytes(data)
    main(["fix", "-q", "-i", "--journal", "../j", "."])
    new = {name: (place / name).read_bytes() for name in old}
    for delay in (0.05, 0.12, 0.2):
        process = subprocess.Popen([sys.executable, "-m", "unmojibake.cli", "undo", "../j"], stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.kill()
        process.wait()
        assert all((place / name).read_bytes() in (old[name], new[name]) for name in old)
    assert main(["undo", "../j"]) == 0
    assert all((place / name).read_bytes() == data for name, data in old.items())


@pytest.mark.skipif(os.name != "posix", reason="no Ctrl-C to send on this system")
def test_interrupted_run_says_how_to_take_it_back(place):
    # What is said of so many does not fit into the pipe: the run waits to be read, and is not over too soon.
    old = {f"{number:03}.txt": f"{number}\n{DAMAGED}".encode() for number in range(1000)}
    for name, data in old.items():
        (place / name).write_bytes(data)
    command_line = [sys.executable, "-m", "unmojibake.cli", "fix", "-i", "--journal", "../the journal", "."]

    def listen():
        # What runs in the background of a shell does not hear Ctrl-C, and would hand that on.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with subprocess.Popen(command_line, stderr=subprocess.PIPE, preexec_fn=listen) as process:  # noqa: PLW1509
        deadline = time.monotonic() + 60
        kept = Path("../the journal")
        while not (kept.exists() and kept.read_bytes().count(b"\n") > 3) and time.monotonic() < deadline:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        err = process.stderr.read().decode()
        assert process.wait() == 130, err
    assert "Traceback" not in err
    assert err.endswith("back: unmojibake undo '../the journal'\n")
    assert any((place / name).read_bytes() != data for name, data in old.items())
    assert main(["undo", "../the journal"]) == 0
    assert all((place / name).read_bytes() == data for name, data in old.items())


def test_left_behind_temporary_files_are_not_looked_at(place):
    (place / ".a.py.12345678.unmojibake-tmp").write_text(DAMAGED)
    assert main(["check"]) == 0


@pytest.mark.slow
def test_whole_pages_come_back(place):
    # A page of each kind of damage, with line ends of both kinds.
    before = {}
    for path in FIXTURES.glob("*.jsonl"):
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").split("\n") if row]
        texts = [row["damaged"] for row in rows if row["damaged"].isprintable()][:8]
        before[f"{path.stem}.txt"] = "".join(
            text + ("\n" if number % 2 else "\r\n") for number, text in enumerate(texts)
        ).encode()
    for name, data in before.items():
        (place / name).write_bytes(data)
    main(["fix", "--in-place", "--journal", str(place.parent / "j"), "."])
    changed = [name for name, data in before.items() if (place / name).read_bytes() != data]
    assert len(changed) > 3
    assert main(["undo", str(place.parent / "j")]) == 0
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_journal_options(place, capsysbinary):
    (place / "a.py").write_text(DAMAGED)
    assert main(["fix", "-i", "--no-journal", "a.py"]) == 0
    assert journals(place) == []
    (place / "a.py").write_text(DAMAGED)
    assert main(["fix", "-i", "--journal", "j", "a.py"]) == 0
    assert journals(place) == []
    (place / "a.py").write_text(DAMAGED)
    assert main(["fix", "-i", "--journal", "j", "a.py"]) == 2
    assert b"j: is there already; a journal is never overwritten" in capsysbinary.readouterr().err
    # Where it can't be written nothing is changed.
    assert main(["fix", "-i", "--journal", "none/j", "a.py"]) == 2
    assert b"so nothing is changed; name another one with --journal, or go without" in capsysbinary.readouterr().err
    assert (place / "a.py").read_text() == DAMAGED
