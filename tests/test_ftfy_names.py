"""ftfy's functions under their own names."""

import io
import subprocess
import sys

import ftfy
import pytest

import unmojibake
from tests import scripts
from unmojibake import Config, TextFixerConfig
from unmojibake.compat import ftfy_plans

GARBLED = unmojibake.damage("操作成功", "utf-8>cp936")


@pytest.fixture(scope="module")
def script():
    return scripts.script("bench.ftfy_cases")


@pytest.fixture(scope="module")
def outcome(script, tmp_path_factory):
    try:
        sdist = script.download(str(tmp_path_factory.mktemp("sdist")))
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"ftfy's source distribution can't be had: {error}")
    found = script.cases(sdist)
    assert len(found) == 161
    return script.run(found)


@pytest.mark.slow
def test_ftfys_own_cases_pass_with_its_options(outcome):
    assert not [case["label"] for case in outcome["whole"]]


def test_what_was_lost_may_be_restored(script):
    assert script.is_restored("a\ufffdb", "aßb")
    assert not script.is_restored("a\ufffdb", "aßc")
    assert not script.is_restored("ab", "ab")


def test_import_does_not_load_ftfy():
    code = "import sys, unmojibake; unmojibake.fix_text; print('ftfy' in sys.modules)"
    run = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "False"


def test_names_that_are_ftfys_own():
    assert unmojibake.TextFixerConfig is ftfy.TextFixerConfig
    assert unmojibake.ExplainedText is ftfy.ExplainedText
    assert unmojibake.ExplanationStep is ftfy.ExplanationStep
    assert unmojibake.explain_unicode is ftfy.explain_unicode
    with pytest.raises(AttributeError, match="no attribute 'unexplained'"):
        _ = unmojibake.unexplained


def test_every_public_name_is_there():
    assert all(hasattr(unmojibake, name) for name in unmojibake.__all__)


@pytest.mark.parametrize("text", ["ＡＢＣ", "“引号”", "一\u2028二", "ｶﾀｶﾅ"])
def test_without_a_config_cjk_text_stays_as_it_is(text):
    assert unmojibake.fix_text(text) is text
    assert unmojibake.fix_text(text, TextFixerConfig()) == ftfy.fix_text(text) != text


def test_clean_text_is_the_same_object():
    text = "天气很好。\n明天也好。"
    assert unmojibake.fix_text(text) is text
    assert unmojibake.fix_encoding(text, TextFixerConfig()) is text


def test_the_encoding_step_is_ours():
    assert unmojibake.fix_text(GARBLED + " &hellip;") == "操作成功 …"
    assert unmojibake.fix_text(GARBLED, TextFixerConfig(fix_character_width=False)) == "操作成功"
    assert ftfy.fix_text(GARBLED, fix_character_width=False) == GARBLED


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("d&eacute;j\u00e0", {"unescape_html": False}),
        ("\x1b[31mrot\x1b[0m", {"remove_terminal_escapes": False}),
        ("mÃ¶chten", {"fix_encoding": False}),
        ("voilÃ le travail", {"restore_byte_a0": False, "decode_inconsistent_utf8": False}),
        ("ﬁnden", {"fix_latin_ligatures": False}),
        ("ＡＢ", {"fix_character_width": False}),
        ("“so”", {"uncurl_quotes": False}),
        ("a\u2028b", {"fix_line_breaks": False}),
        ("\ud83d\ude00", {"fix_surrogates": False}),
        ("a\x01b", {"remove_control_chars": False}),
        ("e\u0301", {"normalization": None}),
        ("10³", {"normalization": "NFKC"}),
    ],
)
def test_every_option_counts_in_every_entry_point(text, option):
    given, changed = TextFixerConfig(), TextFixerConfig(**option)
    for run in (unmojibake.fix_text, unmojibake.fix_text_segment, lambda *args: unmojibake.fix_and_explain(*args).text):
        assert run(text, changed) != run(text, given)
        assert run(text, Config(ftfy=changed)) == run(text, changed)
        # What it leaves is what ftfy leaves, whose own fix_text ignores some of them.
        assert run(text, changed) == ftfy.fix_and_explain(text, changed).text
    whole = "".join(unmojibake.fix_file(io.StringIO(text), config=changed))
    assert whole == unmojibake.fix_text(text, changed)


def test_keyword_arguments_are_fields_of_the_config():
    assert unmojibake.fix_text("“so”", uncurl_quotes=True) == '"so"'
    assert unmojibake.fix_encoding(GARBLED, TextFixerConfig(fix_encoding=False)) is GARBLED
    assert unmojibake.fix_encoding_and_explain(GARBLED, fix_encoding=False) == (GARBLED, [])
    with pytest.raises(ValueError, match="no_such_field"):
        unmojibake.fix_text("a", no_such_field=True)


def test_explain_can_be_turned_off():
    assert unmojibake.fix_and_explain(GARBLED, explain=False).explanation is None


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        (GARBLED, [("encode", "gbk"), ("decode", "utf-8")]),
        ("Das kÃ¶nnen wir später prÃ¼fen, mÃ¶chten wir aber nicht.", None),
        (unmojibake.damage("状态：已完成", "utf-8>cp936"), [("apply", "unmojibake")]),
        ("e\u0301", [("normalize", "NFC")]),
        ("plain", []),
    ],
)
def test_plans_do_it_again(text, plan):
    fixed, found = unmojibake.fix_and_explain(text)
    assert unmojibake.apply_plan(text, found) == fixed
    assert plan is None or found == plan


def test_plans_of_ftfy_can_be_applied():
    fixed, plan = ftfy.fix_and_explain("voilÃ le travail")
    assert unmojibake.apply_plan("voilÃ le travail", plan) == fixed
    with pytest.raises(ValueError, match="Unknown"):
        unmojibake.apply_plan("a", [("apply", "magic")])


def test_with_options_given_what_ftfy_leaves_stands():
    text = "Sie mÃ¶chten � prÃ¼fen"
    assert unmojibake.fix_text(text, TextFixerConfig()) == ftfy.fix_text(text)
    both = f"mÃ¶chten\n{unmojibake.damage('状态：已完成', 'utf-8>cp936')}"
    fixed, plan = unmojibake.fix_and_explain(both, TextFixerConfig(fix_character_width=False))
    assert fixed == "möchten\n状态：已完成"
    assert plan[-1] == ("apply", "unmojibake_beyond_ftfy")
    assert unmojibake.apply_plan(both, plan) == fixed


def test_entities_are_kept_in_all_of_a_document_that_is_html():
    assert unmojibake.fix_text("&eacute;\n<b>&eacute;</b>") == "&eacute;\n<b>&eacute;</b>"


def test_files():
    assert list(unmojibake.fix_file(io.StringIO("mÃ¶chten, kÃ¶nnen, prÃ¼fen\nb"))) == ["möchten, können, prüfen\n", "b"]
    assert list(unmojibake.fix_file(io.BytesIO("图书馆在哪里\n这里".encode("gbk")))) == ["图书馆在哪里\n", "这里"]
    assert list(unmojibake.fix_file(io.BytesIO("圖書\n館".encode("big5")), "big5")) == ["圖書\n", "館"]
    assert list(unmojibake.fix_file(io.BytesIO(b""))) == []


def test_bytes_are_guessed_and_not_repaired():
    assert unmojibake.guess_bytes(GARBLED.encode()) == (GARBLED, "utf-8")
    with pytest.raises(TypeError):
        unmojibake.guess_bytes(GARBLED)


def test_misuse_is_told():
    with pytest.raises(TypeError, match="decode bytes first"):
        unmojibake.fix_text(b"bytes")
    with pytest.raises(TypeError, match=r"expected ftfy\.TextFixerConfig"):
        unmojibake.fix_text("text", "config")


def test_what_ftfy_can_undo_is_left_to_it():
    text = unmojibake.damage("café", "utf-8>cp1252")
    both = f"{GARBLED} {text}"
    assert ftfy_plans.beyond(text, unmojibake.repair(text)) is text
    assert ftfy_plans.beyond(both, unmojibake.repair(both)) == f"操作成功 {text}"
