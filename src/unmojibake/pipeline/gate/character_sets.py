"""Makes the searches of the first look from sets of characters, which scripts/count/gate.py counted."""

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
"""The rest, behind its first sign, of an escape of UTF-8 that was read as Latin-1 or code page 1252.

Such as `&Atilde;&copy;`, which was `é`; `&eacute;` by itself is no such escape.
"""


@functools.cache
def glance() -> Search:
    """Make the match of a text without ASCII letters up to its first character that does not pass, which is group 1.

    It matches characters that pass: `re` counts characters of a class more than twice as fast as it searches for one
    outside of it. The class stands there once, as it takes 5 ms to compile.

    >>> glance()("鎿嶄綔")[1], glance()("操作")
    ('鎿', None)
    """
    sets = load_sets()
    alone = sets["alone"]
    # An exclamation mark passes unless the rest of another mark may follow it, a telling character unless it stands in
    # company: `乞` passes, `乞す` does not.
    passed = f"[!！](?![?{sets['shifted']}])|[{sets['telling']}](?!{sets['company']})"
    return re.compile(f"(?:[{alone}]++|{passed})*+(.)", re.DOTALL).match


@functools.cache
def escaped() -> Search:
    """Make the search for an escape of damaged text: `%C3%83%C2` in `%C3%83%C2%A9`, nothing in `%C3%A9`."""
    return re.compile(rf"[\\%&=]{ESCAPED}", re.VERBOSE).search


@functools.cache
def written() -> Search:
    """Make the match of a character that clean text has: `中`, not `¦`."""
    sets = load_sets()
    return re.compile(f"[{sets['passing']}{sets['watched']}]").match


@functools.cache
def load_sets() -> dict[str, str]:
    """Read the sets of characters; add a pattern of the place behind a telling character whose neighbour tells too."""
    sets = data_files.read_json(__package__, "gate.json")
    told = "|".join(f"(?<=[{telling}])(?:(?=[{beside}])|(?<=[{beside}].))" for telling, beside in sets["told"])
    return {**sets, "telling": "".join(telling for telling, _ in sets["told"]), "company": f"(?:{told})"}
