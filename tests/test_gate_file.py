"""The gate that only rises: it stands as it is pinned, and it can be lowered only on purpose."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import unmojibake
from tests import scripts

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"


@pytest.fixture(scope="module")
def script():
    return scripts.script("quality_gate")


@pytest.fixture
def place(tmp_path):
    """A small folder of fixtures: one damage that is repaired, one that can't be, clean text."""
    lost = unmojibake.damage("数据", "utf-8>cp936", decoder="windows")
    rows = [
        {"damage": "one", "damaged": "鎿嶄綔鎴愬姛", "gold": "操作成功", "expect": "pass"},
        {"damage": "two", "damaged": "鎿嶄綔鎴愬姛", "gold": lost, "expect": "fail"},
        {"damage": "none", "damaged": "天气很好。", "gold": "天气很好。", "expect": "pass"},
    ]
    folder = tmp_path / "fixtures"
    folder.mkdir()
    put(folder / "rows.jsonl", rows)
    return folder


def put(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def run(place, *arguments):
    """Run the script on a folder, with its gate beside it; give the exit code and what it said."""
    paths = ["--fixtures", str(place), "--gate", str(place.parent / "gate.toml")]
    command = [sys.executable, "-m", "scripts.quality_gate", *paths, *arguments]
    process = subprocess.run(command, capture_output=True, check=False, text=True, cwd=ROOT)
    return process.returncode, process.stderr


@pytest.mark.slow
def test_the_gate_is_open(script):
    assert script.check(script.read(), script.measure()) == []


def test_every_damage_of_the_fixtures_has_a_floor(script):
    rows = [
        json.loads(line) for path in FIXTURES.glob("*.jsonl") for line in path.read_text("utf-8").split("\n") if line
    ]
    # Escapes are repaired only where that is asked for: test_escape.py has their rows.
    kinds = {row["damage"] for row in rows if row["gold"] is not None or row["expect"] == "abstain"} - {
        "none",
        "escape",
    }
    assert set(script.read().floors) == kinds
    assert set(script.read().ceilings) == {script.CHANGED, script.ERROR}


def test_a_missing_gate_is_written_then_checked(place):
    assert run(place)[0] == 1
    assert run(place, "--update") == (0, "")
    assert '"one" = 1\n"two" = 0\n' in (place.parent / "gate.toml").read_text("utf-8")
    assert run(place) == (0, "")


def test_what_falls_is_named_and_not_written(place, script):
    path = place.parent / "gate.toml"
    run(place, "--update")
    held = script.read(path)
    script.write(replace(held, floors=held.floors | {"two": 0.5, "three": 1.0}), path)
    before = path.read_bytes()
    for arguments in ((), ("--update",)):
        code, said = run(place, *arguments)
        assert code == 1
        assert "two: exact 0 is below the floor 0.5" in said
        assert "three: no fixture" in said
        assert path.read_bytes() == before
    assert run(place, "--update", "--allow-regression") == (0, "")
    assert script.read(path) == held


def test_a_changed_clean_text_shuts_the_gate(place, script):
    run(place, "--update")
    rows = [{"damage": "none", "damaged": "鎿嶄綔鎴愬姛", "gold": "鎿嶄綔鎴愬姛", "expect": "pass"}]
    put(place / "negative.jsonl", rows)
    code, said = run(place)
    assert code == 1
    assert script.CHANGED in said
    assert run(place, "--update", "--fixtures-changed")[0] == 1


def test_other_fixtures_are_not_taken_for_the_same(place):
    run(place, "--update")
    rows = [{"damage": "new", "damaged": "æ\x93\x8dä½\x9c", "gold": "操作", "expect": "pass"}]
    put(place / "new.jsonl", rows)
    before = (place.parent / "gate.toml").read_bytes()
    code, said = run(place)
    assert code == 1
    assert "the fixtures changed" in said
    assert "new: not in the gate" in said
    assert run(place, "--update")[0] == 1
    assert (place.parent / "gate.toml").read_bytes() == before
    assert run(place, "--update", "--fixtures-changed") == (0, "")
    assert run(place) == (0, "")


def test_what_rises_is_written(place, script):
    path = place.parent / "gate.toml"
    run(place, "--update")
    held = script.read(path)
    script.write(replace(held, floors=held.floors | {"one": 0.2}), path)
    assert run(place) == (0, "")
    assert run(place, "--update") == (0, "")
    assert script.read(path) == held


def test_the_hash_is_of_rows_and_names_not_of_line_ends(place, script):
    found = script.fixtures.digest(place)
    rows = place / "rows.jsonl"
    rows.write_bytes(rows.read_bytes().replace(b"\n", b"\r\n"))
    assert script.fixtures.digest(place) == found
    shutil.move(rows, place / "other.jsonl")
    assert script.fixtures.digest(place) != found


def test_flags_without_update_are_misuse(place):
    assert run(place, "--allow-regression")[0] == 2
