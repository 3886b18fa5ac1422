"""How often a span is spared is counted from damaged lines that the library explains."""

import json
import random
from importlib.resources import files

import pytest

from tests import scripts
from unmojibake import damage
from unmojibake.charsets.wrong_readings import Chain

TEXTS = {
    "zh-Hans": ["操作已经成功完成，请稍后再试。", "文件不存在或者没有权限", "请选择一个语言"],
    "ru": ["Файл не найден"],
}
PLAN = (Chain("utf-8", "cp1252"),)


@pytest.fixture(scope="module")
def script():
    return scripts.script("count.choices")


def test_the_data_file_says_where_it_is_from() -> None:
    document = json.loads((files("unmojibake.pipeline.decide") / "choices.json").read_text(encoding="ascii"))
    assert 0 < document["spared"] < 0.5
    assert all("copyleft" not in name for name in document["provenance"]["classes"])


def test_a_damaged_line_is_explained_and_its_true_reading_found(script) -> None:
    clean = "操作已经成功完成"
    found = script.spans_of(("说明 ", " 结束"), clean, damage(clean, ["utf-8>cp1252"]), PLAN)
    assert found.every >= 1
    assert found.spared == 0


def test_a_span_beside_the_damage_is_spared(script) -> None:
    # The library can't know that this café was written so.
    found = script.spans_of(("cafÃ© ", ""), "été", damage("été", ["utf-8>cp1252"]), PLAN)
    assert found.spared == 1


def test_what_the_gate_passes_has_no_spans(script) -> None:
    assert script.spans_of(("", ""), "操作", "操作", PLAN) == (0, 0)


def test_the_share_has_one_of_each_beforehand(script) -> None:
    spans = script.Spans
    assert script.spared_share([]) == 0.5
    assert script.spared_share([spans(8, 0), spans(0, 0)]) == 0.1


def test_draws_are_the_same_each_time(script) -> None:
    one, other = (script.look(TEXTS, random.Random("a")) for _ in range(2))
    assert one == other
