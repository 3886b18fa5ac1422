"""Reads the counted sets of characters, and makes the searches of the first look from them."""

from __future__ import annotations

import functools
import re

from unmojibake.values import data_files

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Search: TypeAlias = Callable[..., re.Match[str] | None]


ESCAPED = r"""(?:
    u00[C-Fc-f][0-9A-Fa-f]\\u(?:00[89ABab]|20[1-3Aa]|0[12]|2122)  # of Latin letters, as UTF-8 reads in them
    | (?:(?<=%)|(?<==)|(?<=\\)x)[Cc][23](?:[%=]|\\x)[89ABab][0-9A-Fa-f](?:[%=]|\\x)[CEce]2  # of their bytes
    | \#(?:19[2-9]|2[0-4][0-9]);&\#(?:1[2-9][0-9]|[34][0-9]{2}|8[0-9]{3});
    | \#[xX][C-Fc-f][0-9A-Fa-f];&\#[xX](?:[89ABab][0-9A-Fa-f]|1[5-9].|20..|2122);
    | [ACEIacei](?:grave|acute|circ|tilde|uml|ring|elig|cedil);&
    )"""
"""What follows the first sign of escapes of UTF-8 that was read as Latin-1, code page 1252 or the like."""


class Searches:
    """The searches of the first look, ready to be called: bound methods, which is one call less.

    Attributes:
        glance: Matches what passes, up to the first thing that does not: group 1.
        escaped: Finds an escape of what is garbled.
        written: Matches a character that is written.
    """

    __slots__ = ("escaped", "glance", "written")

    def __init__(self, glance: Search, escaped: Search, written: Search) -> None:
        """Take the searches."""
        self.glance = glance
        self.escaped = escaped
        self.written = written


@functools.cache
def searches() -> Searches:
    """Make the searches for what clean text hardly ever has.

    The first matches what is passed, up to what it finds: `re` counts characters of a class more than twice as fast
    as it searches for one outside of it. The second begins with one class, written as what it leaves out; what stands
    before is looked at only behind a hit. The sets are counted by scripts/count/gate.py.
    """
    sets = load_sets()
    alone = sets["alone"]
    # An exclamation mark stops it only before what may be the rest of another mark, a telling character in company.
    passed = f"(?:[!！](?![?{sets['shifted']}])|[{sets['telling']}](?!{sets['company']}))"
    return Searches(
        glance=re.compile(f"[{alone}]*+(?:{passed}[{alone}]*+)*+(.)", re.DOTALL).match,
        escaped=re.compile(rf"[\\%&=]{ESCAPED}", re.VERBOSE).search,
        written=re.compile(f"[{sets['passing']}{sets['watched']}]").match,
    )


@functools.cache
def load_sets() -> dict[str, str]:
    """Read the sets of characters; write the place behind a telling one in company that tells."""
    sets = data_files.read_json(__package__, "gate.json")
    told = "|".join(f"(?<=[{telling}])(?:(?=[{beside}])|(?<=[{beside}].))" for telling, beside in sets["told"])
    return {**sets, "telling": "".join(telling for telling, _ in sets["told"]), "company": f"(?:{told})"}
