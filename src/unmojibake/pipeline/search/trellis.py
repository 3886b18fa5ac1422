"""Gives the best path back through the states of a search, with the posterior of every choice on it."""

import math

from unmojibake.language import Model
from unmojibake.language.nats import log_add
from unmojibake.pipeline.lattice import Edge, EdgeKind, Reading, Readings


class State:
    """The paths to a node that end in the same last characters, added up.

    Attributes:
        context: The last characters that the model sees.
        best: Nats of the best path here.
        total: Nats of all paths here together.
        after: Nats of all paths from here to the end together.
        back: The last step of the best path: the state it began in, its edge, and the text that was read.
        incoming: All last steps, with their nats.
        closed: The readings of a lost byte that all meet here, with their nats, and the nats of all together.
    """

    __slots__ = ("after", "back", "best", "closed", "context", "incoming", "total")

    def __init__(self, context: str) -> None:
        """Begin without a way there."""
        self.context = context
        self.best = math.inf
        self.total = math.inf
        self.after = math.inf
        self.back: tuple[State, Edge, str] | None = None
        self.incoming: list[tuple[State, Edge, str, float]] = []
        self.closed: tuple[list[tuple[float, str]], float] | None = None


def arrive(front: dict[str, State], context: str, origin: State, edge: Edge, text: str, cost: float) -> None:  # noqa: PLR0913, PLR0917 - a step of an inner loop
    """Add a way into the state of a front that ends in some context, made if it is the first."""
    state = front.get(context)
    best = origin.best + cost
    if state is None:
        state = front[context] = State(context)
        state.best, state.total, state.back = best, origin.total + cost, (origin, edge, text)
    else:
        if best < state.best:
            state.best, state.back = best, (origin, edge, text)
        state.total = log_add(state.total, origin.total + cost)
    state.incoming.append((origin, edge, text, cost))


def _is_rival(one: tuple[State, Edge], other: tuple[State, Edge]) -> bool:
    """Tell whether two steps are readings of the same place: of one choice, or behind the same text."""
    (state, edge), (rival, way) = one, other
    if edge.kind is EdgeKind.PICK or way.kind is EdgeKind.PICK:
        return edge == way
    if edge.kind is not way.kind or edge.start != way.start or not state.back or not rival.back:
        return False
    return state.back[1].start == rival.back[1].start and state.back[2] == rival.back[2]


def trace(
    fronts: list[dict[str, State]], finals: list[State], eaten_readings: dict[int, Readings], model: Model
) -> list[Reading]:
    """Give the steps of the best path, with the posterior of every choice on it.

    Args:
        fronts: For each node its states, by their context.
        finals: The states of the last node.
        eaten_readings: For each edge of an eaten character, by its id, the readings of that character.
        model: The language model.
    """
    # The end of the line is a boundary that every reading meets.
    total = math.inf
    for state in finals:
        state.after = model.cost(state.context, " ")
        total = log_add(total, state.total + state.after)
    final = min(finals, key=lambda state: state.best + state.after)
    for front in reversed(fronts):
        for state in front.values():
            if state.after < math.inf:
                for origin, _, _, cost in state.incoming:
                    origin.after = log_add(origin.after, state.after + cost)
    steps: list[Reading] = []
    state = final
    while state.back:
        origin, edge, text = state.back
        if edge.kind is EdgeKind.EATEN:
            steps.append(Reading(edge, text, eaten_readings[id(edge)]))
        elif state.closed:
            closed, nats = state.closed
            steps.append(Reading(edge, text, tuple([(char, math.exp(nats - cost)) for cost, char in closed])))
        else:
            front = fronts[edge.target]
            # Whether the bytes were edited is decided by evidence, and is no choice of a lost byte.
            open_choice = not edge.why and (len(front) > 1 or len(state.incoming) > 1)
            readings = _weigh(front, (origin, edge), total) if open_choice else ()
            if edge.kind is EdgeKind.PICK and not readings:
                readings = ((text, 1.0),)
            # The text of a step is the likeliest reading of its place over all paths.
            steps.append(Reading(edge, readings[0][0] if readings else text, readings))
        state = origin
    steps.reverse()
    return steps


def _weigh(front: dict[str, State], step: tuple[State, Edge], total: float) -> Readings:
    """Give the readings of the place of a step with their posteriors, the best first; () for a single one."""
    sums: dict[str, float] = {}
    for state in front.values():
        if state.after == math.inf:
            continue
        for origin, other, char, cost in state.incoming:
            if not other.why and _is_rival((origin, other), step):
                sums[char] = log_add(sums.get(char, math.inf), origin.total + cost + state.after)
    if len(sums) < 2:  # noqa: PLR2004 - no choice
        return ()
    shares = ((char, math.exp(min(0.0, total - nats))) for char, nats in sums.items())
    return tuple(sorted(shares, key=lambda pair: -pair[1]))
