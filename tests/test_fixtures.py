"""Every fixture through `repair` and through the command line, which must agree."""

import io
import json
import sys
from pathlib import Path

import pytest

import unmojibake
from unmojibake.cli import main

FOLDER = Path(__file__).parent / "fixtures"
FIELDS = {
    *("id", "damage", "chain", "decoder", "damaged", "gold"),
    *("source", "licence", "comment", "expect"),
}


def load(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


FILES = {path.stem: load(path) for path in sorted(FOLDER.glob("*.jsonl"))}
ROWS = [row for rows in FILES.values() for row in rows]


def parameters(rows):
    """Make one test per row; a known failure is a strict xfail."""
    mark = pytest.mark.xfail(reason="known failure", strict=True)
    return [pytest.param(row, id=row["id"], marks=[mark] if row["expect"] == "fail" else []) for row in rows]


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
        "kind": "+".join(step.kind for step in change.plan),
    }


def test_rows_are_well_formed():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    for row in ROWS:
        assert set(row) == FIELDS, row["id"]
        assert row["expect"] in {"pass", "fail", "abstain"}, row["id"]
        assert (row["damage"] == "none") == (row["damaged"] == row["gold"]), row["id"]


def test_known_failures_stand_apart():
    for name, rows in FILES.items():
        assert {row["expect"] == "fail" for row in rows} <= {name == "known_failures"}


@pytest.mark.parametrize("row", parameters(ROWS))
def test_repair(row):
    result = unmojibake.repair(row["damaged"])
    if row["expect"] == "abstain":
        assert result.text is row["damaged"]
        assert result.verdict == "abstained"
    elif row["damage"] == "none":
        # Never changed; what it quotes may be reported.
        assert result.text is row["damaged"]
        assert not result.changes
    else:
        assert result.text == row["gold"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_changes_account_for_the_text(row):
    result = unmojibake.repair(row["damaged"])
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


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_command_line_agrees(row, monkeypatch, capsysbinary):
    rows = command_line(row["damaged"], monkeypatch, capsysbinary)
    for found in rows:
        assert (found.pop("path"), len(found.pop("fingerprint"))) == ("standard input", 64)
        del found["line"], found["column"], found["end_line"], found["end_column"], found["rule"]
    result = unmojibake.repair(row["damaged"])
    assert [found for found in rows if found["after"] is not None] == [as_json(change) for change in result.changes]
    left = [
        (found["start"], found["end"], found["kind"], found["reason"], found["best"])
        for found in rows
        if found["after"] is None
    ]
    assert left == [(item.start, item.end, item.kind, item.reason, item.best) for item in result.suspects]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS if row["damage"] != "none"])
def test_damage_makes_the_row(row):
    pairs = zip(row["chain"][::2], row["chain"][1::2], strict=True)
    plan = tuple(unmojibake.Step("codec", pair) for pair in pairs)
    assert unmojibake.damage(row["gold"], plan, decoder=row["decoder"]) == row["damaged"]
