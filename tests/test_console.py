"""Standard input, output and error: closed, full, or a pipe whose reader went away."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unmojibake.cli import main
from unmojibake.cli.output import console
from unmojibake.errors import InputError

NOT_WRITTEN = b"unmojibake: standard output can't be written: %s\n"
NO_SPACE = NOT_WRITTEN % b"No space left on device"
CLOSED = NOT_WRITTEN % b"Bad file descriptor"
# Each verb where it writes a result, and what argparse writes itself; with the exit code where all can be written.
WRITING = {
    "check": 1,
    "check --jobs 2": 1,
    "check --show-settings": 0,
    "fix damaged.py": 0,
    "fix --diff .": 1,
    "explain 今天": 0,
    "decode damaged.py": 0,
    "completion zsh": 0,
    "corpus damaged.py repaired.txt": 0,
    "--help": 0,
    "--version": 0,
    "undo --help": 0,
}
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")


def in_shell(arguments, redirection):
    """Run a command line of ours in a shell, with what Python keeps in its buffers as a user has it."""
    command = f'"$0" -m unmojibake.cli {arguments} {redirection}'
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(["sh", "-c", command, sys.executable], env=environment, capture_output=True, check=False)


@full
@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("arguments", WRITING)
def test_a_full_disk_is_said_in_one_line(arguments):
    if arguments.startswith("corpus"):
        Path("damaged.py").rename("damaged.txt")
        arguments = arguments.replace(".py", ".txt")
    run = in_shell(arguments, ">/dev/full")
    assert (run.returncode, run.stderr) == (2, NO_SPACE)


@pytest.mark.slow
@full
@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(("arguments", "code"), [item for item in WRITING.items() if "corpus" not in item[0]])
def test_talk_that_cannot_be_written_changes_neither_results_nor_exit_code(arguments, code):
    heard = in_shell(arguments, "")
    for redirection in ("2>/dev/full", "2>&-"):
        run = in_shell(arguments, redirection)
        assert (run.returncode, run.stdout) == (code, heard.stdout)
        assert run.stderr == b""


@full
@pytest.mark.parametrize("arguments", ["mend", "check no-such-file", "explain"])
def test_errors_that_nobody_can_be_told_are_still_exit_codes(arguments):
    assert in_shell(arguments, "2>/dev/full").returncode == 2


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("arguments", ["check", "--help"])
def test_closed_standard_output_is_said_in_one_line(arguments):
    run = in_shell(arguments, ">&-")
    assert (run.returncode, run.stderr) == (2, CLOSED)


@pytest.mark.parametrize(
    ("closed", "words"),
    [("<&-", "standard input: Bad file descriptor"), (">&-", "standard output can't be written: Bad file descriptor")],
)
def test_closed_streams_are_errors(closed, words):
    command = f'"$0" -m unmojibake.cli check - {closed}'
    feed = "鎿嶄綔鎴愬姛".encode() if ">" in closed else None
    run = subprocess.run(["sh", "-c", command, sys.executable], input=feed, capture_output=True, check=False)
    assert run.returncode == 2
    assert words in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
    assert "Exception" not in run.stderr.decode()


def test_files_do_not_take_the_place_of_closed_streams(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("鎿嶄綔鎴愬姛\n", encoding="utf-8")
    command = f'"$0" -m unmojibake.cli fix --in-place --journal {tmp_path}/journal {path} <&- >&- 2>&-'
    run = subprocess.run(["sh", "-c", command, sys.executable], check=False)
    assert run.returncode == 0
    assert path.read_text(encoding="utf-8") == "操作成功\n"
    assert b"repaired 1 span" not in (tmp_path / "journal").read_bytes()


def test_closed_pipe_is_silent():
    # The reader goes away at once; 8 MB do not fit into the pipe.
    process = subprocess.Popen(
        [sys.executable, "-m", "unmojibake.cli", "fix"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    process.stdin.write(b"plain text\n" * 800_000)
    process.stdin.close()
    message = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), message) == (141, b"")


class Unwritable(io.StringIO):
    """What a program put in the place of a standard stream: it can't be written, and has no file number."""

    def __init__(self, error):
        super().__init__()
        self.error = error
        self.buffer = self

    def write(self, _):
        raise self.error

    def flush(self):
        raise self.error


def test_a_stand_in_of_a_program_that_cannot_be_written(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Unwritable(OSError(28, "No space left on device")))
    for write in (lambda: console.put("x"), console.flush):
        with pytest.raises(InputError, match="standard output can't be written: No space left on device"):
            write()
    assert main(["explain", "x"]) == 2
    assert capsys.readouterr().err == NO_SPACE.decode()


def test_a_reader_that_went_away_is_no_error_of_ours(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Unwritable(BrokenPipeError()))
    assert main(["explain", "x"]) == 128 + 13
    assert capsys.readouterr().err == ""


def test_talk_to_a_stand_in_that_cannot_be_written_is_lost(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Unwritable(OSError(28, "No space left on device")))
    assert console.say("x") is None
