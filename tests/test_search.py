"""The best path, and how sure each choice on it is: on lattices made by hand."""

import math

import pytest

from unmojibake.damaging.damage import damage
from unmojibake.language import load
from unmojibake.pipeline.lattice import Edge, EdgeKind, TextLattice
from unmojibake.pipeline.search import beam as module
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo.codec import undo

NOTHING = {"": 0.0}


def lattice(*stations):
    """Make a lattice of edges in a row; a station is a list of (kind, text) between the same two nodes."""
    edges = [
        [Edge(at + 1, kind, text, 0.0, at, at + 1) for kind, text in station] for at, station in enumerate(stations)
    ]
    return TextLattice([*edges, []], len(stations))


def known(text):
    return [(EdgeKind.KNOWN, text)]


def pick(text):
    return [(EdgeKind.PICK, text)]


def find(made, menu=NOTHING):
    steps = search(made, load(), lambda _left, _right: menu)
    return steps, "".join(step.text for step in steps)


def test_no_way_no_path():
    assert search(TextLattice(), load(), lambda _left, _right: NOTHING) is None


def test_certain_text_is_read_without_alternatives():
    steps, text = find(lattice(known("数据"), known("库连接")))
    assert text == "数据库连接"
    assert all(not step.alternatives for step in steps)


@pytest.mark.parametrize(
    ("before", "choice", "after", "expected"),
    [
        ("数", "据捶掮", "库", "据"),
        ("天", "气汽汔", "很好", "气"),
        ("", "我戉戊", "们", "我"),
        ("朋", "叉友双", "", "友"),
    ],
)
def test_both_sides_choose(before, choice, after, expected):
    steps, text = find(lattice(known(before), pick(choice), known(after)))
    assert text == before + expected + after
    readings = steps[1].alternatives
    assert readings[0][0] == expected
    assert {reading for reading, _ in readings} <= set(choice)


def test_posteriors_are_those_of_all_texts():
    # What the sums over states give, counted the slow way: every text in full.
    first, second = "据居举", "库厍"
    made = lattice(known("数"), pick(first), pick(second), known("连接"))
    steps, _ = find(made)
    model = load()
    costs = {one + two: model.score(f"数{one}{two}连接") + model.cost("连接", " ") for one in first for two in second}
    total = sum(math.exp(-cost) for cost in costs.values())
    for step, at, chars in ((steps[1], 0, first), (steps[2], 1, second)):
        found = dict(step.alternatives)
        for char in chars:
            share = sum(math.exp(-cost) for text, cost in costs.items() if text[at] == char) / total
            assert found.get(char, 0.0) == pytest.approx(share, abs=2e-4)


def test_the_best_path_is_the_cheapest_text():
    first, second = "是昧昨", "否吧呗"
    _, text = find(lattice(pick(first), pick(second), known("可以")))
    model = load()
    best = min((one + two + "可以" for one in first for two in second), key=model.score)
    assert text == best


@pytest.mark.parametrize("text", ["状态）", "数据库连接超时", "保存文件。", "我们明天去。", "时间：下午"])
@pytest.mark.parametrize("behind", ["", '"', "\nx", ")x"])
def test_posteriors_sum_to_one(text, behind):
    damaged = damage(text + behind, ["utf-8>cp936"])
    menu = {'"': math.log(2), ")": math.log(2)}
    for step in find(undo(damaged, "utf-8", "cp936"), menu)[0]:
        if step.alternatives:
            assert sum(chance for _, chance in step.alternatives) == pytest.approx(1, abs=1e-3)
            assert step.text == step.alternatives[0][0]
            chances = [chance for _, chance in step.alternatives]
            assert chances == sorted(chances, reverse=True)


def test_a_cost_of_an_edge_counts():
    edges = [[Edge(1, EdgeKind.KNOWN, "库", 0.0, 0, 1), Edge(1, EdgeKind.KNOWN, "车", 50.0, 0, 1)], []]
    steps, text = find(TextLattice(edges, 1))
    assert text == "库"
    edges[0] = [edge._replace(cost=50.0 - edge.cost) for edge in edges[0]]
    steps, text = find(TextLattice(edges, 1))
    assert text == "车"
    assert len(steps) == 1


def test_what_was_eaten_is_asked_with_both_sides():
    asked = []

    def eaten(left, right):
        asked.append((left, right))
        return {")": math.log(4), '"': math.log(4 / 3)}

    made = lattice(known('x = "状'), pick("态怂"), [(EdgeKind.EATEN, ",\n")], known(","))
    steps = search(made, load(), eaten)
    assert asked == [('x = "状态', ",\n")]
    assert "".join(step.text for step in steps) == 'x = "状态",'
    assert steps[2].alternatives == (('"', pytest.approx(0.75)), (")", pytest.approx(0.25)))


def test_what_was_eaten_parts_lines():
    asked = []

    def eaten(left, _right):
        asked.append(left)
        return {"\n": 0.0}

    hole = (pick("态怂"), [(EdgeKind.EATEN, "x")])
    search(lattice(known("a 状"), *hole, known("b 状"), *hole), load(), eaten)
    assert asked == ["a 状态", "b 状态"]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["锛?", "鐨?", "鐘舵€?)", "\ufffd鐨", "鏄?惁", "å?", "åä ", "鐨"])
@pytest.mark.parametrize("carrier", ["cp936", "cp1252", "cp949"])
def test_the_work_grows_with_the_text_and_no_faster(unit, carrier, monkeypatch):
    arrive, count = module.arrive, [0]  # its calls are the work

    def counted(*arguments):
        count[0] += 1
        arrive(*arguments)

    monkeypatch.setattr(module, "arrive", counted)
    work = []
    # Both so long that the search of guesses is as narrow as it gets.
    for times in (300, 1200):
        count[0] = 0
        # None where a text is nothing but marks of loss: to refuse it is linear too.
        search(undo(unit * times, "utf-8", carrier), load(), lambda _left, _right: {")": 0.0})
        work.append(count[0])
    assert work[1] <= 4.5 * work[0] + 100
