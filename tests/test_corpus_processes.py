"""`unmojibake corpus` as a process: killed and resumed, under a memory limit, on a terminal."""

import itertools
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.corpora import DAMAGED, clean, corpus, jsonl, run, start, texts
from tests.test_corpus import zstd

if not Path("/proc/self/stat").exists():
    pytest.skip("needs /proc", allow_module_level=True)


PROC = Path("/proc")


def until(is_true, seconds=60):
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


def state(pid):
    """Give the state and the parent of a process; None when there is none."""
    try:
        state, parent, *_ = (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return state, int(parent)


def children(pid):
    """Give the processes that a process began."""
    return [
        int(path.name) for path in PROC.iterdir() if path.name.isdecimal() and (state(path.name) or "x")[1:] == (pid,)
    ]


def workers(pid):
    """Give the workers of a process: the children of the server that it began."""
    servers = [child for child in children(pid) if b"forkserver" in (PROC / str(child) / "cmdline").read_bytes()]
    return [worker for server in servers for worker in children(server)]


def is_running(pid):
    return (state(pid) or "Z")[0] != "Z"


def shards(folder, count=12):
    """Make a corpus of several shards that take a while."""
    folder.mkdir()
    for name in range(count):
        (folder / f"{name}.jsonl").write_bytes(jsonl([f"{row}: {DAMAGED}" for row in range(300)]))
    return [f"{name}.jsonl" for name in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_and_started_again(tmp_path, jobs):
    source, target = tmp_path / "in", tmp_path / "out"
    names = shards(source)
    assert corpus(source, tmp_path / "whole") == 0
    with start(source, target, "--jobs", jobs) as process:
        until(lambda: (target / names[0]).exists() and any(target.glob("*.part")))
        begun = workers(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len(begun) >= (jobs if jobs > 1 else 0)
    until(lambda: not any(map(is_running, begun)))
    finished = [name for name in names if (target / name).exists()]
    assert 0 < len(finished) < len(names)
    before = {name: (target / name).stat().st_ino for name in finished}
    for name in finished:
        assert (target / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    code, out, err = run(source, target, "--jobs", jobs)
    assert code == 0
    assert "3,600  rows" in out
    assert f"{len(names) - len(finished)} shards written, {len(finished)} finished before" in err.replace(
        "shard ", "shards "
    )
    for name in names:
        assert (target / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert {name: (target / name).stat().st_ino for name in finished} == before
    assert not list(target.glob("*.part"))


def test_killed_at_any_moment(tmp_path):
    # Without waiting for the right one: whatever is under its final name is whole.
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    names = [f"{name}.txt" for name in range(15)]
    for name in names:
        (source / name).write_text(f"{DAMAGED}{clean(1)}\n" * 3, encoding="utf-8")
    assert corpus(source, tmp_path / "whole") == 0
    whole = (tmp_path / "whole" / "0.txt").read_bytes()
    for delay in itertools.count():
        with start(source, target, "--jobs", 1) as process:
            time.sleep(0.15 + 0.08 * delay)
            process.kill()
            done = process.wait() == 0
        assert {path.read_bytes() for path in target.glob("*.txt")} <= {whole}
        if done:
            break
        assert delay < 200
    assert len(list(target.glob("*.txt"))) == len(names)


def listen():
    # What runs in the background of a shell does not hear Ctrl-C, and would hand that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("delay", [0, 0.2, 0.5, 1])
def test_interrupted_while_its_workers_begin(tmp_path, delay):
    source, target = tmp_path / "in", tmp_path / "out"
    shards(source)
    with start(source, target, "--jobs", 2, start_new_session=True, preexec_fn=listen) as process:
        until(lambda: children(process.pid))
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b""


def test_interrupted_it_leaves_nothing_half_done(tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    names = shards(source)

    with start(source, target, "--jobs", 2, start_new_session=True, preexec_fn=listen) as process:
        until(lambda: any(target.glob("*.part")))
        # As Ctrl-C does, to all of them.
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b""
    assert not list(target.glob("*.part"))
    assert len(list(target.glob("*.jsonl"))) < len(names)


def test_a_worker_that_dies_is_a_clear_error(tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    shards(source)
    with start(source, target, "--jobs", 2) as process:
        until((target / "0.jsonl").exists)
        # Held, so that there is work left when its workers are gone.
        process.send_signal(signal.SIGSTOP)
        for child in workers(process.pid):
            os.kill(child, signal.SIGKILL)
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"a worker was ended by the system" in err
    assert b"Traceback" not in err
    assert (target / "0.jsonl").exists()
    assert not (target / "9.jsonl").exists()
    assert not list(target.glob("*.part"))


def fed(path, block, count):
    """Make a pipe at a path, and write a block into it so many times."""
    os.mkfifo(path)

    def feed():
        with path.open("wb", buffering=0) as file:
            for _ in range(count):
                file.write(block)

    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(("kind", "gigabytes"), [("txt", 2), ("jsonl", 0.5)])
def test_memory_does_not_grow_with_the_file(tmp_path, kind, gigabytes):
    limit = 400 << 20
    line = (clean(1) + clean(2)) * 6
    rows = [line] * 999 + [DAMAGED]
    block = jsonl(rows) if kind == "jsonl" else "".join(row.removesuffix("\n") + "\n" for row in rows).encode()
    count = int(gigabytes * (1 << 30) / len(block)) + 1
    assert count * len(block) >= gigabytes * (1 << 30) > limit
    source, target = tmp_path / f"a.{kind}", tmp_path / f"a.{kind}.zst"
    thread = fed(source, block, count)
    # The address space, which memory in use is always less than; each process has the limit.
    code, out, err = run(source, target, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
    assert code == 0, err
    thread.join(10)
    found = {
        line.split(maxsplit=1)[1].split(" (")[0]: int(line.split()[0].replace(",", "")) for line in out.splitlines()
    }
    assert found["repaired"] == count
    assert found["rows"] == block.count(b"\n") * count
    with zstd.ZstdFile(target) as file:
        assert file.read(100) == block[:100]


def test_a_terminal_shows_how_far_it_is(tmp_path):
    source = tmp_path / "in"
    shards(source, 60)
    parent, child = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "unmojibake.cli", "corpus", str(source), str(tmp_path / "shown"), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=child,
    ) as process:
        os.close(child)
        shown = b""
        while True:
            try:
                data = os.read(parent, 4096)
            except OSError:
                break
            if not data:
                break
            shown += data
        process.communicate()
    os.close(parent)
    size = sum(path.stat().st_size for path in source.iterdir())
    assert f" of {size:,} bytes".encode() in shown
    assert b"[#" in shown
    assert b"\r\x1b[2K" in shown


def test_no_terminal_shows_no_bar(tmp_path):
    source = tmp_path / "in"
    shards(source, 2)
    code, _, err = run(source, tmp_path / "out", "--jobs", 1)
    assert code == 0
    assert "\x1b" not in err
    assert len(err.splitlines()) == 1


def test_records_hold_only_what_is_small(tmp_path):
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(jsonl([f"{row}: {DAMAGED}" for row in range(300)]))
    assert corpus(source, target) == 0
    record = tmp_path / ".unmojibake-run" / "b.jsonl.json"
    assert record.stat().st_size < 200_000
    assert json.loads(record.read_bytes())["tally"]["rows"] == {"repaired": 300}
    assert texts(1) == [clean(0)]


def test_the_recipe_of_the_page(tmp_path):
    page = (Path(__file__).parent.parent / "docs" / "corpus.md").read_text(encoding="utf-8")
    [recipe] = re.findall(r"^```python\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "recipe.py").write_text(recipe, encoding="utf-8")
    shards(tmp_path / "in", 2)
    done = subprocess.run([sys.executable, "recipe.py"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == b"Counter({'repaired': 600})\n"
    assert (tmp_path / "out" / "1.jsonl").exists()
