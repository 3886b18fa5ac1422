"""Get ready: imported by the process that workers are forked from, and by no other.

What each worker needs for its first damaged line, the model and the tables, is then in memory once.
"""

import gc
import sys
from typing import TYPE_CHECKING

import unmojibake
import unmojibake.cli.corpus.rows

if TYPE_CHECKING:
    from types import TracebackType

_CLEAN = "图书馆八点开门，“雨天”也不休息。"
_COMMON = (("utf-8", "gb18030"), ("utf-8", "cp1252"), ("gb18030", "latin-1"))
"""The wrong readings that nearly all tables are made for."""


def _get_ready() -> None:
    sys.excepthook = _complain
    for origin, carrier in _COMMON:
        unmojibake.repair(_CLEAN.encode(origin).decode(carrier, "replace"))
    # The collector leaves all this alone from here on, so that it stays shared.
    gc.freeze()


def _complain(kind: type[BaseException], error: BaseException, traceback: "TracebackType | None") -> None:
    """Say why a worker could not begin, unless who wanted it is gone, as by Ctrl-C: then nobody is there to care."""
    if not isinstance(error, (FileNotFoundError, ConnectionError, EOFError)):
        sys.__excepthook__(kind, error, traceback)


_get_ready()
