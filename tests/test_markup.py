"""What is open in a line of markup, and which signs leave it well-formed."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unmojibake.language.markup import fault_cost
from unmojibake.language.punctuation import unclosed_cost
from unmojibake.pipeline.undo.eaten_ascii import eaten_costs
from unmojibake.pipeline.undo.eaten_features import features
from unmojibake.pipeline.undo.eaten_markup import fits, hole_costs, situation


@pytest.mark.parametrize(
    ("left", "right", "open_", "signs"),
    [
        ('<b title="首页', "><i>新闻</i>", '"', '"'),
        ("<b title='首页", "><i>新闻</i>", "'", "'"),
        ('<p title="首页"><b>新闻', "/b></p>", "text", "<"),
        ("<p>首页", "lt;新闻</p>", "text", "&"),
        ("<p>首页", "#160;新闻</p>", "text", "&"),
        ("<!-- 首页", "-->", "!", "."),
        ("<!-- 首页", "->", "!", "-"),
    ],
)
def test_the_sign_that_was_eaten_fits(left, right, open_, signs):
    found = fits(left, right)
    assert found[0] == open_
    assert set(signs) <= set(found[1])
    assert "." in signs or "." not in found[1]


@pytest.mark.parametrize(("left", "right"), [("// 首页", "char *name;"), ("color: 红", "red;"), ("", "")])
def test_what_is_no_markup_is_none(left, right):
    assert fits(left, right) == ("", "")
    assert not [name for name in features(left, right) if name[0] in "RST"]


def test_a_name_that_is_no_reference_is_no_fault():
    # Both end in a semicolon; only one of them is what a lost ampersand leaves.
    assert "." in fits("<p>首页", "red; 新闻</p>")[1]
    assert "." not in fits("<p>首页", "copy; 新闻</p>")[1]


@given(st.text(alphabet="<>&\"'=/-!; ?a中", max_size=30), st.text(alphabet="<>&\"'=/-!; ?a中", max_size=30))
def test_any_text_has_a_reading(left, right):
    open_, signs = fits(left, right)
    assert bool(open_) == bool(signs)


def test_markup_is_weighed_on_top_of_all_else():
    weights = json.loads((files("unmojibake.pipeline.undo") / "eaten.json").read_text(encoding="ascii"))["weights"]
    assert any(name[0] in "RST" for name in weights)
    # Nothing of it is met where there is no markup.
    assert not {"R|", "S|", "T|"} & {name[:2] for name in weights if name[0] in "RST"}


def test_a_tag_comes_back_where_a_tag_is_missing():
    costs = eaten_costs('<p title="首页"><b>新闻', "/b></p>\n")
    assert min(costs, key=costs.__getitem__) == "<"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("<p>首页", "/p>"),
        ('<b title="首页', "><i>新闻</i>"),
        ("<b title='首页", "><i>新闻</i>"),
        ('<meta content="首页', "/>"),
        ("<!-- 首页", "->"),
        # The next hole does not hide what comes behind it.
        ('<p title="首页', ">新闻?/p>"),
    ],
)
def test_where_markup_is_missing_a_sign_was_eaten(left, right):
    alone, eating = hole_costs(left, right)
    assert eating + 2 < alone


@pytest.mark.parametrize(
    ("left", "right"), [("<p>首页", "</p>"), ('<b title="首页', '">新闻</b>'), ("<!-- 首页", " -->")]
)
def test_where_no_markup_is_missing_none_was(left, right):
    alone, eating = hole_costs(left, right)
    assert alone < eating


def test_both_quotation_marks_tell_the_same():
    assert situation("<b title='首页", "'>") == situation('<b title="首页', '">')
    assert hole_costs("<b title='首页", "'>新闻</b>") == hole_costs('<b title="首页', '">新闻</b>')


def test_without_markup_nothing_is_told():
    assert hole_costs("首页", "新闻") is None
    assert fault_cost("首页，新闻？") == 0
    assert unclosed_cost("首页，新闻？") == 0


@given(
    st.text(alphabet="<>&\"'=/-!; ?a中\x01\x7f\t0", max_size=30),
    st.text(alphabet="<>&\"'=/-!; ?a中\x01\x7f\t0", max_size=30),
)
def test_any_hole_has_a_cost(left, right):
    found = hole_costs(left, right)
    assert found is None or (found[0] > 0 < found[1])
    assert fault_cost(left + right) >= 0
