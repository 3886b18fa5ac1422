"""Lines that lost nothing: weighed no further than the proof needs, with the same answer."""

import time

import pytest

from unmojibake import damage, repair
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.language import load
from unmojibake.pipeline.evidence import span_cost
from unmojibake.pipeline.explain import lossless
from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.gate.line_view import LineView
from unmojibake.pipeline.span import Span
from unmojibake.pipeline.undo import unrecoverable

SENTENCES = ["打开设置页面", "请先保存文件再关闭窗口", "正在下载更新", "连接超时", "数据库", "他说明天会下雨"]
PLAN = (Chain("utf-8", "cp936"),)


def proven(lines, leading):
    return lossless.explain([LineView(0, line, "") for line in lines], leading)


def garbled(text: str) -> str:
    # Pairs of hanzi are six bytes: none is cut in half.
    return damage(text[: len(text) // 2 * 2], PLAN)


@pytest.mark.parametrize("enough", [-5.0, 0.0, 10.0, 20.0, 30.0, 45.0, 60.0, 1000.0])
@pytest.mark.parametrize("text", SENTENCES)
def test_what_is_more_than_enough_is_told_as_if_all_were_weighed(text, enough):
    before, after, sides = garbled(text), text[: len(text) // 2 * 2], ("a ", ",")
    line = sides[0] + before + sides[1]
    span = Span(len(sides[0]), len(sides[0] + before), before, after, (len(before), len(after)))
    whole = span_cost.weigh(line, span, whole=True).weights
    until = span_cost.weigh(line, span, whole=True, enough=enough).weights
    assert until.reads == pytest.approx(whole.reads)
    assert (until.stands - until.reads > enough) == (whole.stands - whole.reads > enough)
    if until.stands - until.reads <= enough:
        assert until.stands == pytest.approx(whole.stands)


@pytest.mark.parametrize("boundary", [" ", ",", "3", "\0", "\u3000"])
def test_behind_a_boundary_the_text_before_it_costs_nothing(boundary):
    costs = {round(load().score("天a", text + boundary), 9) for text in ("", "中国", "锟斤拷", "ab", "é")}
    assert len(costs) == 1


def test_the_boundary_token_is_its_own_character():
    assert load().score("中\0") == pytest.approx(load().score("中,"))


def test_lines_together_are_explained_as_each_alone():
    lines = [*map(garbled, SENTENCES), "今天天气很好", "plain", "", "caf\xc3\xa9 " * 4, garbled("你好") + "?"]
    together = proven(lines, [PLAN])
    assert together == [proven([line], [PLAN])[0] for line in lines]
    assert [one is not None for one in together[: len(SENTENCES)]].count(True) >= len(SENTENCES) - 1
    assert together[len(SENTENCES) : len(SENTENCES) + 3] == [None] * 3


def test_without_a_plan_of_the_document_the_proof_is_longer():
    short = garbled("数据")
    assert proven([short], [PLAN])[0]
    assert proven([short], [])[0] is None


def test_what_ftfy_undid_leads_nowhere():
    """A document whose first lines only ftfy can read, and more lines than are looked at first."""
    text = "\n".join(["Caf\x85 \x93na\xefve\x94 d\x92\xe9t\xe9"] * 13 + ["鎿嶄綔鎴愬姛"] * 2)
    assert repair(text).text.endswith("操作成功\n操作成功")


def test_a_line_in_which_ascii_is_part_of_a_character_takes_the_short_cut():
    line = damage("版本：IDE 的安装与使用", PLAN)
    assert "：I" not in line
    assert ":" not in line
    (found,) = proven([line], [PLAN])
    assert found is not None
    assert "".join(piece.after for piece in found.spans).startswith("版本：I")


def test_a_line_that_is_garbled_below_a_plan_that_was_met_is_not_taken():
    line = damage("打开设置页面保存文件", PLAN * 2)
    assert proven([line], [PLAN]) == [None]


def test_a_line_that_two_charsets_read_otherwise_is_left_to_a_closer_look():
    plans = [(Chain("cp936", "cp1252"),), (Chain("big5", "cp1252"),)]
    line = damage("请先保存文件再关闭窗口", plans[0])
    assert proven([line], plans[:1]) != [None]
    assert proven([line], plans) == [None]


def test_kinds_of_damage_in_one_document_are_told_apart():
    plans = ["utf-8>cp936", "utf-8>cp1252", "cp936>cp1252"]
    pieces = ["打开设置页面保存文件", "正在下载更新请稍等待", "数据库连接超时请重试", "他说明天会下大雨"]
    lines = [(damage(text, [tuple(plan.split(">"))]), text) for plan in plans for text in pieces]
    found = repair("\n".join(line for line, _ in lines)).text.split("\n")
    assert found == [text for _, text in lines]


def test_a_line_that_comes_again_is_explained_once(monkeypatch):
    asked = []
    explain = lossless.explain
    monkeypatch.setattr(
        lossless, "explain", lambda lines, leading: asked.extend(line.text for line in lines) or explain(lines, leading)
    )
    lines = [garbled(SENTENCES[0]), garbled(SENTENCES[1])] * 300
    result = repair("".join(f"{line}\n" for line in lines))
    assert result.text == f"{SENTENCES[0][:6]}\n{SENTENCES[1][:10]}\n" * 300
    # Once among the first lines of the document, once among the others.
    assert sorted(asked) == sorted(lines[:2] * 2)


@pytest.mark.parametrize(("lost", "told"), [(7, True), (8, False)])
def test_too_many_lost_bytes_in_a_row_are_not_asked_about(lost, told):
    assert (unrecoverable.undo("字" + "\N{REPLACEMENT CHARACTER}" * lost + "址").end >= 0) is told


def test_what_is_lost_is_asked_about_once(monkeypatch):
    asked = []
    undo = unrecoverable.undo
    monkeypatch.setattr(unrecoverable, "undo", lambda text: asked.append(text) or undo(text))
    # No other test has this one.
    repair("锟斤拷源协锟介址\n锟斤拷源协锟介址")
    assert len(asked) == 1


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["utf-8>cp936", "utf-8>cp1252", "cp936>cp1252"])
def test_damage_is_seen_without_a_search_of_all_of_a_text(plan):
    def seconds(text):
        start = time.process_time()
        assert not first_look.is_clean(text)
        return time.process_time() - start

    line = f"a {damage(SENTENCES[1], [plan])}\n"
    text = line * 40_000
    # All of it takes a hundred milliseconds and more.
    assert min(seconds(text) for _ in range(9)) < 0.02
