"""The published benchmark: the page is what the script wrote, and the arithmetic is right."""

import json
import math
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import unmojibake
from tests.scripts import script

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def bench():
    names = ("curves", "damages", "measure", "page", "plots", "texts")
    parts = {name: script(f"bench.{name}") for name in names}
    return SimpleNamespace(script=script("bench.run"), figures=script("common.figures"), **parts)


@pytest.fixture(scope="module")
def results():
    return json.loads((DOCS / "benchmark.json").read_text(encoding="utf-8"))


def test_the_page_is_what_the_script_wrote(bench, results):
    assert (DOCS / "benchmark.md").read_text(encoding="utf-8") == bench.page.page(results)


def test_the_results_are_what_the_script_wrote(bench, results):
    assert (DOCS / "benchmark.json").read_text(encoding="utf-8") == bench.script.dump(results)


def test_another_figure_gives_another_page(bench, results):
    text = json.dumps(results)
    for name in ("exact", "distance", "hits"):
        changed = re.sub(
            rf'"{name}": (\d+)', lambda match: f'"{match[0].split(chr(34))[1]}": {int(match[1]) + 7}', text
        )
        assert bench.page.page(json.loads(changed)) != bench.page.page(results), name


def test_the_plots_are_there_and_shown(bench):
    page = (DOCS / "benchmark.md").read_text(encoding="utf-8")
    for name in bench.plots.NAMES:
        assert (DOCS / f"benchmark-{name}.svg").read_text(encoding="utf-8").startswith("<?xml")
        assert f"(benchmark-{name}.svg)" in page


def test_the_sums_agree(results):
    whole = results["all"]["all"]
    for parts in (
        results["cells"],
        results["kinds"].values(),
        (results["all"]["nothing lost"], results["all"]["bytes lost"]),
    ):
        assert sum(part["n"] for part in parts) == whole["n"]
        for engine, counts in whole["engines"].items():
            assert sum(part["engines"][engine]["exact"] for part in parts) == counts["exact"]
    assert results["all"]["bytes lost"]["n"] == whole["lossy"]
    for one in results["calibration"].values():
        assert sum(each["n"] for each in one["bins"]) == one["n"]


def test_a_curve_falls_with_its_threshold(results):
    for source in results["curves"]["sources"].values():
        for name in ("changed", "hits"):
            counts = [point[name] for point in source["points"]]
            assert counts == sorted(counts, reverse=True)


SENTENCES = ["我们明天上午去图书馆还书，然后一起吃午饭。", "保存失败，请检查磁盘空间后重试。", "天气很好"]


def test_rows_are_measured(bench):
    rows = bench.damages.rows({"zh-Hans": SENTENCES}, 2)
    assert rows == bench.damages.rows({"zh-Hans": SENTENCES}, 2)
    judged = [bench.measure.judge(row, ["ftfy", "GB18030 round trip"]) for row in rows[:12]]
    found = bench.measure.summary(judged)
    ours = [unmojibake.repair(row.text).text == row.gold for row in rows[:12]]
    assert found["engines"]["unmojibake"]["exact"] == sum(ours) > 0
    assert found["distance"] > 0


def test_points_of_curves(bench):
    rows = bench.damages.rows({"zh-Hans": SENTENCES}, 1)[:4]
    found = bench.curves.curves(rows, SENTENCES, 1)
    for name, source in found["sources"].items():
        assert source["prior"] == bench.curves.SOURCES[name]
        for point in source["points"]:
            assert point["hits"] == 0
            assert 0 <= point["exact"] <= point["changed"] <= 4
            assert point["precision"] in {None, 1.0} or point["exact"] < point["changed"]
            # What no line of three showed may still be true of many.
            assert (point["precision at worst"] or 0) < 1


def test_what_a_threshold_leaves_is_what_repair_leaves(bench):
    text = unmojibake.damage("保存失败，请检查磁盘空间后重试。", "utf-8>cp936") + " caf茅"
    for prior in bench.curves.SOURCES.values():
        for least, found in zip(bench.curves.THRESHOLDS, bench.curves.at_thresholds(text, prior), strict=True):
            assert found == unmojibake.repair(text, unmojibake.Config(prior=prior, min_damaged=least)).text


def test_intervals(bench):
    low, high = bench.figures.interval(0, 1000)
    assert low == 0
    assert math.isclose(high, 1 - 0.025 ** (1 / 1000), rel_tol=1e-6)
    low, high = bench.figures.interval(50, 100)
    assert math.isclose(low, 1 - high)
    assert 0.39 < low < 0.4


def test_perfect_calibration_has_no_error(bench):
    pairs = [(0.75, True)] * 3 + [(0.75, False)]
    assert bench.figures.calibration_error(pairs) == 0
    assert bench.figures.brier(pairs) == 0.75 * 0.25
    assert bench.figures.ranking(pairs) == 0.5


def test_languages_are_told_by_their_tags(bench):
    assert bench.texts.own({"ja": ["abcé", "設定を開く"]})["ja"] == ["設定を開く"]
