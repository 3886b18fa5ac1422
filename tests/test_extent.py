"""How far damage reaches in a line, by small examples, and by a sum over all that it can be."""

import itertools
import json
import math
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import scripts
from unmojibake import repair
from unmojibake.pipeline.decide.extent import Gap, damaged, log_odds

COUNTED = json.loads((files("unmojibake.pipeline.decide") / "reach.json").read_text(encoding="ascii"))


SIGNS, FOREIGN = Gap.SIGNS, Gap.FOREIGN


def by_hand(nats, gaps):
    """Add up every way in which some spans can be damaged."""
    first, total, hits = COUNTED["first"], 0.0, [0.0] * len(nats)
    for flags in itertools.product((False, True), repeat=len(nats)):
        chance, met = (first if flags[0] else 1 - first), flags[0]
        for gap, (one, other) in zip(gaps, itertools.pairwise(flags), strict=True):
            rate = COUNTED[gap]["goes_on" if one else "again" if met else "begins"]
            chance *= rate if other else 1 - rate
            met = met or other
        chance *= math.prod(math.exp(each) for each, flag in zip(nats, flags, strict=True) if flag)
        total += chance
        hits = [hit + chance * flag for hit, flag in zip(hits, flags, strict=True)]
    return [hit / total for hit in hits], math.log(total)


@given(st.data(), st.lists(st.floats(-40, 40), min_size=1, max_size=7))
def test_it_is_the_sum_over_all_ways(data, nats):
    gaps = data.draw(st.lists(st.sampled_from(Gap), min_size=len(nats) - 1, max_size=len(nats) - 1))
    each, together = by_hand(nats, gaps)
    assert damaged(nats, gaps) == pytest.approx(each, rel=1e-6, abs=1e-12)
    assert log_odds(nats, gaps) == pytest.approx(together, rel=1e-6, abs=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300), st.sampled_from(Gap))
def test_any_evidence_gives_probabilities(nats, gap):
    assert all(0 <= share <= 1 for share in damaged(nats, [gap] * (len(nats) - 1)))


def test_company_tells():
    gaps = [SIGNS, SIGNS]
    alone, amid, behind = (
        damaged([1.0], [])[0],
        damaged([30.0, 1.0, 30.0], gaps)[1],
        damaged([30.0, 30.0, 1.0], gaps)[2],
    )
    assert alone < amid
    assert behind < amid
    # What is right amid damage stays: it can begin again.
    assert damaged([30.0, -40.0, 30.0], gaps)[1] < 1e-6


def test_what_is_right_parts_more_than_signs_do():
    assert damaged([30.0, 0.0], [FOREIGN])[1] < damaged([30.0, 0.0], [SIGNS])[1]


def test_a_letter_amid_others_goes_with_them():
    text = "Doğru kapıyı açınca ışık söndü ve şaşırdı."
    assert repair(text.encode("cp1254").decode("cp1252")).text == text


def test_the_script_counts_what_follows_what_behind_which_gap():
    script = scripts.script("count.reach")
    counted = script.count(
        [
            [(None, True), (SIGNS, True), (SIGNS, False)],
            [(None, False), (SIGNS, True)],
            [(None, True), (FOREIGN, False), (SIGNS, True)],
            [(None, False), (SIGNS, False)],
            [],
        ]
    )
    # One of each is seen beforehand: 2 of 3 begin damaged, 1 of 1 begins, 1 of 2 goes on, 1 of 1 comes again.
    assert counted["first"] == 0.6
    assert counted["signs"] == {"begins": 0.66667, "goes_on": 0.5, "again": 0.66667}
    assert counted["foreign"] == {"begins": 0.5, "goes_on": 0.33333, "again": 0.5}
