"""What was lost, as the rest of the document has it."""

import json
import random
from importlib.resources import files

import pytest

from tests import scripts
from unmojibake import Config, Context, damage, repair
from unmojibake.language import load
from unmojibake.pipeline.record import cache_model
from unmojibake.pipeline.span import Span

NAME = "苏沐橙"
"""Somebody no model knows."""


def lossy(text):
    return damage(text, ["utf-8>cp936"])


def test_a_name_that_stands_whole_elsewhere_comes_back():
    known, text = "主角是" + NAME + "，十七岁。", "我今天遇见了" + NAME
    damaged = lossy(text + '"')
    assert "?" in damaged
    assert NAME not in repair(damaged).text
    assert repair(known + "\n" + damaged).text.startswith(known + "\n" + text)
    # As told by the context, too: a piece of a larger document.
    assert repair(damaged, Config(), Context(seen=known)).text.startswith(text)


def test_in_the_same_line_too():
    text = NAME + "来了，我今天遇见了" + NAME
    assert repair(lossy(text + '"') + "x").text.startswith(text)


def test_probabilities_stay_probabilities():
    (change,) = repair("主角是" + NAME + "。\n" + lossy("我今天遇见了" + NAME + '"')).changes
    for place in change.filled:
        shares = [share for _, share in place.alternatives]
        assert shares == sorted(shares, reverse=True)
        assert 0.99 < sum(shares) <= 1.000001
        assert change.after[place.start : place.end] == place.alternatives[0][0]


def test_what_the_document_does_not_have_is_left():
    span = Span(0, 3, "abc", "栈道", (3, 2), [(1, 2, (("道", 0.6), ("達", 0.4)))])
    assert cache_model.again(span, "abc", cache_model.count("别的文字"), load()) is span
    (_, _, readings) = cache_model.again(span, "abc", cache_model.count("栈達栈達栈達"), load()).picks[0]
    assert readings[0][0] == "達"
    assert sum(share for _, share in readings) == pytest.approx(1.0)


def test_counts():
    seen = cache_model.count("ab道道，道道")
    assert seen.twos["道道"] == 2
    assert seen.threes["道道，"] == 1
    # Signs of ASCII are boundaries, whichever they are.
    assert cache_model.count("道 路").threes["道\n路"] == cache_model.count("道;路").threes["道\n路"] == 1


def test_the_more_often_the_more_it_is_believed():
    counted = json.loads((files("unmojibake.pipeline.record") / "recall.json").read_text(encoding="ascii"))
    for name in ("one", "two"):
        assert counted[name] == pytest.approx(sorted(counted[name]), abs=0.01)
    assert all(one < two for one, two in zip(counted["one"], counted["two"], strict=True))


def test_the_script_fits_the_share_that_makes_what_stood_there_likeliest():
    script = scripts.script("count.recall")
    assert script.fit([(1.0, 0.001)] * 500) > 0.99
    assert script.fit([(0.0, 0.5)] * 500) < 0.01
    assert script.fit([(1.0, 0.001)] * 300 + [(0.0, 0.5)] * 700) == pytest.approx(0.3, abs=0.02)


def test_the_script_leaves_out_what_it_takes():
    script = scripts.script("count.recall")
    # Each character stands once: the rest of the document never has what stood before it and it together.
    assert all(own == 0.0 for _, _, own, _ in script.samples("春眠不觉晓处处闻啼鸟", random.Random(1)))
