"""Damage on purpose: each decoder against the real program, later damage, plans."""

import random
import shutil
import subprocess

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from unmojibake.charsets import tables
from unmojibake.charsets.wrong_readings import ROWS
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.damage import damage
from unmojibake.damaging.decoders import DECODERS, read
from unmojibake.damaging.edits import EDITS
from unmojibake.damaging.forward import random_damage
from unmojibake.errors import PlanError
from unmojibake.values.result import Step

NAMES = [charset.name for charset in tables.CHARSETS]
TABLES = [name for name in NAMES if name != "utf-8"]
SENTENCES = (
    "保存失败，请重试。",
    "“名称”: '是'\n",
    "路径 C:\\临时\\ 不存在",
    "價格：€5 — 免費",
    "設定を読み込みました。",
    "파일을 찾을 수 없습니다!",
    "Файл не найден",
    "déjà “vu” 😀",
)

# Made by OpenJDK 17, Node.js 20 and Perl 5.36 from the sentences above.
RECORDED = [
    ("java", "utf-8>cp936", "保存失败，请重试。", "淇濆瓨澶辫触锛岃\ue1ec閲嶈瘯銆�"),
    ("java", "utf-8>cp936", "“名称”: '是'\n", "鈥滃悕绉扳��: '鏄�'\n"),
    ("java", "utf-8>cp932", "“名称”: '是'\n", "窶懷錐遘ｰ窶�: '譏ｯ'\n"),
    ("java", "utf-8>cp932", "設定を読み込みました。", "險ｭ螳壹ｒ隱ｭ縺ｿ霎ｼ縺ｿ縺ｾ縺励◆縲�"),
    ("java", "utf-8>cp949", "路径 C:\\临时\\ 不存在", "瓮�孃� C:\\訝닸뿶\\ 訝띶춼�쑉"),
    ("java", "utf-8>cp949", "déjà “vu” 😀", "d챕j횪 �쐖u�� �윑�"),
    ("java", "utf-8>cp950", "價格：€5 — 免費", "�\uf049�\uee75嚗\ueaed\uef9f5 �� ��\uf69a祥"),
    ("java", "utf-8>cp950", "路径 C:\\临时\\ 不存在", "頝臬�� C:\\銝湔\ue8ea\\ 銝\uf697�\ue9b6\uebed"),
    ("java", "utf-8>gb18030", "設定を読み込みました。", "瑷\ue15e畾銈掕\ue00c銇胯炯銇裤伨銇椼仧銆�"),
    ("java", "utf-8>gb18030", "파일을 찾을 수 없습니다!", "韺岇澕鞚� 彀眷潉 靾� 鞐嗢姷雼堧嫟!"),
    ("java", "utf-8>euc_jp", "파일을 찾을 수 없습니다!", "�����谿場� ��������!"),
    ("java", "utf-8>euc_jp", "保存失败，请重试。", "篆��紊沿乾鐚�������"),
    ("java", "utf-8>euc_kr", "Файл не найден", "圭逵橘剋 戟筠 戟逵橘畇筠戟"),
    ("java", "utf-8>euc_kr", "價格：€5 — 免費", "�방�쇽���5 �� ��縕�"),
    ("java", "utf-8>big5", "déjà “vu” 😀", "d矇j� ��vu�� ���"),
    ("java", "utf-8>big5", "Файл не найден", "苳訄邿郅 郇迮 郇訄邿迡迮郇"),
    ("java", "utf-8>cp1252", "保存失败，请重试。", "ä¿�å\xad˜å¤±è´¥ï¼Œè¯·é‡�è¯•ã€‚"),
    ("java", "utf-8>cp1252", "“名称”: '是'\n", "â€œå��ç§°â€�: 'æ˜¯'\n"),
    ("java", "gb18030>utf-8", "“名称”: '是'\n", "�����ơ�: '��'\n"),
    ("java", "gb18030>utf-8", "設定を読み込みました。", "�O�����i���z�ߤޤ�����"),
    ("whatwg", "utf-8>gb18030", "保存失败，请重试。", "淇濆瓨澶辫触锛岃\ue1ec閲嶈瘯銆�"),
    ("whatwg", "utf-8>gb18030", "“名称”: '是'\n", "鈥滃悕绉扳€�: '鏄�'\n"),
    ("whatwg", "utf-8>cp1251", "“名称”: '是'\n", "вЂњеђЌз§°вЂќ: 'ж\x98Ї'\n"),
    ("whatwg", "utf-8>cp1251", "設定を読み込みました。", "иЁ\xadе®љг‚’иЄ\xadгЃїиѕјгЃїгЃѕгЃ—гЃџгЂ‚"),
    ("whatwg", "utf-8>cp874", "路径 C:\\临时\\ 不存在", "่ทฏๅพ\x84 C:\\ไธดๆ—ถ\\ ไธ\x8dๅญ\x98ๅ\x9cจ"),
    ("whatwg", "utf-8>cp874", "déjà “vu” 😀", "dรฉjร\xa0 โ€\x9cvuโ€\x9d ๐\x9f\x98€"),
    ("whatwg", "gb18030>utf-8", "價格：€5 — 免費", "�r�\U00063ea2�5 �� ���M"),
    ("whatwg", "gb18030>utf-8", "路径 C:\\临时\\ 不存在", "·�� C:\\��ʱ\\ ������"),
    ("perl", "utf-8>cp936", "保存失败，请重试。", "淇濆瓨澶辫触锛岃\ue1ec閲嶈瘯銆"),
    ("perl", "utf-8>cp936", "“名称”: '是'\n", "鈥滃悕绉扳€�: '鏄�'\n"),
    ("perl", "utf-8>cp932", "“名称”: '是'\n", "窶懷錐遘ｰ窶�: '譏ｯ'\n"),
    ("perl", "utf-8>cp932", "設定を読み込みました。", "險ｭ螳壹ｒ隱ｭ縺ｿ霎ｼ縺ｿ縺ｾ縺励◆縲"),
    ("perl", "utf-8>cp949", "路径 C:\\临时\\ 不存在", "瓮�孃� C:\\訝닸뿶\\ 訝띶춼�쑉"),
    ("perl", "utf-8>cp949", "déjà “vu” 😀", "d챕j횪 �\x80쐖u�\x80� �윑\x80"),
    ("perl", "utf-8>cp950", "價格：€5 — 免費", "�\uf049�\uee75嚗\ueaed\uef9f5 �\x80� ��\uf69a祥"),
    ("perl", "utf-8>cp950", "路径 C:\\临时\\ 不存在", "頝臬�� C:\\銝湔\ue8ea\\ 銝\uf697�\ue9b6\uebed"),
    ("perl", "utf-8>euc_jp", "設定を読み込みました。", "荐㊤�����茯㏍�粋昭��帥�障��������"),
    ("perl", "utf-8>euc_jp", "파일을 찾을 수 없습니다!", "�����殊�� 谿場�� ��� �����給�����!"),
    ("perl", "utf-8>cp1252", "파일을 찾을 수 없습니다!", "íŒŒì�¼ì�„ ì°¾ì�„ ìˆ˜ ì—†ìŠµë‹ˆë‹¤!"),
    ("perl", "utf-8>cp1252", "保存失败，请重试。", "ä¿�å\xad˜å¤±è´¥ï¼Œè¯·é‡�è¯•ã€‚"),
]


@pytest.mark.parametrize(("decoder", "step", "text", "expected"), RECORDED)
def test_decoders_do_what_the_programs_did(decoder, step, text, expected):
    assert damage(text, [step], decoder=decoder) == expected


# Each program reads lines "charset hex" and answers in hexadecimal UTF-16.
JAVA = """
public class Live { public static void main(String[] a) throws Exception {
  var hex = java.util.HexFormat.of();
  var in = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
  for (String line; (line = in.readLine()) != null; ) {
    var parts = line.split(" ");
    var text = new String(hex.parseHex(parts[1]), java.nio.charset.Charset.forName(parts[0]));
    System.out.println(hex.formatHex(text.getBytes("UTF-16BE")) + ".");
  } } }
"""
NODE = """
for (const line of require("fs").readFileSync(0, "latin1").trim().split("\\n")) {
  const [name, hex] = line.split(" ");
  const text = new TextDecoder(name, {ignoreBOM: true}).decode(Buffer.from(hex, "hex"));
  console.log(Buffer.from(text, "utf16le").swap16().toString("hex") + ".");
}
"""
PERL = """
use Encode;
while (<STDIN>) { chomp; my ($name, $hex) = split / /;
  print unpack("H*", encode("UTF-16BE", decode($name, pack("H*", $hex)))), ".\\n"; }
"""
JAVA_NAMES = {
    "cp936": "GBK",
    "cp932": "windows-31j",
    "cp949": "x-windows-949",
    "cp950": "x-windows-950",
    "latin-1": "ISO-8859-1",
    "mac_roman": "x-MacRoman",
    "cp874": "x-windows-874",
}
# Node's other multi-byte tables are ICU's, not the standard's.
NODE_CARRIERS = ("utf-8", "gb18030", "cp1250", "cp1251", "cp1256", "iso8859-2", "koi8-r")
PERL_CARRIERS = ("cp936", "cp932", "cp949", "cp950", "euc_jp", "euc_kr", "cp1252", "cp874")
LIVE = [
    ("java", {name: JAVA_NAMES.get(name, name.replace("_", "-")) for name in NAMES}),
    ("node", {name: name.replace("cp", "windows-") for name in NODE_CARRIERS}),
    ("perl", {name: name.replace("_", "-") for name in PERL_CARRIERS}),
]
DECODER_OF = {"java": "java", "node": "whatwg", "perl": "perl"}


def samples():
    lots = random.Random(11)
    yield from (text.encode() for text in SENTENCES)
    yield from (text.encode("gb18030") for text in SENTENCES)
    hanzi = [chr(code) for code in range(0x4E00, 0x9FA0)]
    for _ in range(200):
        text = "".join(lots.choices(hanzi, k=lots.randint(1, 8)))
        yield (text + lots.choice(("", "\n", '"', "。", " 1*"))).encode()
    for _ in range(200):
        yield bytes(lots.choices(range(256), k=lots.randint(1, 8)))
        yield bytes(lots.choices(range(128, 256), k=lots.randint(1, 8)))


@pytest.mark.parametrize(("program", "carriers"), LIVE, ids=DECODER_OF)
def test_decoders_do_what_the_programs_do(program, carriers, tmp_path):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    source = tmp_path / "Live.java"
    source.write_text(JAVA, encoding="ascii")
    arguments = {"java": [source], "node": ["-e", NODE], "perl": ["-e", PERL]}[program]
    cases = [(name, data) for name in carriers for data in samples()]
    asked = "".join(f"{carriers[name]} {data.hex()}\n" for name, data in cases)
    run = subprocess.run([program, *arguments], input=asked.encode(), capture_output=True, check=True)
    answers = [bytes.fromhex(line[:-1].decode()) for line in run.stdout.split()]
    different = [
        (name, data.hex(), answer.decode("utf-16-be"), mine)
        for (name, data), answer in zip(cases, answers, strict=True)
        if (mine := read(data, name, DECODER_OF[program])) != answer.decode("utf-16-be")
    ]
    assert not different


@pytest.mark.parametrize(
    ("carrier", "text", "expected"),
    [
        ("cp936", '"状态"),', '"鐘舵€?),'),
        ("cp936", "状态\n下", "鐘舵€?涓?"),
        ("cp932", "调用", "隹・畑"),
        ("cp932", "（首）", "・磯ｦ厄ｼ・"),
        ("cp949", "状态\n", "?뜻\x80?"),
        ("cp1252", "上传", "ä¸Šä¼\xa0"),
        ("cp1252", "不", "ä¸\x8d"),
        ("utf-8", "开", "开"),
    ],
)
def test_windows_keeps_or_eats(carrier, text, expected):
    assert damage(text, [("utf-8", carrier)]) == expected


@pytest.mark.parametrize("decoder", DECODERS)
@given(carrier=st.sampled_from(NAMES), data=st.binary(max_size=12))
def test_no_bytes_make_a_decoder_fail(decoder, carrier, data):
    text = read(data, carrier, decoder)
    if decoder in {"windows", "java", "whatwg"}:
        assert bool(text) == bool(data)


@given(
    origin=st.sampled_from(("utf-8", "cp936", "big5", "euc_jp", "cp949", "cp1251")),
    carrier=st.sampled_from([name for name in TABLES if name not in {"big5", "euc_kr"}]),
    places=st.lists(st.integers(0, 2**16), max_size=6),
)
def test_what_lost_nothing_comes_back(origin, carrier, places):
    alphabet = tuple(tables.encode_table("gb18030" if origin == "utf-8" else origin))
    text = "".join(alphabet[place % len(alphabet)] for place in places)
    encoded = tables.encode(text, origin)
    damaged = damage(text, [(origin, carrier)])
    try:
        strict = tables.decode(encoded, carrier)
    except UnicodeDecodeError:
        return
    assert damaged == strict
    assume(not set(damaged) & set(tables.duplicates(carrier)))
    assert tables.decode(tables.encode(damaged, carrier), origin) == text


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("fffd-to-?", "a\ufffd\ufffdb", "a??b"),
        ("fffd-dropped", "a\ufffd\ufffdb", "ab"),
        ("c1-dropped", "ä¸\x8d\x80\xa0", "ä¸\xa0"),
        ("undefined-dropped", "ä¸\x8d\x80\xa0", "ä¸\x80\xa0"),
        ("pua-dropped", "涓\ue15f枃\uf8f5", "涓枃"),
        ("nbsp-to-space", "ä¼\xa0", "ä¼ "),
        ("nbsp-trimmed", "\xa0a\xa0b\xa0\r\nä¼\xa0\n\n", "a\xa0b\r\nä¼\n\n"),
        ("nfc", "\uf900", "\u8c48"),
    ],
)
def test_later_damage(name, before, after):
    assert LATER[name](before) == after
    assert damage(before, [name]) == after
    assert LATER[name]("无事 plain\n") == "无事 plain\n"


def test_windows_has_its_own_pages_for_big5_and_euc_kr():
    data = "测试，开关".encode()
    assert read(data, "big5") == read(data, "cp950")
    assert read(data, "euc_kr") == read(data, "cp949")


def test_steps_have_many_forms():
    expected = damage("中文状态", [("utf-8", "cp936")])
    assert damage("中文状态", "utf-8>gbk") == expected
    assert damage("中文状态", ["UTF-8 > GB2312"]) == expected
    assert damage("中文状态", (Step("codec", ("utf-8", "cp936")),)) == expected
    assert damage("中文状态", [Step("codec", ("utf-8", "cp936", "3: '?'"))]) == expected
    java = damage("中文状态", ["utf-8>cp936"], decoder="java")
    assert java != expected
    assert damage("中文状态", [("utf-8", "cp936", "java")]) == java
    assert damage("中文状态", [Step("codec", ("utf-8", "cp936", "java"))]) == java


def test_layers_lie_on_each_other():
    once = damage("开", ["utf-8>cp1252"])
    assert damage("开", ["utf-8>cp1252", "utf-8>cp1252"]) == damage(once, ["utf-8>cp1252"])
    assert damage("开", []) == "开"


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (["utf-8>klingon"], "unknown encoding 'klingon': give one of"),
        (["mangled"], "unknown step 'mangled': give 'origin>carrier'"),
        ([("a", "b", "c", "d")], "unknown step"),
        ([("utf-8", "cp936", "emacs")], "unknown decoder 'emacs': give one of windows"),
        (["latin-1>utf-8"], r"latin-1 has no '中' \(U\+4E2D, at 1\): choose an origin"),
        ([Step("gloss", ("jing",))], "kind 'gloss' cannot be done forwards"),
    ],
)
def test_misuse_says_what_to_do(plan, words):
    with pytest.raises(PlanError, match=words):
        damage("a中", plan)


@given(text=st.text(st.characters(exclude_categories=["Cs"])), seed=st.integers(0, 99))
def test_random_damage_can_be_told_again(text, seed):
    damaged, plan = random_damage(text, random.Random(seed), layers=2)
    assert damage(text, plan) == damaged
    edits = {(name, "cp936") for name in EDITS}
    assert {step[:2] for step in plan if isinstance(step, tuple)} <= set(ROWS) | edits
    assert damage(text, "random", seed=seed) == damage(text, ["random"], seed=seed)


def test_random_damage_leaves_what_nothing_encodes():
    lots = random.Random(0)
    assert random_damage("\ud800", lots) == ("\ud800", ())


def test_seed_means_nothing_without_lots():
    assert damage("中文", "utf-8>cp936", seed=1) == damage("中文", "utf-8>cp936", seed=2)


@pytest.mark.parametrize(
    ("decoder", "carrier", "data", "shown"),
    [
        # Four bytes that the standard's index has otherwise than the table.
        ("whatwg", "gb18030", b"\x81\x35\xf4\x37", "\ue7c7"),
        ("perl", "gb18030", b"\x90\x30\x81\x30", "\U00010000"),
        ("perl", "gb18030", b"\x81\x30\x81\x30\xff", "\x80\ufffd"),
        # Three bytes of which the last is missing, or names no character.
        ("whatwg", "euc_jp", b"\x8f\xa1", "\ufffd"),
        ("whatwg", "euc_jp", b"\x8f\xa9\xfea", "\ufffda"),
    ],
)
def test_bytes_beyond_pairs(decoder, carrier, data, shown):
    assert read(data, carrier, decoder) == shown
