"""Gives the candidates of a line with escapes: those of the unescaped line, each span escaped again as it was."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from unmojibake.damaging import escape
from unmojibake.pipeline.gate import first_look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unmojibake.pipeline.candidates import Candidate, Said
    from unmojibake.pipeline.span import Span


def explain(line: str, explanations: Callable[[str], list[Candidate]]) -> list[Candidate]:
    r"""Give the candidates of a line that change its escapes and nothing else.

    `caf\u00c3\u00a9` reads `cafÃ©` unescaped, which was `café`: the candidate reads `\u00e9` in place of both escapes.

    Args:
        line: The line.
        explanations: Gives the candidates of a line without escapes.

    Returns:
        The candidates; none where the line has no escapes, or is clean unescaped. Linear.
    """
    if not any(sign in line for sign in "\\%&="):
        return []
    found = escape.undo(line)
    if found is None or first_look.is_clean(found.text):
        return []
    moved = []
    for candidate in explanations(found.text):
        spans = [_moved(found, span) for span in candidate.spans]
        if left := [span for span in spans if span]:
            said = tuple(_without_shares(each, spans) for each in candidate.said)
            moved.append(candidate._replace(spans=left, said=said))
    return moved


def _without_shares(said: Said, spans: Sequence[Span | None]) -> Said:
    """Give evidence without the shares of the spans that could not be escaped again: those that are None."""
    return said._replace(shares=tuple(share for share, span in zip(said.shares, spans, strict=False) if span))


def _moved(found: escape.Unescaped, span: Span) -> Span | None:
    """Give a span of the unescaped line as one of the line itself, its reading escaped in the style of the line.

    The span `Ã©` in `caf&Atilde;&copy;` reads `&#233;`. None where a character of it that is not ASCII is no escape.
    """
    styles = found.styles[span.start : span.end]
    # The digits of an escape do not show whether its letters are small; one small letter anywhere in the span does, and
    # such a style has the longer name: "json-lower" for `\u00c3`.
    style = max(styles, key=len, default="")
    if not style or not all(each or char.isascii() for each, char in zip(styles, span.before, strict=True)):
        return None
    written = [escape.write(char, style) for char in span.after]
    ends = list(accumulate(map(len, written), initial=0))
    picks = [
        (ends[start], ends[stop], tuple(("".join(escape.write(c, style) for c in text), share) for text, share in each))
        for start, stop, each in span.picks
    ]
    begin, end = found.places[span.start], found.places[span.end]
    edits = [*span.edits, (escape.KIND, style)]
    # The weights are those of the characters that the escapes stand for.
    return span._replace(start=begin, end=end, after="".join(written), picks=picks, edits=edits)
