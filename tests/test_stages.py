"""Each stage alone, on cases small enough to check by hand."""

import math
import time

import pytest

from unmojibake import repair
from unmojibake.charsets.wrong_readings import ROWS, Chain, shares
from unmojibake.damaging.damage import damage
from unmojibake.language import load
from unmojibake.pipeline.candidates import Candidate
from unmojibake.pipeline.decide import choose, line_odds
from unmojibake.pipeline.evidence import character_lists, charts
from unmojibake.pipeline.explain import layers
from unmojibake.pipeline.gate import first_look, line_split, triggers
from unmojibake.pipeline.gate.line_view import LineView
from unmojibake.pipeline.lattice import ArcKind, EdgeKind
from unmojibake.pipeline.search import align
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.span import Span, Weights
from unmojibake.pipeline.undo import byte_lattice, codec, eaten_line_ends, unrecoverable
from unmojibake.pipeline.undo.origin_codecs import origin
from unmojibake.values.context import Context

LINE_FEED = {"\n": 0.0}


def read(text, origin_name="utf-8", carrier="cp936", menu=LINE_FEED):
    lattice = codec.undo(text, origin_name, carrier)
    path = search(lattice, load(), lambda _left, _right: menu)
    return lattice, path


@pytest.mark.parametrize(
    "text", ["", "plain", "今天天气很好。", "Voilà, c’est déjà l’été.", "Привет, мир!", "カタカナとひらがな"]
)
def test_the_gate_passes_clean_text(text):
    assert first_look.is_clean(text)


@pytest.mark.parametrize("text", ["鎿嶄綔", "Ã©tÃ©", "ÖÐÎÄ", "a\ue1bbb", "\x81", "�", "f眉r"])
def test_the_gate_stops_what_looks_damaged(text):
    assert not first_look.is_clean(text)


def test_a_trigger_is_what_a_damaged_span_begins_with():
    chain = Chain("utf-8", "cp936")
    assert triggers.has_trigger(chain, damage("好", ["utf-8>cp936"]))
    assert not triggers.has_trigger(chain, "只有普通的字")


def test_lines_end_at_line_feeds_only():
    found = list(line_split.lines("a\r\nb\x85c\n"))
    assert found == [(0, "a", "\r\n"), (3, "b\x85c", "\n"), (7, "", "")]


def test_spans_run_in_parallel_where_ascii_stands_for_itself():
    found = align.parallel("a 甯\ue1bb姪 b", "a 帮助 b")
    assert [(span.start, span.end, span.after) for span in found] == [(2, 5, "帮助")]
    assert align.parallel("a甯b", "ab") is None


def test_a_mark_of_loss_is_unknown_bytes():
    lattice = byte_lattice.byte_lattice("鎬?", "cp936")
    kinds = {arc.kind for arcs in lattice.arcs.values() for arc in arcs}
    assert kinds == {ArcKind.BYTES, ArcKind.SETS, ArcKind.EATEN}


def test_what_the_carrier_does_not_have_stands_for_itself():
    lattice = byte_lattice.byte_lattice("é中", "cp1252")
    kinds = [arc.kind for _, arcs in sorted(lattice.arcs.items()) for arc in arcs]
    assert kinds == [ArcKind.BYTES, ArcKind.SAME]


def test_utf8_is_decoded_as_far_as_it_goes():
    utf8 = origin("utf-8")
    assert utf8.run("中a".encode() + b"\xe4\xb8") == ("中a", 4, 2)
    assert utf8.run(b"\xb8") == ("", 0, 0)


def test_a_lost_last_byte_leaves_64_characters():
    done, begun = origin("utf-8").choices("中".encode()[:2], frozenset(range(0x80, 0x100)))
    assert len(done) == 64
    assert "中" in done
    assert begun == ()


def test_a_dropped_byte_is_put_back_where_it_may_have_been():
    assert "启" in origin("utf-8").completions(b"\xe5\xaf", frozenset({0x90}))


def test_the_search_chooses_by_both_sides_and_says_how_surely():
    _, path = read(damage("最新状态\n下一行", ["utf-8>cp936"]))
    assert "".join(step.text for step in path).startswith("最新状态\n下一")
    hole = next(step for step in path if step.edge.kind is EdgeKind.PICK)
    assert hole.text == "态"
    assert hole.alternatives[0][0] == "态"
    assert 0.9 < hole.alternatives[0][1] <= sum(share for _, share in hole.alternatives) <= 1 + 1e-9


def test_layers_stack():
    text = damage("中文标题", ["utf-8>cp936", "utf-8>cp936"])
    inner = codec.undo_again(codec.undo(text, "utf-8", "cp936"), "utf-8", "cp936")
    path = search(inner, load(), lambda _left, _right: LINE_FEED)
    assert "".join(step.text for step in path) == "中文标题"


def test_beside_a_layer_that_is_beyond_doubt_others_are_tried():
    # Some pairs of GBK are valid UTF-8 too, so both rows read what lies below.
    text = "目录位置设置目录"
    assert repair(damage(text, ["cp936>cp1252", "utf-8>cp1252"])).text == text


def test_below_what_reads_like_language_no_layer_is_looked_for(monkeypatch):
    line = damage("状态正常。", ["utf-8>cp936"])
    layered = next(layers.outermost(LineView(0, line, ""), ("codec",)))[0]
    assert layered.has_more
    monkeypatch.setattr(layers, "_middle", lambda _lattice: pytest.fail("it was looked for"))
    assert list(layers.below(layered, line, "状态正常。")) == []


def test_readings_of_one_loss_that_read_the_same_are_one_edge():
    text = damage("最好的办法，", ["utf-8>cp936", "utf-8>cp936"])
    inner = codec.undo_again(codec.undo(text, "utf-8", "cp936"), "utf-8", "cp936")
    assert inner.end > 0
    assert all(len(set(edges)) == len(edges) for edges in inner.edges)


def test_strict_reading_takes_nothing_that_lost_a_byte():
    plan = (Chain("utf-8", "cp936"),)
    assert codec.strict(damage("中文", ["utf-8>cp936"]), plan) == "中文"
    assert codec.strict(damage("状态。", ["utf-8>cp936"]), plan) is None


def candidate(plan, *weights, before="甯姪"):
    pieces = [
        Span(at, at + 1, before[at % len(before)], "x", (1, 1), weights=Weights(*each))
        for at, each in enumerate(weights)
    ]
    return Candidate((plan,), 0.5, pieces)


LINE = " " * 100
"""What stands between made-up spans is blank."""


def decide(*candidates):
    """Choose where damage is met once in a thousand lines."""
    return choose.choose(line_odds.weigh(list(candidates), LINE), lambda _: 1e-3, LINE)


def test_evidence_decides():
    plan = ROWS[0]
    (sure,) = decide(candidate(plan, (60.0, 10.0)))
    (unsure,) = decide(candidate(plan, (12.0, 10.0)))
    assert sure.damaged > 0.999999
    assert unsure.damaged < 0.05


def test_the_better_explanation_wins_and_spans_never_overlap():
    better, worse = candidate(ROWS[1], (60.0, 10.0)), candidate(ROWS[0], (60.0, 30.0))
    choices = decide(worse, better)
    assert [choice.plan for choice in choices] == [(ROWS[1],)]


def test_the_same_characters_are_no_second_witness():
    once, twice, other = line_odds.weigh(
        [
            candidate(ROWS[0], (18.0, 10.0), before="甯"),
            candidate(ROWS[0], (18.0, 10.0), (18.0, 10.0), before="甯"),
            candidate(ROWS[0], (18.0, 10.0), (18.0, 10.0)),
        ],
        LINE,
    )
    assert twice.damaged == pytest.approx(once.damaged, abs=0.1)
    assert other.damaged > twice.damaged + 5
    assert decide(other.candidate)[0].damaged > decide(twice.candidate)[0].damaged


def test_spans_that_are_right_behind_damage_cost_once():
    behind = (10.0, 60.0)
    alone, one, five = (
        line_odds.weigh([candidate(ROWS[0], (60.0, 10.0), *[behind] * rest, before="甯姪缇戦殣鎵")], LINE)[0].damaged
        for rest in (0, 1, 5)
    )
    assert alone - 6 < five < one < alone


def test_another_word_with_the_same_letter_is_a_witness_as_a_word():
    plain = candidate(ROWS[0], (18.0, 10.0), (18.0, 10.0), before="甯")
    known = candidate(ROWS[0], (18.0, 10.0), (18.0, 10.0), before="甯")
    first, second = known.spans
    known = known._replace(spans=[first, second._replace(weights=second.weights._replace(words=5.0))])
    less, more = (entry.damaged for entry in line_odds.weigh([plain, known], LINE))
    assert more - less == pytest.approx(5.0, abs=0.2)


def test_words_in_one_script_are_hardly_ever_lists():
    assert character_lists.script_of("ЁЯЪА") == "cyrillic"
    assert character_lists.script_of("숌괩") == "hangul"
    assert not any(map(character_lists.script_of, ("Ёx", "°æ", "√¥", "├ю", "鏂囦", "")))


def test_kana_hide_nothing():
    damaged = damage("そこの窓をしめてください", ["euc_jp>cp936"])
    plans = [reading.plan for found in layers.outermost(LineView(0, damaged, ""), ("codec",)) for reading in found]
    assert (Chain("euc_jp", "cp936"),) in plans


def test_a_glance_stops_where_single_bytes_can_not_be_read():
    assert codec.glance("k”nnen", "cp850", "cp1252") == ("können", "k”nnen")
    assert codec.glance("a中b", "cp850", "cp1252") == ("a", "a")
    assert codec.glance("中", "cp850", "cp1252") == ("", "")


def test_a_span_amid_damage_is_damaged():
    # Alone it could be either; behind the others the line may be right again.
    amid = decide(candidate(ROWS[0], (60.0, 10.0), (11.0, 10.0), (60.0, 10.0), before="甯姪缇"))
    behind = decide(candidate(ROWS[0], (60.0, 10.0), (60.0, 10.0), (11.0, 10.0), before="甯姪缇"))
    right = decide(candidate(ROWS[0], (60.0, 10.0), (10.0, 40.0), (60.0, 10.0), before="甯姪缇"))
    assert 1 - amid[1].damaged < (1 - behind[2].damaged) / 2
    assert right[1].damaged < 0.01


def test_a_list_of_rare_characters_is_doubted():
    line = "龘 靐 齉 爩 鱻"
    words = candidate(ROWS[0], (99.0, 1.0))
    words = words._replace(spans=[words.spans[0]._replace(end=len(line))])
    assert character_lists.doubt(load(), line, words) > 0


def test_a_word_is_doubted_once_for_all_spans_in_it():
    line = "龘靐齉爩鱻"
    one, two = candidate(ROWS[0], (99.0, 1.0)), candidate(ROWS[0], (99.0, 1.0), (99.0, 1.0))

    def moved(words, *places):
        both = zip(words.spans, places, strict=True)
        return words._replace(spans=[span._replace(start=start, end=end) for span, (start, end) in both])

    one, two = moved(one, (0, 5)), moved(two, (0, 1), (3, 5))
    assert character_lists.doubt(load(), line, two) == character_lists.doubt(load(), line, one) > 0


def test_a_chart_proves_nothing():
    chart = [Span(0, 6, "àáâãäå", "абвгде", (6, 6), weights=Weights(80.0, 10.0))]
    assert charts.proves_nothing(chart, "cp1252")


@pytest.mark.parametrize(
    ("right", "tail", "line_end", "left"),
    [
        ("\n", "\n", "\n", {"\n", '"'}),  # a carriage return is not lost where there are none
        ("\n", "\n", "\r\n", {"\r"}),  # it is lost for certain where all other lines have one
        ("", "", "\n", {"", '"'}),  # nothing is restored after the last character but what can be seen
        ("abc", "\n", "\n", {"\n", '"'}),
    ],
)
def test_line_ends_tell_what_was_eaten(right, tail, line_end, left):
    menu = {"\n": 1.0, "\r": 1.0, '"': 1.0} | ({"": 1.0} if not right else {})
    possible = eaten_line_ends.possible(menu, right, tail, line_end)
    assert set(possible) == left
    assert sum(math.exp(-cost) for cost in possible.values()) == pytest.approx(1)


def test_a_line_is_no_evidence_for_itself():
    plan = (ROWS[0],)
    context = Context("\n", chains={plan: (3, 1)})
    assert context.rate(plan) == pytest.approx(2 / 5)
    assert context.rate(plan, own=True) is None
    assert context.rate(plan, own=False) == pytest.approx(2 / 4)


def test_what_is_lost_for_good_is_reported():
    found = unrecoverable.suspects("x锟斤拷y烫烫烫\ufffd", 10)
    assert [(suspect.start, suspect.end) for suspect in found] == [(11, 14), (15, 18), (18, 19)]
    assert all(suspect.kind == "locked" for suspect in found)


def test_marks_of_loss_in_western_text_are_reported():
    line = "Aquí la informaciï¿½n y ï¿½ï¿½"
    found = unrecoverable.suspects(line)
    assert [line[suspect.start : suspect.end] for suspect in found] == ["ï¿½", "ï¿½ï¿½"]
    assert "2 of them" in found[1].reason
    assert repair(damage("意複雜的選項", ["utf-8>cp1252"] * 2)).suspects == ()


def test_shares_sum_to_one():
    assert sum(shares().values()) == pytest.approx(1)
    assert list(shares().values()) == sorted(shares().values(), reverse=True)


def test_a_line_without_end_is_cut_where_nothing_lies_across():
    long = "ä½ å¥½? b c " * 4000 + "plain words " * 4000
    for tail in ("", "\n", "\r\n"):
        found = list(line_split.lines(long + tail + "c"))[:-1] if tail else list(line_split.lines(long))
        assert "".join(line for _, line, _ in found) == long
        assert [start for start, _, _ in found] == [
            sum(len(line) for _, line, _ in found[:at]) for at in range(len(found))
        ]
        assert {end for _, _, end in found} == {tail}
        assert all(line[-1] == " " and line[-2] not in "?\xbd" for _, line, _ in found[:-1])
        assert max(len(line) for _, line, _ in found) < 5000
    assert [line for _, line, _ in line_split.lines("好" * 50000)] == ["好" * 50000]
    assert {line[0] + line[-1] for _, line, _ in line_split.lines('"Ã©",' * 5000)} == {'",'}


@pytest.mark.slow
def test_what_is_clean_of_a_line_without_end_costs_nothing():
    text = "plain text and words " * 100_000
    start = time.process_time()
    result = repair(text + "cafÃ© de la bibliothÃ¨que")
    assert result.text == text + "café de la bibliothèque"
    assert [change.start - len(text) for change in result.changes] == [3, 20]
    assert time.process_time() - start < 10
