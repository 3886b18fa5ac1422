"""Could this be damaged at all? One linear pass at C speed.

`is_clean` is the budget of the whole library: clean text goes no further, and importing this file is all that it costs.
"""

from __future__ import annotations

import functools
import re

from unmojibake.pipeline.gate.character_sets import ESCAPED, load_sets, searches
from unmojibake.pipeline.gate.out_of_step import AHEAD, EXCLAMATION_MARKS, finder, is_shifted

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def glance(text: str, start: int = 0) -> re.Match[str] | None:
    """Find the first thing that a text without ASCII letters hardly ever has, or such a letter.

    None for most clean Chinese text, else a match whose group 1 it is. The first call puts the search itself in the
    place of this function, for callers in a hurry: a bound method, which is one call less.

    >>> glance("\u4f60\u597d") is None, glance("\u4f60\u597d, Ada")[1]
    (True, 'A')
    """
    globals().update(glance=searches()["glance"])
    return searches()["glance"](text, start)


def suspect(text: str) -> re.Match[str] | None:
    """Find the first thing that clean text hardly ever has; gives way to the search itself as `glance` does.

    >>> suspect("\u4f60\u597d, Ada") is None, suspect("\u6d63\u72b2\u30bd").group()
    (True, '\u6d63')
    """
    globals().update(suspect=_suspicious().search)
    return _suspicious().search(text)


def is_escaped(text: str) -> bool:
    r"""Tell whether a text in ASCII may have escapes of what is garbled. Linear, in C.

    >>> is_escaped(r"caf\u00c3\u00a9"), is_escaped(r"caf\u00e9")
    (True, False)
    """
    # Written out: a loop would cost several times as much, and all ASCII text comes here.
    begins = "\\" in text or "%" in text or "&" in text or "=C" in text
    return begins and searches()["escaped"](text) is not None


@functools.cache
def _suspicious() -> re.Pattern[str]:
    """Make the search for what clean text hardly ever has: two accented letters in a row are."""
    return re.compile(_watched() + _rules("(?<=[{latin}].)"), re.VERBOSE)


@functools.cache
def _company() -> tuple[re.Pattern[str], set[str], Callable[[set[str]], bool]]:
    """Make the search for the same where the letters beside accented and Cyrillic ones tell more.

    Returns:
        What finds each such letter with its neighbours as its group, and nothing in it for what is suspicious by
        itself; which of these stretches are known to be fine; and what tells it of others.
    """
    from unmojibake.pipeline.gate import letter_pairs  # noqa: PLC0415 - Chinese text hardly ever comes here

    accented, cyrillic = letter_pairs.accented(), letter_pairs.cyrillic()
    in_a_row = f"(?<=[{{latin}}].)(?<![{accented}].)|(?<=[{{latin}}][^{accented}])"
    # A small Cyrillic letter behind another was seen as its neighbour.
    neighbours = f"(?<=[{accented}{cyrillic}])(?<=(?=(...))..)(?:(?<=[{cyrillic}])[а-щы-я]|)"
    pattern = f"{_watched()}(?:{_rules(in_a_row)}|{neighbours})"
    return re.compile(pattern, re.VERBOSE | re.DOTALL), letter_pairs.fine, letter_pairs.is_odd


def _watched() -> str:
    """Write the class that a search begins with: all that does not pass anywhere."""
    return f"[^!！{load_sets()['passing']}]"


def _rules(in_a_row: str) -> str:
    """Write the pattern of what clean text hardly ever has, as seen from the character behind which it begins.

    Args:
        in_a_row: Which accented letters or signs in a row are suspicious.
    """
    sets = load_sets()
    watched, behind, between = sets["watched"], sets["behind"], sets["between"]
    latin, small, capital = sets["latin"], sets["small"], sets["capital"]
    begins, telling = sets["begins"], sets["telling"]
    han = r"[\u3400-\u9fff]"
    return rf"""(?:
        (?<=[\\%&]){ESCAPED}                    # an escape of what is garbled
        | (?<=[{begins}{telling}])(?:            # asked at once, as it is at every hit
        (?<=[{begins}])[{sets["goes_on"]}]{{2}}  # three hanzi that two wrong readings made of one
        | {sets["company"]})                    # characters that stand together in damaged text only
        | (?<![^A-Za-z{latin}{small}{capital}][{behind}{between}])  # most hits: in no company that could tell anything
        (?:
        (?<![{watched}])                        # a character that is rare in every language
        | (?<=[A-Za-z][{behind}])               # one that does not follow a letter
        | (?<=[A-Za-z][{between}])(?=[A-Za-z])  # one that does not stand inside a word
        | (?<=[{latin}])(?:{in_a_row.format(latin=latin)}  # two accented letters or signs in a row
          # and one in a bracket behind a Chinese character, up to three letters before it
          |(?<={han}[(?].)|(?<={han}[(?][a-z].)|(?<={han}[(?][a-z]{{2}}.)|(?<={han}[(?][a-z]{{3}}.))
        | (?<=[{small}][{capital}])             # capitals inside and all over Cyrillic words
        | (?<=[{capital}]{{4}})
        ))"""


def is_clean(text: str) -> bool:
    """Tell whether nothing in a text can be damaged, as far as one look can tell.

    Linear; a few nanoseconds a character. `False` says only that it is worth a closer look.

    >>> is_clean("\u4f60\u597d"), is_clean("\u6d63\u72b2\u30bd")
    (True, False)
    """
    if text.isascii():
        return not is_escaped(text)
    return (hit := glance(text)) is None or is_passed(text, hit)


def is_passed(text: str, hit: re.Match[str]) -> bool:
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
    pattern, fine, is_odd = _company()
    padded = f" {text} "
    hit = pattern.search(padded, start + 1)
    if not hit:
        return True
    # Where there is damage the first shows it more often than not, and the others need not be looked at.
    first = hit[1]
    if not first or (first not in fine and is_odd({first})):
        return False
    met = pattern.findall(padded, hit.end())
    # Most are the same few stretches.
    return fine.issuperset(met) or ("" not in met and not is_odd({first, *met} - fine))


_LOST = ("????", "烫烫烫", "屯屯屯")
"""Signs of text that is lost for good and made of what clean text has too."""


def is_lost(text: str) -> bool:
    """Tell whether a text that `is_clean` passes may hold what can't be repaired, only reported. Linear, in C."""
    # One character is looked for several times as fast as three.
    return any(sign[0] in text and sign in text for sign in _LOST)


def passes(text: str, kinds: frozenset[str] | None = None) -> bool:
    """Tell whether a text needs no closer look: nothing in it can be damaged, and nothing is lost. Linear, in C.

    Args:
        text: The text.
        kinds: The kinds of damage that are asked for; None for all. Whoever names escapes wants all of them read: one
            look sees only those that look like UTF-8 in Latin letters.

    >>> passes("\u4f60\u597d"), passes("????"), passes("\u4f60\u597d", frozenset({"escape"}))
    (True, False, False)
    """
    return is_clean(text) and not is_lost(text) and "escape" not in (kinds or ())
