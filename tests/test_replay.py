"""The plan of a change, done again, gives what was there before."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import CHAINS, SENTENCES, TWO_LAYERS, lossless, phrases
from unmojibake import Step, damage, repair, replay
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.decoders import DECODERS
from unmojibake.errors import PlanError


def can_be_told(text):
    """Tell whether nothing in a text was undone by ftfy, whose steps are not all charsets."""
    return not any(step.kind == "latin" for change in repair(text).changes for step in change.plan)


def replayed(text):
    """Put what the replayed plans make of a result into the place of its changes."""
    pieces, end = [], 0
    for change in repair(text).changes:
        pieces += [text[end : change.start], replay(change.plan, change.after)]
        end = change.end
    return "".join([*pieces, text[end:]])


@given(phrases(), st.sampled_from([(chain,) for chain in CHAINS] + list(TWO_LAYERS)))
def test_what_lost_nothing_replays(phrase, plan):
    text = lossless(phrase, plan)
    if text is not None and can_be_told(text):
        assert replayed(text) == text


@given(st.sampled_from(SENTENCES), st.sampled_from(DECODERS), st.sampled_from(("utf-8>cp936", "utf-8>cp1252")))
@example("保存失败，请检查磁盘空间后重试。", "ignore", "utf-8>cp936")
def test_every_rule_of_loss_replays(sentence, decoder, chain):
    text = damage(sentence, chain, decoder=decoder)
    result = repair(text)
    # Where the repair is right, some rule made the text; where it is not, there may be none.
    if result.text == sentence and can_be_told(text):
        assert replayed(text) == text


@given(st.sampled_from(SENTENCES), st.sampled_from(sorted(LATER)), st.sampled_from(("utf-8>cp936", "utf-8>cp1252")))
def test_what_later_software_did_replays(sentence, later, chain):
    text = damage(sentence, (chain, later), decoder="java")
    if repair(text).text == sentence and can_be_told(text):
        assert replayed(text) == text


@pytest.mark.parametrize(
    ("edits", "kinds"),
    [
        (("gloss",), {"gloss"}),
        (("slip-dropped",), {"slip"}),
        (("slip-shown",), {"slip"}),
        (("gloss", "slip-dropped"), {"gloss", "slip"}),
    ],
)
def test_edits_replay(edits, kinds):
    gold = "他說：“今年的經濟還不錯。”記者會後，他們在廣場邊說話。”大家聽著，沒有離開。"
    text = damage(gold, edits)
    result = repair(text)
    assert result.text == gold
    assert {step.kind for change in result.changes for step in change.plan} == kinds
    assert replayed(text) == text


def test_the_rule_is_noted_where_bytes_were_lost_and_not_by_windows():
    whole = repair("鎿嶄綔鎴愬姛").changes[0]
    assert whole.plan == (Step("codec", ("utf-8", "cp936")),)
    for decoder, noted in (("windows", ()), ("java", ("java",))):
        gold = "保存失败，请检查磁盘空间后重试。"
        changes = repair(damage(gold, "utf-8>cp936", decoder=decoder)).changes
        assert any(change.filled for change in changes)
        assert {change.plan for change in changes if change.filled} == {(Step("codec", ("utf-8", "cp936", *noted)),)}


def test_what_came_later_is_noted():
    text = damage("保存失败，请检查磁盘空间后重试。", ("utf-8>cp936", "fffd-to-?"), decoder="java")
    plans = {change.plan for change in repair(text).changes}
    assert {step.detail[3:] for plan in plans for step in plan if step.detail[2:3] == ("java",)} <= {("fffd-to-?",)}
    assert replayed(text) == text


def test_a_plan_survives_json():
    text = damage("今年的經濟還不錯。”記者會後", ("gloss", "slip-dropped"))
    for change in repair(text).changes:
        written = json.loads(json.dumps([[step.kind, step.detail] for step in change.plan]))
        assert replay([Step(kind, tuple(detail)) for kind, detail in written], change.after) == change.before


@pytest.mark.parametrize(
    "step",
    [
        Step("weather", ("rain",)),
        Step("codec", ("utf-8",)),
        Step("codec", ("utf-8", "no-such")),
        Step("codec", ("utf-8", "cp936", "no-such")),
        Step("codec", ("utf-8", "cp936", "windows", "no-such")),
        Step("codec", ("big5", "cp936")),
        Step("gloss", ("(jīng)", "there")),
        Step("slip", ("a1", "", "1")),
    ],
)
def test_what_can_not_be_done_again_is_said(step):
    with pytest.raises(PlanError):
        replay([step], "简体 text")


def test_an_empty_plan_does_nothing():
    assert replay((), "文字") == "文字"


def test_what_ftfy_undid_replays_where_its_steps_are_charsets():
    text = "Caf\x85 \x93na\xefve\x94 d\x92\xe9t\xe9"
    result = repair(text)
    assert result.text == "Caf… “naïve” d’été"
    assert {step.kind for change in result.changes for step in change.plan} == {"latin"}
    assert replayed(text) == text


@pytest.mark.parametrize(
    "detail",
    [
        ("encode", "latin-1"),
        ("decode", "latin-1", "encode", "cp1252"),
        ("encode", "latin-1", "decode", "no-such"),
        ("encode", "utf-8", "decode", "latin-1"),
        ("apply", "uncurl_quotes"),
    ],
)
def test_what_is_not_charsets_of_ftfys_steps_is_said(detail):
    with pytest.raises(PlanError):
        replay([Step("latin", detail)], "d’été \u4e00")
