"""The short cut: what a line may have been that lost nothing, decoded in C and weighed no further than its proof needs.

Lines are taken through each step together. It is the same work, but what a step looks things up in stays at hand: the
tables of the model and of a charset do not push each other out of the processor's cache at every line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unmojibake.charsets import regions
from unmojibake.charsets.wrong_readings import ROWS, Chain, shares
from unmojibake.language import fluency, load
from unmojibake.language.tokens import BOUNDARY
from unmojibake.pipeline import candidates
from unmojibake.pipeline.candidates import Candidate, Piece, Weights, once
from unmojibake.pipeline.evidence import charts, span_cost
from unmojibake.pipeline.explain import stopping
from unmojibake.pipeline.gate import first_look, line_look, triggers
from unmojibake.pipeline.search import align
from unmojibake.pipeline.undo import codec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unmojibake.pipeline.lattice import Stretch

_COMMON = tuple(chain for chain in ROWS[:8] if chain.origin == "utf-8")
"""The wrong readings that are tried before anything else: those that prove themselves, of the commonest."""
_BOUNDARY = chr(BOUNDARY)
_SIDE = 2
"""Code points beside a span that are weighed with it: what the model's context reaches."""


def explain(lines: Sequence[str], leading: Sequence[tuple[Chain, ...]]) -> list[Candidate | None]:
    """Explain lines that have lost nothing.

    Args:
        lines: The lines.
        leading: The plans that other lines of the document were damaged by, which need less proof.

    Returns:
        For each line its one explanation, which is beyond doubt, or None. Linear in their length.
    """
    found: list[Candidate | None] = [None] * len(lines)
    # What ftfy undid is no row of the table.
    known = [plan for plan in leading if all(chain in shares() for chain in plan)]
    utf8, legacy = (
        [plan for plan in known if all(chain.origin == "utf-8" for chain in plan) is proves] for proves in (True, False)
    )
    for plan in utf8:
        _explain(found, lines, _read(found, lines, plan), plan, met=True)
    for chain in _COMMON:
        if (chain,) not in leading:
            read = _read(found, lines, (chain,))
            read = {at: text for at, text in read.items() if triggers.has_trigger(chain, lines[at])}
            _explain(found, lines, read, (chain,), met=False)
    # Other charsets make something of nearly everything: what two of them read needs a closer look.
    readings = [_read(found, lines, plan) for plan in legacy]
    for plan, read in zip(legacy, readings, strict=True):
        alone = {at: text for at, text in read.items() if all(other.get(at, text) == text for other in readings)}
        _explain(found, lines, {at: text for at, text in alone.items() if not found[at]}, plan, met=True)
    return found


def _read(found: Sequence[Candidate | None], lines: Sequence[str], plan: tuple[Chain, ...]) -> dict[int, str]:
    """Read the lines that have no explanation yet by a plan, those that it can have made."""
    left = (at for at, one in enumerate(found) if one is None)
    return {at: text for at in left if (text := codec.strict(lines[at], plan)) is not None}


def _explain(
    found: list[Candidate | None], lines: Sequence[str], read: dict[int, str], plan: tuple[Chain, ...], *, met: bool
) -> None:
    """Explain some lines by what a plan reads in them, all of them step by step.

    Args:
        found: The explanations, to which these are added.
        lines: The lines.
        read: What the plan reads, by the place of the line.
        plan: The plan.
        met: Whether other lines of the document were damaged by it.
    """
    carrier = plan[-1].carrier
    paired = {at: pair for at, text in read.items() if (pair := _pair(lines[at], text, plan, met=met))}
    explained = {
        at: Candidate(plan, regions.share(plan, read[at]), _pieces(lines[at], pair)) for at, pair in paired.items()
    }
    telling = [(at, one) for at, one in explained.items() if not charts.proves_nothing(one.pieces, carrier)]
    for at, one in telling:
        if _is_proven(lines[at], read[at], one, met=met):
            found[at] = one


def _pieces(line: str, found: Sequence[Stretch]) -> list[Piece]:
    """Give the spans of a line, not weighed yet."""
    return [Piece(span, line[span.start : span.end], candidates.CERTAIN, 1.0) for span in found]


def _pair(line: str, text: str, plan: tuple[Chain, ...], *, met: bool) -> list[Stretch] | None:
    """Give the spans of a line that was decoded, if it reads otherwise and may be clean."""
    if text == line or not (met or first_look.is_clean(text)) or line_look.is_touched(text):
        return None
    return align.parallel(line, text) or align.between(line, text, codec.seams(line, text, plan))


def _is_proven(line: str, text: str, candidate: Candidate, *, met: bool) -> bool:
    """Weigh spans, the longest first, until they prove the damage of their line."""
    missing = stopping.SETTLED_MET if met else stopping.SETTLED
    weighed: list[Piece] = []
    for piece in _longest_first(candidate.pieces):
        piece.weights = _weigh_until(line, piece, missing, met=met)
        weighed.append(piece)
        missing -= piece.weights.stands - piece.weights.reads
        if missing < 0:
            # What comes out must read like language, or there is another layer under it.
            after, reads = _reading(weighed)
            if not met:
                return fluency.is_fluent(after, reads)
            # It may begin with what is rarest in it.
            return (
                stopping.is_rare_at_most(after, reads, candidate.plan)
                or first_look.is_clean(text)
                or stopping.is_rare_at_most(text, load().score(text), candidate.plan)
            )
    return False


def _longest_first(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give spans in the order of their length; the longest nearly always is enough."""
    longest = max(pieces, key=_length)
    yield longest
    yield from sorted((piece for piece in pieces if piece is not longest), key=_length, reverse=True)


def _length(piece: Piece) -> int:
    return len(piece.before)


def _weigh_until(line: str, piece: Piece, enough: float, *, met: bool) -> Weights:
    """Weigh the beginning of a span in which nothing was lost, until it reads better by more than `enough` nats."""
    span = piece.span
    left = line[max(0, span.start - _SIDE) : span.start]
    right = line[span.end : span.end + _SIDE]
    if met and not right[:1].isalpha():
        # Behind a boundary both cost the same: it counts only where it is asked what they cost.
        right = right and _BOUNDARY
    taken, read = span.head
    length = span.end - span.start
    if taken == length:
        return span_cost.weigh_until(load(), (piece.before, span.after), (left, right), enough)
    heads, scale = (piece.before[:taken], span.after[:read]), length / taken
    return span_cost.weigh_until(load(), heads, (left, ""), enough / scale).scaled(scale, 0.0)


def _reading(pieces: Sequence[Piece]) -> tuple[str, float]:
    """Give the beginnings of what some spans would read, and what they cost."""
    # What is repeated was weighed once, so it counts once.
    after = "".join(once(piece.after[: piece.span.head[1]]) for piece in pieces)
    heads = (piece.weights.reads * (piece.span.head[0] / (piece.end - piece.start)) for piece in pieces)
    return after, sum(heads)
