"""The part of the second look that asks whether a line was edited: escapes, glosses, slips, pages saved as read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from unmojibake.damaging import gloss
from unmojibake.pipeline.gate import first_look, line_marks, page_in_page, triggers
from unmojibake.pipeline.gate.out_of_step import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def is_edited(line: str) -> bool:
    """Tell whether an escape, a gloss, a slip or the mark of a page that saved what it read may stand in a line.

    >>> is_edited("招商！迸R港"), is_edited("真的！？")
    (True, False)
    """
    return bool(
        first_look.is_escaped(line)
        or (")" in line and _find_gloss()(line))
        or (("!" in line or "！" in line) and _is_slipped(line))
        or (")" in line and any(gloss.glosses(line)))
        or ("?" in line and any(not _asks()(line, max(0, at - 1)) for at in line_marks.eaten(line)))
        or ("E" in line and triggers.is_resaved(line))
    )


def _is_slipped(line: str) -> bool:
    """Tell whether a byte may have slipped behind an exclamation mark of a line: `招商！迸R港`, and not `真的！？`.

    The question that is asked at each mark; a hanzi behind `!` may be out of step where rare ones follow.
    """
    asks = _asks()
    if any(not asks(line, max(0, at - 1)) for at in places(line)):
        return True
    return "!" in line and any(page_in_page.has_rare(hit[0]) for hit in _behind()(line))


@cache
def _find_gloss() -> Callable[[str], re.Match[str] | None]:
    """Make the search for a reading in brackets behind a hanzi, `經(jīng)`."""
    reading = r"[a-z\xe0-\xfc\u0101-\u01dc\u01f9\u0251\u0261 ,/']+\)"
    return re.compile(rf"[\u3400-\u9fff\ue000-\uf8ff](?:[!-~]?\(|\?){reading}").search


@cache
def _behind() -> Callable[[str], Iterator[re.Match[str]]]:
    """Make the search for hanzi behind an exclamation mark of ASCII that stands behind a hanzi."""
    return re.compile("(?<=[\u3400-\u9fff]!)[\u3400-\u9fff].{0,8}").finditer


@cache
def _asks() -> Callable[..., re.Match[str] | None]:
    """Make the match of an exclamation that asks, `真的！？`.

    What stands behind it can't have lost a byte, unless a mark before it did too.
    """
    return re.compile("[^?？][!！]+[?？]+(?:[!！?？]|\\s|$|[^\u3400-\u9fff\x21-\x7e])").match
