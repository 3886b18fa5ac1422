"""Lines, and the spans of a line that read otherwise than they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmojibake import damage, repair, replay
from unmojibake import damage as damage_of
from unmojibake.language import load
from unmojibake.pipeline.explain.layers import runs
from unmojibake.pipeline.gate.line_split import lines
from unmojibake.pipeline.search.align import between, parallel
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.search.spans import spans
from unmojibake.pipeline.undo import codec
from unmojibake.pipeline.undo.codec import undo


def cut(line, *chain, menu=None):
    lattice = undo(line, *(chain or ("utf-8", "cp936")))
    return spans(line, lattice, search(lattice, load(), lambda _left, _right: menu or {"": 0.0}))


@given(st.text(st.sampled_from("a\r\n\x85\u2028中")))
def test_lines_put_together_are_the_text(text):
    found = list(lines(text))
    assert "".join(line + tail for _, line, tail in found) == text
    at = 0
    for start, line, tail in found:
        assert start == at
        assert "\n" not in line
        assert tail in {"\n", "\r\n", ""}
        at += len(line) + len(tail)
    assert [tail for _, _, tail in found].count("") == 1


def test_a_lone_carriage_return_parts_nothing():
    assert list(lines("a\rb")) == [(0, "a\rb", "")]
    assert list(lines("\r\n")) == [(0, "", "\r\n"), (2, "", "")]


def test_what_stands_as_it_reads_is_no_span():
    assert cut("中文 plain 标题") == []
    assert cut("plain") == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("a = ", "*中文", " b"), [("a = ", "中文")]),
        (("标题：", "*中文", "。"), [("标题：", "中文")]),
        (("*中文", " ", "*标题"), [("", "中文"), (None, "标题")]),
        (("*中文，标题", "\t# x"), [("", "中文，标题")]),
    ],
)
def test_spans_are_what_reads_otherwise(parts, expected):
    line = "".join(damage(part[1:], ["utf-8>cp936"]) if part[0] == "*" else part for part in parts)
    found = cut(line)
    assert [span.after for span in found] == [after for _, after in expected]
    for span, (before, after) in zip(found, expected, strict=True):
        assert line[span.start : span.end] == damage(after, ["utf-8>cp936"])
        if before is not None:
            assert span.start == len(before)


def test_filled_places_are_counted_in_what_the_span_reads():
    line = 'x = "' + damage('状态",', ["utf-8>cp936"])
    (span,) = cut(line, menu={'"': 0.0})
    assert span.after == '状态"'
    assert [(start, end, readings[0][0]) for start, end, readings in span.picks] == [(1, 2, "态"), (2, 3, '"')]
    assert line[span.end :] == ","


def test_a_span_without_end_is_weighed_by_its_head():
    text = "保存文件失败，请检查磁盘空间然后重试。" * 8
    damaged = damage(text, ["utf-8>cp1252"])
    (span,) = cut(damaged, "utf-8", "cp1252")
    taken, read = span.head
    assert 0 < taken < len(damaged)
    assert damage(span.after[:read], ["utf-8>cp1252"]) == damaged[:taken]


def test_parallel_spans_are_those_of_the_two_texts():
    read = "a 中文 = 标题; b"
    line = damage(read, ["utf-8>cp1252"])
    found = parallel(line, read)
    assert [span.after for span in found] == ["中文", "标题"]
    for span in found:
        assert damage(span.after, ["utf-8>cp1252"]) == line[span.start : span.end]
        assert 0 < span.head[0] <= span.end - span.start
        assert 0 < span.head[1] <= len(span.after)
    assert parallel("ab é", "aб é") is None


@pytest.mark.parametrize(
    ("plan", "read"),
    [
        ("utf-8>cp936", "版本：IDE工具、设 ok 设置项]完成了好"),
        ("utf-8>cp936+utf-8>cp936", "版本设置 ok 设置项目"),
        ("cp936>latin-1", "有酒，無酒酤我 ok [设置] 完"),
    ],
)
def test_spans_are_cut_where_both_texts_begin_a_character(plan, read):
    chains = [tuple(chain.split(">")) for chain in plan.split("+")]
    line = damage(read, chains)
    assert codec.strict(line, chains) == read
    found = between(line, read, codec.seams(line, read, chains))
    rebuilt, last = "", 0
    for span in found:
        assert damage(span.after, chains) == line[span.start : span.end]
        assert damage(span.after[: span.head[1]], chains) == line[span.start : span.start + span.head[0]]
        rebuilt += line[last : span.start] + span.after
        last = span.end
    assert rebuilt + line[last:] == read


def test_a_space_that_is_read_as_itself_parts_spans():
    found = cut("новый яНДЕПФЮМХЕ справки", "cp1251", "koi8-r")
    assert [span.after for span in found][1] == "Содержание"


def test_runs_are_words_that_are_not_plain_and_short():
    found = runs("a éé b 中文中文 c很 很" + " d " + "长" * 500 + " éé")
    assert found == ["éé", "中文中文", "c很", "很", "长" * 16]
    assert runs("plain") == []


@pytest.mark.parametrize(
    ("text", "plan", "decoder"),
    [
        ("네덜란드 여행", "utf-8>cp1252", "java"),
        ("- 默认语言", "utf-8>cp1251", "perl"),
        ("$ 和 這兩個詞", "utf-8>gb18030", "java"),
        ("列表 的 .c 文件", "utf-8>gb18030", "java"),
    ],
)
def test_a_character_that_begins_before_a_loss_moves_nothing(text, plan, decoder):
    # The bytes of the character that lost one begin in the run of the text before it.
    damaged = damage(text, plan, decoder=decoder)
    assert "\N{REPLACEMENT CHARACTER}" in damaged
    result = repair(damaged)
    assert result.text == text
    for change in result.changes:
        assert damage(change.after, plan, decoder=decoder) == change.before


def test_a_character_that_lost_its_middle_is_marked_as_filled():
    # Python's GBK lacks the pair A2 9E: with `errors="ignore"` its first byte goes, in the middle of a hanzi.
    (change,) = repair(damage_of("新增：夜间模式", "utf-8>cp936", decoder="ignore")).changes
    assert change.after == "新增：夜间模式"
    assert [change.after[place.start : place.end] for place in change.filled] == ["增"]
    assert replay(change.plan, change.after) == change.before
