"""UTF-8 that Japanese Windows read as its own page, saved so, and that is read as UTF-8 again."""

import time

import pytest

from unmojibake import damage, repair, replay
from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table, to_bytes
from unmojibake.pipeline.gate import triggers
from unmojibake.pipeline.lattice import EdgeKind
from unmojibake.pipeline.undo.round_trip import undo

PLAN = ("utf-8>cp932", "cp932>utf-8")
BACK = [
    "この関数は文字列を受け取り、整数を返します。",
    "# テストの実行方法",
    "エラーが発生した場合は再起動する。",
]
PAGE = """\
図書館の入口は東側にあります。
設定ファイルを読み込めませんでした。
この関数は文字列を受け取り、整数を返します。
検索結果の件数を表示する
エラーが発生した場合は再起動する。
"""


@pytest.mark.parametrize("text", BACK)
def test_text_comes_back(text):
    damaged = damage(text, PLAN)
    assert "E" in damaged != text
    result = repair(damaged)
    assert result.text == text
    assert {tuple(step.detail[:2] for step in change.plan) for change in result.changes} == {
        (("utf-8", "cp932"), ("cp932", "utf-8"))
    }


def test_a_plan_is_told_again():
    [first, *_] = repair(damage("テストの実行方法", PLAN)).changes
    assert (first.before, first.after) == ("チE\ufffd\ufffd", "テス")
    assert replay(first.plan, first.after) == first.before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_comes_back_with_the_line_ends_that_were_eaten(end):
    page = (PAGE + "検索結果の件数を表示する").replace("\n", end)
    damaged = damage(page, PLAN)
    assert damaged.count(end) < page.count(end)
    assert repair(damaged).text == page


def test_a_mark_that_looks_like_text_is_seen_in_company():
    # The full stop has lost its last byte with the line end behind it; by itself "、E" is text.
    damaged = damage("図書館の入口は東側にあります。\r\n", PLAN)
    assert damaged == "図書館の入口は東側にあります、E\n"
    assert not repair(damaged).changed
    assert repair(damage(PAGE.replace("\n", "\r\n"), PLAN)).text.startswith("図書館の入口は東側にあります。\r\n")


@pytest.mark.parametrize(
    "text",
    ["、E", "タッチEvent", "スイッチE", "人丁E", "テスト�E", "��E", "�E�E", "\ud800E�", "�", "ÁE", "�Eの\ud800"],
)
def test_what_stands_may_stand(text):
    lattice = undo(text, "cp932")
    assert any(edge.kind in {EdgeKind.SAME, EdgeKind.KNOWN} for edge in lattice.edges[0])
    assert repair(text).text == text


def test_what_did_not_go_through_the_page_unharmed_has_no_marks():
    assert undo("処琁Eする東側", "cp932").reads_otherwise()
    # The page would have lost the last byte of this, and does not lose that of a sign behind which nothing is part of it.
    assert damage("する方法", PLAN) != "する方法"
    assert not undo("処琁Eする方法", "cp932").reads_otherwise()
    assert undo("処琁Eする 方法", "cp932").reads_otherwise()


def test_bytes_behind_a_mark_are_characters_of_the_page():
    # U+FFFD twice before a sign: either two characters of one byte, or a pair.
    lattice = undo("処琁E\ufffd\ufffd ", "cp932")
    table = tables.decode_table("cp932")
    picks = {char for edges in lattice.edges for edge in edges if edge.kind is EdgeKind.PICK for char in edge.text}
    for char in picks:
        code = char.encode()[-2:]
        if len(char.encode()) == 3 and char.encode()[0] != 0xE7:
            assert code in table or all(code[at : at + 1] in table for at in (0, 1)), char


def test_utf8_has_a_table_of_what_stands():
    table = inverse_table("utf-8")
    assert table["字"] == "字".encode() == to_bytes("字", "utf-8")
    assert table.get("\ufffd") is None is table.get("\ud800")
    assert "字" in table
    assert "\ufffd" not in table
    assert to_bytes("\ufffd", "utf-8") is None


def test_a_trigger_needs_both_bytes_of_the_mark():
    assert triggers.is_resaved("処琁E")
    assert triggers.is_resaved("�E")
    assert not triggers.is_resaved("E理")
    assert not triggers.is_resaved("理E")


@pytest.mark.slow
def test_the_time_is_linear():
    def seconds(length):
        text = (damage(PAGE.replace("\n", ""), PLAN) * length)[: 200 * length]
        start = time.process_time()
        undo(text, "cp932")
        return time.process_time() - start

    undo(damage(PAGE, PLAN), "cp932")
    assert seconds(40) < 40 * max(seconds(4), 0.002)
