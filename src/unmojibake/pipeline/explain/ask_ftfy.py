"""Gives the candidates of a line with ftfy's reading of it: as evidence for them, or as a candidate of its own.

ftfy repairs Latin, Greek and Cyrillic text that was read in a wrong charset of one byte. It knows things that no table
of bytes tells: spaces that were no-break spaces, surrogates written as UTF-8, controls that are quotation marks of
Windows. Its candidate is judged as all others are. Where bytes were lost it would write U+FFFD; it is told not to, as
the search finds the lost characters.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from unmojibake.charsets.wrong_readings import FTFYS, Chain, shares
from unmojibake.damaging import ftfy_steps
from unmojibake.language import load
from unmojibake.pipeline.candidates import FTFY, LIST, Candidate, Said
from unmojibake.pipeline.evidence import character_lists, known_words, span_cost
from unmojibake.pipeline.search import align
from unmojibake.pipeline.span import Span
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unmojibake.pipeline.gate.line_view import LineView

_FOREIGN = on_use(r"[^\x00-\x7f]+")
_ASCII = on_use(r"[\x00-\x7f]+")
_CONTROL = on_use("[\x80-\x84\x86-\x9f]")
"""Controls that nobody writes: all but U+0085, which is a line end."""


def ask(view: LineView, found: Sequence[Candidate], options: object) -> list[Candidate]:
    r"""Give the candidates of a line with ftfy's reading of it as evidence, or as one more candidate.

    ftfy's reading speaks for each candidate that reads the same. Where ftfy only finds that controls such as `\x93` are
    quotation marks, the line is damaged by some plan: that speaks for every candidate with a span there.

    Args:
        view: The line.
        found: The candidates so far.
        options: A `ftfy.TextFixerConfig`, or None.

    Returns:
        New candidates. Linear; ftfy is not loaded for text that it never changes.

    >>> from unmojibake.pipeline.gate.line_view import LineView
    >>> [candidate.spans[0].after for candidate in ask(LineView(0, "l\x92eau", ""), [], None)]
    ['’']
    """
    unheard = list(found)
    if not _CONTROL.search(view.text) and not any(view.wrong_readings(FTFYS)):
        return unheard
    read = undo(view.text, options)
    if read is None:
        return unheard
    fixed, steps = read
    spans = [span_cost.weigh(view.text, span, whole=True) for span in _spans(view.text, fixed)]
    if not spans or not _is_whole(view.text, spans):
        return unheard
    agrees = [_holds(candidate, spans) for candidate in found]
    heard = agrees if is_utf8(steps) else [_touches(candidate, spans) for candidate in found]
    doubt = _doubt(view.text)
    said = [_heard(each, doubt) if is_heard else each for each, is_heard in zip(found, heard, strict=True)]
    if any(agrees):
        return said
    edits = [(ftfy_steps.KIND, *steps)]
    own = Candidate(PLAN, share(), known_words.weigh(view.text, [span._replace(edits=edits) for span in spans]))
    return [*said, own.with_said(Said(FTFY, witness()), Said(LIST, -doubt))]


def _spans(line: str, fixed: str) -> list[Span]:
    r"""Give the parts of a line that ftfy reads otherwise as spans, each as short as it can be.

    A part for which ftfy gave U+FFFD is left out.

    >>> [(span.before, span.after) for span in _spans("sch\xc3\xb6n", "schön")]
    [('Ã¶', 'ö')]
    """
    whole = [Span(0, len(line), line, fixed, (0, 0))]
    spans = [apart(span.start, span.before, span.after) for span in align.parallel(line, fixed) or whole]
    return [span for span in spans if span.after != span.before and "\N{REPLACEMENT CHARACTER}" not in span.after]


def _heard(candidate: Candidate, doubt: float) -> Candidate:
    """Give a candidate with ftfy's evidence added, and the larger of two doubts: its own, and that of all the line."""
    others = tuple(said for said in candidate.said if said.name != LIST)
    doubt = max(doubt, -candidate.nats(LIST))
    return candidate._replace(said=others).with_said(Said(FTFY, witness()), Said(LIST, -doubt))


def _doubt(line: str) -> float:
    r"""Give the nats by which all of a line is likelier a list of characters, such as a code page, than language.

    ftfy looks at a few neighbours alone, so its reading of one cell of a table must not outweigh the other cells.

    >>> _doubt("\x80 \x81 \xc3\xa9 \xc3\xa8 \xc3\xaa \xc3\xab") > 80, _doubt("sch\xc3\xb6n")
    (True, 0.0)
    """
    spans = [Span(*match.span(), match.group(), "", (0, 0)) for match in _FOREIGN.finditer(line)]
    return character_lists.doubt(load(), line, Candidate(PLAN, share(), spans))


def _touches(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Tell whether a candidate has a span over each of some spans, whatever it reads there."""
    return all(any(one.start < span.end and span.start < one.end for one in candidate.spans) for span in spans)


def _is_whole(line: str, spans: Sequence[Span]) -> bool:
    r"""Tell whether some spans cover all of a line that is not ASCII, or have a control in them.

    In a line that is right elsewhere, damage may be shown on purpose: in `Ã¶ was für an ö` the spans of ftfy cover the
    first word alone. Nobody writes controls, so one such as in `l\x92eau` is enough.
    """
    return any(_CONTROL.search(span.before) for span in spans) or sum(
        len(_ASCII.sub("", span.before)) for span in spans
    ) == len(_ASCII.sub("", line))


def _holds(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Tell whether a candidate has each of some spans, with the same reading."""
    readings = {(span.start, span.end): span.after for span in candidate.spans}
    return all(readings.get((span.start, span.end)) == span.after for span in spans)


PLAN = (Chain("latin-1", "latin-1"),)
"""The plan of a candidate of ftfy, in place of the chains that its own steps name."""


def undo(line: str, options: object = None) -> tuple[str, tuple[str, ...]] | None:
    r"""Give ftfy's reading of a line and the steps it took. Linear.

    Args:
        line: The line.
        options: A `ftfy.TextFixerConfig`; None: its defaults.

    Returns:
        The reading, and ftfy's steps, action and parameter in turn; None when ftfy leaves the line as it is.

    >>> undo("sch\xc3\xb6n")
    ('schön', ('encode', 'latin-1', 'decode', 'utf-8'))
    """
    # Imported on use: it takes longer than all of this library.
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # noqa: PLC0415

    config = options if isinstance(options, TextFixerConfig) else TextFixerConfig()
    fixed, steps = fix_encoding_and_explain(line, config._replace(replace_lossy_sequences=False))
    if fixed == line:
        return None
    return fixed, tuple(part for step in steps or () for part in step)


def is_utf8(steps: tuple[str, ...]) -> bool:
    """Tell whether some steps of ftfy decode UTF-8, and not only controls as the marks of Windows.

    >>> is_utf8(("encode", "latin-1", "decode", "utf-8")), is_utf8(("encode", "latin-1", "decode", "windows-1252"))
    (True, False)
    """
    return any(step.startswith("utf-8") or step == "decode_inconsistent_utf8" for step in steps)


def apart(start: int, before: str, after: str) -> Span:
    """Give the part of a text that differs from its reading as a span; the text begins at the code point `start`.

    >>> apart(0, "schÃ¶n", "schön")[:4]
    (3, 5, 'Ã¶', 'ö')
    """
    left = _common(zip(before, after, strict=False))
    right = _common(zip(reversed(before[left:]), reversed(after[left:]), strict=False))
    before, after = before[left : len(before) - right], after[left : len(after) - right]
    return Span(start + left, start + left + len(before), before, after, (len(before), len(after)))


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the pairs of equal characters before the first pair that differs."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


@cache
def witness() -> float:
    """Give the nats by which a change of ftfy speaks for damage: -ln P(it would change a line | the line is clean).

    >>> round(witness(), 1)
    13.5
    """
    counted = data_files.read_json(__package__, "latin.json")
    # The rule of succession: no line that was seen to be changed would not mean that none ever is.
    return math.log((counted["lines"] + 2) / (counted["changed"] + 1))


@cache
def share() -> float:
    """Give how much of all damage is of the kinds that ftfy knows, 0 to 1."""
    return sum(share for chain, share in shares().items() if chain in FTFYS)
