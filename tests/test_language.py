"""The language model: its promises, its file format, and that it can be built again byte for byte."""

from __future__ import annotations

import hashlib
import lzma
import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.scripts import script
from unmojibake.language import Model, load
from unmojibake.language.layout import pack, unpack
from unmojibake.language.tokens import class_names, class_table, fold_table, high_token

if TYPE_CHECKING:
    from types import ModuleType

LANGUAGE = Path(__file__).parent.parent / "src" / "unmojibake" / "language"

# Sentences of our own: the tiny model is built from these alone.
SENTENCES = {
    "zh-Hans.permissive": ["今天天气很好，我们去公园散步。", "今天的会议推迟到明天上午。", "公园里有很多人在散步。"],
    "zh-Hant.permissive": ["今天天氣很好，我們去公園散步。", "會議推遲到明天上午。"],
    "ja.permissive": ["カメラを買いました。", "今日はとても良い天気です。"],
    "ko.permissive": ["오늘은 날씨가 좋습니다.", "내일 회의가 있습니다."],
    "ru.permissive": ["Сегодня хорошая погода.", "Завтра будет собрание."],
    "mixed.permissive": ["de\tHeute ist schönes Wetter für alle.", "fr\tIl fait très beau, même l'été."],
    "counts-langdata-chi_sim": ["天气\t12", "气\t20", "天\t31", "公园\t5"],
    "lexicon-jieba-zh": ["天气 40 n", "散步 12 v", "会议 9 n"],
    "lexicon-opencc": ["STCharacters\t气\t氣 气", "STPhrases\t天气\t天氣", "STCharacters\t会\t會 会"],
}


@pytest.fixture(scope="module")
def model() -> Model:
    return load()


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for name, lines in SENTENCES.items():
        (folder / f"{name}.txt.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    return folder


@pytest.fixture(scope="module")
def train() -> ModuleType:
    pytest.importorskip("numpy")
    return script("model.train")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("中文", "涓枃"),
        ("你好世界", "浣犲ソ涓栫晫"),
        ("日本語", "譌･譛ｬ隱"),
        ("für", "f眉r"),
        ("é", "Ã©"),
        ("привет", "РїСЂРёРІРµС‚"),
        ("한국어", "�븳援��뼱"),
        ("ÉTÉ", "Ã‰TÃ‰"),
        ("└──", "鈹斺攢鈹"),
    ],
)
def test_text_costs_less_than_its_damage(model: Model, right: str, wrong: str) -> None:
    assert model.score(right) < model.score(wrong)


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=12), st.text(max_size=4))
@example("\xa0", "\xa0")
@settings(deadline=None)
def test_score_is_the_sum_of_costs(text: str, left: str) -> None:
    model, before, total = load(), left, 0.0
    for char in text:
        cost = model.cost(before, char)
        assert math.isfinite(cost)
        assert cost >= 0
        total += cost
        before += char
    assert model.score(text, left) == pytest.approx(total)


@given(st.text(max_size=3), st.integers(0, 0x10FFFF - 64), st.integers(1, 64))
@settings(deadline=None)
def test_costs_of_a_run_are_the_single_costs(left: str, first: int, count: int) -> None:
    model = load()
    candidates = "".join(map(chr, range(first, first + count)))
    assert model.costs(left, candidates) == pytest.approx([model.cost(left, char) for char in candidates])


@given(st.text("天气公园中文氣のかガ한국ёж😀é", min_size=2, max_size=2), st.sampled_from("中氣の국eя"))
@settings(deadline=None)
def test_costs_of_any_order(left: str, char: str) -> None:
    model = load()
    candidates = char + "天" + char
    assert model.costs(left, candidates) == [model.cost(left, each) for each in candidates]


@given(st.text(max_size=3), st.integers(0x80, 0xFFFF), st.integers(1, 64))
@example("的", 0x4E00, 64)
@example("a", ord("的"), 1)
@example("", 0xFF00, 64)
def test_endings_are_the_costs_of_a_boundary(left: str, first: int, count: int) -> None:
    chars = "".join(map(chr, range(first, min(first + count, 0x10000))))
    assert load().endings(left, chars) == [load().cost(left + char, " ") for char in chars]


def test_empty_text_is_free(model: Model) -> None:
    assert model.score("") == 0
    assert model.score("", "中文") == 0
    assert model.costs("中", "") == []


def test_what_an_ascii_sign_is_does_not_matter(model: Model) -> None:
    costs = {model.cost("中文", char) for char in "\n\t ?,'\"0-"}
    assert len(costs) == 1


def test_a_wide_space_is_a_boundary_and_rarer_than_others(model: Model) -> None:
    assert model.cost("中文", "\u3000") > model.cost("中文", " ") + 4
    assert model.score("\u3000", "中文") == pytest.approx(model.cost("中文", "\u3000"))


@pytest.mark.parametrize("boundary", ["\n", " ", "?", "7", "\u3000"])
def test_context_ends_at_a_boundary(model: Model, boundary: str) -> None:
    assert model.score("国家", "中" + boundary) == model.score("国家")


def test_only_the_last_characters_of_the_left_text_count(model: Model) -> None:
    assert model.cost("我们都是中", "国") == model.cost("是中", "国")
    assert model.context == 2


@pytest.mark.parametrize("left", ["", "中文", "ab", "かな"])
def test_probabilities_sum_to_about_one(model: Model, left: str) -> None:
    # Levels are rounded, and the dearest cost is bounded: hence about.
    plane = (chr(code) for code in range(0x80, 0x10000) if not 0xD800 <= code < 0xE000)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    chars = [char for char in plane if char not in "\u00a0\u3000"]
    total = sum(math.exp(-model.cost(left, char)) for char in [" ", *letters, *chars])
    assert total == pytest.approx(1, abs=0.05)


def test_rare_costs_less_than_what_no_text_holds(model: Model) -> None:
    for left in ("", "中文"):
        rare = model.cost(left, "\u5f67")  # a character of names
        assert model.cost(left, "的") < rare < model.cost(left, "\ue123")


def test_lines_of_a_table_go_on(model: Model) -> None:
    # Double lines are not in the training text: that a sign is repeated is known of its class.
    assert model.cost("\u2550\u2550", "\u2550") < 6


def test_tokens_fold_what_is_no_letter() -> None:
    table = fold_table()
    assert {table[ord(char)] for char in "\0 09?~\u007f\u00a0\u3000"} == {0}
    assert [table[ord(char)] for char in "aZé中"] == [ord(char) for char in "aZé中"]
    assert 0xD800 <= high_token(0x20000) < 0xE000
    assert len(class_table()) == 0x10000
    assert max(class_table()) < len(class_names())


def test_load_gives_the_same_model() -> None:
    assert load() is load()


@pytest.mark.parametrize("change", ["magic", "short", "empty"])
def test_a_broken_file_is_refused(change: str) -> None:
    data = (LANGUAGE / "model.bin").read_bytes()
    broken = {"magic": b"x" + data[1:], "short": data[:-1], "empty": b""}[change]
    with pytest.raises(ValueError, match="model file"):
        Model(broken)


def test_the_shipped_file_is_the_one_of_the_provenance() -> None:
    data = (LANGUAGE / "model.bin").read_bytes()
    said = tomllib.loads((LANGUAGE / "PROVENANCE.toml").read_text(encoding="utf-8"))["model"]
    assert hashlib.sha256(data).hexdigest() == said["sha256"]
    assert len(data) == said["bytes"]
    assert len(data) <= 6_000_000


def test_a_tiny_model_is_built_the_same_twice(train: ModuleType, corpora: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        train.main(["--corpora", str(corpora), "--output", str(tmp_path / name / "model.bin")])
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert sorted(first) == ["PROVENANCE.toml", "model.bin"]
    said = tomllib.loads(first["PROVENANCE.toml"].decode())
    assert said["model"]["sha256"] == hashlib.sha256(first["model.bin"]).hexdigest()
    assert len(said["source"]) == len(SENTENCES)


def test_a_tiny_model_knows_its_sentences(train: ModuleType, corpora: Path) -> None:
    data = train.build(corpora, 10**7)
    tiny = Model(data)
    assert tiny.score("天气") < tiny.score("气天")
    assert tiny.score("天氣") < tiny.score("氣天")
    assert tiny.score("ｶﾒﾗ") < tiny.score("ﾗﾒｶ")
    assert tiny.score("СЕГОДНЯ") < tiny.score("ЯНДОГЕС")
    assert math.isfinite(tiny.score("😀ꀀ\ud800"))


def test_a_smaller_limit_gives_a_smaller_file(train: ModuleType, corpora: Path) -> None:
    full = train.build(corpora, 10**7)
    limit = len(full) - 300
    small = train.build(corpora, limit)
    assert len(small) <= limit
    assert len(unpack(small).thirds) <= len(unpack(full).thirds)


def test_arrays_that_do_not_agree_are_not_written() -> None:
    layout = unpack((LANGUAGE / "model.bin").read_bytes())
    assert pack(layout) == (LANGUAGE / "model.bin").read_bytes()
    shorter = replace(layout, third_costs=layout.third_costs[:-1])
    with pytest.raises(ValueError, match="numbers where"):
        pack(shorter)
