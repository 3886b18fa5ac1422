"""Pages whose bytes were edited, through `repair`: kinds, combinations, what a document tells its lines."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from unmojibake import Config, Context, damage, fix_encoding, repair, replay
from unmojibake.pipeline.explain import line_explanations
from unmojibake.values.result import Verdict

FIXTURES = Path(__file__).parent / "fixtures"
ROWS = [
    json.loads(line)
    for name in ("gloss", "slip")
    for line in (FIXTURES / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
]
MENU = "牛肉麵\n陽春麵\n餛飩湯\n滷蛋\n魚湯\n雞湯\n麵包\n湯麵\n烏龍茶\n綠茶\n檸檬汁"
LESSON = (
    "我(wǒ)是(shì)学(xué)生(shēng)。\n老(lǎo)師(shī)好(hǎo)！\n天(tiān)氣(qì)很(hěn)好(hǎo)。\n圖窮而匕首見(xiàn)。"
)
BOTH = damage("經濟部今天說：“這是長期的工作。”然後他離開了會議室。", ["gloss", "slip-dropped"])


def candidate(line):
    """Give the explanation of a line by edits."""
    [found] = [each for each in line_explanations.explanations(line) if each.plan[-1].edits]
    return found


def test_kinds_can_be_switched_off():
    assert repair(BOTH).text == "經濟部今天說：“這是長期的工作。”然後他離開了會議室。"
    slips = repair(BOTH, Config(kinds=frozenset({"slip"})))
    assert {step.kind for change in slips.changes for step in change.plan} == {"slip"}
    assert "經(jīng)濟(jì)部" in slips.text
    assert "。”然後" in slips.text
    glosses = repair(BOTH, Config(kinds=frozenset({"gloss"})))
    assert {step.kind for change in glosses.changes for step in change.plan} == {"gloss"}
    assert glosses.text.startswith("經濟部今天說：“這是長期的工作！比")
    for kinds in ({"codec"}, set()):
        assert repair(BOTH, Config(kinds=frozenset(kinds))).text is BOTH


def test_a_line_of_another_damage_is_no_matter():
    page = [
        damage("今天的會議改到下午三點，請大家準時參加。", ["utf-8>cp1252", "utf-8>cp1252"]),
        "這是乾淨的一行。",
        damage("經濟部今天發佈了上半年的統計數據。", ["gloss"]),
        damage("請輸入密碼，然後按確認鍵！", ["utf-8>cp1252"]),
    ]
    assert repair("\n".join(page)).text.split("\n") == [
        "今天的會議改到下午三點，請大家準時參加。",
        "這是乾淨的一行。",
        "經濟部今天發佈了上半年的統計數據。",
        "請輸入密碼，然後按確認鍵！",
    ]


def test_a_document_tells_a_short_line_what_it_cannot_know_alone():
    damaged = damage(MENU, ["gloss"])
    alone = [repair(line) for line in damaged.split("\n")]
    left = [result for result in alone if not result.changed]
    assert left
    assert {result.verdict for result in left} == {Verdict.ABSTAINED}
    assert repair(damaged).text == MENU


def test_a_context_tells_it_too():
    page = damage("經濟部今天發佈了上半年的統計數據。\n請將電源線插入插座，按住開關三秒。\n", ["gloss"])
    plan = candidate(page.split("\n")[0]).plan
    known = Context("\n", chains={plan: (2, 2)})
    assert repair("湯(tāng)").text == "湯(tāng)"
    assert repair("湯(tāng)", context=known).text == "湯"


PAGE = """這個問題應該從長遠來看，請大家認真討論。
圖書館開放時間調整通知：週一至週五照常開放。
他說：“我們還會再見面的。”說完就轉身離開了。
學校組織學生參觀歷史博物館，門票免費。"""


@pytest.mark.parametrize("line", PAGE.split("\n"))
@pytest.mark.parametrize("plan", [["utf-8>cp936", "gloss"], ["gloss", "utf-8>cp936"]])
def test_glosses_above_and_below_another_layer(line, plan):
    damaged = damage(line, plan)
    result = repair(damaged)
    assert result.text == line
    if "gloss" in {step.kind for change in result.changes for step in change.plan}:
        off = repair(damaged, Config(kinds=frozenset({"codec"})))
        assert off.text != line


@pytest.mark.parametrize(
    "line", ["《論語》第一章：「不亦說(yuè)乎」，「說」讀作悅。", "他姓單(shàn)，不是單位的單。", "說(yuè)，同悅。"]
)
@pytest.mark.parametrize("plan", ["utf-8>cp936", "utf-8>cp1252"])
def test_readings_on_purpose_stay_below_another_layer(line, plan):
    assert repair(damage(line, [plan])).text == line


def test_a_lesson_keeps_its_readings():
    result = repair(LESSON)
    assert result.text is LESSON


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS if "original" not in row])
def test_glosses_of_a_whole_conversion_go(row):
    damaged = damage(row["gold"], ["gloss"])
    assert repair(damaged).text in {row["gold"], damaged}


def test_a_bracket_before_a_reading_does_not_raise():
    assert isinstance(repair("站?ī)в[(lǎn)").text, str)


@pytest.mark.parametrize(
    "text",
    ["他停了下来。——后来再也没有人提起这件事。", "河水涨了不少。……没有人知道为什么。", "“好。”——这是他常说的话。"],
)
@pytest.mark.parametrize("plan", ["slip-dropped", "slip-shown"])
@pytest.mark.parametrize("decoder", ["windows", "java", "whatwg"])
def test_a_dash_and_dots_come_back_whatever_the_decoder(text, plan, decoder):
    damaged = damage(text, plan, decoder=decoder)
    for spelled in {damaged, damaged.replace("?！", "\ufffd！")}:
        result = repair(spelled)
        assert result.text == text
        assert all(replay(change.plan, change.after) == change.before for change in result.changes)


@pytest.mark.parametrize(
    "text", ["今天太好了！\ufffd我们去玩", "“别动！\ufffd他喊道", "恭喜\ufffd！谢谢大家", "新年快乐！\ufffd"]
)
def test_a_mark_of_loss_alone_is_no_slip(text):
    assert not repair(text).changed


@pytest.mark.xfail(reason="a line end eaten behind a gloss is not put back before a tag", strict=True)
def test_a_line_end_comes_back_before_a_tag():
    text = "職位要求：大學以上學歷，兩年以上財務工作經驗，熟悉辦公軟體，責任心強。\n<p>關於我們 | 聯絡方式 | 隱私權聲明 | 網站導覽</p>"
    assert repair(damage(text, ["gloss"])).text == text


DRAWN = [row["gold"] for row in ROWS if "original" not in row]


@pytest.mark.xfail(reason="a gloss inside a slip is taken out in the second round only", strict=True)
def test_a_second_round_finds_nothing_more():
    damaged = damage("根據公告，新規定自七月一日起施行。《道路交通管理條例》同時廢止。", ["gloss", "slip-dropped"])
    once = repair(damaged).text
    assert repair(once).text == once


@given(
    st.lists(st.sampled_from(DRAWN), min_size=1, max_size=4).map("\n".join),
    st.sampled_from((["gloss"], ["slip-dropped"], ["slip-shown"], ["gloss", "half-width"])),
)
def test_edits_of_any_page(text, plan):
    result = repair(damage(text, plan))
    again = repair(result.text)
    assert again.text == result.text
    assert fix_encoding(result.text) == result.text
    assert repair(text).text is text


@given(st.lists(st.sampled_from(DRAWN), min_size=1, max_size=3).map("\n".join))
def test_glosses_of_any_page_go_or_stay(text):
    damaged = damage(text, ["gloss"])
    # Where a byte was lost with what followed it, a line end for one, the original is not always found.
    assume(damaged.count("?") == text.count("?"))
    assert set(repair(damaged).text.split("\n")) <= {*text.split("\n"), *damaged.split("\n")}


@given(st.text(st.sampled_from("經濟長說(ī)?！!迸R彼逼。”“《》」 /p<>jīngchángshuōxué[\n薄罢一\ue505A1"), max_size=30))
def test_nothing_raises(text):
    result = repair(text)
    assert result.changed == (result.text is not text)
