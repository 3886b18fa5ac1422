"""Gives patterns of `re` that are compiled when they are first used: a text needs few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = (
    *("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"),
    *("flags", "groupindex", "groups", "pattern"),
)


class _Compiled:
    """What a compiled pattern has, to be found without a look through `__getattr__`, which costs more than a match."""


class _OnUse:
    """A pattern that is compiled when it is first asked for something."""

    def __init__(self, compiled: Callable[[], re.Pattern[Any]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> object:
        """Compile the pattern, and take over all that it has."""
        pattern = self._compiled()
        self.__dict__.update({each: getattr(pattern, each) for each in _NAMES})
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(pattern, name)


def on_use(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give a pattern that stands for `re.compile` of the same arguments, and is compiled when it is first used.

    >>> on_use("[a-c]+").findall("abcdab")
    ['abc', 'ab']
    """
    return cast("re.Pattern[AnyStr]", _OnUse(lambda: re.compile(pattern, flags)))
