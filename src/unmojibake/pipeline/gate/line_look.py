"""Gives the lines of a text that are worth a closer look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unmojibake.pipeline.gate import first_look, line_split, second_look, triggers
from unmojibake.pipeline.gate.line_marks import is_touched
from unmojibake.pipeline.gate.line_view import LineView
from unmojibake.values.config import DEFAULT_PRIOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unmojibake.charsets.wrong_readings import Chain
    from unmojibake.values.config import Config
    from unmojibake.values.context import Context


def is_let_go(line: str, config: Config | None = None) -> bool:
    """Tell of a line at which the first look stopped whether it needs no search: the second look lets it go. Linear.

    The one condition of `repair`, `fix_encoding` and the lines of a document. What is lost in the line for good is
    reported all the same.

    Args:
        line: The line.
        config: What to repair; None: the defaults. Who names escapes wants all of them read, and where damage is
            commoner than is usual, less proves it than the second look asks for.

    >>> is_let_go("\u00deetta er h\u00fan"), is_let_go("\u6d63\u72b2\u30bd")
    (True, False)
    """
    if config and ("escape" in (config.kinds or ()) or config.prior > DEFAULT_PRIOR):
        return False
    return second_look.is_clean(line)


class Looked(NamedTuple):
    """The lines of a text that two looks looked at.

    Attributes:
        views: Those at which the first look stopped, in order.
        kept: Those of them that the second look keeps.
        may_be_damaged: Whether one may be damaged, or has lost something, or lines that look clean are damaged too.
    """

    views: list[LineView]
    kept: list[LineView]
    may_be_damaged: bool


def looked_at(text: str, config: Config | None, context: Context | None) -> Looked:
    """Look at the lines of a text, by the second look only where the document tells nothing of its damage. Linear.

    Args:
        text: The text.
        config: What to repair; None: the defaults.
        context: What is known of the document; None: nothing.
    """
    last = context.line_end if context and context.continues else ""
    views = list(gated(text, last, every=config is not None and "escape" in (config.kinds or ())))
    if context and (context.chains or context.everywhere):
        return Looked(views, views, may_be_damaged=True)
    kept = [view for view in views if not is_let_go(view.text, config)]
    return Looked(views, kept, bool(kept) or any(first_look.is_lost(view.text) for view in views))


def gated(text: str, last: str, *, every: bool = False) -> Iterator[LineView]:
    """Give the lines of a text that are worth a closer look, in order.

    Those that the gate does not pass, and in their company those with a gloss without tone marks, and those with a
    mark of loss that looks like text.

    Args:
        text: The text.
        last: What follows its last line, where it is a piece of something longer, else "".
        every: Whether all lines are.
    """
    for start, line, tail in line_split.lines(text):
        if every or _is_gated(line):
            yield LineView(start, line, tail or last)


def _is_gated(line: str) -> bool:
    """Tell whether a line is worth a closer look: the first look stops at it, or marks of damage are common text."""
    return is_touched(line) or triggers.is_resaved(line) or not first_look.passes(line)


def passed(text: str, last: str, plans: Sequence[tuple[Chain, ...]]) -> Iterator[LineView]:
    """Give the lines of a text that look clean, and that may still be damaged by some plans, in order.

    Args:
        text: The text.
        last: As there.
        plans: The plans that other lines were damaged by.
    """
    outer = {plan[-1] for plan in plans}
    for start, line, tail in line_split.lines(text):
        view = LineView(start, line, tail or last)
        if not line.isascii() and any(view.wrong_readings(outer)) and not _is_gated(line):
            yield view
