"""Text in HTML: escaped, with its invisible characters to be seen and its changed spans marked."""

import unicodedata
from html import escape
from typing import TYPE_CHECKING

from unmojibake.cli.findings.plans import HIDDEN
from unmojibake.cli.output.clusters import beginning, end

if TYPE_CHECKING:
    from unmojibake.cli.findings.findings import Finding
    from unmojibake.values.result import Filled

_SIDE = 60
"""Code points of a line that are shown on each side of a span."""
_READINGS = 5
"""Readings of a filled place that are named."""
# They have a glyph, or the look of a space, and say nothing by it.
_BOXED = frozenset("\N{REPLACEMENT CHARACTER}\N{NO-BREAK SPACE}\N{OBJECT REPLACEMENT CHARACTER}")


def text(content: str) -> str:
    """Give a text as HTML in which nothing can be markup and nothing is invisible.

    Controls, private use, zero width and direction marks become boxes with their code points.

    Example:
        >>> text("a<b")
        'a&lt;b'
        >>> text("\N{ZERO WIDTH SPACE}")
        '<span class="box">U+200B</span>'
    """
    return "".join(_char(char) for char in content)


def _char(char: str) -> str:
    """Give one character."""
    if char in _BOXED or unicodedata.category(char) in HIDDEN:
        return f'<span class="box">U+{ord(char):04X}</span>'
    return escape(char)


def before(finding: "Finding") -> str:
    """Give the line of a finding as it stands, with the span marked."""
    head, tail = _sides(finding)
    return f"{head}<mark>{text(finding.before)}</mark>{tail}"


def after(finding: "Finding") -> str:
    """Give the line of a finding as it would read, with the span marked, and in it what was filled in."""
    head, tail = _sides(finding)
    change = finding.change
    if change is None:
        return ""
    pieces = []
    at = 0
    for place in change.filled:
        pieces.append(text(change.after[at : place.start]))
        pieces.append(f'<b title="{_readings(place)}">{text(change.after[place.start : place.end]) or "&empty;"}</b>')
        at = place.end
    pieces.append(text(change.after[at:]))
    return f"{head}<mark>{''.join(pieces)}</mark>{tail}"


def _readings(place: "Filled") -> str:
    """Name the likeliest readings of a filled place, as an attribute."""
    named = (f"{reading!r} {probability:.3f}" for reading, probability in place.alternatives[:_READINGS])
    return escape(", ".join(named), quote=True)


def _sides(finding: "Finding") -> tuple[str, str]:
    """Give what stands before and after a span in its lines; what is far away is left out."""
    head = finding.around[: finding.offset]
    # The carriage return of a line end is no part of the line.
    tail = finding.around[finding.offset + len(finding.before) :].removesuffix("\r")
    return (
        text(head) if len(head) <= _SIDE else "&hellip;" + text(end(head, _SIDE)),
        text(tail) if len(tail) <= _SIDE else text(beginning(tail, _SIDE)) + "&hellip;",
    )
