"""Gives the nats of ASCII signs at a boundary, and of quotation marks by the marks that are open before them.

The model charges the same for every ASCII character that is no letter, and looks back two characters only. Counted by
scripts/count/signs.py.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from unmojibake.language.markup import fault_cost
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

PAIRS = dict(zip("”’」』》〉）】〕", "“‘「『《〈（【〔", strict=True))
"""The opening mark of each closing mark."""
MARKS = frozenset(PAIRS) | frozenset(PAIRS.values())
"""Quotation marks and brackets that come in pairs."""
WEIGHED = MARKS | frozenset("。，、；：？！")
"""Marks that are weighed by the mark that is open before them: marks that come in pairs, and others in their place."""
_EXCLAIMING = frozenset("!?！？")
"""Marks that are written several at a time."""
_MARK = on_use("[\u2000-\u206f\u3000-\u303f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65]")


@cache
def _counted() -> dict[str, Any]:
    """Give the counts of scripts/count/signs.py."""
    data = data_files.read_bytes(__package__, "signs.json")
    found: dict[str, Any] = json.loads(data)
    return found


def kind_before(char: str) -> str:
    """Name the kind of the character before a boundary: "exclaiming", "ascii", "mark" or "character".

    >>> [kind_before(char) for char in "！a。好"]
    ['exclaiming', 'ascii', 'mark', 'character']
    """
    if char in _EXCLAIMING:
        return "exclaiming"
    return "ascii" if char < "\x80" else "mark" if _MARK.match(char) else "character"


def open_or_close(stack: list[str], mark: str) -> None:
    """Put an opening mark on the stack, or take off it the mark that a closing one ends, with all marks inside.

    >>> stack = ["“", "《"]
    >>> open_or_close(stack, "”")
    >>> stack
    []
    """
    opener = PAIRS.get(mark)
    if opener is None:
        stack.append(mark)
    elif opener in stack:
        while stack.pop() != opener:
            pass


def open_marks(text: str) -> list[str]:
    """Give the marks that a text opens and doesn't close, the innermost last. Linear.

    >>> open_marks("他說：“《好》")
    ['“']
    """
    stack: list[str] = []
    for char in text:
        if char in MARKS:
            open_or_close(stack, char)
    return stack


def open_mark(text: str) -> str:
    """Give the innermost mark that a text opens and doesn't close; "" when there is none. Linear.

    >>> open_mark("他說：“好"), open_mark("“好”")
    ('“', '')
    """
    return next(reversed(open_marks(text)), "")


def unclosed_cost(line: str) -> float:
    """Give the nats of the marks that are open at the end of a line, and of the faults of its markup. Linear.

    >>> unclosed_cost("“好") > unclosed_cost("“好”")
    True
    """
    costs = _counted()["unclosed"]
    return float(sum(costs[mark] for mark in open_marks(line))) + fault_cost(line)


def mark_costs(left: str, *, ends: bool) -> Mapping[str, float]:
    """Give for each mark the nats that it costs more, or less, by the mark that is open before it.

    Args:
        left: The line up to the mark.
        ends: Whether a boundary follows: an ASCII character that is no letter, or the end of the line.

    Returns:
        Nats, to be added to those of the model; no entry for characters that are no marks, and for the marks that end
        sentences where no mark is open.

    >>> costs = mark_costs("“好", ends=True)
    >>> costs["”"] < costs["）"]
    True
    """
    found: Mapping[str, float] = _counted()["marks"][open_mark(left) + "." * ends]
    return found


def sign_costs() -> Mapping[str, float]:
    """Give the nats of each ASCII sign, digit and space anywhere in text.

    >>> sign_costs()[" "] < sign_costs()["~"]
    True
    """
    found: Mapping[str, float] = _counted()["anywhere"]
    return found


def boundary_cost(char: str, left: str) -> float:
    """Give the nats of one ASCII character, given that a boundary stands there.

    Args:
        char: The ASCII character, or "" for the end of the line.
        left: The text before it.

    Returns:
        Nats; 0 for characters that are no boundary.

    >>> boundary_cost("?", "嗎") > boundary_cost(",", "嗎") > boundary_cost("a", "嗎") == 0
    True
    """
    found: float = _counted()["signs"][kind_before(left[-1:] or "\0")].get(char, 0.0)
    return found


def sign_cost(text: str, left: str = "", right: str = "") -> float:
    """Give the nats of the signs and marks of a text, beside those of the model.

    Args:
        text: The text.
        left: The text before it in the line.
        right: The text behind it.

    Returns:
        Nats; below 0 for marks that are where they belong. Linear in the length of the text.

    >>> sign_cost("?", "嗎") > sign_cost(",", "嗎") > sign_cost("嗎") == 0
    True
    """
    total, before = 0.0, left[-1:]
    for at, char in enumerate(text):
        if char < "\x80":
            total += boundary_cost(char, before)
        elif char in WEIGHED:
            after = text[at + 1 : at + 2] or right[:1]
            ends = not after or (after < "\x80" and not after.isalpha())
            total += mark_costs(left + text[:at], ends=ends).get(char, 0.0)
        before = char
    return total
