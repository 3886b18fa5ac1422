"""Edits of GBK bytes, piece by piece: readings put in, bytes lost; forwards, found, taken back, weighed."""

import math

import pytest

from unmojibake import damage
from unmojibake.damaging import gloss, slip
from unmojibake.damaging.decoders import read
from unmojibake.language import load
from unmojibake.language.punctuation import boundary_cost, mark_costs, open_mark, sign_cost
from unmojibake.pipeline.evidence import intended_glosses
from unmojibake.pipeline.explain import line_explanations
from unmojibake.pipeline.gate import line_marks
from unmojibake.pipeline.lattice import EdgeKind
from unmojibake.pipeline.undo import byte_edits


def texts(lattice):
    """Give all readings of a small lattice; what was eaten is left out."""

    def walk(node):
        if node == lattice.end:
            yield ""
            return
        for edge in lattice.edges[node]:
            heads = [""] if edge.kind is EdgeKind.EATEN else edge.text if edge.kind is EdgeKind.PICK else [edge.text]
            for head in heads:
                for rest in walk(edge.target):
                    yield head + rest

    return set(walk(0)) if lattice.end >= 0 else set()


def candidate(line):
    """Give the explanation of a line by edits."""
    [found] = [each for each in line_explanations.explanations(line) if each.plan[-1].edits]
    return found


# ---- gloss


def test_readings_are_put_in_behind_whole_characters():
    assert gloss.put_in("經濟".encode("gbk")).decode("gbk") == "經(jīng)濟(jì)"
    assert gloss.put_in("三月".encode("gbk")) == "三月".encode("gbk")


def test_readings_are_put_in_behind_those_of_the_table_only():
    assert gloss.put_in("經濟".encode("gbk"), "濟").decode("gbk") == "經濟(jì)"
    assert gloss.put_in("經濟".encode("gbk"), "") == "經濟".encode("gbk")
    # A character without a known reading is none of the software's.
    assert gloss.put_in("三月".encode("gbk"), "三月") == "三月".encode("gbk")


def test_readings_are_put_in_inside_characters():
    # 部兌 is B2 BF 83 B6, and BF 83 is 績.
    data = "部兌現。".encode("gbk")
    assert gloss.put_in(data, "績") == data[:3] + "(jī)".encode("gbk") + data[3:]
    assert read(gloss.put_in(data, "績"), "cp936", "windows") == "部?jī)冬F。"


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("經(jīng)", b""),
        ("經(jing)", b""),
        ("綠(lǜ)", b""),
        ("綠(lü)", b""),
        ("綠(lv)", b""),
        ("過(guò )", b""),
        ("過(ɡuò)", b""),
        ("書(shū/shū)", b""),
        ("長(zhǎng)", b""),
        ("長(cháng)", b""),
        ("部?jī)", b"\x83"),
        ("因?yàn)", b"\x9e"),
    ],
)
def test_a_reading_is_found(line, lost):
    [found] = [each for each in gloss.glosses(line) if each.lost == lost]
    assert (found.start, found.end) == (1, len(line))
    assert found.cost >= 0


@pytest.mark.parametrize(
    "line",
    [
        "",
        "經",
        "(jīng)",
        "?jīng)",
        "x(jīng)",
        "三(sān)",
        "經（jīng）",
        "經(hǎo)",
        "經(Jīng)",
        "經(jīng",
        "經(j1ng)",
        "好(men)",
    ],
)
def test_what_is_no_reading_of_the_character_is_not_found(line):
    assert [each for each in gloss.glosses(line) if not each.lost] == []


def test_an_eaten_bracket_means_a_lost_byte():
    assert [each.lost for each in gloss.glosses("經?jīng)")] == [b"\xdc"]


def test_ascii_is_no_lost_byte():
    # 傾 is read qīng and is 82 41; 們 ends in 82. But A does not wait for another byte, so it would still be there.
    assert list(gloss.glosses("們(qīng)")) == []
    assert [each.lost for each in gloss.glosses("們(jǐn)")] == [b"\x8d"]


def test_all_readings_count_and_the_rarer_cost_more():
    [first], [second] = list(gloss.glosses("長(zhǎng)")), list(gloss.glosses("長(cháng)"))
    assert math.exp(-first.cost) + math.exp(-second.cost) == pytest.approx(1, abs=0.05)
    # Without its tone a reading is as likely as all that are spelled so.
    [bare] = [each for each in gloss.glosses("給(gei)") if not each.lost]
    [toned] = [each for each in gloss.glosses("給(gěi)") if not each.lost]
    assert bare.cost == toned.cost


def test_conversion_writes_no_character_that_has_no_other_form():
    assert "經" in gloss.characters()
    assert "三" not in gloss.characters()
    assert "经" not in gloss.characters()


# ---- slip


@pytest.mark.parametrize(
    ("text", "dropped", "shown"),
    [
        ("招商。”臨港", "招商！迸R港", "招商?！迸R港"),
        ("好。”</p>", "好！?/p>", "好?！?/p>"),
        ("停。《海》", "停！逗！?", "停?！逗！?"),
        ("好。」", "好！?", "好?！?"),
        ("啊！走", "埃∽?", "?！走"),
        ("好！」走。", "好！」走。", "好！」走。"),
    ],
)
def test_a_byte_is_lost(text, dropped, shown):
    assert read(slip.drop(text.encode("gbk")), "cp936", "windows") == dropped
    assert read(slip.show(text.encode("gbk")), "cp936", "windows") == shown
    assert damage(text, "slip-dropped") == dropped
    assert damage(text, ["slip-shown"]) == shown


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("招商！迸R", [(2, 3, "")]),
        ("招商!迸R", [(2, 3, "")]),
        ("招商?！迸R", [(3, 4, ""), (2, 4, "?")]),
        ("招商!?/p>", [(2, 3, "")]),
        ("招商\ufffd！\ufffd", [(3, 4, ""), (2, 4, "\ufffd")]),
        ("好！你好！我", [(1, 2, ""), (4, 5, "")]),
        ("好！", []),
        ("好! 走", []),
        ("好!a", []),
        ("嗎？走", []),
    ],
)
def test_places_where_a_byte_may_have_been_lost(line, found):
    assert [tuple(each) for each in slip.slips(line)] == found


# ---- the lattice of both


def test_nothing_edited_has_no_lattice():
    assert byte_edits.undo("好").end == -1
    assert byte_edits.undo("好！迸R", kinds={"gloss"}).end == -1
    assert byte_edits.undo("經(jīng)", kinds={"slip"}).end == -1


@pytest.mark.parametrize(
    ("line", "readings"),
    [
        ("經(jīng)濟", {"經(jīng)濟", "經濟"}),
        ("好！迸R", {"好！迸R", "好。”臨"}),
        ("好?！迸R", {"好?！迸R", "好。”臨", "好?。”臨"}),
        ("好\ufffd！迸R", {"好\ufffd！迸R", "好。”臨"}),
        ("部?jī)冬F。", {"部?jī)冬F。", "部兌現。"}),
        ("經(jīng)。！迸R", {"經(jīng)。！迸R", "經。！迸R", "經。。”臨", "經(jīng)。。”臨"}),
    ],
)
def test_every_edit_is_taken_back_or_not(line, readings):
    lattice = byte_edits.undo(line)
    assert lattice.edited
    assert readings <= texts(lattice)


def test_a_second_slip_lies_inside_the_first():
    line = damage("“好。”“走。”他去了。", ["slip-dropped"])
    assert line == "“好！薄白撸”他去了。"
    assert "“好。”“走。”他去了。" in texts(byte_edits.undo(line))


def test_a_byte_without_a_partner_may_have_left_no_mark():
    line = damage("好。”去<br>", ["slip-dropped"], decoder="ignore")
    assert line == "好！比<br>"
    assert "好。”去<br>" in texts(byte_edits.undo(line))


def test_what_is_looked_for_can_be_chosen():
    line = "經(jīng)。！迸R"
    assert "經。。”臨" not in texts(byte_edits.undo(line, kinds={"slip"})) | texts(
        byte_edits.undo(line, kinds={"gloss"})
    )
    assert "經(jīng)。。”臨" in texts(byte_edits.undo(line, kinds={"slip"}))
    assert "經。！迸R" in texts(byte_edits.undo(line, kinds={"gloss"}))


def test_a_touched_line_has_a_reading_with_or_without_tone():
    assert line_marks.is_touched("經(jing)")
    assert line_marks.is_touched("經(jīng)")
    assert not line_marks.is_touched("三(san)！迸R")


# ---- signs


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("", ""),
        ("好", ""),
        ("他說：“好", "“"),
        ("“好”", ""),
        ("“‘好", "‘"),
        ("“‘好’", "“"),
        ("“（”", ""),
        ("”", ""),
        ("（）「", "「"),
    ],
)
def test_the_innermost_open_mark(text, mark):
    assert open_mark(text) == mark


def test_a_mark_costs_less_where_it_belongs():
    assert mark_costs("“好", ends=False)["”"] < 0 < mark_costs("好", ends=False)["”"]
    assert mark_costs("「好", ends=False)["」"] < mark_costs("「好", ends=False)["”"]
    assert mark_costs("好", ends=True)["”"] != mark_costs("好", ends=False)["”"]
    assert "好" not in mark_costs("“", ends=True)


def test_a_boundary_costs_what_it_was_counted():
    assert boundary_cost("a", "嗎") == boundary_cost("好", "嗎") == 0
    assert boundary_cost(" ", "嗎") < boundary_cost("?", "嗎") < boundary_cost("?", "。")
    signs = ["", *(chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha())]
    for left in ("嗎", "。", "a"):
        assert sum(math.exp(-boundary_cost(sign, left)) for sign in signs) == pytest.approx(1, abs=0.05)


def test_a_text_costs_what_its_signs_and_marks_cost():
    assert sign_cost("好") == 0
    assert sign_cost("嗎?") == boundary_cost("?", "嗎")
    assert sign_cost("?", "嗎") == boundary_cost("?", "嗎")
    assert sign_cost("”", "“好", "<") == mark_costs("“好", ends=True)["”"]
    assert sign_cost("”", "“好", "x") == mark_costs("“好", ends=False)["”"]
    assert sign_cost("“好”") == mark_costs("", ends=False)["“"] + mark_costs("“好", ends=True)["”"]


# ---- glosses on purpose


def test_what_takes_no_gloss_out_is_not_meant():
    line = damage("他說：“這是長期的工作。”臨走又看了看。", ["slip-dropped"])
    assert intended_glosses.on_purpose(load(), line, candidate(line)) == []


def test_each_gloss_that_goes_is_weighed():
    found = candidate("經(jīng)濟部今天發(fā)佈了")
    assert len(intended_glosses.on_purpose(load(), "經(jīng)濟部今天發(fā)佈了", found)) == len(found.spans) == 2


def test_more_lessons_in_the_document_speak_for_purpose():
    line = "今天我們學(xué)習"
    nats = [sum(intended_glosses.on_purpose(load(), line, candidate(line), share)) for share in (0, 0.1, 0.5, 1)]
    assert nats == sorted(nats)
    assert nats[0] < nats[-1]


def test_software_does_not_spare_what_it_glosses():
    # 單 and 三 differ in this alone: software that glosses 單 would not leave the second one out.
    spared, other = "單(shàn)先生和單先生", "單(shàn)先生和三先生"
    more, less = (sum(intended_glosses.on_purpose(load(), line, candidate(line))) for line in (spared, other))
    assert more - less == pytest.approx(math.log(6), abs=0.5)


def test_only_characters_no_software_glosses_make_a_lesson():
    assert intended_glosses.lessons("經(jīng)濟(jì)\n好") == 0
    assert intended_glosses.lessons("很(hěn)好(hǎo)\n經(jīng)濟(jì)\n好\n你(nǐ)") == 0.5
