"""Could this be damaged at all? One linear pass at C speed.

`is_clean` is the budget of the whole library: clean text goes no further, and importing this file is all that it costs.
"""

from __future__ import annotations

import functools
import re

from unmojibake.pipeline.gate import character_sets, suspicious
from unmojibake.pipeline.gate.out_of_step import AHEAD, EXCLAMATION_MARKS, finder, is_shifted

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from unmojibake.pipeline.gate.letter_pairs import Neighbours


def glance(text: str, start: int = 0) -> re.Match[str] | None:
    """Find the first thing that a text without ASCII letters hardly ever has, or such a letter; in C.

    Args:
        text: The text.
        start: The code point from which on it is looked at.

    Returns:
        A match whose group 1 it is; None for most clean Chinese text.

    >>> glance("\u4f60\u597d") is None, glance("\u4f60\u597d, Ada")[1]
    (True, 'A')
    """
    return character_sets.glance()(text, start)


def suspect(text: str) -> re.Match[str] | None:
    """Find the first thing in a text that clean text hardly ever has; None where there is none. Linear, in C.

    >>> suspect("\u4f60\u597d, Ada") is None, suspect("\u6d63\u72b2\u30bd").group()
    (True, '\u6d63')
    """
    return _suspicious().search(text)


def is_escaped(text: str) -> bool:
    r"""Tell whether a text in ASCII may have escapes of what is garbled. Linear, in C.

    >>> is_escaped(r"caf\u00c3\u00a9"), is_escaped(r"caf\u00e9")
    (True, False)
    """
    # Written out: a loop would cost several times as much, and all ASCII text comes here.
    begins = "\\" in text or "%" in text or "&" in text or "=C" in text
    return begins and character_sets.escaped()(text) is not None


@functools.cache
def _suspicious() -> re.Pattern[str]:
    """Make the search for what clean text hardly ever has, wherever it stands."""
    return re.compile(suspicious.watched() + suspicious.pattern(suspicious.IN_A_ROW), re.VERBOSE)


@functools.cache
def _in_company() -> tuple[re.Pattern[str], Neighbours]:
    """Make the search for the same where the letters beside accented and Cyrillic ones tell more.

    Returns:
        The pattern, whose group is such a letter with its neighbours, and empty for what is suspicious by itself; and
        what tells of such groups whether they are odd.
    """
    from unmojibake.pipeline.gate.letter_pairs import load  # noqa: PLC0415 - Chinese text hardly ever comes here

    known = load()
    accented, cyrillic = known.accented, known.cyrillic
    in_a_row = f"(?<=[{{latin}}].)(?<![{accented}].)|(?<=[{{latin}}][^{accented}])"
    # A small Cyrillic letter behind another was seen as its neighbour.
    neighbours = f"(?<=[{accented}{cyrillic}])(?<=(?=(...))..)(?:(?<=[{cyrillic}])[а-щы-я]|)"
    pattern = f"{suspicious.watched()}(?:{suspicious.pattern(in_a_row)}|{neighbours})"
    return re.compile(pattern, re.VERBOSE | re.DOTALL), known


def is_clean(text: str) -> bool:
    """Tell whether nothing in a text can be damaged, as far as one look can tell.

    Linear; a few nanoseconds a character. `False` says only that it is worth a closer look.

    >>> is_clean("\u4f60\u597d"), is_clean("\u6d63\u72b2\u30bd")
    (True, False)
    """
    if text.isascii():
        return not is_escaped(text)
    return (hit := character_sets.glance()(text)) is None or _is_passed(text, hit)


def _is_passed(text: str, hit: re.Match[str]) -> bool:
    """Tell the same of a text at which `glance` stopped.

    Args:
        text: The text.
        hit: What `glance` found in it.
    """
    while text[start := hit.start(1)] in EXCLAMATION_MARKS:
        if is_shifted(text[start + 1 : start + 1 + AHEAD]):
            return False
        if not (further := glance(text, start + 1)):
            return True
        hit = further
    # An ASCII letter, or another thing that is worth the longer look from here on. Written out: most have no such mark.
    is_suspect = (
        not _keeps_company(text, start)
        or ("！" in text and finder("！")(text, start))
        or ("!" in text and finder("!")(text, start))
    )
    return not is_suspect


def _keeps_company(text: str, start: int) -> bool:
    """Tell whether nothing from a place on is suspicious, and letters stand beside those that they stand beside."""
    pattern, neighbours = _in_company()
    padded = f" {text} "
    hit = pattern.search(padded, start + 1)
    if not hit:
        return True
    # Where there is damage the first shows it more often than not, and the others need not be looked at.
    if not hit[1] or neighbours.are_odd({hit[1]}):
        return False
    met = {hit[1], *pattern.findall(padded, hit.end())}
    return "" not in met and not neighbours.are_odd(met)


_LOST = ("????", "烫烫烫", "屯屯屯")
"""Signs of text that is lost for good and made of what clean text has too."""


def is_lost(text: str) -> bool:
    """Tell whether a text that `is_clean` passes may hold what can't be repaired, only reported. Linear, in C."""
    # One character is looked for several times as fast as three.
    return any(sign[0] in text and sign in text for sign in _LOST)


def passes(text: str, kinds: Collection[str] | None = None) -> bool:
    """Tell whether a text needs no closer look: nothing in it can be damaged, and nothing is lost. Linear, in C.

    Args:
        text: The text.
        kinds: The kinds of damage that are asked for; None for all. Whoever names escapes wants all of them read: one
            look sees only those that look like UTF-8 in Latin letters.

    >>> passes("\u4f60\u597d"), passes("????"), passes("\u4f60\u597d", frozenset({"escape"}))
    (True, False, False)
    """
    return is_clean(text) and not is_lost(text) and "escape" not in (kinds or ())
