"""Facts about encodings: tables, labels, and what is computed from what."""

import itertools
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmojibake.charsets import one_by_one, tables
from unmojibake.charsets.inverse import code_table, inverse_table
from unmojibake.charsets.tables import CHARSETS, decode_table, duplicates, encode_table, lookup

NAMES = [charset.name for charset in CHARSETS]
TABLES = [name for name in NAMES if name != "utf-8"]
WINDOWS = ["cp932", "cp936", "cp949", "cp950"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        *((name, name) for name in NAMES),
        *((label, "cp936") for label in ("GBK", "gb2312", "GB_2312-80", " x-gbk ", "936")),
        *((label, "cp932") for label in ("Shift_JIS", "sjis", "x-sjis", "windows-31j")),
        *((label, "big5") for label in ("Big5-HKSCS", "big5_hkscs", "cn-big5")),
        *((label, "cp949") for label in ("uhc", "ks_c_5601-1987", "windows-949")),
        *((label, "latin-1") for label in ("ISO-8859-1", "latin1", "l1")),
        *((label, "cp874") for label in ("TIS-620", "iso-8859-11", "windows-874")),
        *((label, "utf-8") for label in ("UTF8", "utf-8-sig")),
        ("windows-1251", "cp1251"),
        ("KOI8_R", "koi8-r"),
        ("macintosh", "mac_roman"),
        ("EUC-JP", "euc_jp"),
        ("latin9", "iso8859-15"),
    ],
)
def test_lookup_knows_the_labels_of_python_and_the_web(label, name):
    assert lookup(label).name == name


@pytest.mark.parametrize("label", ["", "klingon", "utf-16", "hz", "a\0b", "汉字"])
def test_lookup_lists_the_names_when_it_knows_none(label):
    with pytest.raises(ValueError, match=r"give one of utf-8, cp936"):
        lookup(label)


def test_an_alias_gives_the_very_same_table():
    assert decode_table("GBK") is decode_table("cp936")
    assert encode_table("gb2312") is encode_table("cp936")


def test_utf_8_has_no_table_and_says_what_to_do():
    with pytest.raises(ValueError, match=r"str\.encode"):
        decode_table("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_inverse(name):
    decoding, encoding = decode_table(name), encode_table(name)
    assert {char: decoding[code] for char, code in encoding.items()} == {c: c for c in encoding}
    assert set(decoding.values()) == set(encoding)
    left = set(decoding) - set(encoding.values())
    assert left == {code for codes in duplicates(name).values() for code in codes[1:]}


@pytest.mark.parametrize("name", TABLES)
def test_tables_hold_ascii_and_no_replacement(name):
    ascii_codes = {bytes((value,)): chr(value) for value in range(0x80)}
    assert ascii_codes.items() <= decode_table(name).items()
    assert "\N{REPLACEMENT CHARACTER}" not in encode_table(name)


@pytest.mark.parametrize("name", TABLES)
def test_no_code_begins_with_another(name):
    singles = {code for code in decode_table(name) if len(code) == 1}
    assert not {code for code in decode_table(name) if len(code) > 1 and code[:1] in singles}


@pytest.mark.parametrize("name", [n for n in TABLES if n not in {"cp936", "big5", "cp950"}])
def test_tables_agree_with_the_codec(name):
    table = decode_table(name)
    own = {"cp932": {b"\xa0"}, "euc_jp": {b"\x8f\xa2\xb7"}}.get(name, set())
    for code, char in table.items():
        if char != (found := code.decode(name, "replace")) and code not in own:
            # What Python refuses, Windows keeps as a control or for private use.
            assert "\N{REPLACEMENT CHARACTER}" in found, code.hex()
            assert char in "\x80\u05ba" or "\x80" <= char < "\xa0" or "\ue000" <= char < "\uf900"


def test_cp936_has_a_character_for_every_pair():
    pairs = [code for code in decode_table("cp936") if len(code) > 1]
    assert len(pairs) == 126 * 190


@pytest.mark.parametrize(
    ("name", "code", "char"),
    [
        ("cp936", "80", "€"),
        ("cp936", "ff", "\uf8f5"),
        ("cp936", "aaa1", "\ue000"),
        ("cp936", "f8a1", "\ue234"),
        ("cp936", "a140", "\ue4c6"),
        # Private use on Windows where GB18030 has the euro and rare signs.
        ("cp936", "a2e3", "\ue76c"),
        ("cp936", "a8bf", "\ue7c8"),
        ("cp936", "fe50", "\ue815"),
        ("gb18030", "a2e3", "€"),
        ("gb18030", "a8bf", "\u01f9"),
        ("cp950", "fa40", "\ue000"),
        ("cp950", "8e40", "\ue311"),
        ("cp950", "8140", "\ueeb8"),
        ("cp950", "c6a1", "\uf6b1"),
        ("cp950", "c8fe", "\uf848"),
        ("big5", "a4a4", "中"),
        ("big5", "c7f3", "А"),
        ("cp932", "80", "\x80"),
        ("cp932", "a0", "\xa0"),
        ("cp932", "b1", "ｱ"),
        ("cp932", "f040", "\ue000"),
        ("cp932", "f9fc", "\ue757"),
        ("euc_jp", "8eb1", "ｱ"),
        ("euc_jp", "8fb0a1", "丂"),
        ("cp949", "80", "\x80"),
        ("cp949", "c9a1", "\ue000"),
        ("cp949", "fefe", "\ue0bb"),
        ("cp1252", "81", "\x81"),
        ("cp1253", "aa", "\uf8f9"),
    ],
)
def test_codes_that_codecs_disagree_about(name, code, char):
    assert decode_table(name)[bytes.fromhex(code)] == char
    assert encode_table(name)[char] == bytes.fromhex(code)


@pytest.mark.parametrize("char", "ワ゜ヽ⻌")
def test_big5_has_the_rows_of_real_big5_text(char):
    assert char in encode_table("big5")


def test_duplicates_prefer_what_microsoft_writes():
    assert encode_table("cp932")["∪"] == b"\x81\xbe"
    assert [code.hex() for code in duplicates("cp932")["￢"]] == ["81ca", "eef9", "fa54"]
    assert encode_table("big5")["十"] == b"\xa4\x51"


@pytest.mark.parametrize("name", WINDOWS)
def test_bad_pairs_are_what_the_table_lacks(name):
    table, bad = decode_table(name), tables.bad_pairs(name)
    for lead, trails in bad.items():
        good = {code[1] for code in table if len(code) > 1 and code[0] == lead}
        assert trails | good == set(range(256))
        assert not trails & good
        assert {0x0A, 0x20, 0x22, 0x30} <= trails


def test_cp936_loses_only_what_is_no_trail_byte():
    expected = frozenset((*range(0x40), 0x7F, 0xFF))
    assert set(tables.bad_pairs("cp936").values()) == {expected}


def test_other_pages_have_no_bad_pairs():
    with pytest.raises(ValueError, match="not a multi-byte Windows page: give one of"):
        tables.bad_pairs("cp1252")
    with pytest.raises(ValueError, match="not a multi-byte Windows page"):
        tables.replacement("euc_jp")


def test_undefined_bytes():
    assert tables.undefined("cp1252").hex() == "818d8f909d"
    assert tables.undefined("latin-1") == b""
    assert tables.undefined("cp936") == b""
    assert tables.undefined("iso8859-7").hex() == "aed2ff"


@given(name=st.sampled_from(TABLES), places=st.lists(st.integers(0, 2**16), max_size=20))
def test_what_a_table_holds_goes_to_bytes_and_back(name, places):
    chars = tuple(encode_table(name))
    text = "".join(chars[place % len(chars)] for place in places)
    assert tables.decode(tables.encode(text, name), name) == text


def test_gb18030_reaches_beyond_its_table():
    assert "😀" not in encode_table("gb18030")
    assert tables.decode(tables.encode("😀", "gb18030"), "gb18030") == "😀"


def test_strict_means_strict():
    with pytest.raises(UnicodeEncodeError) as encoding:
        tables.encode("ab中", "latin-1")
    assert (encoding.value.start, encoding.value.end) == (2, 3)
    with pytest.raises(UnicodeDecodeError) as decoding:
        tables.decode(b"ab\xe4\n", "cp936")
    assert decoding.value.start == 2


def test_nothing_is_computed_at_import_and_tables_are_made_once():
    program = "import sys; import unmojibake.charsets.tables; print('_codecs_cn' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.split() == [b"False"]
    encode_table("cp936")
    start = time.process_time()
    for _ in range(1000):
        encode_table("cp936")
    assert time.process_time() - start < 0.1


WIDE = [charset.name for charset in CHARSETS if charset.wide and charset.name != "utf-8"]
EVERY_CHARACTER = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize("name", WIDE)
def test_a_character_by_itself_has_the_bytes_that_the_table_has(name):
    table, strict = inverse_table(name), encode_table(name)
    assert [c for c in EVERY_CHARACTER if one_by_one.code_of(c, name) != table.get(c)] == []
    assert [c for c in EVERY_CHARACTER if one_by_one.encoded(c, name) != strict.get(c)] == []


@pytest.mark.parametrize("name", WIDE)
def test_a_code_by_itself_is_the_character_that_the_table_has(name):
    table = decode_table(name)
    pairs = [bytes(pair) for pair in itertools.product(range(256), repeat=2)]
    triples = [b"\x8f" + pair for pair in pairs if min(pair) >= 0x80]
    codes = [*(bytes((byte,)) for byte in range(256)), *pairs, *triples]
    assert [code for code in codes if one_by_one.char_of(code, name) != table.get(code)] == []


@pytest.mark.parametrize("name", WIDE)
def test_a_byte_by_itself_leads_where_the_table_has_a_code_that_it_begins(name):
    leads = {code[0] for code in decode_table(name) if len(code) > 1}
    assert {byte for byte in range(256) if one_by_one.leads(name)[byte]} == leads


@pytest.mark.parametrize("name", NAMES)
def test_a_code_table_gives_what_the_whole_table_gives(name):
    table, found = inverse_table(name), code_table(name)
    # Twice, as what is not there is kept too.
    for char in 2 * "aé中€。\ue000\uffff":
        assert found.get(char) == table.get(char)
        assert (char in found) == (char in table)
