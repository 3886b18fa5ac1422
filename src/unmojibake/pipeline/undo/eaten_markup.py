"""Which signs leave a line of HTML or XML well-formed, where one may have been eaten.

Which sign was eaten is not decided here: what is found are features for the model of eaten characters, and how likely
it is that one was eaten at all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from unmojibake.language import markup
from unmojibake.language.markup import COMMENT, DOUBLE, SINGLE, TAG, TEXT

_SIGNS = {TEXT: "<>&", TAG: "\"'<>/ ", DOUBLE: '"', SINGLE: "'", COMMENT: ">-"}
"""Signs that mean something where this is open."""
_OTHER = "."
"""Stands for any other character that may have been eaten: an ordinary one."""
_HOLE = re.compile(r"(?<=[^\x00-\x7f])\?")
"""Where the next character may have been eaten: behind it nothing is certain."""
_GAP = 2
"""Faults more without a sign than with the best one, from which on it does not matter how many."""
_SWAPPED = str.maketrans("\"'", "'\"")


class _Looked(NamedTuple):
    """A hole in markup.

    Attributes:
        state: What is open there.
        faults: Faults of what follows, by the sign that is put into the hole.
        alone: Faults of what follows without any.
    """

    state: str
    faults: dict[str, int]
    alone: int

    def fewest(self) -> int:
        """Give how many faults are left at least."""
        return min(self.faults.values())


def _look(left: str, right: str, *, beyond: bool) -> _Looked | None:
    """Look at a hole, and beyond the next one or not; None where neither side has markup."""
    if not (markup.has_markup(left) or markup.has_markup(right)):
        return None
    state, _ = markup.read(TEXT, left)
    hole = None if beyond else _HOLE.search(right)
    known = right[: hole.start()] if hole else right
    signs = _SIGNS[state] + _OTHER
    found = {sign: markup.faults(state, left, sign + known, ends=hole is None) for sign in signs}
    return _Looked(state, found, markup.faults(state, left, known, ends=hole is None))


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
    looked = _look(left, right, beyond=False)
    if looked is None:
        return "", ""
    fewest = looked.fewest()
    return looked.state, "".join(sign for sign, count in looked.faults.items() if count == fewest)


def situation(left: str, right: str) -> tuple[str, str] | None:
    """Name what tells whether a character was eaten: what is open; how much is at fault without one, and what follows.

    Args:
        left: The line up to the hole.
        right: What follows, as far as the end of the line, without it.

    Returns:
        The names under which it was counted, or None where the line has no markup. Linear.

    >>> situation("<p>好", "/p>")
    ('text', '1/')
    """
    # What is at fault behind the next hole is so with any sign in this one.
    looked = _look(left, right, beyond=True)
    if looked is None:
        return None
    gap = max(0, min(looked.alone - looked.fewest(), _GAP))
    if looked.state == SINGLE:
        # A value is a value: which of the two marks it stands in makes no difference.
        return DOUBLE, f"{gap}{follower(right[:1].translate(_SWAPPED))}"
    return looked.state, f"{gap}{follower(right)}"


def follower(right: str) -> str:
    """Name what follows: a sign as itself, letters, digits and the rest as a class, "" for the end of the line."""
    first = right[:1]
    if first >= "\x80":
        return "N"
    if first.isalpha():
        return "a"
    return "0" if first.isdigit() else " " if "" < first <= " " or first == "\x7f" else first


def hole_costs(left: str, right: str) -> tuple[float, float] | None:
    """Weigh whether a character was eaten at a hole in markup.

    Args:
        left: The line up to the hole.
        right: What follows, as far as the end of the line, without it.

    Returns:
        -ln P(what follows | nothing was eaten) and -ln P(what follows | a character was), in nats; None where the line
        has no markup. Linear.

    >>> alone, eating = hole_costs("<p>好", "/p>")
    >>> eating + 5 < alone
    True
    """
    named = situation(left, right)
    if named is None:
        return None
    state, what = named
    alone, eating = (markup.counted()["holes"][story][state] for story in ("alone", "eaten"))
    return alone[what], eating[what]
