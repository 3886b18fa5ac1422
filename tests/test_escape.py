"""Escapes of text that was garbled before are repaired inside; correct escapes stay."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmojibake import Config, Step, damage, fix_encoding, repair
from unmojibake.damaging import escape

WANTED = Config(kinds=frozenset({"codec", "latin", "escape"}))
FIXTURE = Path(__file__).parent / "fixtures" / "escape.jsonl"
ROWS = [json.loads(line) for line in FIXTURE.read_text(encoding="utf-8").splitlines()]
GARBLED = damage('"name": "图书馆"', ["utf-8>latin-1", "escape-json"])


def test_there_are_enough_rows():
    correct = [row for row in ROWS if row["damage"] == "none"]
    assert len(correct) >= 30
    assert len(ROWS) - len(correct) >= 30


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_rows(row):
    result = repair(row["damaged"], WANTED)
    assert result.text == row["gold"]
    if row["damage"] == "none":
        assert result.text is row["damaged"]
        return
    *codecs, written = row["chain"]
    assert damage(row["original"], [*map(tuple, codecs), written]) == row["damaged"]
    assert damage(row["original"], written) == row["gold"]
    for change in result.changes:
        assert row["damaged"][change.start : change.end] == change.before
        assert change.plan[-1].kind == "escape"


def test_the_plan_has_the_wrong_reading_and_then_the_escape():
    (change,) = repair(GARBLED, WANTED).changes
    assert change.plan == (Step("codec", ("utf-8", "latin-1")), Step("escape", ("json-lower",)))
    assert change.after == r"\u56fe\u4e66\u9986"


def test_an_address_is_always_escaped_and_json_may_not_be():
    assert repair(damage("https://example.org/图书馆", ["utf-8>latin-1", "escape-percent"])).confidence > 0.99
    assert repair(GARBLED).confidence == pytest.approx(0.5, abs=0.01)


def test_whether_a_file_is_escaped_is_one_question():
    result = repair("\n".join([f"{GARBLED}, {GARBLED}"] * 10))
    assert len(result.changes) == 20
    assert result.confidence == pytest.approx(0.5, abs=0.01)
    assert all(change.confidence == pytest.approx(0.5, abs=0.01) for change in result.changes)


def test_which_kinds_are_asked_for():
    assert repair(GARBLED).text == damage('"name": "图书馆"', "escape-json")
    left = repair(GARBLED, Config(kinds=frozenset({"codec"})))
    assert left.text is GARBLED
    assert left.verdict == ("abstained" if repair(GARBLED).changed else "clean")
    assert repair(GARBLED, Config(kinds=frozenset({"escape"}))).text == damage('"name": "图书馆"', "escape-json")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_rows_without_being_asked(row):
    """UTF-8 read as Latin-1 or the like is found in escapes by itself, and correct escapes stay the same object."""
    if row["damage"] == "none":
        assert repair(row["damaged"]).text is row["damaged"]
    elif all(carrier in {"latin-1", "cp1252"} for _, carrier in row["chain"][:-1]):
        assert repair(row["damaged"]).text == fix_encoding(row["damaged"]) == row["gold"]


def test_garbled_hanzi_in_escapes_need_asking():
    """They look like any hanzi: to read all escapes would cost clean JSON too much."""
    line = damage("图书馆", ["utf-8>cp936", "escape-json"])
    assert repair(line).text is line
    assert repair(line, WANTED).text == damage("图书馆", "escape-json")


def test_escapes_beside_plain_text_and_beside_good_escapes():
    line = damage("libération", ["utf-8>latin-1", "escape-html"]) + " &eacute;t&eacute; – 日本語 &amp; \N{BULLET}"
    assert repair(line, WANTED).text == "lib&#233;ration &eacute;t&eacute; – 日本語 &amp; \N{BULLET}"


def test_only_the_line_that_is_damaged():
    text = f"ok\n{GARBLED}\nok"
    (change,) = repair(text, WANTED).changes
    assert text[change.start : change.end] == change.before


def test_what_was_filled_in_is_escaped_too():
    line = damage("状态：正在检查更新内容", ["utf-8>cp936", "escape-json"])
    (change,) = repair(line, WANTED).changes
    for place in change.filled:
        assert place.alternatives[0][0] == change.after[place.start : place.end]


@pytest.mark.parametrize(
    "style", ["percent", "html", "html-hex-lower", "json", "json-lower", "backslash-x", "quoted-printable"]
)
@given(text=st.text(st.characters(min_codepoint=0x80, max_codepoint=0x2FFFF, exclude_categories=["Cs"]), min_size=1))
def test_escapes_are_undone(style, text):
    if style.startswith("json"):
        text = "".join(char for char in text if char < "\U00010000") or "é"
    line = "".join(escape.write(char, style) for char in text)
    found = escape.undo(line)
    assert found is not None
    assert found.text == text
    assert found.places[0] == 0
    assert found.places[-1] == len(line)
    assert len(found.places) == len(found.text) + 1 == len(found.styles) + 1


@given(st.text())
def test_never_raises(text):
    repair(text, WANTED)


@pytest.mark.parametrize("line", ["%C3", "&#99999999;", "&#x110000;", "&nosuch;", r"\ud83d", "plain", "&amp;"])
def test_what_is_no_escape_of_a_character_stays(line):
    assert escape.undo(line) is None
    assert repair(line, WANTED).text is line
