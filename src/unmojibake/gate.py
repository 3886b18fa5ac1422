"""Could this be damaged at all? One linear pass at C speed.

`is_clean` is the budget of the whole library: clean text goes no further, and importing this file is all that it costs.
"""

from __future__ import annotations

import functools
import re

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    _Search: TypeAlias = Callable[..., re.Match[str] | None]
    _Table: TypeAlias = Callable[..., Any]


def glance(text: str, start: int = 0) -> re.Match[str] | None:
    """Find the first thing that a text without ASCII letters hardly ever has, or such a letter.

    None for most clean Chinese text, else a match whose group 1 it is. The first call puts the search itself in the
    place of this function, for callers in a hurry: a bound method, which is one call less.

    >>> glance("\u4f60\u597d") is None, glance("\u4f60\u597d, Ada")[1]
    (True, 'A')
    """
    globals().update(glance=_searches()["glance"])
    return _searches()["glance"](text, start)


def suspect(text: str) -> re.Match[str] | None:
    """Find the first thing that clean text hardly ever has; gives way to the search itself as `glance` does.

    >>> suspect("\u4f60\u597d, Ada") is None, suspect("\u6d63\u72b2\u30bd").group()
    (True, '\u6d63')
    """
    globals().update(suspect=_suspicious().search)
    return _suspicious().search(text)


_ESCAPED = r"""(?:
    u00[C-Fc-f][0-9A-Fa-f]\\u(?:00[89ABab]|20[1-3Aa]|0[12]|2122)  # of Latin letters, as UTF-8 reads in them
    | (?:(?<=%)|(?<==)|(?<=\\)x)[Cc][23](?:[%=]|\\x)[89ABab][0-9A-Fa-f](?:[%=]|\\x)[CEce]2  # of their bytes
    | \#(?:19[2-9]|2[0-4][0-9]);&\#(?:1[2-9][0-9]|[34][0-9]{2}|8[0-9]{3});
    | \#[xX][C-Fc-f][0-9A-Fa-f];&\#[xX](?:[89ABab][0-9A-Fa-f]|1[5-9].|20..|2122);
    | [ACEIacei](?:grave|acute|circ|tilde|uml|ring|elig|cedil);&
    )"""
"""What follows the first sign of escapes of UTF-8 that was read as Latin-1, code page 1252 or the like."""


def is_escaped(text: str) -> bool:
    r"""Tell whether a text in ASCII may have escapes of what is garbled. Linear, in C.

    >>> is_escaped(r"caf\u00c3\u00a9"), is_escaped(r"caf\u00e9")
    (True, False)
    """
    # Written out: a loop would cost several times as much, and all ASCII text comes here.
    begins = "\\" in text or "%" in text or "&" in text or "=C" in text
    return begins and _searches()["escaped"](text) is not None


@functools.cache
def _searches() -> dict[str, _Search]:
    """Make the searches for what clean text hardly ever has.

    The first matches what is passed, up to what it finds: `re` counts characters of a class more than twice as fast
    as it searches for one outside of it. The second begins with one class, written as what it leaves out; what stands
    before is looked at only behind a hit. The sets are counted by scripts/build_gate.py.
    """
    sets = _sets()
    alone = sets["alone"]
    # An exclamation mark stops it only before what may be the rest of another mark, a telling character in company.
    passed = f"(?:[!！](?![?{sets['shifted']}])|[{sets['telling']}](?!{sets['company']}))"
    return {
        "glance": re.compile(f"[{alone}]*+(?:{passed}[{alone}]*+)*+(.)", re.DOTALL).match,
        "escaped": re.compile(rf"[\\%&=]{_ESCAPED}", re.VERBOSE).search,
        "written": re.compile(f"[{sets['passing']}{sets['watched']}]").match,
    }


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
    from unmojibake import company  # noqa: PLC0415 - Chinese text hardly ever comes here

    accented, cyrillic = company.accented(), company.cyrillic()
    in_a_row = f"(?<=[{{latin}}].)(?<![{accented}].)|(?<=[{{latin}}][^{accented}])"
    # A small Cyrillic letter behind another was seen as its neighbour.
    neighbours = f"(?<=[{accented}{cyrillic}])(?<=(?=(...))..)(?:(?<=[{cyrillic}])[а-щы-я]|)"
    pattern = f"{_watched()}(?:{_rules(in_a_row)}|{neighbours})"
    return re.compile(pattern, re.VERBOSE | re.DOTALL), company.fine, company.is_odd


def _watched() -> str:
    """Write the class that a search begins with: all that does not pass anywhere."""
    return f"[^!！{_sets()['passing']}]"


def _rules(in_a_row: str) -> str:
    """Write the pattern of what clean text hardly ever has, as seen from the character behind which it begins.

    Args:
        in_a_row: Which accented letters or signs in a row are suspicious.
    """
    sets = _sets()
    watched, behind, between = sets["watched"], sets["behind"], sets["between"]
    latin, small, capital = sets["latin"], sets["small"], sets["capital"]
    begins, telling = sets["begins"], sets["telling"]
    han = r"[\u3400-\u9fff]"
    return rf"""(?:
        (?<=[\\%&]){_ESCAPED}                    # an escape of what is garbled
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


def _sets() -> dict[str, str]:
    """Read the sets of characters; write the place behind a telling one in company that tells."""
    sets = _read("gate.json")
    told = "|".join(f"(?<=[{telling}])(?:(?=[{beside}])|(?<=[{beside}].))" for telling, beside in sets["told"])
    return {**sets, "telling": "".join(telling for telling, _ in sets["told"]), "company": f"(?:{told})"}


@functools.cache
def _read(name: str) -> Any:  # noqa: ANN401 - whatever is in the file
    """Read a file of what was counted."""
    # Imported on use: a tenth of what importing this library may cost. pathlib would cost twice as much again.
    import json  # noqa: PLC0415
    import os  # noqa: PLC0415

    with open(os.path.join(os.path.dirname(__file__), name), encoding="ascii") as file:  # noqa: PTH118, PTH120, PTH123
        return json.load(file)


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
    while text[start := hit.start(1)] in _EXCLAIMING:
        if _is_shifted(text[start + 1 : start + 1 + _AHEAD]):
            return False
        if not (further := glance(text, start + 1)):
            return True
        hit = further
    # An ASCII letter, or another thing that is worth the longer look from here on. Written out: most have no such mark.
    is_suspect = (
        not _keeps_company(text, start)
        or ("！" in text and _finder("！")(text, start))
        or ("!" in text and _finder("!")(text, start))
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


_EXCLAIMING = "!！"
_AHEAD = 9
"""Code points behind an exclamation mark that are put back into step: what they begin with, and eight more."""
_LEAST_TRAIL = 0x40


@functools.cache
def _finder(mark: str) -> Callable[[str, int], bool]:
    """Make the search for an exclamation mark with GBK behind it that may be read one byte out of step."""
    # For each mark: a pattern that begins with a single character is searched for much faster.
    search = re.compile(f"{mark}(?=([?{_sets()['shifted']}].{{,{_AHEAD - 1}}}))", re.DOTALL).findall
    return lambda text, start: any(map(_is_shifted, search(text, start)))


@functools.lru_cache(maxsize=1024)
def _is_shifted(text: str) -> bool:
    """Tell whether what follows an exclamation mark may be GBK that is read one byte out of step.

    Such characters are common in clean text too. Put back into step, they hardly ever are anything that is written,
    and hardly ever likelier than what stands. One alone that shows no byte without partner can't be told from clean
    text.
    """
    if "?" in text[:2]:
        # It shows a byte without partner.
        return True
    trails, leads, written = _gbk()
    last, meant = trails(text[0]), ""
    for char in text[1:]:
        lead = leads(char)
        if last is None or lead is None:
            break
        # Most are told by their first two characters.
        if (put_back := written(last + lead)) is None:
            return False
        if put_back in _EXCLAIMING:
            # From here on it is in step, or out of step in another way.
            break
        meant += put_back
        last = trails(char)
    return _is_likelier(text[: len(meant)], meant)


def _is_likelier(stands: str, meant: str) -> bool:
    """Tell whether what may have been meant is likelier than what stands."""
    if not meant:
        return False
    from unmojibake.language import load  # noqa: PLC0415 - clean text hardly ever comes here

    return load().score(meant) < load().score(stands)


@functools.cache
def _gbk() -> tuple[_Table, _Table, _Table]:
    """Give for a character its second byte in GBK, and the byte that it begins with if it can be a second one too.

    And for two bytes their character, if it is one that is written.
    """
    from unmojibake.charsets import decode_table, encode_table  # noqa: PLC0415 - clean text hardly ever comes here

    codes = encode_table("cp936")
    is_written = _searches()["written"]
    return (
        {char: code[1:] for char, code in codes.items() if code[1:]}.get,
        {char: code[:1] for char, code in codes.items() if code[0] >= _LEAST_TRAIL}.get,
        {code: char for code, char in decode_table("cp936").items() if code[1:] and is_written(char)}.get,
    )


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
