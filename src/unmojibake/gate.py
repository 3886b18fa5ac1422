"""Could this be damaged at all? One linear pass at C speed.

`is_clean` is the budget of the whole library: clean text goes no further, and importing this file is all that it costs.
"""

import functools
import re
from collections.abc import Callable


@functools.cache
def _suspect() -> re.Pattern[str]:
    """Make the pattern of what clean text hardly ever has.

    One class that begins the match, so that the search runs at C speed; what stands before is looked at only behind
    a hit. The sets are counted by scripts/build_gate.py.
    """
    # Imported on use: together a third of what importing this library may cost.
    import json  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    sets = json.loads(Path(__file__).with_name("gate.json").read_text(encoding="ascii"))
    uncommon, behind, between = sets["uncommon"] + r"\U00010000-\U0010ffff", sets["behind"], sets["between"]
    shifted, han = sets["shifted"], r"[\u3400-\u9fff]"
    latin, small, capital = r"\u00a1-\u02ff", r"\u0430-\u044f", r"\u0410-\u042f"
    return re.compile(
        rf"""[{uncommon}{behind}{between}{latin}{capital}!！](?:
        (?<=[{uncommon}])                       # a character that is rare in every language
        | (?<=[A-Za-z][{behind}])               # one that does not follow a letter
        | (?<=[A-Za-z][{between}])(?=[A-Za-z])  # one that does not stand inside a word
        | (?<=[{latin}])(?:(?<=[{latin}].)      # two accented letters or signs in a row
          # and one in a bracket behind a Chinese character, up to three letters before it
          |(?<={han}[(?].)|(?<={han}[(?][a-z].)|(?<={han}[(?][a-z]{{2}}.)|(?<={han}[(?][a-z]{{3}}.))
        | (?<=[{small}][{capital}])             # capitals inside and all over Cyrillic words
        | (?<=[{capital}]{{4}})
        | (?<=[!！])(?=[?{shifted}])            # an exclamation mark before what may be the rest of another mark
        )""",
        re.VERBOSE,
    )


@functools.cache
def suspect() -> Callable[[str], re.Match[str] | None]:
    """Give the search for the first thing that clean text hardly ever has: a bound method, for callers in a hurry."""
    return _suspect().search


def is_clean(text: str) -> bool:
    """Tell whether nothing in a text can be damaged, as far as one look can tell.

    Linear; a few nanoseconds a character. `False` says only that it is worth a closer look.

    >>> is_clean("\u4f60\u597d"), is_clean("\u6d63\u72b2\u30bd")
    (True, False)
    """
    return text.isascii() or suspect()(text) is None


_LOST = ("????", "烫烫烫", "屯屯屯")
"""Signs of text that is lost for good and made of what clean text has too."""


def is_lost(text: str) -> bool:
    """Tell whether a text that `is_clean` passes may hold what can't be repaired, only reported. Linear, in C."""
    return any(sign in text for sign in _LOST)
