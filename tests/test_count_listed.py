"""What mere characters are is counted from words of letters."""

import json
import math
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
    listed = json.loads((files("unmojibake.pipeline.evidence") / "listed.json").read_text(encoding="ascii"))
    assert listed["provenance"]["command"] == "scripts/count/listed.py"
    assert listed["letters"] > listed["any"]
    assert set(listed["scripts"]) == character_lists.SCRIPTS
    assert min(listed["scripts"].values()) > listed["any"]


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


def test_the_share_of_lists_is_found(script):
    nats = [8.0] * 50 + [-30.0] * 950
    assert script.fit_list(nats) == pytest.approx(-math.log(0.05), abs=0.05)


def test_a_word_is_drawn_and_a_line_without_one_gives_none(script):
    assert script.word_nats({"ko": ["OK"]}, random.Random(1)) is None
    assert (
        script.word_nats({"ko": ["도서관"]}, random.Random(1))
        < 0
        < script.word_nats({"ko": ["쀍퐑쬁"]}, random.Random(1))
    )
