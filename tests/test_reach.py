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
from unmojibake.reach import damaged, witnesses

COUNTED = json.loads((files("unmojibake") / "reach.json").read_text(encoding="ascii"))


def by_hand(nats):
    """Add up every way in which some spans can be damaged."""
    first, begins, goes_on, again = (COUNTED[name] for name in ("first", "begins", "goes_on", "again"))
    total, hits = 0.0, [0.0] * len(nats)
    for flags in itertools.product((False, True), repeat=len(nats)):
        chance, met = (first if flags[0] else 1 - first), flags[0]
        for one, other in itertools.pairwise(flags):
            rate = goes_on if one else again if met else begins
            chance *= rate if other else 1 - rate
            met = met or other
        chance *= math.prod(math.exp(each) for each, flag in zip(nats, flags, strict=True) if flag)
        total += chance
        hits = [hit + chance * flag for hit, flag in zip(hits, flags, strict=True)]
    return [hit / total for hit in hits], math.log(total)


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=7))
def test_it_is_the_sum_over_all_ways(nats):
    each, together = by_hand(nats)
    assert damaged(nats) == pytest.approx(each, rel=1e-6, abs=1e-12)
    assert witnesses(nats) == pytest.approx(together, rel=1e-6, abs=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300))
def test_any_evidence_gives_probabilities(nats):
    assert all(0 <= share <= 1 for share in damaged(nats))


def test_company_tells():
    alone, amid, behind = damaged([1.0])[0], damaged([30.0, 1.0, 30.0])[1], damaged([30.0, 30.0, 1.0])[2]
    assert alone < amid
    assert behind < amid
    # What is right amid damage stays: it can begin again.
    assert damaged([30.0, -40.0, 30.0])[1] < 1e-6


def test_a_letter_amid_others_goes_with_them():
    text = "Doğru kapıyı açınca ışık söndü ve şaşırdı."
    assert repair(text.encode("cp1254").decode("cp1252")).text == text


def test_the_script_counts_what_follows_what():
    script = scripts.script("count_reach")
    counted = script.count([[True, True, False], [False, True], [True, False, True], [False, False], []])
    # One of each is seen beforehand: 2 of 3 begin damaged, 1 of 1 begins, 1 of 3 goes on, 1 of 1 comes again.
    assert counted == {"first": 0.6, "begins": 0.66667, "goes_on": 0.4, "again": 0.66667}
