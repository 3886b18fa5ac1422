import json
import time
from importlib.resources import files
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmojibake.pipeline.undo.eaten_ascii import EATABLE, eaten_costs
from unmojibake.pipeline.undo.eaten_features import features


def best(left: str, right: str) -> str:
    costs = eaten_costs(left, right)
    return min(costs, key=costs.__getitem__)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ('    "name": "张三', ",\n", '"'),
        ('    title = _("设置', ")\n", '"'),
        ("    raise ValueError('数值太大", ")\n", "'"),
        ("print('完成", ", flush=True)\n", "'"),
        ("- **用途", "*：鍙\ue046互\n", "*"),
        ("/** 返回长度", "*/\n", " "),
        ("    /* 打开窗口*/ a(); /* 关闭窗口", "/\n", "*"),
        ("<td>单价", "/td>\n", "<"),
        ("# 先读配置。", "import json\n", "\n"),
        ("    // 先读配置。", "    var path = read();\n", "\n"),
        ("- 支持撤销", "- 鏀寔閲嶅仛\n", "\n"),
        ("使用", "Python 缂栧啓\n", " "),
        ("total = len(items)  # 总数", "", ""),
    ],
)
def test_finds_the_eaten_character(left: str, right: str, expected: str) -> None:
    found = best(left, right)
    if expected == "":
        assert found in {"", "\n", "\r"}
    else:
        assert found == expected


def test_tells_an_open_string_from_a_comment() -> None:
    inside = eaten_costs('x = "总数', "\n")
    outside = eaten_costs("x = 1  # 总数", "\n")
    assert inside['"'] < outside['"'] - 3


def test_line_feed_needs_the_start_of_a_line() -> None:
    start = eaten_costs("    # 总数。", "    return total\n")
    middle = eaten_costs("    # 总数。", "銆\n")
    assert start["\n"] < middle["\n"]


@given(st.text(), st.text())
def test_costs_are_a_distribution_for_any_text(left: str, right: str) -> None:
    costs = eaten_costs(left, right)
    assert set(costs) == set(EATABLE) | ({""} if not right else set())
    assert isclose(sum(exp(-cost) for cost in costs.values()), 1, rel_tol=1e-6)
    assert min(costs.values()) >= 0


def test_a_caller_may_change_the_answer_it_got() -> None:
    first = eaten_costs("总数", ")\n")
    first.clear()
    assert eaten_costs("总数", ")\n")


def test_only_the_near_text_counts_and_time_stays_constant() -> None:
    assert features("x" * 1000 + "总数", "(" * 1000) == features("x" * 500 + "总数", "(" * 80)
    started = time.process_time()
    for worst in ("(", '"', "*", " ", "'", "\\", "<", "\u5b57"):
        eaten_costs(worst * 1_000_000, worst * 1_000_000)
    assert time.process_time() - started < 1


def test_the_data_file_is_small_and_says_where_it_is_from() -> None:
    text = (files("unmojibake.pipeline.undo") / "eaten.json").read_text(encoding="ascii")
    document = json.loads(text)
    assert len(text) <= 150_000
    assert sorted(document["outcomes"]) == sorted(["", *EATABLE])
    assert document["outcomes"][0] == ""
    assert all(len(row) <= len(document["outcomes"]) for row in document["weights"].values())
    assert all(source["licence"] and len(source["sha256"]) == 64 for source in document["provenance"]["sources"])
