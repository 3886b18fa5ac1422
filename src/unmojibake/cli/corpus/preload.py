"""Loads the model and the tables, when the process that workers are forked from imports this file.

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
"""The wrong readings whose tables are made beforehand."""


def _get_ready() -> None:
    sys.excepthook = _complain
    for origin, carrier in _COMMON:
        unmojibake.repair(_CLEAN.encode(origin).decode(carrier, "replace"))
    # Python's collector leaves these objects alone from here on, so that their memory stays shared.
    gc.freeze()


def _complain(kind: type[BaseException], error: BaseException, traceback: "TracebackType | None") -> None:
    """Write why a worker could not begin, unless the process that wanted it has ended, as by Ctrl-C."""
    if not isinstance(error, (FileNotFoundError, ConnectionError, EOFError)):
        sys.__excepthook__(kind, error, traceback)


_get_ready()
