"""Latin, Greek and Cyrillic text read in a wrong charset of one byte, as ftfy undoes it.

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
from unmojibake.pipeline.candidates import Candidate, Piece, Weights
from unmojibake.pipeline.evidence import character_lists
from unmojibake.pipeline.gate import triggers
from unmojibake.pipeline.lattice import Stretch
from unmojibake.pipeline.search import align
from unmojibake.values import data_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
"""Controls that nobody writes: all but U+0085, which is a line end."""


def hear(line: str, found: list[Candidate], weigh: Callable[[Stretch], Piece], options: object) -> list[Candidate]:
    """Ask ftfy about a line.

    Args:
        line: The line.
        found: The explanations so far. Those by which it reads what ftfy reads have its word for them.
        weigh: Weighs all of a span.
        options: A `ftfy.TextFixerConfig`, or None.

    Returns:
        ftfy's explanation; empty where it has none, or no other one. Linear; ftfy is not loaded for text that
        it never changes.
    """
    if not _CONTROL.search(line) and not any(triggers.has_trigger(chain, line) for chain in FTFYS):
        return []
    read = undo(line, options)
    if read is None:
        return []
    fixed, steps = read
    stretches = [
        apart(span.start, line[span.start : span.end], span.after)
        for span in align.parallel(line, fixed) or [Stretch(0, len(line), fixed, (0, 0))]
    ]
    pieces = [
        weigh(span)
        for span in stretches
        if span.after != line[span.start : span.end] and "\N{REPLACEMENT CHARACTER}" not in span.after
    ]
    if not pieces or not _is_whole(line, pieces):
        return []
    agreeing = [candidate for candidate in found if _holds(candidate, pieces)]
    # That controls are none says that the line is damaged, but not by what: all who read something there are borne out.
    heard = agreeing if is_utf8(steps) else [candidate for candidate in found if _touches(candidate, pieces)]
    doubt = _doubt(line)
    for candidate in heard:
        candidate.witness = witness()
        candidate.doubt = max(candidate.doubt, doubt)
    if agreeing:
        return []
    for piece in pieces:
        piece.span.edits = [(ftfy_steps.KIND, *steps)]
    candidate = Candidate(PLAN, share(), pieces, witness=witness())
    candidate.doubt = doubt
    return [candidate]


def _doubt(line: str) -> float:
    """Give the nats by which all of a line is likelier a list of characters, such as a code page, than language.

    ftfy judges by what stands beside each other, so what it says of one cell must not outweigh what the others are.
    """
    runs = (match.span() for match in _FOREIGN.finditer(line))
    pieces = [Piece(Stretch(*run, "", (0, 0)), "", Weights(0.0, 0.0), 1.0) for run in runs]
    return character_lists.doubt(load(), line, Candidate(PLAN, share(), pieces))


def _touches(candidate: Candidate, pieces: list[Piece]) -> bool:
    """Tell whether an explanation reads something else at all places of some spans."""
    return all(any(one.start < piece.end and piece.start < one.end for one in candidate.pieces) for piece in pieces)


def _is_whole(line: str, pieces: list[Piece]) -> bool:
    """Tell whether ftfy's word is on all of a line that is not ASCII, or on controls.

    In a line that is right elsewhere, damage may be shown on purpose. Nobody writes controls.
    """
    return any(_CONTROL.search(piece.before) for piece in pieces) or sum(
        len(_ASCII.sub("", piece.before)) for piece in pieces
    ) == len(_ASCII.sub("", line))


def _holds(candidate: Candidate, pieces: list[Piece]) -> bool:
    """Tell whether an explanation reads all that some spans read."""
    readings = {(piece.start, piece.end): piece.after for piece in candidate.pieces}
    return all(readings.get((piece.start, piece.end)) == piece.after for piece in pieces)


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


def apart(start: int, before: str, after: str) -> Stretch:
    """Give that part of a span, from the code point `start` on, in which it differs from its reading."""
    left = _common(zip(before, after, strict=False))
    right = _common(zip(reversed(before[left:]), reversed(after[left:]), strict=False))
    before, after = before[left : len(before) - right], after[left : len(after) - right]
    return Stretch(start + left, start + left + len(before), after, (len(before), len(after)))


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
