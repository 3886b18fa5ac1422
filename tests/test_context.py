"""What a document tells its lines."""

import pickle

import pytest

from unmojibake import Context, damage, repair
from unmojibake.chains import Chain

PLAN = (Chain("utf-8", "cp936"),)
OTHER = (Chain("cp936", "cp1252"),)


def rate(seen, broken, own=None):
    return Context(chains={PLAN: (seen, broken)}).rate(PLAN, own=own)


def test_nothing_met_nothing_known():
    assert Context().rate(PLAN) is None
    assert Context(chains={OTHER: (3, 3)}).rate(PLAN) is None
    assert rate(5, 0) is None


@pytest.mark.parametrize(("seen", "broken", "expected"), [(1, 1, 2 / 3), (9, 8, 9 / 11), (100, 1, 2 / 102)])
def test_the_rule_of_succession(seen, broken, expected):
    assert rate(seen, broken) == pytest.approx(expected)


def test_a_line_is_no_evidence_for_itself():
    assert rate(1, 1, own=True) is None
    assert rate(2, 1, own=True) is None
    assert rate(9, 8, own=True) == pytest.approx(rate(8, 7))
    assert rate(9, 8, own=False) == pytest.approx(rate(8, 8))


def test_rates_are_probabilities():
    for seen in range(1, 30):
        for broken in range(1, seen + 1):
            for own in (None, True, False):
                if own is False and broken == seen:
                    continue  # one of those seen was not damaged
                found = rate(seen, broken, own)
                assert found is None or 0 < found < 1


def test_leading_plans_are_the_commonest():
    assert Context(chains={PLAN: (9, 1), OTHER: (3, 3)}).leading() == [OTHER, PLAN]


def test_contexts_are_values():
    context = Context(line_end="\n", chains={PLAN: (9, 8)})
    assert pickle.loads(pickle.dumps(context)) == context  # noqa: S301 - our own
    with pytest.raises(AttributeError):
        context.line_end = ""


def test_a_document_speaks_for_its_lines():
    # Alone, one hanzi read wrongly is left; among lines that are surely damaged it is not.
    short = damage("去", ["utf-8>cp936"])
    document = "\n".join(
        damage(line, ["utf-8>cp936"]) for line in ("保存文件失败了。", "我们明天上午去。", "今天天气很好。")
    )
    alone = repair(short)
    among = repair(short + "\n" + document)
    assert not alone.changed
    assert among.text.startswith("去\n")


def test_a_given_context_does_what_the_document_does():
    short = damage("去", ["utf-8>cp936"])
    assert repair(short, context=Context(chains={PLAN: (20, 20)})).text == "去"
    assert repair(short, context=Context()).text is short
