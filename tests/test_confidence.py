"""From what was stated to what came true: the situations, the curves, and the script that counts them."""

import json
import random
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import scripts
from unmojibake import damage, repair
from unmojibake.pipeline.record import confidence, results
from unmojibake.pipeline.record.confidence import CHANGE, LINE, Situation, Stated, came_true
from unmojibake.values.result import Change, Filled, Step

COUNTED = json.loads((files("unmojibake.pipeline.record") / "confidence.json").read_text(encoding="ascii"))
GBK, WESTERN, BIG5 = (Step("codec", detail) for detail in (("utf-8", "cp936"), ("utf-8", "cp1252"), ("cp936", "big5")))
LATIN, GLOSS = Step("latin", ("encode", "latin-1")), Step("gloss", ("(wú)", "0"))
TEXTS = {
    "zh-Hans": ["操作已经成功完成，请稍后再试。", "文件不存在或者没有权限", "请选择一个语言"],
    "ru": ["Файл не найден"],
}
PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=400)


@pytest.fixture(scope="module")
def script():
    return scripts.script("count.confidence")


def change(before="ab", after="操作", plan=(GBK,), damaged=1.0, filled=()):
    return Change(3, 5, before=before, after=after, plan=plan, damaged=damaged, confidence=damaged, filled=filled)


def filled(share):
    return (Filled(0, 1, alternatives=(("操", share), ("抄", 1 - share))),)


def stated_of(found, sure=0.999):
    lossy = confidence.is_lossy(found.before, found.filled)
    return Stated(confidence.origin_of(found.plan), lossy, min(sure, found.damaged))


def of_line(gaps, sure=0.999, **fields):
    found = change(**fields)
    parts = [gaps[0], found.after, gaps[1]]
    exact, (own,) = confidence.of_line([(found, stated_of(found, sure))], parts, results.LOOKS)
    assert exact <= own <= found.damaged
    return exact


def of_change(damaged, sure):
    found = change(damaged=damaged)
    return confidence.of_change(found, stated_of(found, sure), results.LOOKS)


def test_the_data_file_says_where_it_is_from():
    assert set(COUNTED) == {CHANGE, LINE, "provenance"}
    assert all("copyleft" not in name for name in COUNTED["provenance"]["classes"])


@pytest.mark.parametrize("what", [CHANGE, LINE])
def test_the_curves_rise_and_are_probabilities(what):
    for curve in [curve for looks in COUNTED[what].values() for curve in looks.values()]:
        assert all(0 < stated <= 1 and 0 < right < 1 and pairs > 0 for stated, right, pairs in curve)
        assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(curve))


@given(
    st.sampled_from([CHANGE, LINE]),
    st.builds(
        Situation,
        st.sampled_from(["utf-8", "utf-8 in gbk", "legacy", "latin", ""]),
        st.sampled_from(sorted(COUNTED[LINE]["any"] | COUNTED[CHANGE]["any"])),
    ),
    st.lists(st.floats(0, 1), min_size=2, max_size=9).map(sorted),
)
def test_what_came_true_is_a_probability_that_rises_with_what_was_stated(what, situation, stated):
    found = [came_true(what, situation, each) for each in stated]
    assert all(0 <= each <= 1 for each in found)
    assert found == sorted(found)


def test_what_was_not_counted_is_taken_at_its_word():
    assert came_true(LINE, Situation("", ""), 0.3) == 0.3
    assert of_line(["", ""], 0.7, plan=(GLOSS,), filled=filled(0.7)) == 0.7


@pytest.mark.parametrize(
    ("plans", "origin"),
    [
        ([(GBK,)], "utf-8 in gbk"),
        ([(GBK, GBK)], "utf-8 in gbk"),
        ([(GBK,), (WESTERN,)], "utf-8"),
        ([(WESTERN,), (BIG5,)], "legacy"),
        ([(BIG5,), (LATIN,)], "latin"),
        ([(GBK,), (GLOSS,)], ""),
        ([(GLOSS, GBK)], ""),
    ],
)
def test_the_origin_is_what_proves_least(plans, origin):
    assert confidence.origin_of_all({confidence.origin_of(plan) for plan in plans}) == origin


@pytest.mark.parametrize(
    ("fields", "look"),
    [
        ({}, "whole clean"),
        ({"filled": filled(0.5)}, "lossy clean"),
        ({"before": "鎿嶄?"}, "lossy clean"),
        ({"before": "鎿嶄?", "after": "操?"}, "lost"),
        ({"after": "操?"}, "whole clean"),
        ({"after": "操\ue000"}, "whole strange"),
        ({"after": "鍒涗綔鐨勬柟娉"}, "whole strange"),
        ({"after": "操作鐨"}, "whole garbled"),
        ({"after": "😀🐙"}, "whole odd"),
    ],
)
def test_how_a_change_looks_is_named(fields, look):
    found = change(**fields)
    assert confidence.situation_of_change(found, stated_of(found), results.LOOKS).look == look


@pytest.mark.parametrize(
    ("gaps", "fields", "look"),
    [
        (["# ", " end"], {}, "whole alone"),
        (["说明 ", ""], {}, "whole beside"),
        (["# ", "? "], {}, "whole alone"),
        (["# ", "? "], {"filled": filled(0.5)}, "lost"),
        (["# ", " is it so?"], {"filled": filled(0.5)}, "lossy alone"),
        (["说明 ", "鐨"], {}, "whole garbled"),
        (["说明 \ufffd ", ""], {}, "whole strange"),
    ],
)
def test_how_a_line_looks_is_named(gaps, fields, look):
    found = change(**fields)
    parts = [gaps[0], found.after, gaps[1]]
    situation, passes = confidence.situation_of_line([(found, stated_of(found))], parts, results.LOOKS)
    assert situation.look == look
    assert passes == (look in {"whole alone", "whole beside", "lossy alone"})


def test_marks_of_loss_and_what_is_garbled_lower_it():
    lossy = {"before": "鎿嶄?", "filled": filled(0.999)}
    clean, lost, garbled = of_line(["", ""], **lossy), of_line(["", "？?"], **lossy), of_line(["", "\ue000"])
    assert garbled < 0.2
    assert lost < 0.7 * clean
    assert min(clean, of_line(["", ""])) > 0.9


def test_nothing_is_surer_than_the_damage():
    assert of_line(["", ""], damaged=0.4) <= 0.4
    assert of_change(0.4, 1.0) <= 0.4


def test_another_reading_lowers_it():
    assert confidence.sure(0.9, 0.5, ()) == 0.45
    assert confidence.sure(1.0, 0.5, filled(0.5)) == 0.25
    assert of_change(1.0, 0.5) < 0.6 < of_change(1.0, 1.0)


def test_a_mark_that_is_left_beside_a_repair_lowers_its_confidence():
    damaged = damage("请输入用户名称", "utf-8>cp936")
    whole, left = repair(damaged), repair(f"{damaged}？?")
    assert whole.text == "请输入用户名称"
    assert left.text.endswith("？?")
    assert left.confidence < whole.confidence / 2


def test_a_change_is_as_sure_as_its_line():
    result = repair("说明：" + damage("图书馆今天开门", "utf-8>cp1252"))
    assert all(result.confidence <= each.confidence <= each.damaged for each in result.changes)


@given(PAIRS)
def test_a_curve_rises_through_all_that_was_seen(script, pairs):
    found = script.curve(pairs)
    assert sum(count for _, _, count in found) == len(pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
    assert all(0 <= stated <= 1 and 0 <= right <= 1 for stated, right, _ in found)


def test_a_curve_finds_what_comes_true(script):
    lots = random.Random(5)
    stated = [lots.random() for _ in range(20_000)]
    found = script.curve([(each, lots.random() < each**2) for each in stated])
    assert len(found) == script.BLOCKS
    assert all(right == pytest.approx(each**2, abs=0.03) for each, right, _ in found[1:])


def test_what_a_change_reads_is_looked_for_in_the_original(script):
    result = repair(damage("图书馆", "utf-8>cp1252") + " and " + damage("电影院", "utf-8>cp1252"))
    assert len(result.changes) == 2
    assert script.rights(result, "图书馆 and 电影院") == [True, True]
    assert script.rights(result, "图书馆 and 电视院") == [True, False]


@pytest.mark.parametrize("count", [6, pytest.param(40, marks=pytest.mark.slow)])
def test_a_line_is_looked_at_the_same_way_each_time(script, count):
    texts = script.sort(TEXTS)
    found = [script.look(texts, number) for number in range(count)]
    assert any(each and each.right for each in found)
    assert found == [script.look(texts, number) for number in range(count)]


def test_lines_that_the_gate_stops_are_drawn_once_more(script):
    lines = ["今天天气很好"] * 30 + ["歟歟歟歟"] * 10
    texts = script.sort({"zh-Hans": lines})
    assert texts.stopped == {"zh-Hans": ["歟歟歟歟"] * 10}
    lots = random.Random(2)
    # A quarter of all, and of the others a quarter.
    assert sum("歟" in texts.draw(lots) for _ in range(2000)) == pytest.approx(875, abs=75)
