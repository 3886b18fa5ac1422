"""What ftfy says of a line, beside what its bytes say: asked where nothing is beyond doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unmojibake import evidence, spans, triggers
from unmojibake.candidates import Candidate, Piece
from unmojibake.chains import FTFYS
from unmojibake.damage import latin
from unmojibake.language import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from unmojibake.lattice import Stretch

_CONTROL = re.compile("[\x80-\x9f]")


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
    read = latin.undo(line, options)
    if read is None:
        return []
    fixed, steps = read
    stretches = spans.parallel(line, fixed) or [latin.apart(line, fixed)]
    pieces = [
        weigh(span)
        for span in stretches
        if span.after != line[span.start : span.end] and "\N{REPLACEMENT CHARACTER}" not in span.after
    ]
    if not pieces:
        return []
    agreeing = [candidate for candidate in found if _holds(candidate, pieces)]
    # That controls are none says that the line is damaged, but not by what: all who read something there are borne out.
    heard = agreeing if latin.is_utf8(steps) else [candidate for candidate in found if _touches(candidate, pieces)]
    for candidate in heard:
        candidate.witness = latin.witness()
    if agreeing:
        return []
    for piece in pieces:
        piece.span.edits = [(latin.KIND, *steps)]
    candidate = Candidate(latin.PLAN, latin.share(), pieces, witness=latin.witness())
    candidate.doubt = evidence.doubt(load(), line, candidate)
    return [candidate]


def _touches(candidate: Candidate, pieces: list[Piece]) -> bool:
    """Tell whether an explanation reads something else at all places of some spans."""
    return all(any(one.start < piece.end and piece.start < one.end for one in candidate.pieces) for piece in pieces)


def _holds(candidate: Candidate, pieces: list[Piece]) -> bool:
    """Tell whether an explanation reads all that some spans read."""
    readings = {(piece.start, piece.end): piece.after for piece in candidate.pieces}
    return all(readings.get((piece.start, piece.end)) == piece.after for piece in pieces)
