"""Gives the suspects of a line whose text is lost for good, with a reading where enough of the bytes came through."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from unmojibake.language import load
from unmojibake.pipeline.explain import stopping
from unmojibake.pipeline.undo import unrecoverable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.values.result import Suspect


def suspects(line: str, start: int) -> Sequence[Suspect]:
    """Give the stretches of a line that are lost for good as suspects, in order, each with its reading if it has one.

    Args:
        line: The line.
        start: Its first code point in the text.

    >>> [suspect.best for text in ("锟斤拷", "锟斤拷源协锟介") for suspect in suspects(text, 0)]
    [None, '开源协议']
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
    """Give the original of a stretch that is lost in part, "" where no reading is likelier than all others together.

    Remembered, since a document has the same few stretches again and again.

    >>> _original("锟斤拷源协锟介")
    '开源协议'
    """
    from unmojibake.pipeline.search.beam import search  # noqa: PLC0415 - hardly any text is lost for good

    path = search(unrecoverable.undo(stretch), load(), lambda _left, _right: {"": 0.0})
    is_one = path is not None and stopping.is_one_reading([step.alternatives for step in path])
    return "".join(step.text for step in path) if path and is_one else ""
