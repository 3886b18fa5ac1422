"""Gives the signs that leave a line of HTML or XML well-formed at a hole, and the nats that a sign was eaten there.

Which sign was eaten is not decided here: the signs are features for the model of eaten characters.
"""

from __future__ import annotations

from typing import NamedTuple

from unmojibake.language import markup
from unmojibake.language.markup import COMMENT, DOUBLE, SINGLE, TAG, TEXT
from unmojibake.values.patterns import on_use

_SIGNS = {TEXT: "<>&", TAG: "\"'<>/ ", DOUBLE: '"', SINGLE: "'", COMMENT: ">-"}
"""The signs that are markup in each state."""
_OTHER = "."
"""Stands for any other character that may have been eaten: an ordinary one."""
_HOLE = on_use(r"(?<=[^\x00-\x7f])\?")
"""A question mark that may be the next hole: the text behind it is not certain."""
_GAP = 2
"""Faults more without a sign than with the best one, from which on it does not matter how many."""
_SWAPPED = str.maketrans("\"'", "'\"")


class _Looked(NamedTuple):
    """A hole in markup.

    Attributes:
        state: The state there.
        faults: For each sign that may be put into the hole the faults of the text behind it.
        alone: The faults of the text behind it without a sign.
    """

    state: str
    faults: dict[str, int]
    alone: int

    def fewest(self) -> int:
        """Give the number of faults with the best sign."""
        return min(self.faults.values())


def _look(left: str, right: str, *, beyond: bool) -> _Looked | None:
    """Give a hole with the faults of each sign, up to the next hole or beyond it; None where no side has markup."""
    if not (markup.has_markup(left) or markup.has_markup(right)):
        return None
    state, _ = markup.read(TEXT, left)
    hole = None if beyond else _HOLE.search(right)
    known = right[: hole.start()] if hole else right
    signs = _SIGNS[state] + _OTHER
    found = {sign: markup.faults(state, left, sign + known, ends=hole is None) for sign in signs}
    return _Looked(state, found, markup.faults(state, left, known, ends=hole is None))


def fits(left: str, right: str) -> tuple[str, str]:
    """Give the state at a hole, and the signs that would leave the line well-formed.

    Args:
        left: The line up to the hole.
        right: The text behind it, as far as the end of the line, without it.

    Returns:
        The state: "text", "tag", a quotation mark that a value is in, "!" for a comment, or "" where the line has no
        markup; and the signs with which the fewest faults are left, "." for all that are no markup here. Linear.

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
    """Name the situation of a hole: the state; the faults without a sign, and the class of the next character.

    Args:
        left: The line up to the hole.
        right: The text behind it, as far as the end of the line.

    Returns:
        The names under which it was counted, or None where the line has no markup. Linear.

    >>> situation("<p>好", "/p>")
    ('text', '1/')
    """
    # Faults behind the next hole are the same with any sign in this hole, so they cancel out.
    looked = _look(left, right, beyond=True)
    if looked is None:
        return None
    gap = max(0, min(looked.alone - looked.fewest(), _GAP))
    if looked.state == SINGLE:
        # 'value' and "value" are counted together.
        return DOUBLE, f"{gap}{follower(right[:1].translate(_SWAPPED))}"
    return looked.state, f"{gap}{follower(right)}"


def follower(right: str) -> str:
    """Name the class of the character behind a hole: a sign as itself, "" for the end of the line.

    >>> [follower(right) for right in ("好", "a", "7", " ", ">", "")]
    ['N', 'a', '0', ' ', '>', '']
    """
    first = right[:1]
    if first >= "\x80":
        return "N"
    if first.isalpha():
        return "a"
    return "0" if first.isdigit() else " " if "" < first <= " " or first == "\x7f" else first


def hole_costs(left: str, right: str) -> tuple[float, float] | None:
    """Give the nats of a hole in markup if no character was eaten there, and if one was.

    Args:
        left: The line up to the hole.
        right: The text behind it, as far as the end of the line.

    Returns:
        -ln P(the situation | no character was eaten) and -ln P(the situation | a character was), in nats; None where
        the line has no markup. Linear.

    >>> alone, eating = hole_costs("<p>好", "/p>")
    >>> eating + 5 < alone
    True
    """
    named = situation(left, right)
    if named is None:
        return None
    state, follows = named
    alone, eating = (markup.counted()["holes"][story][state] for story in ("alone", "eaten"))
    return alone[follows], eating[follows]
