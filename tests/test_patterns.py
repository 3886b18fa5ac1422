"""Patterns that are compiled when they are first used."""

import re

import pytest

from unmojibake.values.patterns import on_use


def test_a_pattern_does_what_a_compiled_one_does():
    late, compiled = on_use("b+", re.IGNORECASE), re.compile("b+", re.IGNORECASE)
    assert late.findall("aBb") == compiled.findall("aBb")
    assert late.sub("-", "aBb") == compiled.sub("-", "aBb")
    assert late.search("abb", 2)[0] == compiled.search("abb", 2)[0]
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)


def test_a_wrong_pattern_shows_when_it_is_used():
    wrong = on_use("[")
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("")
