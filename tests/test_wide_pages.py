"""UTF-8 read by the double-byte pages of Taiwan, Korea and Japan: what is lost there, and what comes back."""

import time

import pytest

from unmojibake import damage, repair, replay
from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table, to_bytes
from unmojibake.charsets.lost_bytes import lost_before, lost_together
from unmojibake.language import load
from unmojibake.pipeline.lattice import ArcKind, EdgeKind, TextLattice
from unmojibake.pipeline.search.line_scripts import Mixture, script
from unmojibake.pipeline.undo.byte_lattice import byte_lattice, may_be_asked
from unmojibake.pipeline.undo.codec import undo
from unmojibake.pipeline.undo.eaten_ascii import eaten_costs


@pytest.mark.parametrize(
    ("plan", "decoder", "text"),
    [
        ("utf-8>cp949", "windows", "저장되었습니다."),
        ("utf-8>cp949", "windows", "이벤트 처리 중 오류가 발생했습니다."),
        ("utf-8>cp949", "java", "사용자가 로그인하면 화면이 새로 그려집니다."),
        ("utf-8>cp949", "java", "책을 읽고 나서 정원에 물을 주었다."),
        ("utf-8>big5", "windows", "使用者名稱不能空白。"),
        ("utf-8>cp932", "windows", "値を追加することができます。"),
        ("utf-8>cp932", "java", "設定を保存してから再起動してください。"),
    ],
)
def test_text_comes_back(plan, decoder, text):
    damaged = damage(text, plan, decoder=decoder)
    assert damaged != text
    assert repair(damaged).text == text


@pytest.mark.parametrize("decoder", ["windows", "whatwg", "perl"])
def test_what_a_decoder_shows_for_pairs_of_big5_goes_back_to_bytes(decoder):
    table = inverse_table("big5")
    chars = [char for code, char in tables.decode_table("big5").items() if len(code) > 1]
    shown = damage("".join(chars), ["big5>big5"], decoder=decoder)
    # U+FFFD, and the accents of two letters that the standard of the web spells with two characters.
    assert {char for char in shown if char not in table} <= {"\ufffd", "\u0304", "\u030c"}


def test_what_only_some_decoders_show_has_the_same_bytes():
    assert to_bytes("\uf8f0", "cp932") == b"\xa0" == to_bytes("\xa0", "cp932")
    damaged = damage("値を追加することができます。", "utf-8>cp932")
    assert "\xa0" in damaged
    assert repair(damaged.replace("\xa0", "\uf8f0")).text == repair(damaged).text
    assert inverse_table("x-sjis") is inverse_table("cp932")
    assert inverse_table("gb18030") is tables.encode_table("gb18030")
    # Node's ICU leaves these bytes of the older charsets as controls; other software those of code page 932 as Latin-1.
    assert to_bytes("\x85", "cp949") == to_bytes("\x85", "euc_jp") == b"\x85"
    assert to_bytes("\xfd\xfe\xff", "cp932") == b"\xfd\xfe\xff"


def test_windows_reads_big5_as_its_own_page():
    assert tables.windows_page("big5") == "cp950"
    assert tables.windows_page("latin-1") is tables.windows_page("utf-8") is None
    arcs = byte_lattice("雿?", "big5").arcs
    assert {arc.kind for arc in arcs[2]} == {ArcKind.BYTES, ArcKind.SETS, ArcKind.PAIRS}


@pytest.mark.parametrize(
    ("chain", "text"),
    [
        ("cp949>cp950", "안녕하세요, 학교에 갈 필요가 없습니다."),
        ("cp936>cp950", "请他其后期待清楚情况"),
        ("euc_jp>cp950", "二枚の切符を買って帰る"),
    ],
)
@pytest.mark.parametrize("carrier", ["cp950", "big5"])
def test_python_and_java_number_the_kana_of_big5_otherwise_than_browsers(chain, text, carrier):
    origin = chain.partition(">")[0]
    damaged = damage(text, [(origin, carrier, "python")])
    assert damaged != damage(text, [(origin, "big5", "whatwg")])
    result = repair(damaged)
    assert result.text == text
    # By which of the two it was read is written down.
    assert {change.plan[0].detail[1] for change in result.changes} == {"cp950"}
    assert all(replay(change.plan, change.after) == change.before for change in result.changes)
    assert repair(damage(text, [(origin, "big5", "whatwg")])).text == text


def test_a_character_of_which_nothing_is_left_is_one_edge():
    # 후 and the space behind it are two question marks.
    damaged = damage("종료 후 대기", "utf-8>cp949")
    assert "??" in damaged
    lattice = undo(damaged, "utf-8", "cp949")
    whole = [edge for edges in lattice.edges for edge in edges if edge.kind is EdgeKind.PICK and "후" in edge.text]
    assert whole
    assert len(whole[0].text) > 64


def test_question_marks_that_ask_stay():
    for text in ("정말 그렇게 생각하세요??", "뭐라고???", "真的嗎??", "えっ??本当に??"):
        assert repair(text).text is text


@pytest.mark.parametrize(
    ("plan", "decoder", "text"),
    [
        ("utf-8>cp936", "java", "请在使用前阅读说明书，这很重要。"),
        ("utf-8>cp949", "java", "사용자가 로그인하면 화면이 새로 그려집니다."),
        ("utf-8>cp932", "java", "設定を保存してから再起動してください。"),
        ("euc_jp>cp932", "perl", "この本は一度読んだことがある。"),
        ("big5>cp949", "python", "這個檔案的名稱不能是空白的。"),
    ],
)
def test_question_marks_of_a_line_may_all_have_been_replacement_characters(plan, decoder, text):
    damaged = damage(text, [plan, "fffd-to-?"], decoder=decoder)
    assert "?" in damaged
    assert "\ufffd" not in damaged
    assert repair(damaged).text == text


def test_what_windows_ate_is_no_replacement_character():
    text = '标题 = "图书馆", 作者 = "佚名"'
    damaged = damage(text, "utf-8>cp936")
    assert "?," in damaged
    assert not may_be_asked(damaged, "cp936", utf8=True)
    assert may_be_asked("鏈堛?傚亸", "cp936", utf8=True)
    assert not may_be_asked("鏈堛?傚亸", "euc_jp", utf8=True)
    assert repair(damaged).text == text


@pytest.mark.parametrize("decoder", ["ignore", "perl"])
@pytest.mark.parametrize(
    "text", ["请检查您是否正在打开文件。", "這個檔案是否可以重新命名？", "書き込みを禁止しています"]
)
def test_bytes_that_were_dropped_come_back(decoder, text):
    steps = ["utf-8>cp936"] if decoder == "ignore" else ["utf-8>cp936", "fffd-dropped"]
    damaged = damage(text, steps, decoder=decoder)
    assert "?" not in damaged
    assert repair(damaged).text == text


def test_what_may_be_lost_is_told_by_what_follows():
    # 82 follows no byte of a hanzi's end in GBK but those of rows that are not assigned, and 80, which is none.
    assert lost_before("cp936", 0x82) & set(range(0x80, 0xC0)) == {0x80, *range(0xA1, 0xA8)}
    assert lost_before("cp936", None) == set(range(0x80, 0x100))
    assert not lost_before("cp932", None) & set(range(0xA1, 0xE0))
    assert 0x80 in lost_together("cp949", asked=True)[0x89]
    assert 0x85 in lost_together("cp949", asked=False)[0xE5]
    assert 0x85 not in lost_together("cp949", asked=True)[0xE5]
    assert not lost_together("cp936", asked=False)


def test_a_pair_that_ends_in_ascii_may_be_lost_whole():
    damaged = damage("ファイルを開けませんでした。", "cp932>cp949")
    assert "?" in damaged
    assert repair(damaged).text == "ファイルを開けませんでした。"


def test_a_space_is_eaten_behind_korean():
    def best(left, right):
        costs = eaten_costs(left, right)
        return min(costs, key=costs.__getitem__)

    assert best("처리 중", "?ㅻ쪟媛 諛쒖깮") == " "
    assert best("설정(기본값", " ?좏깮\n") == ")"
    assert best("저장했습니다", "") == "."


def test_the_line_tells_the_script_of_what_is_lost():
    korean = undo(damage("사용자 이름", "utf-8>cp949", decoder="java"), "utf-8", "cp949")
    chars = "的후"
    line = Mixture(load(), korean).costs(chars)
    nothing = Mixture(load(), TextLattice()).costs(chars)
    assert line[1] - line[0] < nothing[1] - nothing[0] - 1
    kept, costs = Mixture(load(), korean).likely("".join(map(chr, range(0xAC00, 0xD7A4))))
    assert len(kept) == len(costs) == 256
    assert costs == sorted(costs)


def test_scripts():
    assert [script(char) for char in "中か、한é"] == ["hanzi", "kana", "marks", "hangul", ""]


@pytest.mark.slow
def test_time_grows_with_the_text_where_whole_characters_are_lost():
    unit = damage("종료 후 무적 시간과 대기 시간을 보여 줍니다. ", "utf-8>cp949")
    repair(unit)

    def seconds(text):
        start = time.process_time()
        repair(text)
        return time.process_time() - start

    small = min(seconds(unit * 2) for _ in range(3))
    assert seconds(unit * 8) < 4 * 3 * small


def test_rows_for_users_are_lost_where_software_has_none():
    # Windows shows them as private use: 8D E8 is the end of one character and the beginning of the next.
    assert any("\ue000" <= char <= "\uf8ff" for char in damage("不起作用", "utf-8>big5"))
    # 不 with a sign that was eaten behind it, or with the beginning of 起; where others are shown it was another pair.
    for shown, ways in (("", 2), ("\uf1b0", 1)):
        lattice = undo(f"{shown}銝?絲雿", "utf-8", "big5")
        assert sum("不" in edge.text for edges in lattice.edges for edge in edges) == ways


def test_beginnings_of_one_character_are_followed_as_one():
    # Of a character of three bytes the last two are lost, each by a mark of its own.
    lattice = undo("設摰\ufffd\ufffd嗥", "utf-8", "big5")
    assert lattice.end > 0
    assert max(len(edges) for edges in lattice.edges) < 64
    assert any(len(edge.text) > 1000 for edges in lattice.edges for edge in edges if edge.kind is EdgeKind.PICK)


@pytest.mark.parametrize(
    "text", ["這是一個���試驗。", "図書館の���にあります。", "도서관은 ���에 있습니다.", "他說：「��」然後走了。"]
)
def test_marks_alone_show_nothing_of_how_a_text_was_read(text):
    result = repair(text)
    assert result.text is text
    assert result.suspects


@pytest.mark.parametrize("text", ["新建属性", "旧的书报都不会被再搜索。"])
def test_what_is_lost_at_the_end_leaves_the_rest_of_a_line(text):
    # The second one has the pair that is the euro sign in GB18030 alone.
    assert repair(damage(text, [("utf-8", "gb18030", "python")])).text == text
    assert repair(damage(text, [("utf-8", "gb18030", "java")])).text == text
