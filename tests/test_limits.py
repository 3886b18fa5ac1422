"""The numbers that only save work: the fixtures come out the same where each of them saves less."""

import json
from pathlib import Path

import pytest

from unmojibake import repair
from unmojibake.pipeline import limits

FOLDER = Path(__file__).parent / "fixtures"
LOOSER = {
    "SETTLED": 240.0,
    "HOPELESS": 0.0,
    "BEYOND_DOUBT": 240.0,
    "SURE": 700.0,
    "LARGE": 600.0,
    "BEGINNING": 1000,
    "AROUND_WORD": 200,
    "LEAST_ASKED": 0.0,
    "LOOKED_AT": 64,
    "TOGETHER": 1,
}
EVERY = 3
"""One row of so many is repaired again for each number."""


def outcome(text):
    result = repair(text)
    return result.text, result.verdict, [(change.start, change.end) for change in result.changes]


@pytest.fixture(scope="module")
def outcomes():
    rows = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    return {text: outcome(text) for text in [row["damaged"] for row in rows][::EVERY]}


def test_every_number_has_a_looser_value():
    assert {name for name in vars(limits) if name.isupper()} == LOOSER.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", LOOSER)
def test_no_outcome_hangs_on_it(name, outcomes, monkeypatch):
    monkeypatch.setattr(limits, name, LOOSER[name])
    assert {text: found for text in outcomes if (found := outcome(text)) != outcomes[text]} == {}


def test_a_number_that_decides_would_be_seen(monkeypatch):
    # Where nothing is worth more work, nothing is found.
    damaged = 'log.info("鐢ㄦ埛涓嶅瓨鍦?);'
    found = outcome(damaged)
    monkeypatch.setattr(limits, "HOPELESS", 1e9)
    assert outcome(damaged) != found
