"""What a line of HTML or XML is in the middle of at a hole, and with which signs in it the line is well-formed.

Which sign was eaten is not decided here: what is found are features for the model of eaten characters.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint

_TEXT, _TAG, _DOUBLE, _SINGLE, _COMMENT = "text", "tag", '"', "'", "!"
_SIGNS = {_TEXT: "<>&", _TAG: "\"'<>/ ", _DOUBLE: '"', _SINGLE: "'", _COMMENT: ">-"}
"""Signs that mean something where this is open."""
_OTHER = "."
"""Stands for any other character that may have been eaten: an ordinary one."""
_NAKED = r"(?P<entity>(?<![&\w])(?:[A-Za-z]\w*|\#\d+);)"
"""What may be a reference to a character that has lost its ampersand: a name, or a number."""
_TOKENS = {
    # What closes without having been opened is a fault; an arrow is none, nor is "a > b".
    _TEXT: re.compile(rf"(?P<comment><!--)|(?P<tag></?[A-Za-z])|[-=]>|[ ]>[ =]|{_NAKED}|(?P<fault>>)", re.ASCII),
    # A value begins behind an equals sign, and a space stands behind it, or the end of the tag.
    _TAG: re.compile(r"""(?P<single>=[ ]*')|(?P<double>=[ ]*")|(?P<text>/?>)|(?P<fault>["'<&]|/(?![\w.]))""", re.ASCII),
    _DOUBLE: re.compile(rf"""(?P<tag>"(?=[\s>/?]|$))|{_NAKED}|(?P<fault>"|>$|></|\s[\w-]+="(?=[\w/#.]))""", re.ASCII),
    _SINGLE: re.compile(rf"""(?P<tag>'(?=[\s>/?]|$))|{_NAKED}|(?P<fault>'|>$|></|\s[\w-]+='(?=[\w/#.]))""", re.ASCII),
    _COMMENT: re.compile(r"(?P<text>-->)|(?P<fault>--(?!>)|(?<!-)->)", re.ASCII),
}
_STATES = {"comment": _COMMENT, "tag": _TAG, "text": _TEXT, "double": _DOUBLE, "single": _SINGLE}
_HOLE = re.compile(r"(?<=[^\x00-\x7f])\?")
"""Where the next character may have been eaten: behind it nothing is certain."""
_MARKUP = re.compile(r"</?[A-Za-z]|<!--|/?>|--|&", re.ASCII)
_UNENDED = 1
"""Faults that a line has whose last value is open at its end."""


def fits(left: str, right: str) -> tuple[str, str]:
    """Tell what is open at a hole, and which signs would leave the line well-formed.

    Args:
        left: The line up to the hole.
        right: What follows, as far as the end of the line, without it.

    Returns:
        What is open: "text", "tag", a quotation mark that a value is in, "!" for a comment, or "" where the line has no
        markup; and the signs with which the fewest faults are left, "." for all that mean nothing here. Linear.

    Example:
        >>> fits('<b title="', "><i>")
        ('"', '"')
    """
    if not (_MARKUP.search(left) or _MARKUP.search(right)):
        return "", ""
    state, _ = _read(_TEXT, left)
    hole = _HOLE.search(right)
    known = right[: hole.start()] if hole else right
    signs = _SIGNS[state] + _OTHER
    faults = [_faults(state, left, sign + known, ends=hole is None) for sign in signs]
    fewest = min(faults)
    return state, "".join(sign for sign, count in zip(signs, faults, strict=True) if count == fewest)


def _faults(state: str, left: str, text: str, *, ends: bool) -> int:
    """Count what is wrong in a text that goes on in a state, one character of what stands before it in sight."""
    # Two characters back an arrow, a comment's end and an equals sign can be seen.
    before = left[-2:]
    state, faults = _read(state, before + text, len(before))
    return faults + (_UNENDED if ends and state in {_DOUBLE, _SINGLE} else 0)


def _read(state: str, text: str, at: int = 0) -> tuple[str, int]:
    """Read markup from a place on; give the state at the end, and how many faults there are."""
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
            state = _STATES[found]
    return state, faults
