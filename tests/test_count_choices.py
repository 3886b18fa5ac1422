import json
import math
import random
from importlib.resources import files

import pytest

from tests import scripts
from unmojibake import damage
from unmojibake.charsets.wrong_readings import Chain

np = pytest.importorskip("numpy")
TEXTS = {
    "zh-Hans": ["操作已经成功完成，请稍后再试。", "文件不存在或者没有权限", "请选择一个语言"],
    "ru": ["Файл не найден"],
}


@pytest.fixture(scope="module")
def script():
    return scripts.script("count.choices")


def test_the_data_file_says_where_it_is_from() -> None:
    document = json.loads((files("unmojibake.pipeline.decide") / "choices.json").read_text(encoding="ascii"))
    assert 0 < document["spared"] < 0.5
    assert document["list"] > 0
    for kind in ("proven", "other"):
        assert 0 < document[kind]["temperature"] <= 2
    assert all("copyleft" not in name for name in document["provenance"]["classes"])


def test_a_damaged_line_is_explained_and_its_true_reading_found(script) -> None:
    clean = "操作已经成功完成"
    spoilt = damage(clean, ["utf-8>cp1252"])
    row = script.damaged_row(("说明 ", " 结束"), clean, spoilt, (Chain("utf-8", "cp1252"),))
    assert row["right"]["proven"]
    assert row["spared"] == 0


def test_clean_text_gives_no_change(script) -> None:
    assert script.clean_rows(TEXTS, 0, random.Random(1)) == []


def test_fitting_finds_what_was_put_in(script) -> None:
    lots = np.random.default_rng(1)
    columns = np.stack([np.ones(20000), lots.normal(size=20000)], axis=1)
    truth = (lots.random(20000) < 1 / (1 + np.exp(-(columns @ [0.5, 2.0])))).astype(float)
    found = script.fit(columns, truth, np.ones(20000))
    assert found.weights == pytest.approx([0.5, 2.0], abs=0.15)


def test_the_share_of_lists_is_found(script) -> None:
    nats = [8.0] * 50 + [-30.0] * 950
    assert script.fit_list(nats) == pytest.approx(-math.log(0.05), abs=0.05)


def test_the_tail_of_an_exponential_is_its_rate(script) -> None:
    lots = random.Random(3)
    values = [lots.expovariate(0.5) for _ in range(5000)]
    assert script.mean_excess(values, 2)[1] == pytest.approx(2, abs=0.2)


def test_draws_are_the_same_each_time(script) -> None:
    one, other = (script.spoil("操作已经成功完成", random.Random("a")) for _ in range(2))
    assert one == other
