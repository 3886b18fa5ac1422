"""ftfy's word on Latin text: one more explanation of a line, and never a rule of its own."""

import subprocess
import sys

import ftfy
import pytest

from unmojibake import Config, damage, repair
from unmojibake.pipeline.candidates import FTFY
from unmojibake.pipeline.explain import ask_ftfy
from unmojibake.pipeline.explain.line_explanations import explanations


@pytest.mark.parametrize(
    ("garbled", "text"),
    [
        ("Das Mädchen von gegenÃ¼ber", "Das Mädchen von gegenüber"),
        ("rÃ´ti", "rôti"),
        ("voilÃ la mer", "voilà la mer"),
        ("er sagte: \x84Guten Abend\x93, und ging", "er sagte: „Guten Abend“, und ging"),
        # An emoji as two surrogates, each written as UTF-8.
        ("schönen Urlaub í\xa0¼í¼\x8a", "schönen Urlaub 🌊"),
        ("die TÃ¼r\x85", "die Tür…"),
    ],
)
def test_what_ftfy_knows_is_repaired(garbled, text):
    assert repair(garbled).text == text


def test_the_plan_names_the_steps_of_ftfy():
    change = repair("ok í\xa0½í¸\x80 ok").changes[0]
    assert [step.kind for step in change.plan] == ["latin"]
    assert change.plan[0].detail == ("encode", "latin-1", "decode", "utf-8-variants")


@pytest.mark.parametrize(
    ("garbled", "text"),
    [
        ("don\x92t", "don’t"),
        ("He said\x85 maybe not", "He said… maybe not"),
        ("\x93Hi\x94, she said", "“Hi”, she said"),
    ],
)
def test_controls_are_the_marks_of_windows(garbled, text):
    (change, *_) = repair(garbled).changes
    assert repair(garbled).text == text
    assert change.plan[0].detail[:2] == ("cp1252", "latin-1")


def test_what_a_chain_explains_is_the_chains():
    (change,) = repair("rÃ´ti").changes
    assert change.plan[0].kind == "codec"


def test_only_where_the_kind_is_wanted():
    text = "voilÃ la mer"
    assert repair(text, Config(kinds=frozenset({"codec"}))).text is text
    assert repair(text, Config(kinds=frozenset({"latin"}))).changed


def test_options_of_ftfy_are_obeyed():
    text = "voilÃ la mer"
    off = ftfy.TextFixerConfig(restore_byte_a0=False, decode_inconsistent_utf8=False)
    assert ask_ftfy.undo(text) is not None
    assert ask_ftfy.undo(text, off) is None
    assert ask_ftfy.undo(text, ftfy.TextFixerConfig(fix_encoding=False)) is None
    assert repair(text, Config(ftfy=off)).text is text


def test_what_was_lost_is_put_back_where_ftfy_marks_it():
    text = damage("Ой, гляньте, это наш любимый русский чай.", [("utf-8", "cp1252", "java")])
    assert "\ufffd" in text
    assert repair(text).text == "Ой, гляньте, это наш любимый русский чай."


@pytest.mark.parametrize("text", ["VOILÀ", "“À MODA”", "Ã à Â â Å å", "TÃO SÃO", "naïve “Ä” ™", "½ × ¾ = ⅜", "ÃÕ ÃO"])
def test_clean_text_stays(text):
    assert repair(text).text is text


def test_a_code_page_is_a_list():
    table = "0x80 | Ä | Å | Ç | É | Ñ | Ö | Ü | \xa0 | À | Ã | Õ | Œ | œ |"
    assert ftfy.fix_encoding(table) != table
    assert repair(table).text is table


def test_its_word_is_counted():
    assert 10 < ask_ftfy.witness() < 16
    assert 0 < ask_ftfy.share() < 1


def test_two_readings_that_do_not_run_in_parallel_are_one_span():
    span = ask_ftfy.apart(0, "ab Ã quele cd", "ab àquele cd")
    assert (span.start, span.end, span.after) == (3, 5, "à")


def test_ftfy_is_not_loaded_for_chinese():
    garbled = damage("请先登录，然后再试一次。\n操作已经完成，状态：正常\n", "utf-8>cp936")
    code = f"import sys, unmojibake; print(unmojibake.repair({garbled!r}).changed, 'ftfy' in sys.modules)"
    run = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.split() == ["True", "False"]


def test_it_is_one_of_the_explanations_and_no_rule():
    found = explanations("voilÃ la mer")
    (heard,) = [each for each in found if each.plan == ask_ftfy.PLAN]
    assert heard.nats(FTFY) == ask_ftfy.witness()
    assert heard.share == ask_ftfy.share()
