"""Right text that looks damaged to the model: half-width kana, lost characters, languages that were not counted."""

import pytest

from unmojibake import damage, repair
from unmojibake.language import half_width
from unmojibake.pipeline.evidence import no_language, standing, unknown_language
from unmojibake.pipeline.explain.line_explanations import explanations

LOST = (
    "�の�は昨�より�い。",
    "他把�子放在�边�上。",
    "本�は雨�ので、家で本を読�。",
    "Мы �дём н� р�ку ловить ры�у.",
    "窗外�雨下了一�夜",
)
HALF_WIDTH = (
    '04512,"ｱｵﾔﾏｼ","ﾐﾅﾐﾏﾁ","青山市"',
    "0311,ｷﾀﾊﾏｼﾃﾝ,ﾔﾏｵｶ ﾅｵﾄ,1,2204417,38000",
    "ｵｵﾆｼ ﾄｼｵ 様",
    "ﾅﾂﾒ ｸﾆｺ",
)


@pytest.mark.parametrize("line", LOST)
def test_a_line_that_reads_as_language_and_lost_characters_is_reported_and_left(line: str):
    """U+FFFD says that bytes are gone, and nothing of how the others were read."""
    result = repair(line)
    assert result.text is line
    assert {suspect.kind for suspect in result.suspects} == {"locked"}
    assert len(result.suspects) == line.count("�")


def test_marks_of_loss_amid_what_is_no_language_belong_to_the_damage():
    """What stands beside them is proof enough without them."""
    damaged = damage("변경 내용을 저장하고 닫습니다", [("utf-8", "cp949")], decoder="java")
    assert damaged.startswith("蹂�寃� �궡�슜�쓣 ")
    repaired = repair(damaged).text
    assert repaired.startswith("변경 내용을 ")
    assert repaired.endswith("하고 닫습니다")


@pytest.mark.parametrize("line", HALF_WIDTH)
def test_half_width_kana_are_words(line: str):
    """Files of banks and of the post are made of them."""
    assert repair(line).text is line


def test_half_width_kana_that_another_page_shows_are_still_damage():
    """As katakana they are no words either."""
    text = "本日は休業です。明日お越しください"
    damaged = text.encode("euc_jp").decode("cp932", "replace")
    assert half_width.first(damaged) >= 0
    assert repair(damaged).text == text


def test_what_a_line_has_once_costs_once():
    """The first half-width word pays that the line has them, the second does not."""
    line = "ｱｵﾔﾏ ｱｵﾔﾏ"
    first, second = (standing.cost("ｱｵﾔﾏ", " ", line, at) for at in (0, 5))
    assert first - second == pytest.approx(standing.RARE)


def test_a_reading_that_is_no_language_is_doubted_where_what_stands_may_be_language():
    """Hanzi without sense against kana; UTF-8 proves itself."""
    found = explanations("ｲｼﾔﾏ ｷﾖｼ ｻｶｲｼ")
    assert any(no_language.against(candidate) < 0 for candidate in found)
    assert all(no_language.against(candidate) == 0 for candidate in explanations("鎿嶄綔鎴愬姛"))


def test_words_of_a_language_that_was_not_counted_are_doubted_as_damage():
    """Letters stand in them as letters do; words of Turkish say more."""
    line = "Friðrik leiðir málaða geiti"
    assert max(unknown_language.doubt(line, each) for each in explanations(line)) > 0
    assert repair(line).text is line
    assert repair("öðretmen ve öðrenci").text == "öğretmen ve öğrenci"
