"""The scripts that count what edits are weighed by, on corpora small enough to count by hand."""

import bz2
import json
import lzma
import math
import sys

import pytest

from tests.scripts import script

pytest.importorskip("numpy")
READINGS = """\
# Unihan_Readings.txt
U+7D93\tkDefinition\tclassic works
U+7D93\tkMandarin\tjīng
U+7ECF\tkHanyuPinlu\tjīng(10) jìng(2)
U+7D93\tkXHC1983\t0588.031:jīng 0602.010:jìng
U+7D93\tkHanyuPinyin\t53403.060:jīng,jìng
U+9577\tkMandarin\tzhǎng
U+4E09\tkMandarin\tsān
"""
LEXICON = (
    "TSCharacters\t經\t经\nTSCharacters\t三\t三\nSTCharacters\t长\t長 长\nSTCharacters\t𫞩\t𬬭\nTSPhrases\t經濟\t经济"
)


@pytest.fixture(scope="module")
def scripts():
    return tuple(map(script, ("count.readings", "count.glosses", "count.signs", "count.markup")))


def pack(folder, name, text):
    with lzma.open(folder / f"{name}.txt.xz", "wt", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture
def corpora(tmp_path):
    pack(tmp_path, "lexicon-opencc", LEXICON)
    pack(tmp_path, "zh-Hant.permissive", "經(jīng)常\n長短(long)\n他說：“好。”\n三（sān）\n")
    pack(tmp_path, "zh-Hans.copyleft", "经(jīng)\n")
    pack(tmp_path, "ja.mpl", "「はい」\n")
    return tmp_path


def run(script, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", [script.__name__, *map(str, arguments)])
    script.main()


# ---- build_readings


def test_readings_are_weighed_by_who_has_them(scripts, tmp_path):
    (tmp_path / "Unihan_Readings.txt").write_text(READINGS, encoding="utf-8")
    known = scripts[0].weigh(scripts[0].unihan(tmp_path))
    # Half for being known, one for each dictionary, and as often as it was met.
    assert known["經"] == {"jīng": 3.5, "jìng": 2.5}
    assert known["经"] == {"jīng": 10.5, "jìng": 2.5}
    assert known["長"] == {"zhǎng": 1.5}


def test_unihan_may_be_packed(scripts, tmp_path):
    (tmp_path / "Unihan_Readings.txt.bz2").write_bytes(bz2.compress(READINGS.encode()))
    rows = scripts[0].unihan(tmp_path)
    assert len(rows) == 6
    assert ["經", "kMandarin", "jīng"] in rows


def test_what_a_conversion_writes(scripts, corpora):
    assert scripts[0].converted(corpora) == {"經": "经", "長": "长", "𬬭": "𫞩"}
    assert scripts[0].is_gbk("經")
    assert not scripts[0].is_gbk("𬬭")


def test_the_table_is_built(scripts, corpora, monkeypatch, capsys):
    (corpora / "Unihan_Readings.txt").write_text(READINGS, encoding="utf-8")
    output = corpora / "readings.json"
    run(scripts[0], monkeypatch, "--unihan", corpora, "--corpora", corpora, "--output", output)
    table = json.loads(output.read_text(encoding="ascii"))
    # The readings of the simplified form count too: 14 and 5 of 19.
    assert table == {"經": {"jīng": 0.737, "jìng": 0.263}, "長": {"zhǎng": 1.0}}
    assert list(table["經"]) == ["jīng", "jìng"]
    assert capsys.readouterr().out == "2 characters, 3 readings\n"


# ---- count_glosses


def test_glosses_are_counted(scripts):
    lines = ["經(jīng)常", "經(jing)常", "長（cháng）短", "好(ok)", "說（見下）"]
    counted = scripts[1].count_glosses(lines, "經說三")
    assert (counted["lines"], counted["glossed"]) == (5, 2)
    assert counted["half-width"] == round(-math.log(3.5 / 6), 2)
    assert counted["seen"] == {"經": 2, "說": 1, "三": 0}
    assert counted["types"] == 8


def test_glosses_of_the_corpora_are_counted(scripts, corpora, monkeypatch, capsys):
    readings, output = corpora / "readings.json", corpora / "glosses.json"
    readings.write_text(json.dumps({"經": {"jīng": 1.0}}), encoding="ascii")
    run(scripts[1], monkeypatch, "--corpora", corpora, "--readings", readings, "--output", output)
    data = json.loads(output.read_text(encoding="ascii"))
    # Text under copyleft is not counted, nor is Japanese.
    assert (data["lines"], data["glossed"], data["seen"]) == (4, 2, {"經": 1})
    assert "'lines': 4" in capsys.readouterr().out


# ---- count_signs


def test_signs_are_counted_by_what_stands_before_them(scripts):
    signs = scripts[2].count_signs(["好?", "好?", "好", "。", "a1"])
    # Behind 好: two question marks and one line end, each of 70 signs half a time more.
    total = 3 + 0.5 * len(signs["character"])
    assert signs["character"]["?"] == round(-math.log(2.5 / total), 2)
    assert signs["character"][""] == round(-math.log(1.5 / total), 2)
    assert signs["character"]["!"] == round(-math.log(0.5 / total), 2)
    assert signs["mark"][""] < signs["mark"]["?"]
    assert "a" not in signs["ascii"]


def test_marks_are_counted_by_what_is_open(scripts):
    marks = scripts[2].count_marks(["“好”。", "“好”。", "「好」", "《好》吧"])
    assert marks["“"]["”"] < 0 < marks["“"]["」"]
    assert marks["「."]["」"] < 0 < marks["「."]["”"]
    assert marks[""]["“"] < 0 < marks[""]["”"]


def test_marks_that_end_sentences_are_counted_with_them(scripts):
    marks = scripts[2].count_marks(["《好》吧。", "《好》吧，", "好。吧"] * 9)
    assert marks["《"]["》"] < 0 < marks["《"]["。"]
    # Nothing is open in the line: an earlier one may have opened something, so this says nothing.
    assert "。" not in marks[""]


def test_an_inner_mark_that_stays_open_is_closed_with_the_outer_one(scripts):
    marks = scripts[2].count_marks(["“‘好”（好）"] * 5)
    assert marks[""]["（"] < 0 < marks["“"]["（"]
    assert marks["‘"]["”"] < 0


def test_signs_of_the_corpora_are_counted(scripts, corpora, monkeypatch, capsys):
    output = corpora / "signs.json"
    run(scripts[2], monkeypatch, "--corpora", corpora, "--output", output)
    data = json.loads(output.read_text(encoding="ascii"))
    assert set(data) == {"classes", "signs", "anywhere", "marks", "unclosed"}
    assert data["anywhere"]["("] < data["anywhere"]["?"]
    assert "copyleft" not in data["classes"]
    # The Japanese line counts for the marks.
    assert data["marks"]["「."]["」"] < 0
    assert capsys.readouterr().out == "4 lines of Chinese\n"


# ---- count_markup


def test_both_stories_of_a_sign_are_counted(scripts):
    [hole] = scripts[3].sides("<p>首页</p>")
    assert hole == ("<p>首页", "<", "/p>")
    counts = scripts[3].count_holes([hole])
    assert counts["alone"] == {("text", "0<"): 1}
    assert counts["eaten"] == {("text", "1/"): 1}


def test_a_line_end_that_is_eaten_joins_lines(scripts):
    _, hole = scripts[3].sides("<p>首页\n<b>新闻\n")
    assert hole == ("<b>新闻", "\n", "")
    counts = scripts[3].count_holes(scripts[3].sides("<p>首页\n<b>a</b>"))
    assert counts["alone"] == {("text", "0"): 1}
    assert counts["eaten"] == {("text", "0<"): 1}


def test_faults_of_lines_are_counted(scripts):
    assert scripts[3].count_faults(["<p>首页</p>", "<p>首页/p>", "首页"]) == {0: 1, 1: 1}


def test_a_situation_that_was_never_seen_is_told_by_its_parts(scripts):
    counts = scripts[3].count_holes([("<p>首页", "<", "/p>")] * 20 + [("<p>首页", " ", "a")] * 20)
    eaten = scripts[3].hole_costs(counts["eaten"])["text"]
    assert eaten["1/"] == eaten["0a"] < eaten["1a"] < eaten["2;"]
    assert abs(sum(math.exp(-cost) for cost in eaten.values()) - 1) < 0.1


def test_the_file_in_the_package_has_every_situation(scripts):
    from unmojibake.language.markup import MOST, counted

    assert len(counted()["faults"]) == MOST + 1
    assert counted()["faults"] == sorted(counted()["faults"])
    for story in counted()["holes"].values():
        assert {frozenset(costs) for costs in story.values()} == {frozenset(scripts[3].CELLS)}
