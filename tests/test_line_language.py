"""The language of a line, and what it says of the letters of a span."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import scripts
from unmojibake import damage, repair
from unmojibake.language import line_language


def language_of(text):
    counts = line_language.counted()
    shares = line_language.shares_of(counts, counts.nats([" " + line_language.symbols(text)]), counts.tempered)
    return counts.languages[shares.index(max(shares))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bu klasördeki dosyalar silinsin mi?", "tr"),
        ("Nie znaleziono takiego pliku w katalogu", "pl"),
        ("A következő oldal megnyitása", "hu"),
        ("Die Datei wurde nicht gefunden", "de"),
        ("The file could not be opened by this program", "en"),
        ("Файл не найден в этой папке", "ru"),
        ("文件不在这个目录里", "zh-Hans"),
        ("ファイルが見つかりません", "ja"),
        ("파일을 찾을 수 없습니다", "ko"),
    ],
)
def test_the_letters_tell_the_language(text, language):
    assert language_of(text) == language


def test_a_letter_of_the_language_is_likelier():
    line = "Bu sayfada katmaný göster"
    at = line.index("ý")
    stands, reads = line_language.language_nats(line, [(at, at + 1, "ı")])
    assert stands < -1 < 1 < reads


def test_nothing_around_tells_nothing():
    assert line_language.language_nats("ý", [(0, 1, "ı")]) == pytest.approx((0.0, 0.0))
    assert line_language.language_nats("(ý) 5", [(1, 2, "ı")]) == pytest.approx((0.0, 0.0))


def test_english_tells_nothing():
    line = "The name of this user is Aydýn"
    stands, reads = line_language.language_nats(line, [(29, 30, "ı")])
    assert stands == pytest.approx(0, abs=0.5)
    assert reads == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize(
    ("line", "word", "plan"),
    [
        pytest.param(
            *("Bu sayfadaki her {} gizle ya da göster", "kullanıcıyı", "cp1254>cp1252"),
            marks=pytest.mark.xfail(reason="may be a word of a language that was not counted", strict=True),
        ),
        ("Lütfen önce {} girin ve devam edin", "kullanıcı adını", "cp1254>cp1252"),
        ("Nie ma tu żadnych nowych {} dla ciebie", "zadań", "cp1250>cp1252"),
    ],
)
def test_a_word_of_the_language_of_its_line_is_repaired(line, word, plan):
    assert repair(line.format(damage(word, [plan]))).text == line.format(word)


@pytest.mark.parametrize(
    "line", ["Katla og Hekla eru fjöll, Þýska er tungumál", "^[a-zA-Z0-9äöüÄÖÜ]+$", "São Tomé w Polsce"]
)
def test_clean_lines_stay(line):
    assert repair(line).text is line


def test_what_both_read_is_part_of_the_rest():
    line = "Skins et voix Fran鏰ises de ce jeu"
    at = line.index("鏰")
    short, long = (
        line_language.language_nats(line, [(at, end, "ça" + line[at + 1 : end])]) for end in (at + 1, len(line))
    )
    assert short == long


def test_a_long_list_is_told():
    words = [f"Дренциг{index}" for index in range(500)]
    line = ",".join(words)
    spans = [(at, at + 3, "раг") for at in range(0, len(line) - 8, 8)]
    assert all(map(math.isfinite, line_language.language_nats(line, spans)))


@given(st.text(), st.text(), st.text())
def test_any_line_is_told(left, span, right):
    stands, reads = line_language.language_nats(left + span + right, [(len(left), len(left + span), right)])
    assert abs(stands) < 1e3
    assert abs(reads) < 1e3


@given(st.text())
def test_a_symbol_for_each_character(text):
    assert len(line_language.symbols(text)) == len(text)


def test_the_script_compares_languages():
    script = scripts.script("count.tongues")
    texts = {"en": ["the cat and the dog"] * 200, "xx": ["žena a muž doma"] * 200, "yy": ["ñandú y niño"] * 200}
    table = script.table(texts, dict.fromkeys(texts, 1.0))
    assert sum(table.shares) == pytest.approx(1)
    place = table.languages.index
    assert table.rows[" ž"][place("xx")] > 0 > table.rows[" ž"][place("yy")]
    tried = script.held_out(table, texts, random.Random(1))
    power, share, gain = script.believed(tried)
    assert 0 < power <= 1
    assert 0.5 <= share < 1
    assert gain > 0
