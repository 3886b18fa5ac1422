"""Gives the best path through a text lattice, and the posterior of each choice on it.

Dynamic programming over (node, last characters): exact forward and backward sums of probabilities over every reading
within the beam, by the language model alone. The posteriors of the choices are the `alternatives` that users see.
"""

import heapq
import math
from collections.abc import Callable

from unmojibake.language import Model
from unmojibake.language.punctuation import WEIGHED, mark_costs
from unmojibake.pipeline.lattice import Edge, EdgeKind, Reading, Readings, TextLattice
from unmojibake.pipeline.search.line_scripts import Mixture, script
from unmojibake.pipeline.search.trellis import State, arrive, trace

Eaten = Callable[[str, str], dict[str, float]]

_BEAM = 12.0
"""Nats behind the best at which a reading is dropped: one in 160,000."""
_WIDTH = 64
"""States kept at a node: one for each reading of a lost UTF-8 byte."""
_FEW = 8
"""States that go on where hole follows hole, or where more bytes than one are lost of a character."""
_GUESSED = 256
"""The same, for all places together of which hardly anything is known: where there are many, each is a guess."""
_LINE = 200
"""Code points of the line so far that are handed on, to judge which character was eaten."""


def search(lattice: TextLattice, model: Model, eaten: Eaten) -> list[Reading] | None:
    """Give the likeliest path through a text lattice.

    Args:
        lattice: The text lattice.
        model: The language model.
        eaten: Gives -ln P of each ASCII character to have been eaten between a
            left and a right context.

    Returns:
        The steps of the best path from the first node to the last, or None when no path gets there. Linear in the
        length of the lattice for a bounded beam.

    >>> from unmojibake.language import load
    >>> from unmojibake.pipeline.undo.codec import undo
    >>> steps = search(undo("鐘舵€?,", "utf-8", "cp936"), load(), lambda left, right: {'"': 0.0})
    >>> "".join(step.text for step in steps)
    '状态",'
    """
    if lattice.end < 0:
        return None
    fronts: list[dict[str, State]] = [{} for _ in lattice.edges]
    first = fronts[0][""] = State("")
    first.best = first.total = 0.0
    eaten_readings: dict[int, Readings] = {}
    mixture = Mixture(model, lattice)
    guesses = sum(edge.is_guess for edges in lattice.edges for edge in edges)
    few = max(1, min(_FEW, _GUESSED // max(1, guesses)))
    reached = 0
    for node, edges in enumerate(lattice.edges):
        states = _prune(fronts, node)
        if not states:
            continue
        if len(edges) > _WIDTH:
            states = states[:_FEW]
        alone = reached <= node and len(edges) == 1
        for edge in edges:
            reached = max(reached, edge.target)
            if edge.kind is EdgeKind.PICK and len(edge.text) > _WIDTH and mixture.matters:
                _pick_any(states[: few if edge.is_guess else _FEW], edge, fronts[edge.target], model, mixture)
                continue
            if len(states) == 1 and edge.kind is EdgeKind.PICK and _is_closed(lattice.edges[edge.target]):
                _close(states[0], edge, fronts[edge.target], model, mixture)
                continue
            if edge.kind is EdgeKind.EATEN:
                eaten_readings[id(edge)] = _take_eaten(states, edge, fronts[edge.target], model, eaten)
            elif edge.kind is EdgeKind.PICK:
                ends = edge.target == lattice.end or _is_closed(lattice.edges[edge.target])
                _pick(states, edge, fronts[edge.target], model, mixture, ends=ends)
            else:
                _extend(states, edge, fronts[edge.target], model, alone=alone)
    finals = _prune(fronts, lattice.end)
    return trace(fronts, finals, eaten_readings, model) if finals else None


def _prune(fronts: list[dict[str, State]], node: int) -> list[State]:
    """Give the states of a node that are within the beam, the best first; the others go."""
    front = fronts[node]
    if len(front) < 2:  # noqa: PLR2004 - nothing to compare
        return list(front.values())
    states = sorted(front.values(), key=lambda state: state.best)
    bound = states[0].best + _BEAM
    states = [state for state in states[:_WIDTH] if state.best <= bound]
    fronts[node] = {state.context: state for state in states}
    return states


def _extend(states: list[State], edge: Edge, front: dict[str, State], model: Model, *, alone: bool) -> None:
    """Add the states behind an edge of one text, from every state."""
    text = edge.text
    if alone and len(states) == 1:
        # Every path takes this edge, so its cost changes no comparison.
        arrive(front, _context(states[0].context + text, model.context), states[0], edge, text, 0.0)
        return
    head = text[: model.context]
    rest = text[model.context :]
    common = edge.cost
    if rest and not alone:
        common += model.score(rest, head)
    for state in states:
        cost = model.score(head, state.context) + common if head else common
        arrive(front, _context(state.context + text, model.context), state, edge, text, cost)


def _pick(  # noqa: PLR0913 - a step of an inner loop
    states: list[State], edge: Edge, front: dict[str, State], model: Model, mixture: Mixture, *, ends: bool
) -> None:
    """Add the states behind a choice: each character from every state."""
    text, extra = edge.text, edge.cost
    if len(text) * len(states) > _WIDTH * _FEW:
        states = states[:_FEW]
    best = min([met.best for met in front.values()], default=math.inf)
    for state in states:
        costs = _costs(state, text, model, mixture, ends=ends)
        least = min(costs)
        # A reading further behind the best so far than the beam would be dropped.
        bound = min(least, best - state.best - extra) + _BEAM
        best = min(best, state.best + least + extra)
        if least > bound:
            continue
        # The characters of a choice are no ASCII, so the model's context goes on across them.
        before = state.context[-model.context + 1 :]
        for char, cost in zip(text, costs, strict=True):
            if cost <= bound:
                arrive(front, before + char, state, edge, char, cost + extra)


def _costs(state: State, chars: str, model: Model, mixture: Mixture, *, ends: bool) -> list[float]:
    """Give the nats of each of some characters after a state; a mark costs less where it closes an open one."""
    costs = model.costs(state.context, chars)
    if not state.context and mixture.matters and script(chars[0]) != script(chars[-1]):
        costs = mixture.costs(chars)
    if told := mixture.variant(chars):
        costs = [cost - told.get(char, 0.0) for char, cost in zip(chars, costs, strict=True)]
    if WEIGHED.isdisjoint(chars):
        return costs
    marks = mark_costs(_so_far(state), ends=ends)
    return [cost + marks.get(char, 0.0) for char, cost in zip(chars, costs, strict=True)]


def _is_closed(edges: list[Edge]) -> bool:
    """Tell whether the only edge is an eaten character."""
    return len(edges) == 1 and edges[0].kind is EdgeKind.EATEN


def _close(state: State, edge: Edge, front: dict[str, State], model: Model, mixture: Mixture) -> None:
    """Add the state behind a lost byte and the character eaten with it: all readings meet there, in one state.

    By far the commonest hole, as of `鐘舵€?,`; the same sums as elsewhere, without a state for each reading.
    """
    costs = _costs(state, edge.text, model, mixture, ends=True)
    least = min(costs)
    if front and state.best + least + edge.cost > min(met.best for met in front.values()) + _BEAM:
        # A boundary costs 0 nats or more, so the state would be dropped.
        return
    bound = least + _BEAM
    ends = model.endings(state.context, edge.text)
    closed = sorted(
        [(cost + end, char) for char, cost, end in zip(edge.text, costs, ends, strict=True) if cost <= bound]
    )
    least, best = closed[0]
    total = least - math.log(sum([math.exp(least - cost) for cost, _ in closed]))
    met = State(_context(state.context + best, model.context))
    met.best, met.total = state.best + least + edge.cost, state.total + total + edge.cost
    met.back = (state, edge, best)
    met.incoming = [(state, edge, best, total + edge.cost)]
    met.closed = closed, total
    front[met.context] = met


def _pick_any(states: list[State], edge: Edge, front: dict[str, State], model: Model, mixture: Mixture) -> None:
    """Add the states behind a character of which several bytes are lost: its likeliest readings from every state."""
    text, alone = mixture.likely(edge.text)
    for state in states:
        costs = model.costs(state.context, text) if state.context else alone
        nearest = heapq.nsmallest(max(_FEW, _WIDTH // len(states)), zip(costs, text, strict=True))
        for cost, char in nearest:
            if cost <= nearest[0][0] + _BEAM:
                arrive(front, _context(state.context + char, model.context), state, edge, char, cost + edge.cost)


def _take_eaten(states: list[State], edge: Edge, front: dict[str, State], model: Model, eaten: Eaten) -> Readings:
    """Add the state behind an eaten character, where all states meet; give the readings of that character."""
    costs = eaten(_so_far(states[0]), edge.text)
    readings = tuple(sorted(((char, math.exp(-cost)) for char, cost in costs.items()), key=lambda pair: -pair[1]))
    text = readings[0][0] if readings else ""
    for state in states:
        boundary = 0.0 if state.closed else model.cost(state.context, " ")
        arrive(front, "", state, edge, text, boundary + edge.cost)
    return readings


def _so_far(state: State) -> str:
    """Give the text of the best path up to a state, from the last line feed."""
    pieces: list[str] = []
    length = 0
    while state.back and length < _LINE:
        state, _, text = state.back
        pieces.append(text)
        length += len(text)
        if "\n" in text:
            break
    return "".join(reversed(pieces)).rpartition("\n")[2][-_LINE:]


def _context(text: str, size: int) -> str:
    """Give the end of a text that the model still sees: never across ASCII that is no letter.

    >>> _context("状态", 2), _context("状 ", 2), _context("状,态", 2)
    ('状态', '', '态')
    """
    tail = text[-size:]
    for at in range(len(tail) - 1, -1, -1):
        char = tail[at]
        if char < "\x80" and not char.isalpha():
            return tail[at + 1 :]
    return tail
