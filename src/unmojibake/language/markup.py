"""Gives the state that a line of HTML or XML ends in, the faults of its markup, and the nats of these faults.

Counted by scripts/count/markup.py in the pages of public source trees, with this very reader.
"""

import re
from collections.abc import Mapping
from functools import cache
from html.entities import name2codepoint
from typing import Any

from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

TEXT, TAG, DOUBLE, SINGLE, COMMENT = "text", "tag", '"', "'", "!"
_NAKED = r"(?P<entity>(?<![&\w])(?:[A-Za-z]\w*|\#\d+);)"
"""A name or a number that may be a reference to a character whose ampersand is gone: `nbsp;`."""
_TOKENS = {
    # A ">" that closes no tag is a fault; the arrow "->" is none, nor is "a > b".
    TEXT: re.compile(rf"(?P<comment><!--)|(?P<tag></?[A-Za-z])|[-=]>|[ ]>[ =]|{_NAKED}|(?P<fault>>)", re.ASCII),
    # A value begins behind an equals sign, and a space stands behind it, or the end of the tag.
    TAG: re.compile(r"""(?P<single>=[ ]*')|(?P<double>=[ ]*")|(?P<text>/?>)|(?P<fault>["'<&]|/(?![\w.]))""", re.ASCII),
    DOUBLE: re.compile(rf"""(?P<tag>"(?=[\s>/?]|$))|{_NAKED}|(?P<fault>"|>$|></|\s[\w-]+="(?=[\w/#.]))""", re.ASCII),
    SINGLE: re.compile(rf"""(?P<tag>'(?=[\s>/?]|$))|{_NAKED}|(?P<fault>'|>$|></|\s[\w-]+='(?=[\w/#.]))""", re.ASCII),
    COMMENT: re.compile(r"(?P<text>-->)|(?P<fault>--(?!>)|(?<!-)->)", re.ASCII),
}
_OPENS = {"comment": COMMENT, "tag": TAG, "text": TEXT, "double": DOUBLE, "single": SINGLE}
_MARKUP = on_use(r"</?[A-Za-z]|<!--|/?>|--|&", re.ASCII)
_UNENDED = 1
"""Faults that a line has whose last value is open at its end."""
MOST = 3
"""Faults from which on it does not matter how many more there are."""


@cache
def counted() -> Mapping[str, Any]:
    """Give the counts of scripts/count/markup.py.

    >>> sorted(counted())[:2]
    ['faults', 'holes']
    """
    found: dict[str, Any] = data_files.read_json(__package__, "markup.json")
    return found


def has_markup(text: str) -> bool:
    """Tell whether a text has any sign of markup.

    >>> has_markup("<p>好"), has_markup("5 < 6")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def read(state: str, text: str, at: int = 0) -> tuple[str, int]:
    """Give the state that markup ends in, read from a place on, and the number of its faults. Linear.

    >>> read(TEXT, '<b title="')
    ('"', 0)
    """
    faults = 0
    while match := _TOKENS[state].search(text, at):
        at = match.end()
        found = match.lastgroup
        if found == "fault":
            faults += 1
        elif found == "entity":
            name = match[found][:-1]
            faults += name.startswith("#") or name in name2codepoint
        elif found:
            state = _OPENS[found]
    return state, faults


def faults(state: str, left: str, text: str, *, ends: bool) -> int:
    """Give the number of faults of a text that goes on in a state.

    Args:
        state: The state before the text.
        left: The text before it, of which two characters are looked at.
        text: The text.
        ends: Whether the line ends behind it.

    >>> faults(TEXT, "", "<p>好/p>", ends=True)
    1
    """
    # Two characters back an arrow, a comment's end and an equals sign can be seen.
    before = left[-2:]
    state, found = read(state, before + text, len(before))
    return found + (_UNENDED if ends and state in {DOUBLE, SINGLE} else 0)


def fault_cost(line: str) -> float:
    """Give the nats of the faults in the markup of a line; 0 for a line without markup. Linear.

    >>> fault_cost("<p>好</p>") < fault_cost("<p>好/p>")
    True
    """
    if not has_markup(line):
        return 0.0
    costs: list[float] = counted()["faults"]
    return costs[min(faults(TEXT, "", line, ends=True), MOST)]
