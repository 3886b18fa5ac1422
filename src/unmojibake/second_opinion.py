"""What ftfy says of a line, beside what its bytes say: asked where nothing is beyond doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unmojibake import evidence, spans, triggers
from unmojibake.candidates import Candidate, Piece, Weights
from unmojibake.chains import FTFYS
from unmojibake.damage import latin
from unmojibake.language import load
from unmojibake.lattice import Stretch

if TYPE_CHECKING:
    from collections.abc import Callable

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
    read = latin.undo(line, options)
    if read is None:
        return []
    fixed, steps = read
    stretches = [
        latin.apart(span.start, line[span.start : span.end], span.after)
        for span in spans.parallel(line, fixed) or [Stretch(0, len(line), fixed, (0, 0))]
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
    heard = agreeing if latin.is_utf8(steps) else [candidate for candidate in found if _touches(candidate, pieces)]
    doubt = _doubt(line)
    for candidate in heard:
        candidate.witness = latin.witness()
        candidate.doubt = max(candidate.doubt, doubt)
    if agreeing:
        return []
    for piece in pieces:
        piece.span.edits = [(latin.KIND, *steps)]
    candidate = Candidate(latin.PLAN, latin.share(), pieces, witness=latin.witness())
    candidate.doubt = doubt
    return [candidate]


def _doubt(line: str) -> float:
    """Give the nats by which all of a line is likelier a list of characters, such as a code page, than language.

    ftfy judges by what stands beside each other, so what it says of one cell must not outweigh what the others are.
    """
    runs = (match.span() for match in _FOREIGN.finditer(line))
    pieces = [Piece(Stretch(*run, "", (0, 0)), "", Weights(0.0, 0.0), 1.0) for run in runs]
    return evidence.doubt(load(), line, Candidate(latin.PLAN, latin.share(), pieces))


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
