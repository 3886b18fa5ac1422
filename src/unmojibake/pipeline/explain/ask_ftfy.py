"""Asks ftfy what a line was: Latin, Greek and Cyrillic text read in a wrong charset of one byte.

ftfy knows things of such text that no table of bytes tells: spaces that were no-break spaces, surrogates written as
UTF-8, controls that are Windows' quotation marks. So it is asked, and what it says is one more explanation of a line,
judged as all others are. It is not asked to write U+FFFD where bytes were lost: the search puts back what was there.
"""

from __future__ import annotations

import math
import re
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unmojibake.pipeline.gate.line_view import LineView

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
"""Controls that nobody writes: all but U+0085, which is a line end."""


def ask(view: LineView, found: Sequence[Candidate], options: object) -> list[Candidate]:
    r"""Give the candidates of a line with ftfy's word added: to those that it bears out, or as one of its own.

    ftfy bears a candidate out that reads what it reads. Where it only finds that controls such as `\x93` are quotation
    marks, the line is damaged, but it does not say by what: all candidates that read something there are borne out.

    Args:
        view: The line.
        found: The candidates so far.
        options: A `ftfy.TextFixerConfig`, or None.

    Returns:
        New candidates. Linear; ftfy is not loaded for text that it never changes.
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
    """Give the parts of a line that ftfy reads otherwise, each as short as it can be, without those it gave up."""
    whole = [Span(0, len(line), line, fixed, (0, 0))]
    spans = [apart(span.start, span.before, span.after) for span in align.parallel(line, fixed) or whole]
    return [span for span in spans if span.after != span.before and "\N{REPLACEMENT CHARACTER}" not in span.after]


def _heard(candidate: Candidate, doubt: float) -> Candidate:
    """Give a candidate that ftfy bears out, with the larger one of its doubts."""
    others = tuple(said for said in candidate.said if said.name != LIST)
    doubt = max(doubt, -candidate.nats(LIST))
    return candidate._replace(said=others).with_said(Said(FTFY, witness()), Said(LIST, -doubt))


def _doubt(line: str) -> float:
    """Give the nats by which all of a line is likelier a list of characters, such as a code page, than language.

    ftfy judges by what stands beside each other, so what it says of one cell must not outweigh what the others are.
    """
    spans = [Span(*match.span(), match.group(), "", (0, 0)) for match in _FOREIGN.finditer(line)]
    return character_lists.doubt(load(), line, Candidate(PLAN, share(), spans))


def _touches(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Tell whether an explanation reads something else at all places of some spans."""
    return all(any(one.start < span.end and span.start < one.end for one in candidate.spans) for span in spans)


def _is_whole(line: str, spans: Sequence[Span]) -> bool:
    """Tell whether ftfy's word is on all of a line that is not ASCII, or on controls.

    In a line that is right elsewhere, damage may be shown on purpose. Nobody writes controls.
    """
    return any(_CONTROL.search(span.before) for span in spans) or sum(
        len(_ASCII.sub("", span.before)) for span in spans
    ) == len(_ASCII.sub("", line))


def _holds(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Tell whether an explanation reads all that some spans read."""
    readings = {(span.start, span.end): span.after for span in candidate.spans}
    return all(readings.get((span.start, span.end)) == span.after for span in spans)


PLAN = (Chain("latin-1", "latin-1"),)
"""Stands for all that ftfy undoes: what it was in detail, its own steps say."""


def undo(line: str, options: object = None) -> tuple[str, tuple[str, ...]] | None:
    r"""Ask ftfy what a line was. Linear.

    Args:
        line: The line.
        options: A `ftfy.TextFixerConfig`; None: its defaults.

    Returns:
        What it reads, and ftfy's steps, action and parameter in turn; None when ftfy leaves it as it is.

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
    """Tell whether ftfy found UTF-8, and not only controls that it takes for Windows' marks."""
    return any(step.startswith("utf-8") or step == "decode_inconsistent_utf8" for step in steps)


def apart(start: int, before: str, after: str) -> Span:
    """Give that part of a span, from the code point `start` on, in which it differs from its reading."""
    left = _common(zip(before, after, strict=False))
    right = _common(zip(reversed(before[left:]), reversed(after[left:]), strict=False))
    before, after = before[left : len(before) - right], after[left : len(after) - right]
    return Span(start + left, start + left + len(before), before, after, (len(before), len(after)))


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the pairs up to the first of which the two differ."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


@cache
def witness() -> float:
    """Give the nats by which ftfy's word speaks for damage: -ln P(it would change a line | the line is clean)."""
    counted = data_files.read_json(__package__, "latin.json")
    # By the rule of succession, as for all that was seen seldom or never.
    return math.log((counted["lines"] + 2) / (counted["changed"] + 1))


@cache
def share() -> float:
    """Give how much of all damage is of the kinds that ftfy knows, 0 to 1."""
    return sum(share for chain, share in shares().items() if chain in FTFYS)
