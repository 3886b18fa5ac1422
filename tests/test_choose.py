"""From evidence to decision, on evidence made up."""

import math

import pytest

from unmojibake import Step, damage, repair
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.pipeline.candidates import LIST, UNWRITTEN, Candidate, Choice, Said, is_written
from unmojibake.pipeline.decide.choose import choose, taken
from unmojibake.pipeline.decide.line_odds import weigh
from unmojibake.pipeline.explain.stopping import is_hopeless, is_settled
from unmojibake.pipeline.limits import SETTLED
from unmojibake.pipeline.record.pending import Pending
from unmojibake.pipeline.record.results import unsure
from unmojibake.pipeline.span import Span, Weights
from unmojibake.pipeline.undo.eaten_ascii import eaten_costs
from unmojibake.pipeline.undo.eaten_line_ends import possible

GBK, WESTERN = Chain("utf-8", "cp936"), Chain("utf-8", "cp1252")
MENU = {"": math.log(8), "\n": math.log(2), "\r": math.log(8), " ": math.log(8), '"': math.log(8)}


def decide(candidates, prior):
    # What stands between made-up spans is blank.
    line = " " * 100
    return choose(weigh(candidates, line), prior, line)


def piece(before, nats, start=0, *, after="是"):
    weights = Weights(max(nats, 0.0) + 5.0, max(nats, 0.0) + 5.0 - nats)
    return Span(start, start + len(before), before, after, (len(before), 1), weights=weights)


def candidate(*pieces, plan=(GBK,), share=0.5, doubt=0.0):
    return Candidate(plan, share, list(pieces)).with_said(Said(LIST, -doubt))


def damaged(*candidates, prior=1e-4):
    return [choice.damaged for choice in decide(list(candidates), lambda _: prior)]


def test_nothing_to_decide():
    assert damaged() == []


def test_no_evidence_leaves_the_prior():
    (chance,) = damaged(candidate(piece("鏄", 0.0)), prior=0.01)
    assert 0 < chance <= 0.0101


def test_more_evidence_makes_surer_and_never_more_than_sure():
    chances = [damaged(candidate(piece("鏄", nats)))[0] for nats in (-800, -20, 0, 5, 10, 20, 49.9, 50.1, 100, 5000)]
    assert chances == sorted(chances)
    assert all(0 <= chance <= 1 for chance in chances)
    assert chances[0] < 1e-9
    assert chances[-1] > 0.999999


@pytest.mark.parametrize("nats", [8.0, 12.0, 16.0])
def test_odds_are_those_of_bayes(nats):
    (chance,) = damaged(candidate(piece("鏄", nats)), prior=1e-4)
    assert math.log(chance / (1 - chance)) == pytest.approx(nats + math.log(1e-4), abs=0.1)


def test_a_higher_prior_makes_surer():
    low, high = (damaged(candidate(piece("鏄", 8.0)), prior=prior)[0] for prior in (1e-6, 0.5))
    assert low < 0.01
    assert high > 0.99


def test_spans_of_a_line_speak_for_each_other():
    (alone,) = damaged(candidate(piece("鏄", 6.0)))
    together = damaged(candidate(piece("鏄", 6.0), piece("鍚", 6.0, 5)))
    assert min(together) > alone


def test_explanations_that_read_the_same_count_together_and_the_likeliest_plan_is_told():
    common, rare = (candidate(piece("鏄", 8.0), plan=(plan,)) for plan in (GBK, WESTERN))
    odds = {GBK: 3e-4, WESTERN: 1e-4}
    (choice,) = decide([rare, common], lambda each: odds[each.plan[0]])
    (alone,) = damaged(common, prior=3e-4)
    assert choice.plan == (GBK,)
    assert choice.damaged / (1 - choice.damaged) == pytest.approx(4 / 3 * alone / (1 - alone), rel=0.01)


def test_explanations_that_read_otherwise_do_not_count_together():
    one, other = candidate(piece("鏄", 8.0), plan=(GBK,)), candidate(piece("鏄", 8.0, after="别"), plan=(WESTERN,))
    choice = decide([one, other], lambda each: 3e-4 if each is one else 1e-4)[0]
    assert choice.damaged == pytest.approx(damaged(one, prior=3e-4)[0], rel=0.01)


def test_a_span_that_reads_worse_is_spared_in_a_damaged_line():
    good, bad = damaged(candidate(piece("鏄鏄", 60.0), piece("鍚", -30.0, 5)))
    assert good > 0.999
    assert bad < 0.01


def test_the_better_of_two_explanations_takes_the_span():
    worse = candidate(piece("鏄", 20.0, after="x"), plan=(WESTERN,))
    better = candidate(piece("鏄", 40.0, after="y"))
    for order in ([worse, better], [better, worse]):
        (choice,) = decide(order, lambda _: 1e-4)
        assert (choice.span.after, choice.plan) == ("y", (GBK,))


def test_explanations_of_different_spans_stand_side_by_side():
    choices = decide([candidate(piece("鏄", 40.0)), candidate(piece("Ã©", 30.0, 8), plan=(WESTERN,))], lambda _: 1e-4)
    assert sorted((choice.span.start, choice.plan) for choice in choices) == [(0, (GBK,)), (8, (WESTERN,))]


def test_what_another_explanation_takes_is_no_witness():
    best = candidate(piece("鏄", 90.0))
    rest = [piece("鏄", 60.0), piece("鍚", 1.0, 8)]
    first, second = decide([best, candidate(*rest, plan=(WESTERN,))], lambda _: 1e-4)
    assert (first.plan, second.plan) == ((GBK,), (WESTERN,))
    assert first.damaged > 0.99
    assert second.damaged < 0.01


def test_spans_that_touch_do_not_overlap():
    choices = decide([candidate(piece("鏄", 40.0)), candidate(piece("Ã©", 30.0, 1), plan=(WESTERN,))], lambda _: 1e-4)
    assert len(choices) == 2


def test_doubt_takes_evidence_away():
    sure, doubted, hopeless = (damaged(candidate(piece("鏄", 30.0), doubt=doubt))[0] for doubt in (0.0, 25.0, 1000.0))
    assert sure > doubted > hopeless


def test_only_utf8_that_covers_a_line_is_settled():
    much = SETTLED + 1
    assert is_settled(candidate(piece("鏄", much)), "a 鏄".replace("a ", ""))
    assert not is_settled(candidate(piece("鏄", much)), "鏄é")
    assert not is_settled(candidate(piece("鏄", SETTLED - 1)), "鏄")
    strange = piece("鏄", much)._replace(weights=Weights(much + 40.0, 40.0))
    assert not is_settled(candidate(strange), "鏄")
    assert not is_settled(candidate(piece("ÖÐ", much), plan=(Chain("cp936", "cp1252"),)), "ÖÐ")


def test_an_explanation_by_which_nothing_reads_better_is_hopeless():
    assert is_hopeless([piece("鏄", -100.0), piece("鏄", 0.0)])
    assert not is_hopeless([piece("鏄", -100.0), piece("鏄", 20.0)])


@pytest.mark.parametrize(
    ("right", "tail", "line_end"),
    [
        ("x\n", "\n", "\n"),
        ("\n", "\n", "\n"),
        ("", "", ""),
        ("x", "", ""),
        ("\n", "\n", "\r\n"),
        ("\r\n", "\r\n", "\r\n"),
    ],
)
def test_what_is_possible_is_a_distribution(right, tail, line_end):
    for menu in (MENU, eaten_costs("状态", right)):
        found = possible(menu, right, tail, line_end)
        assert sum(math.exp(-cost) for cost in found.values()) == pytest.approx(1)
        assert set(found) <= {*menu, ""}


def test_line_ends_are_the_documents_own():
    assert possible(MENU, "\n", "\n", "\r\n") == {"\r": 0.0}
    assert "\r" not in possible(MENU, "\n", "\n", "\n")
    assert "\n" in possible(MENU, "\n", "\n", "\n")
    assert "\n" in possible(MENU, "x\n", "\n", "\n")
    assert not {"\r", "\n"} & set(possible(MENU, "\r\n", "\r\n", "\r\n"))


def test_nothing_that_cannot_be_seen_is_restored_at_the_end():
    found = possible(MENU, "", "", "\n")
    assert set(found) == {"", '"'}
    assert math.exp(-found[""]) == pytest.approx(7 / 8)


def test_what_nobody_writes_is_no_repair():
    # Python's decoder lost so much that another charset's reading, with controls in it, may cost less than what stands.
    line = '<meta name="keywords" content="返回上一页,正在加载">'
    damaged = damage(line, ["utf-8>cp950"], decoder="python")
    result = repair(damaged)
    assert not UNWRITTEN.search(result.text)
    # What is not changed for it is reported with the reason.
    pending = Pending(0, 6, "澶╂皵", "天气\x85", (Step("codec", ("utf-8", "cp936")),), 1.0, 1.0)
    assert "nobody writes" in unsure(pending).reason


def test_what_was_there_may_stay():
    assert is_written("a\x85\ue000", "b\x85")
    assert not is_written("a\x85", "b\x85\ue000")
    # Only the end must not have it: between two layers it stands.
    damaged = damage("天气很好。", ["utf-8>latin-1", "utf-8>latin-1"])
    assert UNWRITTEN.search(damaged)
    assert repair(damaged).text == "天气很好。"


def test_in_a_damaged_line_a_span_needs_less():
    sure, likely, doubtful = (Choice(piece("鏄", 1.0), (GBK,), damaged) for damaged in (0.9999, 0.95, 0.5))
    other = Choice(piece("Ã", 1.0), (WESTERN,), 0.95)
    assert taken([sure, likely, doubtful, other], 0.999) == [True, True, False, False]
    # Where none is sure the line may be clean.
    assert taken([likely, doubtful], 0.999) == [False, False]
    assert taken([likely, doubtful], 0.4) == [True, True]


def test_what_another_explanation_has_taken_does_not_speak_for_what_is_left():
    # The first explanation takes what the second reads badly: that it reads badly there proves nothing of the rest.
    taker = candidate(*(piece(char, 40.0, start) for start, char in enumerate("鏄鍚鏂囦", 10)))
    left = piece("曰", 4.0)
    second = candidate(left, *(piece(char, -20.0, start) for start, char in enumerate("鏄鍚鏂囦", 10)), plan=(WESTERN,))
    choices = decide([taker, second], lambda _: 1e-4)
    assert [choice.damaged for choice in choices if choice.plan == (WESTERN,)] == [pytest.approx(5e-3, abs=1e-2)]


def test_among_many_right_words_one_looks_damaged_by_chance():
    def chance(line):
        entries = weigh([candidate(piece("Рё", 12.0), plan=(Chain("utf-8", "cp1251"),))], line)
        return choose(entries, lambda _: 1e-4, line)[0].damaged

    alone, beside, among = chance("Рё"), chance("Рё слово"), chance("Рё" + " слово" * 99)
    # What can't begin a character of UTF-8 in code page 1251 could not look damaged.
    assert chance("Рё 中文 №") == alone
    assert alone > beside > among
    assert math.log(alone / (1 - alone)) - math.log(among / (1 - among)) == pytest.approx(math.log(100), abs=1e-3)


@pytest.mark.parametrize("nats", [10.0, 49.0, 51.0, 500.0])
def test_what_comes_again_never_speaks_against_damage(nats):
    def witnesses(*pieces):
        return weigh([candidate(*pieces, doubt=1.0)], " " * 100)[0].damaged

    first = piece("Ð¿", 20.0)
    again = [piece("Ð¿", nats, start) for start in range(4, 60, 4)]
    assert witnesses(first, *again) > witnesses(first) - 2
