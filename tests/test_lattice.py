"""Damaged text to bytes with unknowns, and those to text with choices."""

import pytest

from unmojibake import damage
from unmojibake.charsets import tables
from unmojibake.charsets.lost_bytes import bad_pairs, lost_bytes
from unmojibake.pipeline.lattice import ArcKind, EdgeKind, Positions
from unmojibake.pipeline.undo.byte_lattice import byte_lattice
from unmojibake.pipeline.undo.codec import glance, share_decoded, strict, undo, undo_again
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.pipeline.undo.text_lattice import decode

HIGH = frozenset(range(0x80, 0x100))


def kinds(lattice, node):
    return [arc.kind for arc in lattice.arcs[node]]


def paths(lattice, most=5000):
    """Give every text of a lattice; an eaten character as '_'."""
    found, agenda = set(), [(0, "")]
    while agenda:
        node, text = agenda.pop()
        if node == lattice.end:
            found.add(text)
            assert len(found) <= most
            continue
        for edge in lattice.edges[node]:
            texts = edge.text if edge.kind is EdgeKind.PICK else ["_" if edge.kind is EdgeKind.EATEN else edge.text]
            agenda += [(edge.target, text + each) for each in texts]
    return found


# ---- carriers


@pytest.mark.parametrize("carrier", ["cp936", "cp932", "cp949", "cp950", "cp1252", "latin-1", "cp437", "mac_roman"])
def test_certain_text_is_one_run_of_its_bytes(carrier):
    text = "".join(tables.decode_table(carrier)[code] for code in sorted(tables.decode_table(carrier))[-40:-10])
    text = text.replace("・", "")
    (arc,) = byte_lattice(text, carrier).arcs[0]
    assert (arc.kind, arc.data) == (ArcKind.BYTES, tables.encode(text, carrier))


def test_plain_question_marks_and_spaces_are_no_marks():
    for text, carrier in (("a? b", "cp936"), ("a? b", "cp1252"), ("??", "cp936")):
        lattice = byte_lattice(text, carrier)
        assert [arc.data for arc in lattice.arcs[0]] == [text.encode()]
        assert lattice.end == len(text)


@pytest.mark.parametrize("text", ["鐘?", "?鐘"])
def test_a_question_mark_beside_hanzi_is_itself_or_a_lead_byte_and_what_it_ate(text):
    lattice = byte_lattice(text + "x", "cp936", "\n")
    node = 2 * text.index("?")
    literal, lead = lattice.arcs[node][:2]
    assert (literal.kind, literal.data) == (ArcKind.BYTES, b"?")
    assert (lead.kind, lead.sets) == (ArcKind.SETS, (frozenset(range(0x81, 0xFF)),))
    (eaten,) = lattice.arcs[lead.target]
    assert (eaten.kind, eaten.target) == (ArcKind.EATEN, literal.target)
    assert eaten.text == (text + "x\n")[text.index("?") + 1 :]


def test_windows_japanese_loses_pairs_without_a_trace():
    lattice = byte_lattice("隹・", "cp932")
    assert kinds(lattice, 2) == [ArcKind.BYTES, ArcKind.SETS, ArcKind.PAIRS]
    pairs = lattice.arcs[2][2].pairs
    table = tables.decode_table("cp932")
    assert pairs
    for lead, trails in pairs.items():
        assert trails
        assert not any(bytes((lead, trail)) in table for trail in trails)
        assert min(trails) >= 0x40


def test_no_pair_of_the_chinese_page_is_lost_that_text_could_have():
    assert not bad_pairs("cp936")
    assert not bad_pairs("cp1252")


def test_a_replacement_character_is_any_byte_in_a_wide_carrier_and_an_undefined_one_in_a_narrow_one():
    wide = byte_lattice("鐘\ufffd", "cp936")
    assert kinds(wide, 2) == [ArcKind.SAME, ArcKind.SETS, ArcKind.SETS]
    assert wide.arcs[2][1].sets == (HIGH,)
    narrow = byte_lattice("ä\ufffd", "cp1252")
    assert kinds(narrow, 1) == [ArcKind.SAME, ArcKind.SETS]
    assert narrow.arcs[1][1].sets == (lost_bytes("cp1252"),)


def test_three_replacement_characters_in_a_row_are_lost_for_good():
    for carrier in ("cp936", "cp1252"):
        lattice = byte_lattice("\ufffd" * 3, carrier)
        assert [kinds(lattice, node) for node in sorted(lattice.arcs)] == [[ArcKind.SAME]]
        assert lattice.arcs[0][0].text == "\ufffd" * 3
        assert ArcKind.SETS in kinds(byte_lattice("\ufffd" * 2, carrier), 0)


def test_a_space_may_have_been_a_no_break_space_in_narrow_carriers():
    assert [arc.data for arc in byte_lattice("ä ", "cp1252").arcs[1]] == [b" ", b"\xa0"]
    assert [arc.data for arc in byte_lattice("鐘 ", "cp936").arcs[0]] == [b"\xe7\x8a "]


def test_no_space_of_a_text_that_has_a_no_break_space_was_one():
    assert [arc.data for arc in byte_lattice("ä ä\xa0", "cp1252").arcs[0]] == [b"\xe4 \xe4\xa0"]


def test_strangers_stand_for_themselves_and_keep_their_place():
    lattice = byte_lattice("鐘☃枃", "cp936")
    assert [(arc.kind, arc.text) for arc in lattice.arcs[2]] == [(ArcKind.SAME, "☃")]
    assert list(lattice.where.nodes) == [0, 2, 3, 5]
    assert [lattice.where.floor(node) for node in (0, 1, 2, 3, 4, 5)] == [0, 0, 1, 2, 2, 3]
    assert [lattice.where.ceil(node) for node in (0, 1, 2, 3, 4, 5)] == [0, 1, 1, 2, 3, 3]


def test_positions_find_boundaries():
    where = Positions([0, 2, 3, 5], [0, 1, 2, 3], "abc")
    assert [node for node in range(6) if where.is_boundary(node)] == [0, 2, 3, 5]
    assert where.until(0, lambda node: node >= 3) == ("ab", 3)


def test_lost_bytes_are_those_that_vanish():
    assert lost_bytes("cp1252") == {0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0}
    assert lost_bytes("latin-1") == {*range(0x80, 0xA1)}
    assert not lost_bytes("cp936")
    assert lost_bytes("cp932") <= HIGH


# ---- origins


def test_utf8_runs_as_far_as_it_is_well_formed():
    utf8 = origin("utf-8")
    assert utf8.run("中a".encode() + b"\xe4\xb8") == ("中a", 4, 2)
    assert utf8.run(b"a\xe4\xb8a") == ("a", 1, 2)
    assert utf8.run(b"\xff") == ("", 0, 0)
    for wrong in (b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe0\x80\x80"):
        assert utf8.run(wrong)[:2] == ("", 0)


def test_utf8_choices_are_what_one_byte_makes():
    utf8 = origin("utf-8")
    chars, begun = utf8.choices(b"\xe4\xb8", HIGH)
    assert (chars, begun) == ("".join(map(chr, range(0x4E00, 0x4E40))), ())
    assert utf8.choices(b"", frozenset({0xE4, 0x41, 0x80})) == ("", (b"\xe4",))
    assert utf8.choices(b"\xf0", frozenset({0x9F})) == ("", (b"\xf0\x9f",))
    assert utf8.choices(b"\xc3", frozenset({0xA9})) == ("é", ())


def test_utf8_completions_put_lost_bytes_anywhere_but_first():
    utf8 = origin("utf-8")
    assert set(utf8.completions(b"\xe4\xb8", frozenset({0xAD}))) == {"中", b"\xe4\xad\xb8".decode()}
    assert utf8.completions(b"\xe4\xb8", frozenset()) == ""
    assert utf8.completions(b"", HIGH) == ""


def test_legacy_runs_by_its_table():
    gbk = origin("cp936")
    assert gbk.run(b"\xd6\xd0a\xd6") == ("中a", 3, 1)
    assert gbk.run(b"\xd6\x20")[:2] == ("", 0)
    assert gbk.run(b"\x80") == ("€", 1, 0)
    assert gbk.choices(b"\xd6", frozenset({0xD0, 0x20})) == ("中", ())
    assert gbk.choices(b"", frozenset({0xD6, 0x41})) == ("", (b"\xd6",))
    assert origin("euc_jp").run("日ｱ𠮟".replace("𠮟", "").encode("euc_jp"))[0] == "日ｱ"


@pytest.mark.parametrize("name", ["cp936", "gb18030", "big5", "cp950", "cp932", "euc_jp", "cp949", "euc_kr", "cp1251"])
def test_legacy_runs_agree_with_the_table(name):
    table = tables.decode_table(name)
    run = origin(name).run
    assert not [code for code, char in table.items() if run(code) != (char, len(code), 0)]


def test_sizes_and_last_bytes_are_those_of_the_encoding():
    for name in ("utf-8", "cp936", "euc_jp"):
        text = "中a日"
        assert origin(name).size(text) == len(tables.encode(text, name))
        assert origin(name).last_byte("中") == tables.encode("中", name)[-1]


# ---- codec


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        ("utf-8>cp936", "中文标题"),
        ("utf-8>cp1252", "保存文件"),
        ("utf-8>latin-1", "保存，文件"),
        ("cp936>cp1252", "中文"),
        ("cp936>latin-1", "数据库"),
        ("utf-8>cp932", "設定"),
        ("koi8-r>cp1251", "Файл"),
        ("big5>cp936", "價格"),
    ],
)
def test_the_original_is_one_of_the_readings(plan, text):
    # Whole or with a lost byte, and a character eaten behind it.
    found = paths(undo(damage(text, [plan]), *plan.split(">")))
    assert text in {path.rstrip("_") for path in found}


def test_where_nothing_was_lost_there_is_one_reading():
    assert paths(undo(damage("中文标题", ["utf-8>cp936"]), "utf-8", "cp936")) == {"中文标题"}
    assert paths(undo("ÖÐÎÄ", "cp936", "cp1252")) == {"中文"}


@pytest.mark.parametrize("eaten", ['"', "\n", ")", " "])
def test_every_reading_of_a_hole_is_there(eaten):
    damaged = damage(f"状态{eaten}x", ["utf-8>cp936"])
    assert damaged == "鐘舵€?x"
    found = paths(undo(damaged, "utf-8", "cp936"))
    assert "状态_x" in found
    # 状 and the 63 characters whose last byte is a lead byte; byte 80 is none.
    assert {text[1] for text in found} == set(map(chr, range(0x6001, 0x6040)))
    assert {text[2:] for text in found} == {"_x"}


def test_clean_text_reads_as_itself_alone():
    for text in ("是中文标题", "plain", "", "“引号”——"):
        assert paths(undo(text, "utf-8", "cp936")) == {text}


def test_damage_and_clean_text_stand_in_one_line():
    line = "标题：" + damage("中文标题", ["utf-8>cp936"]) + "。"
    assert "标题：中文标题。" in paths(undo(line, "utf-8", "cp936"))


def test_a_byte_lost_without_a_trace_is_put_back():
    damaged = damage("中文不同", ["utf-8>cp1252", "undefined-dropped"])
    assert "\x8d" not in damaged
    assert "中文不同" in paths(undo(damaged, "utf-8", "cp1252"))


def test_layers_come_off_one_after_the_other():
    for plan in (("utf-8>cp936", "utf-8>cp936"), ("cp936>cp1252", "utf-8>cp1252")):
        text = "文件"
        outer = undo(damage(text, plan), *plan[1].split(">"))
        inner = undo_again(outer, *plan[0].split(">"))
        assert text in {path.rstrip("_") for path in paths(inner)}


def test_strict_reads_all_or_nothing():
    plan = (("utf-8", "cp936"), ("utf-8", "cp1252"))
    damaged = damage("文件目录", [">".join(step) for step in plan])
    assert strict(damaged, plan) == "文件目录"
    assert strict(damaged + "中", plan) is None
    assert strict(damaged[:-1], plan) is None
    assert strict("", plan) == ""


def test_looks_before_the_work():
    damaged = damage("中文标题", ["utf-8>cp936"])
    assert share_decoded(damaged, "utf-8", "cp936") == 1
    assert share_decoded("plain", "utf-8", "cp936") == 0
    assert share_decoded("今天天气很好", "utf-8", "cp936") < 0.5
    assert glance(damaged, "utf-8", "cp936") == ("中文标题", damaged)
    assert glance("☃", "utf-8", "cp936") == ("", "")


def held(text, origin_name, carrier):
    """Give the bytes that all arcs hold when a text has been decoded."""
    lattice = byte_lattice(text, carrier)
    decode(lattice, origin(origin_name), lost_bytes(carrier))
    # Arcs that share one object hold it once.
    return sum(
        len(data) for data in {id(arc.data): arc.data for arcs in lattice.arcs.values() for arc in arcs}.values()
    )


@pytest.mark.parametrize(
    ("unit", "carrier"),
    [
        pytest.param(
            unit,
            carrier,
            id=f"{unit}-{carrier}",
        )
        for unit in ("鐨", "锟", "锛?", "鐨?", "锟斤拷", "涓枃", "Ã", "å?", "\ufffd鐨", "€")
        for carrier in ("cp936", "cp1252")
    ],
)
def test_the_lattice_grows_with_the_text_and_no_faster(unit, carrier):
    small, large = held(unit * 200, "utf-8", carrier), held(unit * 800, "utf-8", carrier)
    assert large <= 4.5 * small + 100
