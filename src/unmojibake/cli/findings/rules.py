"""Refuses patterns that match no rule: such a pattern would silently accept every finding, or none."""

from difflib import get_close_matches
from fnmatch import fnmatchcase

from unmojibake.charsets.wrong_readings import ROWS
from unmojibake.cli.findings.findings import NOT_UTF8
from unmojibake.errors import ConfigError

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("codec", "gloss", "slip", "escape", "latin", "locked", NOT_UTF8)
"""The kinds of findings: kinds of damage, and a file in another encoding."""


def check(patterns: "Iterable[str]", key: str) -> None:
    """Refuse patterns that match no rule and no kind. Of layers joined by "+" each must match one.

    Args:
        patterns: The patterns.
        key: Where they were given.

    Raises:
        ConfigError: If one means nothing.

    Example:
        >>> check(["*-as-cp936", "codec", "utf-8-as-cp936+utf-8-as-cp1252"], "select")
        >>> check(["utf-8-as-cp963"], "select")
        Traceback (most recent call last):
        unmojibake.errors.ConfigError: select: 'utf-8-as-cp963' means no rule; did you mean utf-8-as-cp936?
    """
    known = [*KINDS, *("-as-".join(chain) for chain in ROWS if not chain.edits)]
    for pattern in patterns:
        for part in pattern.split("+"):
            if any(fnmatchcase(name, part) for name in known):
                continue
            near = get_close_matches(part, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"kinds are {', '.join(KINDS)}; rules look like {known[-1]}"
            message = f"{key}: {pattern!r} means no rule; {hint}"
            raise ConfigError(message)
