"""The area that a text is from, and the wrong readings that come first there."""

import unicodedata

import pytest
import regex

from unmojibake import damage, repair
from unmojibake.charsets import regions
from unmojibake.charsets.letters import area_of_letter
from unmojibake.charsets.wrong_readings import ROWS, Chain, shares

TEXTS = {
    "chinese": "图书馆",
    "japanese": "図書館の本",
    "korean": "圖書館 도서관",
    "cyrillic": "библиотека",
    "greek": "βιβλιοθήκη",
    "hebrew": "ספרייה",
    "arabic": "مكتبة",
    "thai": "ห้องสมุด",
    "vietnamese": "thư viện",
    "turkish": "kütüphane kitabı",
    "baltic": "bibliotēka",
    "central": "knihovna je zavřená",
    "western": "bibliothèque fermée",
    "signs": "-> → 5 €",
}


@pytest.mark.parametrize(("area", "text"), [pytest.param(*pair, id=pair[0] or "any") for pair in TEXTS.items()])
def test_the_letters_tell_the_area(area, text):
    assert regions.area_of(text) == area
    assert regions.area_of("x" * 10 + text) == area


SCRIPTS = {
    "japanese": r"\p{Hiragana}\p{Katakana}ｰﾞﾟ",
    "korean": r"\p{Hangul}",
    "chinese": r"\p{Han}\p{Bopomofo}\u3001-\u301f\uff01-\uff60",
    "cyrillic": r"\p{Cyrillic}",
    "greek": r"\p{Greek}",
    "hebrew": r"\p{Hebrew}",
    "arabic": r"\p{Arabic}",
    "thai": r"\p{Thai}",
    "vietnamese": r"\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9",
}


@pytest.mark.parametrize("area", SCRIPTS)
def test_the_ranges_of_an_area_are_its_scripts(area):
    # A later Unicode may give a script characters that this Python does not know yet.
    known = [chr(code) for code in range(0x80, 0x110000) if unicodedata.category(chr(code)) != "Cn"]
    is_letter = regex.compile(f"[{SCRIPTS[area]}]").match
    assert [c for c in known if (area_of_letter(c) == area) != bool(is_letter(c))] == []


def test_ascii_is_from_nowhere():
    assert regions.area_of("text") == regions.area_of("") == ""


@pytest.mark.parametrize("area", TEXTS)
def test_every_area_has_every_row(area):
    known = shares(area)
    assert set(known) == set(ROWS)
    assert sum(known.values()) == pytest.approx(1)


def test_rows_of_the_area_come_first():
    turkish, hebrew = Chain("cp1254", "cp1252"), Chain("cp1255", "cp1252")
    assert shares("turkish")[turkish] > 10 * shares()[turkish]
    assert shares("hebrew")[hebrew] == max(shares("hebrew").values())
    # Two layers were put on by the same people.
    plan = (Chain("utf-8", "cp1252"), Chain("utf-8", "cp1252"))
    assert regions.share(plan, "é") == shares("western")[plan[0]] ** 2


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Boş satırları atla", "cp1254>cp1252"),
        ("שלום לכולם", "cp1255>cp1252"),
        ("książka i ołówek", "cp1250>cp1252"),
    ],
)
def test_one_short_line_is_enough(text, plan):
    assert repair(damage(text, [plan])).text == text
