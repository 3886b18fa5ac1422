import io
import json
import subprocess
import sys

import pytest

import unmojibake
from unmojibake.cli import main, parser
from unmojibake.cli.files.read import Source
from unmojibake.cli.findings.findings import findings
from unmojibake.cli.findings.plans import describe, visible
from unmojibake.cli.output.formats import jsonl
from unmojibake.cli.output.summary import summary
from unmojibake.cli.verbs.explain import explanation, runner_up
from unmojibake.values.result import Change, Filled, Result, Step, Suspect, Verdict

GARBLED = "鏄\ue21a惁鍚\ue21c敤"
CLEAN = "是否启用"
PLAN = (Step("codec", ("utf-8", "cp936", "windows")),)
CHANGES = (
    Change(0, 2, before="ab", after="甲", plan=PLAN, damaged=0.75, confidence=0.5),
    Change(
        9,
        11,
        before="cd",
        after="乙丙",
        plan=PLAN,
        damaged=1.0,
        confidence=0.5,
        filled=(Filled(1, 2, alternatives=(("丙", 0.5), ("丁", 0.25), ("戊", 0.25))),),
    ),
)
SUSPECT = Suspect(12, 15, kind="locked", reason="the bytes are gone", best="开源")


@pytest.fixture
def stdin(monkeypatch):
    def replace(data):
        wrapper = io.TextIOWrapper(io.BytesIO(data), encoding="ascii")
        monkeypatch.setattr(sys, "stdin", wrapper)

    return replace


def run(*arguments, data=b""):
    """Run the installed command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "unmojibake.cli", *arguments],
        input=data,
        capture_output=True,
        check=False,
    )


def test_fix_writes_clean_text_and_one_summary_line(tmp_path, capsysbinary):
    path = tmp_path / "page.txt"
    path.write_bytes(f"x = 1\n{GARBLED}\n".encode())
    assert main(["fix", str(path)]) == 0
    out, err = capsysbinary.readouterr()
    assert out == f"x = 1\n{CLEAN}\n".encode()
    assert err.count(b"\n") == 1
    assert b"repaired 1 span in 1 line (1 x utf-8 read as " in err


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain\n",
        "天气很好。\r\n第二行\r第三行\n\n".encode(),
        b"\xef\xbb\xbf" + "有标记\r\n".encode(),
        "没有换行".encode(),
        "\u2028\x0b\x85".encode(),
    ],
)
def test_fix_gives_clean_bytes_back(data, stdin, capsysbinary):
    stdin(data)
    assert main(["fix", "-"]) == 0
    out, err = capsysbinary.readouterr()
    assert out == data
    assert err == b"unmojibake: standard input: nothing to repair\n"


def test_fix_keeps_mark_and_line_ends(stdin, capsysbinary):
    stdin(f"\ufeff甲\r\n{GARBLED}\r\n".encode())
    assert main(["fix"]) == 0
    assert capsysbinary.readouterr().out == f"\ufeff甲\r\n{CLEAN}\r\n".encode()


def test_jsonl_tells_where(stdin, capsysbinary):
    stdin(f"\ufeff甲\r\n乙\r丙：{GARBLED}\n".encode())
    assert main(["fix", "--output-format", "jsonl"]) == 0
    (line,) = capsysbinary.readouterr().out.splitlines()
    found = json.loads(line)
    assert (found["line"], found["column"]) == (2, 5)
    # The byte order mark is not counted, a carriage return is a code point.
    assert (found["start"], found["end"]) == (7, 7 + len(GARBLED))
    assert (found["before"], found["after"], found["kind"]) == (GARBLED, CLEAN, "codec")
    assert found["plan"][0]["kind"] == "codec"
    assert 0 < found["confidence"] <= found["damaged"] <= 1
    assert found["filled"] == []


def rows(text, *changes):
    result = Result("", changed=True, verdict=Verdict.REPAIRED, confidence=1.0, changes=changes)
    return [jsonl.row(finding) for finding in findings(Source("a", text), result)]


def test_json_lines_count_line_feeds():
    text = "ab\r\n\r\n\n\rcd"
    change = Change(8, 10, before="cd", after="x", plan=PLAN, damaged=1.0, confidence=1.0)
    (row,) = rows(text, change)
    assert (row["line"], row["column"]) == (4, 2)


def test_several_changes_in_a_line():
    assert [(row["line"], row["column"]) for row in rows("ab34567\n\ncd", *CHANGES)] == [(1, 1), (3, 1)]


@pytest.mark.parametrize("arguments", [["fix"], ["fix", "--output-format", "jsonl"]])
@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"ok\n\xc4\xe3\xba\xc3", "not UTF-8: byte C4 at offset 3 (line 2)"),
        (b"\xffa\0", "NUL byte at offset 2: not a UTF-8 text file"),
        (b"\xff\xfea", "begins with the mark of utf-16-le but is not"),
        (b"\xff\xfea\0\0\0", "NUL characters although it begins with the mark of utf-16-le"),
        (b"a\0b", "NUL byte at offset 1"),
        (b"cut \xe4\xb8", "not UTF-8: byte E4 at offset 4"),
        (b"\xed\xa0\x80", "not UTF-8: byte ED at offset 0"),  # a surrogate
    ],
)
def test_bad_bytes(arguments, data, complaint, stdin, capsysbinary):
    stdin(data)
    assert main(arguments) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert err.startswith(f"unmojibake: standard input: {complaint}".encode())
    assert err.count(b"\n") == 1


def test_bad_files(tmp_path, capsysbinary):
    for path, complaint in [
        (tmp_path / "none.txt", "No such file or directory"),
        (tmp_path, "is a directory; name a file"),
        ("a\0b", "embedded null byte"),
    ]:
        assert main(["fix", str(path)]) == 2
        out, err = capsysbinary.readouterr()
        assert (out, err) == (b"", f"unmojibake: {visible(str(path))}: {complaint}\n".encode())


def test_suspects_make_exit_code_1(monkeypatch, stdin, capsysbinary):
    result = Result(
        "甲34567\n\n乙丙锟",
        changed=True,
        verdict=Verdict.PARTIAL,
        confidence=0.25,
        changes=CHANGES,
        suspects=(SUSPECT,),
    )
    monkeypatch.setattr(unmojibake, "repair", lambda _text, _config: result)
    stdin(b"ab34567\n\ncd")
    assert main(["fix"]) == 1
    assert capsysbinary.readouterr().err.decode() == (
        "unmojibake: standard input: repaired 2 spans in 2 lines (2 x utf-8 read as cp936); "
        "1 character filled in where bytes were lost; 1 suspect left as found; confidence 0.25\n"
    )


def test_only_suspects():
    result = Result("锟斤拷", changed=False, verdict=Verdict.ABSTAINED, confidence=0.0, suspects=(SUSPECT,))
    assert summary("锟斤拷", result) == "1 suspect left as found; confidence 0.00"


def test_explanation():
    result = Result(
        "甲\n",
        changed=True,
        verdict=Verdict.PARTIAL,
        confidence=0.5,
        changes=CHANGES,
        suspects=(SUSPECT,),
    )
    assert "\n".join(explanation(result)) == (
        "verdict     partial\n"
        "confidence  0.5000\n"
        "text        甲\\n\n"
        "\n"
        "change      code points 0 to 2\n"
        "  before      ab\n"
        "  after       甲\n"
        "  plan        utf-8 read as cp936\n"
        "  damaged     0.7500\n"
        "  confidence  0.5000\n"
        "  runner-up   ab (0.2500)\n"
        "\n"
        "change      code points 9 to 11\n"
        "  before      cd\n"
        "  after       乙丙\n"
        "  plan        utf-8 read as cp936\n"
        "  damaged     1.0000\n"
        "  confidence  0.5000\n"
        "  runner-up   乙丁 (0.2500)\n"
        "  filled      1 to 2: '丙' 0.5000, '丁' 0.2500, '戊' 0.2500\n"
        "\n"
        "suspect     code points 12 to 15: locked\n"
        "  reason      the bytes are gone\n"
        "  best        开源"
    )


def test_explanation_of_a_suspect_without_reading():
    suspect = Suspect(0, 1, kind="locked", reason="gone")
    result = Result("?", changed=False, verdict=Verdict.ABSTAINED, confidence=0.0, suspects=(suspect,))
    assert "best" not in "\n".join(explanation(result))


def test_explanation_cuts_long_lists():
    place = Filled(0, 1, alternatives=tuple((char, 0.125) for char in "甲乙丙丁戊己庚"))
    change = Change(0, 1, before="?", after="甲", plan=(), damaged=1.0, confidence=0.1, filled=(place,))
    result = Result("甲", changed=True, verdict=Verdict.REPAIRED, confidence=0.1, changes=(change,))
    lines = list(explanation(result))
    assert lines[-1].endswith("'戊' 0.1250, 2 more")
    assert lines[7] == "  plan        unknown"


def test_the_next_best_chain_is_shown():
    text = "隹・畑 ÇëÊäÈëÃÜÂë"
    *_, change = unmojibake.repair(text).changes
    rival = change.runner_up
    assert rival.plan == (Step("codec", ("cp936", "cp1254")),)
    assert 0 < rival.probability < change.damaged
    assert text[rival.start : rival.end].strip() == "ÇëÊäÈëÃÜÂë"
    lines = list(explanation(unmojibake.repair(text)))
    shown = f"code points {rival.start} to {rival.end}: {rival.after} ({rival.probability:.4f})"
    assert f"  other plan  cp936 read as cp1254, {shown}" in lines


def test_no_other_chain_was_looked_at_where_one_is_beyond_doubt():
    [change] = unmojibake.repair("鎿嶄綔鎴愬姛").changes
    assert change.runner_up is None
    assert not any("other plan" in line for line in explanation(unmojibake.repair("鎿嶄綔鎴愬姛")))


def test_runner_up_of_a_sure_change_without_alternatives():
    place = Filled(0, 1, alternatives=(("甲", 1.0),))
    change = Change(0, 1, before="?", after="甲", plan=(), damaged=1.0, confidence=1.0, filled=(place,))
    assert runner_up(change) == ("?", 0.0)


def test_explain_text_and_standard_input(stdin, capsysbinary):
    assert main(["explain", GARBLED]) == 0
    shown = capsysbinary.readouterr().out
    stdin(GARBLED.encode())
    assert main(["explain", "-"]) == 0
    assert capsysbinary.readouterr().out == shown
    assert shown.startswith(b"verdict     repaired\n")
    assert "  before      鏄\\ue21a惁鍚\\ue21c敤\n".encode() in shown
    assert b"runner-up" in shown


def test_explain_refuses_bytes_that_are_not_utf8(capsysbinary):
    # What Python makes of the argument C4 E3 in a UTF-8 locale.
    assert main(["explain", "\udcc4\udce3"]) == 2
    assert capsysbinary.readouterr().err.startswith(b"unmojibake: TEXT: not UTF-8: byte C4")


def test_usage_errors_and_version(capsys):
    for arguments, code in [([], 2), (["mend"], 2), (["fix", "a", "b"], 2), (["--version"], 0)]:
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == code
    assert capsys.readouterr().out == f"unmojibake {unmojibake.__version__}\n"


def test_parser_reads_the_documented_options():
    assert parser().parse_args(["fix"]).paths == []
    assert parser().parse_args(["fix", "--output-format=jsonl", "x"]).output_format == "jsonl"


def test_output_is_utf8_whatever_the_locale():
    assert run("fix", data="天气\n".encode()).stdout == "天气\n".encode()


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ((), "unknown"),
        (PLAN * 2, "utf-8 read as cp936, then utf-8 read as cp936"),
        ((Step("slip"),), "slip"),
        ((Step("gloss", ("(jīng)", "0")),), "gloss"),
        (
            (Step("slip", ("a1", "", "0")), Step("gloss", ("(jīng)", "4")), Step("gloss", ("(jì)", "6"))),
            "slip, then gloss",
        ),
    ],
)
def test_describe(plan, words):
    assert describe(plan) == words


def test_visible():
    assert visible("甲\t\ufeff\U000f0000") == "甲\\t\\ufeff\\U000f0000"
