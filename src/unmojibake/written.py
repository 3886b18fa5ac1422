"""What a search found, written down as the values of a result."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeAlias

from unmojibake.result import Filled, Rival, Step

if TYPE_CHECKING:
    from unmojibake.candidates import Choice
    from unmojibake.chains import Chain
    from unmojibake.lattice import Stretch

Plan: TypeAlias = "tuple[Chain, ...]"


def plan(chains: Plan, span: Stretch) -> tuple[Step, ...]:
    """Write down what happened to a span."""
    edits = tuple(Step(kind, tuple(detail)) for kind, *detail in span.edits)
    # The edits of a layer stand where it does: before the others, or behind them.
    return edits + _steps(chains) if chains[0].edits else _steps(chains) + edits


def rival(start: int, choice: Choice, end: str) -> Rival | None:
    """Write the next best explanation down."""
    if choice.rival is None:
        return None
    piece, chains, share = choice.rival
    places = start + piece.start, start + piece.end
    return Rival(*places, after=piece.after.replace("\n", end), plan=plan(chains, piece.span), probability=share)


def filled(span: Stretch, end: str) -> tuple[Filled, ...]:
    """Write down what was filled in, with line feeds that are `end`."""
    grown = len(end) - 1
    return tuple(
        Filled(
            start + grown * span.after.count("\n", 0, start),
            stop + grown * span.after.count("\n", 0, stop),
            alternatives=tuple((text.replace("\n", end), share) for text, share in readings),
        )
        for start, stop, readings in span.picks
    )


@functools.cache
def _steps(plan: Plan) -> tuple[Step, ...]:
    """Write a plan down."""
    return tuple(Step("codec", tuple(chain)) for chain in plan if not chain.edits)
