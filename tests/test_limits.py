"""The numbers that only save work: the fixtures come out the same where each of them saves less."""

import json
from pathlib import Path

import pytest

from unmojibake import repair
from unmojibake.pipeline import limits

FOLDER = Path(__file__).parent / "fixtures"
LOOSER = {
    "SETTLED": 240.0,
    "SETTLED_MET": 60.0,
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
EVERY, LINES = 4, 30
"""One row of so many is repaired again for each number; lines of a document."""


def outcome(text):
    result = repair(text)
    return result.text, result.verdict, [(change.start, change.end) for change in result.changes]


@pytest.fixture(scope="module")
def outcomes():
    """Repair fixtures, each by itself, and those of each file as the lines of a document."""
    files = [path.read_text(encoding="utf-8").strip().split("\n") for path in sorted(FOLDER.glob("*.jsonl"))]
    texts = [[json.loads(line)["damaged"] for line in lines] for lines in files]
    alone = [text for file in texts for text in file][::EVERY]
    return {text: outcome(text) for text in [*alone, *("\n".join(file[:LINES]) for file in texts)]}


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
