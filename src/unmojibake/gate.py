"""Could this be damaged at all? One linear pass at C speed.

`is_clean` is the budget of the whole library: clean text goes no further, and importing this file is all that it costs.
"""

import functools
import re
from collections.abc import Callable
from typing import TypeAlias

_Search: TypeAlias = Callable[[str], re.Match[str] | None]


def glance(text: str) -> re.Match[str] | None:
    """Find the first thing that a text without ASCII letters hardly ever has, or such a letter.

    None for most clean Chinese text. The first call puts the search itself in the place of this function, for callers
    in a hurry: a bound method, which is one call less.

    >>> glance("\u4f60\u597d") is None, glance("\u4f60\u597d, Ada").group()
    (True, 'A')
    """
    globals().update(_searches())
    return _searches()["glance"](text)


def suspect(text: str) -> re.Match[str] | None:
    """Find the first thing that clean text hardly ever has; gives way to the search itself as `glance` does.

    >>> suspect("\u4f60\u597d, Ada") is None, suspect("\u6d63\u72b2\u30bd").group()
    (True, '\u6d63')
    """
    globals().update(_searches())
    return _searches()["suspect"](text)


@functools.cache
def _searches() -> dict[str, _Search]:
    """Make the searches for what clean text hardly ever has.

    Each begins with one class, written as what it leaves out, so that it runs at C speed; what stands before is looked
    at only behind a hit. The sets are counted by scripts/build_gate.py.
    """
    # Imported on use: together a third of what importing this library may cost.
    import json  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    sets = json.loads(Path(__file__).with_name("gate.json").read_text(encoding="ascii"))
    watched, behind, between = sets["watched"], sets["behind"], sets["between"]
    latin, small, capital = sets["latin"], sets["small"], sets["capital"]
    shifted, han = sets["shifted"], r"[\u3400-\u9fff]"
    suspicious = re.compile(
        rf"""[^{sets["passing"]}](?:
        (?<=[!！])(?=[?{shifted}])              # an exclamation mark before what may be the rest of another mark
        | (?<![^A-Za-z{latin}{small}{capital}][{behind}{between}])  # most hits: in no company that could tell anything
        (?:
        (?<![{watched}])                        # a character that is rare in every language
        | (?<=[A-Za-z][{behind}])               # one that does not follow a letter
        | (?<=[A-Za-z][{between}])(?=[A-Za-z])  # one that does not stand inside a word
        | (?<=[{latin}])(?:(?<=[{latin}].)      # two accented letters or signs in a row
          # and one in a bracket behind a Chinese character, up to three letters before it
          |(?<={han}[(?].)|(?<={han}[(?][a-z].)|(?<={han}[(?][a-z]{{2}}.)|(?<={han}[(?][a-z]{{3}}.))
        | (?<=[{small}][{capital}])             # capitals inside and all over Cyrillic words
        | (?<=[{capital}]{{4}})
        ))""",
        re.VERBOSE,
    )
    return {"glance": re.compile(f"[^{sets['alone']}]").search, "suspect": suspicious.search}


def is_clean(text: str) -> bool:
    """Tell whether nothing in a text can be damaged, as far as one look can tell.

    Linear; a few nanoseconds a character. `False` says only that it is worth a closer look.

    >>> is_clean("\u4f60\u597d"), is_clean("\u6d63\u72b2\u30bd")
    (True, False)
    """
    return text.isascii() or glance(text) is None or suspect(text) is None


_LOST = ("????", "烫烫烫", "屯屯屯")
"""Signs of text that is lost for good and made of what clean text has too."""


def is_lost(text: str) -> bool:
    """Tell whether a text that `is_clean` passes may hold what can't be repaired, only reported. Linear, in C."""
    return any(sign in text for sign in _LOST)
