"""Finds text in a line that is lost for good, and what it may have been where enough came through."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from unmojibake.language import load
from unmojibake.pipeline.explain import stopping
from unmojibake.pipeline.search.beam import search
from unmojibake.pipeline.undo import unrecoverable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.values.result import Suspect


def suspects(line: str, start: int) -> Sequence[Suspect]:
    """Give what is lost for good in a line as suspects, in order; `best` is set where the original can be told.

    Args:
        line: The line, such as one with 锟斤拷 in it.
        start: Its first code point in the text.
    """
    found = unrecoverable.suspects(line, start)
    if not found:
        return ()
    for first, last in unrecoverable.stretches(line):
        if best := _original(line[first:last]):
            whole = unrecoverable.readable(start + first, start + last, line[first:last], best)
            apart = (one for one in found if not whole.start <= one.start < whole.end)
            found = sorted([*apart, whole], key=lambda one: one.start)
    return found


@functools.lru_cache(maxsize=1024)
def _original(stretch: str) -> str:
    """Give what a stretch was of which something came through, "" where that can't be told; few come again and again.

    `锟斤拷源协锟介` has one reading, 开源协议.
    """
    path = search(unrecoverable.undo(stretch), load(), lambda _left, _right: {"": 0.0})
    is_one = path is not None and stopping.is_one_reading([step.alternatives for step in path])
    return "".join(step.text for step in path) if path and is_one else ""
