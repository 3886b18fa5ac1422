"""Simplified, traditional, Japanese: told by the characters of a line, and asked where one was lost."""

from collections import Counter

import pytest

from tests import scripts
from unmojibake import damage, repair
from unmojibake.language.variants import VARIANTS, nats, shares_of


@pytest.mark.parametrize(
    ("text", "variant"),
    [("这说明书还没写完", "zh-Hans"), ("這說明書還沒寫完", "zh-Hant"), ("この説明書はまだ書いていない", "ja")],
)
def test_a_line_tells_what_it_is(text, variant):
    assert shares_of(text)[VARIANTS.index(variant)] > 0.99


def test_shares_add_up_however_long_the_text():
    for text in ("", "中", "这" * 10_000, "這" * 10_000 + "这" * 10_000):
        assert sum(shares_of(text)) == pytest.approx(1.0)


def test_what_the_other_writes_is_unlikely():
    simplified, traditional = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    assert nats("门", simplified)["门"] >= 0 > nats("門", simplified)["門"]
    assert nats("門", traditional)["門"] >= 0 > nats("门", traditional)["门"]
    # What all write says nothing.
    assert nats("了不", simplified).get("不", 0.0) == 0.0


@pytest.mark.parametrize("name", ["林晚舒", "顾清辞", "江砚白"])
def test_a_simplified_line_gets_no_traditional_character(name):
    (change,) = repair(damage("我今天遇见了" + name + '"', ["utf-8>cp936"])).changes
    alternatives = change.filled[0].alternatives
    told = nats("".join(char for char, _ in alternatives), (1.0, 0.0, 0.0))
    assert told.get(alternatives[0][0], 0.0) > -2.0
    assert any(nat < -4 for nat in told.values())


def test_the_script_compares_counts():
    script = scripts.script("count.variants")
    same = Counter("中" * 50 + "人" * 50)
    counted = script.count({"zh-Hans": same + Counter("门" * 50), "zh-Hant": same + Counter("門" * 50), "ja": same})
    assert sum(counted["shares"].values()) == pytest.approx(1.0, abs=1e-4)
    levels = {name: "".join(found.values()) for name, found in counted["levels"].items()}
    assert "门" in levels["zh-Hant"]
    assert "門" in levels["zh-Hans"]
    assert all("中" not in chars for chars in levels.values())
