"""The second look: natural text at which the first look stops is let go, and damage is kept."""

import json
import time
from pathlib import Path

import pytest

from tests.strategies import SENTENCES
from unmojibake import Config, damage, fix_encoding, repair
from unmojibake.charsets.wrong_readings import ROWS, Chain
from unmojibake.pipeline.explain import far_ahead, lossless
from unmojibake.pipeline.gate import (
    common_characters,
    edit_look,
    first_look,
    line_look,
    line_split,
    page_in_page,
    second_look,
    utf8_in_pairs,
    word_look,
    word_pairs,
)
from unmojibake.values.result import Verdict

FOLDER = Path(__file__).parent / "fixtures"
NATURAL = {
    "Albanian": "Nëna ime gatuan bukë të ngrohtë çdo mëngjes.",
    "Icelandic": "Þetta er hún amma mín, hún býr í litlu húsi við sjóinn.",
    "Mongolian": "Бид өнөөдөр цас ихтэй тул гэртээ үлдлээ.",
    "Belarusian": "Мая бабуля жыве ў маленькай вёсцы каля ракі.",
    "simplified Chinese": "岸边的芦苇丛里飞出一只鹧鸪",
    "Chinese review": "师傅烤的馕配上酸奶，我们全家都爱吃",
    "traditional Chinese": "阿嬤煨的滷肉飯配上醃蘿蔔，鮮得很",
    "Japanese": "駅前の蕎麦屋で天麩羅を頼んだら、ｺｰﾋｰまで出てきた",
    "Korean": "찜닭 먹고 왔는데 볶음밥까지 싹싹 긁어 먹음",
    "Polish": "Źrebię biegało po łące aż do zmierzchu, gżegżółka kukała.",
    "French": "Ça coûte 20 €, c’est trop cher pour un gâteau brûlé.",
    "Welsh": "Mae’r tŷ bach ar y bryn yn oer iawn yn y gaeaf, ŵyr.",
    "Czech": "Žluťoučký kůň úpěl ďábelské ódy",
}
EXCLAIMED = (
    "这条裤子真的很棒，很修身！推荐大家买哦！?",
    "洗完头很枯燥。以后再也不占便宜了！??",
    "超级满意这次购物！???!(????)??",
    "太差了！？？再也不买",
)
MADE_OF = "请先保存文件再关闭窗口，否则会丢失没有保存的内容"
"""Long enough that each row shows it."""
KEPT = (
    *(
        (("utf-8", page),)
        for page in ("cp936", "big5", "cp932", "euc_jp", "cp949", "cp1252", "latin-1", "cp1251", "mac_roman")
    ),
    *(((origin, page),) for origin, page in ROWS if origin == "cp936" and page not in {"cp936", "cp932", "cp950"}),
)
CYRILLIC = [row for row in ROWS if row.origin in {"cp1251", "koi8-r", "cp866"}]


@pytest.mark.parametrize("language", NATURAL)
def test_natural_text_at_which_the_first_look_stops_is_let_go(language):
    text = NATURAL[language]
    assert not first_look.is_clean(text)
    assert line_look.is_let_go(text)
    assert repair(text).verdict is Verdict.CLEAN
    assert fix_encoding(text) is text


@pytest.mark.parametrize("text", EXCLAIMED)
def test_exclamations_that_ask_are_let_go(text):
    assert second_look.is_clean(text)


@pytest.mark.parametrize(
    "text", ["招商！迸R港", "招商!迸R港", "他說！?p>", "經(jīng)濟", "caf\\u00c3\\u00a9", "処琁E継承"]
)
def test_edits_and_escapes_are_kept(text):
    assert edit_look.is_edited(text)
    assert not line_look.is_let_go(text)


@pytest.mark.parametrize("text", ["Ã©tÃ©", "â€œ", "ï¿½", "\ue000", "\x85", "锟斤拷", "烫烫烫", "忙聣聯", "ä¸?å¥½"])
def test_what_shows_damage_by_itself_is_kept(text):
    assert second_look.is_marked(text)
    assert not second_look.is_clean(text)


@pytest.mark.parametrize("plan", KEPT)
def test_damage_by_each_carrier_is_kept(plan):
    damaged = damage(MADE_OF, plan)
    assert damaged != MADE_OF
    assert not line_look.is_let_go(damaged)


@pytest.mark.parametrize("row", CYRILLIC)
def test_damaged_russian_is_kept(row):
    assert not line_look.is_let_go(damage("Пожалуйста, сохраните файл перед закрытием окна", [row]))


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "mac_roman", "cp437", "cp850", "cp1250", "cp1254"])
def test_damaged_french_is_kept(page):
    assert not line_look.is_let_go(
        damage("L'été dernier, le château était fermé à cause des dégâts", [("utf-8", page)])
    )


def test_what_is_repaired_of_the_fixtures_is_kept():
    rows = [json.loads(line) for path in FOLDER.glob("*.jsonl") for line in path.read_text("utf-8").strip().split("\n")]
    # In company of other lines none is let go, so what is let go alone is all that can be lost.
    lost = [row["id"] for row in rows if "\n" not in row["damaged"] and _is_lost(row["damaged"])]
    assert lost == []


def _is_lost(damaged):
    """Tell whether a text is let go that the search repairs."""
    if first_look.is_clean(damaged) or not line_look.is_let_go(damaged):
        return False
    return repair(damaged + "\n鎿嶄綔鎴愬姛").text.split("\n")[0] != damaged


def test_escapes_that_are_asked_for_are_never_let_go():
    text = NATURAL["Icelandic"]
    assert line_look.is_let_go(text)
    assert not line_look.is_let_go(text, Config(kinds=frozenset({"escape"})))


def test_where_damage_is_common_nothing_is_let_go():
    assert not line_look.is_let_go(NATURAL["Icelandic"], Config(prior=0.5))


def test_what_is_lost_is_reported_of_a_line_that_is_let_go():
    text = "锟斤拷"
    assert repair(text).suspects
    # Question marks alone prove nothing of a line; the same verdict as when the line was searched.
    review = NATURAL["Chinese review"] + "????"
    assert line_look.is_let_go(review)
    assert fix_encoding(review) is review


def test_lines_are_let_go_in_a_document_and_looked_at_in_company_of_damage():
    natural = "\n".join(NATURAL.values())
    assert repair(natural).verdict is Verdict.CLEAN
    both = repair(natural + "\n鎿嶄綔鎴愬姛")
    assert both.text == natural + "\n操作成功"


@pytest.mark.parametrize("sentence", [text for text in SENTENCES if not text.isascii()][:40])
def test_what_proves_itself_reads_as_repair_reads_it(sentence):
    for plan in ([("utf-8", "cp1252")], [("utf-8", "latin-1")], [("utf-8", "cp1251")]):
        damaged = damage(sentence, plan)
        read = lossless.whole(damaged)
        assert read is None or read == repair(damaged).text == sentence


def test_nothing_is_proven_of_escapes():
    assert lossless.whole(r"Ã©tÃ© dÃ©jÃ  \u00c3\u00a9") is None


def test_a_page_that_is_far_ahead_is_read():
    for page in ("cp1252", "latin-1"):
        damaged = damage(MADE_OF, [("cp936", page)])
        assert far_ahead.read(damaged)[1] == MADE_OF


@pytest.mark.parametrize("text", ["A‘åä•v‚¾‚æAcc‘‚\xads‚Â‚ÄA‚¨", "a_b_c_Ö", "Þetta er hún", "┌──┐"])
def test_a_page_that_lost_something_or_is_not_far_ahead_is_not(text):
    assert far_ahead.read(text) is None


def test_the_parts_tell_the_same_of_what_is_common():
    assert common_characters.is_common("操作成功")
    assert not common_characters.is_common("鎿嶄綔")
    assert common_characters.is_mostly_common("操作成功鎿")
    assert page_in_page.has_rare("鎿嶄")
    assert not page_in_page.has_rare("操鎿作嶄")


def test_what_a_page_lacks_parts_no_words():
    # 这 is not in EUC-JP: what stands between two of these is no word.
    assert utf8_in_pairs.is_clean("这的这了这")


def test_a_word_proves_damage_of_a_long_line():
    clean = NATURAL["Icelandic"] + " "
    assert word_look.is_clean(clean * 20)
    assert not word_look.is_clean(clean * 20 + "hÃ©lÃ¨ne")


def test_rows_that_no_pair_bears_out_are_not_asked():
    likely, _ = word_pairs.told("t\xfdklay\xfdn")
    asked = {word_pairs.ASKED[at] for at in word_pairs.places(likely)}
    assert Chain("cp1254", "cp1252") in asked
    # Cyrillic in a Latin word is no orthography.
    assert Chain("cp1251", "cp1252") not in asked
    # A carrier that has not the letters made none of them, and says nothing against them.
    assert word_pairs.told("\u04af\u0433\u0435\u0439") == (0, 0)


@pytest.mark.parametrize("text", ["Bu yaz\u0131 h\u0259l\u0259 qal\u0131r", "A\u1e25emmed yexdem \u0263ef teqcict"])
def test_a_letter_that_no_page_shows_for_one_of_latin_is_no_sign_of_damage(text):
    assert second_look.is_clean(text)


def test_a_page_of_two_bytes_in_latin_words_is_kept():
    for page in ("cp936", "cp932", "big5"):
        damaged = damage("Die Stra\xdfe ist f\xfcr gro\xdfe Autos zu schmal gewesen", [("cp1252", page)])
        assert not second_look.is_clean(damaged)


def test_a_no_break_space_that_was_the_end_of_a_character_parts_no_word():
    assert not word_look.is_clean("\u043b\u2039\u2116\u043c\u2039\xa0 \u043c\xa0\u2022\u043b\xa7\u0452")


def test_a_long_line_is_cut_behind_sentences_and_only_where_nothing_lies_across():
    line = (MADE_OF + "。") * 400
    parts = [part for _, part, _ in line_split.lines(line)]
    assert "".join(parts) == line
    assert max(map(len, parts)) <= 4096
    damaged = damage(MADE_OF, [("utf-8", "cp936")])
    assert len(list(line_split.lines((damaged + "。") * 400))) == 1


def test_it_is_linear():
    text = "".join(NATURAL.values())

    def seconds(times):
        started = time.process_time()
        second_look.is_clean(text * times)
        return time.process_time() - started

    seconds(1)
    assert min(seconds(200) for _ in range(3)) < 40 * min(seconds(20) for _ in range(3)) + 0.01
