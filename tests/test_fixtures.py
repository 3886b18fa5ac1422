"""Every fixture through `repair`; in the slow tier through the replay of its plans and the command line too."""

import functools
import io
import json
import sys
from pathlib import Path

import pytest

import unmojibake
from unmojibake.charsets import tables
from unmojibake.cli import main
from unmojibake.damaging import gloss
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.decoders import read
from unmojibake.damaging.edits import EDITS

FOLDER = Path(__file__).parent / "fixtures"
FIELDS = {
    *("id", "damage", "chain", "decoder", "damaged", "gold"),
    *("source", "licence", "comment", "expect"),
}
OPTIONAL = {"table", "original"}


def load(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


# Escapes are looked for only where that is asked for: test_escape.py runs them.
FILES = {path.stem: load(path) for path in sorted(FOLDER.glob("*.jsonl")) if path.stem != "escape"}
ROWS = [row for rows in FILES.values() for row in rows]


BY_ID = {row["id"]: row for row in ROWS}


def parameters(rows):
    """Make one test per row."""
    return [pytest.param(row, id=row["id"]) for row in rows]


@pytest.fixture(scope="module", params=parameters(ROWS))
def row(request):
    """Give every row; pytest runs all tests of one before the next, so that each is repaired once."""
    return request.param


@functools.lru_cache(maxsize=1)
def repaired(name):
    """Give what `repair` makes of the row of this id."""
    return unmojibake.repair(BY_ID[name]["damaged"])


def command_line(text, monkeypatch, capsysbinary):
    """Run `unmojibake fix --output-format jsonl` on a text."""
    stdin = io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    main(["fix", "--output-format", "jsonl"])
    return [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]


def as_json(change):
    """Give a change as the command line writes it, without line and column."""
    return {
        "start": change.start,
        "end": change.end,
        "before": change.before,
        "after": change.after,
        "damaged": change.damaged,
        "confidence": change.confidence,
        "filled": [
            {
                "start": place.start,
                "end": place.end,
                "alternatives": [list(pair) for pair in place.alternatives],
            }
            for place in change.filled
        ],
        "plan": [{"kind": step.kind, "detail": list(step.detail)} for step in change.plan],
        "kind": "+".join(dict.fromkeys(step.kind for step in change.plan)),
    }


def test_rows_are_well_formed():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    for row in ROWS:
        assert FIELDS <= set(row) <= FIELDS | OPTIONAL, row["id"]
        assert row["expect"] in {"pass", "fail", "abstain"}, row["id"]
        assert (row["damage"] == "none") == (row["damaged"] == row["gold"]), row["id"]


def test_there_are_enough_of_each_kind():
    counts = {name: len(rows) for name, rows in FILES.items() if name != "known_failures"}
    assert counts.pop("negative") >= 200
    assert min(counts.values()) >= 30


def test_what_is_lost_for_good_has_no_gold():
    for row in ROWS:
        assert (row["damage"] == "locked") == (row["gold"] is None), row["id"]
        assert (row["damage"] == "locked") == (row["expect"] == "abstain"), row["id"]
        assert row["damage"] != "locked" or "original" in row, row["id"]


def test_known_failures_stand_apart():
    for name, rows in FILES.items():
        assert {row["expect"] == "fail" for row in rows} <= {name == "known_failures"}


def test_repair(row, request):
    if row["expect"] == "fail":
        request.applymarker(pytest.mark.xfail(reason="known failure", strict=True))
    result = repaired(row["id"])
    if row["expect"] == "abstain":
        assert result.text is row["damaged"]
        assert result.verdict == "abstained"
    elif row["damage"] == "none":
        # Never changed; what it quotes may be reported.
        assert result.text is row["damaged"]
        assert not result.changes
    else:
        assert result.text == row["gold"]


def test_changes_account_for_the_text(row):
    result = repaired(row["id"])
    pieces, end = [], 0
    for change in result.changes:
        assert end <= change.start < change.end
        assert row["damaged"][change.start : change.end] == change.before
        pieces += [row["damaged"][end : change.start], change.after]
        end = change.end
        for place in change.filled:
            # What stands in the text is the best reading.
            assert change.after[place.start : place.end] == place.alternatives[0][0]
    assert "".join([*pieces, row["damaged"][end:]]) == result.text


UNTOLD = {"gloss-068", "gloss-069", "gloss-070", "gloss-071"}
"""Rows with glosses above another layer: their plans do not say where."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["id"],
            marks=[pytest.mark.xfail(reason="glosses above another layer are not in the plan")]
            if row["id"] in UNTOLD
            else [],
        )
        for row in ROWS
        if row["expect"] == "pass"
    ],
)
def test_plans_replay(row):
    for change in unmojibake.repair(row["damaged"]).changes:
        assert unmojibake.replay(change.plan, change.after) == change.before


@pytest.mark.slow
def test_command_line_agrees(row, monkeypatch, capsysbinary):
    rows = command_line(row["damaged"], monkeypatch, capsysbinary)
    for found in rows:
        assert (found.pop("path"), len(found.pop("fingerprint"))) == ("standard input", 64)
        del found["line"], found["column"], found["end_line"], found["end_column"], found["rule"]
    result = repaired(row["id"])
    assert [found for found in rows if found["after"] is not None] == [as_json(change) for change in result.changes]
    for found in rows if row["expect"] == "pass" and row["id"] not in UNTOLD else ():
        # What the command line writes is enough to do it again.
        plan = [unmojibake.Step(step["kind"], tuple(step["detail"])) for step in found.get("plan") or ()]
        assert found["after"] is None or unmojibake.replay(plan, found["after"]) == found["before"]
    left = [
        (found["start"], found["end"], found["kind"], found["reason"], found["best"])
        for found in rows
        if found["after"] is None
    ]
    assert left == [(item.start, item.end, item.kind, item.reason, item.best) for item in result.suspects]


def steps(chain):
    """Give the steps of a chain: names of edits and of later damage stand alone, encodings come in pairs."""
    names = iter(chain)
    return [name if name in {*EDITS, *LATER} else (name, next(names)) for name in names]


def damaged_again(row):
    """Damage a row's original once more, by the table of its page where it has one."""
    text = row.get("original", row["gold"])
    for step in steps(row["chain"]):
        if step == "gloss" and "table" in row:
            text = read(gloss.put_in(tables.encode(text, "cp936"), row["table"]), "cp936", row["decoder"])
        else:
            text = unmojibake.damage(text, [step], decoder=row["decoder"])
    return text


@pytest.mark.parametrize("row", parameters(row for row in ROWS if row["damage"] != "none"))
def test_damage_makes_the_row(row):
    assert damaged_again(row) == row["damaged"]


@pytest.mark.parametrize("row", parameters(row for row in ROWS if "original" in row and row["gold"]))
def test_what_is_not_undone_is_in_the_gold(row):
    assert row["gold"] == unmojibake.damage(row["original"], ["half-width"])
    assert row["gold"] != row["original"]


def test_tables_hold_what_their_pages_gloss():
    for row in ROWS:
        if "table" in row:
            assert row["chain"].count("gloss") == 1, row["id"]
            assert set(row["table"]) <= set(gloss.characters()), row["id"]
            assert damaged_again(row | {"table": ""}) != row["damaged"], row["id"]
