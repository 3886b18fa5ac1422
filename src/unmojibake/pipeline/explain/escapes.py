"""What a line may have been behind its escapes: explained as it reads, and put back where it stands."""

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
    """Explain what the escapes of a line stand for.

    Args:
        line: The line.
        explanations: Explains a line without escapes.

    Returns:
        Explanations that change escapes and nothing else. Linear.
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
    """Give evidence without the shares of spans that are gone."""
    return said._replace(shares=tuple(share for share, span in zip(said.shares, spans, strict=False) if span))


def _moved(found: escape.Unescaped, span: Span) -> Span | None:
    """Put a span back where it stands, in the escapes that it came in; None where not all of it is escaped."""
    styles = found.styles[span.start : span.end]
    # Digits alone do not show which letters escapes are written in; a small letter anywhere does.
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
    # What was weighed is what it reads.
    return span._replace(start=begin, end=end, after="".join(written), picks=picks, edits=edits)
