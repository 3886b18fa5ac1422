"""What mere characters are is counted from words of letters."""

import json
import random
from importlib.resources import files

import pytest

from tests import scripts
from unmojibake.language import load
from unmojibake.pipeline.evidence import character_lists

pytest.importorskip("numpy")
TEXTS = {"mixed": ["Ein Käse für Zoë, naïve – 价格 x² ABC", "Käse"], "zh-Hans": ["文件 A文件B"]}


@pytest.fixture(scope="module")
def script():
    return scripts.script("count.listed")


def test_the_data_file_says_where_it_is_from_and_lists_of_words_are_rarer():
    listed, choices = (
        json.loads((files(f"unmojibake.pipeline.{room}") / name).read_text(encoding="ascii"))
        for room, name in (("evidence", "listed.json"), ("decide", "choices.json"))
    )
    assert listed["provenance"]["command"] == "scripts/count/listed.py"
    assert listed["letters"] > choices["list"]
    assert set(listed["scripts"]) == character_lists.SCRIPTS
    assert min(listed["scripts"].values()) > choices["list"]


def test_words_of_letters_and_no_others(script):
    assert script.of_letters(script.words(TEXTS)) == {"Käse": 2, "für": 1, "naïve": 1}


def test_words_in_one_script_are_mere_characters_the_more_often_the_stranger_they_are(script):
    text, listed = (script.scripts(script.words({"ko": [line] * 50})) for line in ("도서관 안내", "쀍퐑 쬁먠"))
    assert listed["hangul"] < 1 < text["hangul"]
    assert text["greek"] == listed["greek"] > 4


def test_mere_characters_look_strange(script):
    lots = random.Random(1)
    made = [script.made(script.of_letters(script.words(TEXTS)), lots) for _ in range(50)]
    assert sum(character_lists.strange(load(), word) > 5 for word in made) > 40
    assert character_lists.strange(load(), "Käse") < 0
