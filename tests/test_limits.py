"""The numbers that only save work: the fixtures come out the same where each of them saves less."""

import json
import tomllib
from pathlib import Path

import pytest

from unmojibake import decode, repair
from unmojibake.decoding import limits as byte_limits
from unmojibake.pipeline import limits

FOLDER = Path(__file__).parent / "fixtures"
LOOSER = {
    "SETTLED": 240.0,
    "SETTLED_MET": 60.0,
    "WITNESSES": 1000,
    "HOPELESS": 0.0,
    "BEYOND_DOUBT": 240.0,
    "SURE": 700.0,
    "LARGE": 600.0,
    "BEGINNING": 1000,
    "AROUND_WORD": 200,
    "LEAST_ASKED": 0.0,
    "LOOKED_AT": 64,
    "TOGETHER": 1,
    "FIRST": 40,
    "RUNS": 3,  # at 4 a line of pinyin that is left is reported, too
    "PROMISING": 8,
    "FITS_MOSTLY": 0.8,
    "FITS_HALF": 0.25,
    "FITS_SOME": 0.05,
    "CHART": 2,
    "WAYS": 16,
    "WAYS_OF_ANY": 8192,
    "GUESSES": 6,
    "GUESSES_OF_ANY": 96,
    "WORK": 100,
    "WORK_OF_ANY": 16384,
}
LOOSER_FOR_BYTES = {"GLANCE": 1024, "GLANCED": 16, "HOPELESS": 600.0, "ACCIDENT": 64}
ENCODINGS = ("gb18030", "big5", "shift_jis", "euc_kr", "windows-1251", "windows-1252", "utf-8")
EVERY, LINES = 4, 30
"""One row of so many is repaired again for each number; lines of a document."""


def outcome(text):
    result = repair(text)
    return result.text, result.verdict, [(change.start, change.end) for change in result.changes]


@pytest.fixture(scope="module")
def outcomes():
    """Repair fixtures, each by itself, and those of each file as the lines of a document.

    Without the known failures: with more work some of them come out wrong in another way.
    """
    paths = [path for path in sorted(FOLDER.glob("*.jsonl")) if path.stem != "known_failures"]
    files = [path.read_text(encoding="utf-8").strip().split("\n") for path in paths]
    texts = [[json.loads(line)["damaged"] for line in lines] for lines in files]
    alone = [text for file in texts for text in file][::EVERY]
    return {text: outcome(text) for text in [*alone, *("\n".join(file[:LINES]) for file in texts)]}


@pytest.fixture(scope="module")
def decoded():
    """Decode what the sentences of the table of wrong readings are in some encodings."""
    areas = tomllib.loads((FOLDER / "sentences.toml").read_text(encoding="utf-8"))
    texts = [text for area in areas.values() for text in sentences(area)]
    return {data: found(data) for text in texts for name in ENCODINGS if (data := encoded(text, name))}


def sentences(area):
    """Give the strings of a table, however deep they lie."""
    if isinstance(area, str):
        return [area]
    return [text for each in (area.values() if isinstance(area, dict) else area) for text in sentences(each)]


def encoded(text, name):
    try:
        return text.encode(name)
    except UnicodeEncodeError:
        return b""


def found(data):
    result = decode(data)
    return result.text, result.encoding


def test_every_number_has_a_looser_value():
    assert {name for name in vars(limits) if name.isupper()} == LOOSER.keys()
    assert {name for name in vars(byte_limits) if name.isupper()} == LOOSER_FOR_BYTES.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", LOOSER_FOR_BYTES)
def test_no_decoding_hangs_on_it(name, decoded, monkeypatch):
    monkeypatch.setattr(byte_limits, name, LOOSER_FOR_BYTES[name])
    assert {data: now for data in decoded if (now := found(data)) != decoded[data]} == {}


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
