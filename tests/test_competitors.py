"""Other explanations of a span, on spans made up."""

import math

import pytest

from unmojibake.charsets.wrong_readings import Chain
from unmojibake.pipeline.candidates import Candidate, LineOdds
from unmojibake.pipeline.decide.competitors import differing, readings, there
from unmojibake.pipeline.span import Span, Weights

LINE = "abcdefgh"


def pieces(*spans):
    return [
        Span(start, end, LINE[start:end], after, (end - start, 1), weights=Weights(9.0, 1.0))
        for start, end, after in spans
    ]


def weighed(*spans):
    found = pieces(*spans)
    return LineOdds(Candidate((Chain("utf-8", "cp936"),), 0.5, found), [1.0] * len(found), 1.0, 1.0)


@pytest.mark.parametrize(
    ("mine", "theirs", "places"),
    [
        ([(0, 2, "X")], [(0, 2, "X")], []),
        ([(0, 2, "X")], [(0, 2, "Y")], [0]),
        ([(0, 2, "X")], [(2, 4, "Y")], []),
        # The same text, cut otherwise.
        ([(0, 2, "X"), (3, 4, "Z")], [(0, 4, "XcZ")], []),
        ([(0, 2, "X"), (3, 4, "Z")], [(0, 4, "XcQ")], [0, 1]),
        ([(0, 2, "X"), (3, 4, "Z")], [(3, 4, "Q")], [1]),
        ([(1, 3, "bX")], [(2, 3, "X")], []),
        ([], [(0, 2, "X")], []),
    ],
)
def test_spans_that_are_read_otherwise_are_found(mine, theirs, places):
    assert list(differing(pieces(*mine), pieces(*theirs))) == places


def test_a_reading_shares_with_what_reads_otherwise():
    mine = pieces((0, 2, "X"))
    same, other = weighed((0, 2, "X")), weighed((0, 2, "Y"))
    assert readings(mine, 10.0, [(same, 10.0)]) == [1.0]
    assert readings(mine, 10.0, [(other, 10.0)]) == [0.5]
    assert readings(mine, 10.0, [(same, 9.0), (other, 8.0)])[0] == pytest.approx(1 / (1 + math.exp(-2)))
    assert readings(mine, 100.0, [(other, 1.0)]) == [1.0]


def test_the_first_span_that_overlaps_is_found():
    (mine,) = pieces((2, 4, "X"))
    assert there(mine, weighed((0, 2, "A"), (4, 5, "B"))) is None
    found = there(mine, weighed((0, 1, "A"), (3, 5, "B"), (6, 7, "C")))
    assert found is not None
    assert found.after == "B"
