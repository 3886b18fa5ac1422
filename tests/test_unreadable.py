"""What can't be read or written, by a real process without the rights: named, and the others done."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from tests.command import DAMAGED, REPAIRED, command

BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


def bound(*arguments, cwd):
    """Run the command line without the right of root to read and write everything."""
    words = [sys.executable, "-m", "unmojibake.cli", *map(str, arguments)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not here: root may read everything")
        words = [*BOUND, *words]
    return subprocess.run(words, capture_output=True, check=False, cwd=cwd)


@pytest.fixture
def place(tmp_path):
    (tmp_path / "a.c").write_text(DAMAGED, encoding="utf-8")
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "b.c").write_text(DAMAGED, encoding="utf-8")
    yield tmp_path
    closed.chmod(0o755)


@pytest.mark.parametrize("git", [False, True])
def test_a_closed_folder_is_named_and_the_others_are_looked_at(place, git):
    if git:
        if shutil.which("git") is None:
            pytest.skip("git is not here")
        subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    (place / "closed").chmod(0)
    found = bound("check", "--output-format", "concise", ".", cwd=place)
    assert found.returncode == 2
    assert b"closed: Permission denied; make it readable, or leave it out" in found.stderr
    assert found.stdout.startswith(b"a.c:2:4: ")


def test_a_file_that_was_not_written_is_counted_nowhere(place):
    (place / "closed").chmod(0o555)
    found = bound("fix", "--in-place", "--journal", "run.jsonl", "closed/b.c", cwd=place)
    assert found.returncode == 2
    assert found.stderr == b"unmojibake: closed/b.c: not written: Permission denied\n"
    found = bound("fix", "--in-place", "--journal", "both.jsonl", "closed/b.c", "a.c", cwd=place)
    assert b"to put 1 file back: unmojibake undo both.jsonl" in found.stderr
    assert (place / "a.c").read_text(encoding="utf-8") == REPAIRED
    (place / "closed").chmod(0o755)
    assert command("undo", "both.jsonl", cwd=place).returncode == 0
    assert (place / "a.c").read_text(encoding="utf-8") == DAMAGED


def test_a_socket_is_no_file(place, monkeypatch):
    monkeypatch.chdir(place)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        found = command("check", "s", "a.c", cwd=place)
    assert b"s: no regular file; skipped" in found.stderr
    assert found.returncode == 1


def test_a_report_is_written_into_what_is_no_file(place):
    pipe = place / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert command("report", "a.c", "-o", "pipe", cwd=place).returncode == 0
        assert b"<!DOCTYPE html>" in reader.communicate(timeout=20)[0]
    assert pipe.is_fifo()
    (place / "link").symlink_to("page.html")
    assert command("report", "a.c", "-o", "link", cwd=place).returncode == 0
    assert (place / "link").is_symlink()
    assert (place / "page.html").is_file()


def test_a_name_of_a_file_is_explained_as_text(place):
    found = command("explain", "a.c", cwd=place)
    assert found.returncode == 0
    assert b"taken as the text itself" in found.stderr
