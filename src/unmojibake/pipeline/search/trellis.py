"""What a search remembers at each node, and the way back through it: the best path, with every choice on it weighed."""

import math

from unmojibake.language import Model
from unmojibake.language.nats import log_add
from unmojibake.pipeline.lattice import Edge, EdgeKind, Reading, Readings


class State:
    """What is known at a node after certain last characters.

    Attributes:
        context: The last characters that the model sees.
        best: Nats of the best path here.
        total: Nats of all paths here together.
        after: Nats of all paths from here to the end together.
        back: The last step of the best path: where it began, its edge, and what was read.
        incoming: All last steps, with their nats.
        closed: The readings of a lost byte that all meet here, with their nats, and those of all together.
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
    """Add a way into a state."""
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
    """Tell whether a step may stand for another: what comes before them reads the same."""
    (state, edge), (rival, way) = one, other
    if edge.kind is EdgeKind.PICK or way.kind is EdgeKind.PICK:
        return edge == way
    if edge.kind is not way.kind or edge.start != way.start or not state.back or not rival.back:
        return False
    return state.back[1].start == rival.back[1].start and state.back[2] == rival.back[2]


def trace(
    fronts: list[dict[str, State]], finals: list[State], eaten_readings: dict[int, Readings], model: Model
) -> list[Reading]:
    """Follow the best path back, and weigh every choice on it."""
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
            # Whether there was an edit is a question of damage, not of what was lost.
            open_choice = not edge.why and (len(front) > 1 or len(state.incoming) > 1)
            readings = _weigh(front, (origin, edge), total) if open_choice else ()
            if edge.kind is EdgeKind.PICK and not readings:
                readings = ((text, 1.0),)
            # What stands is the likeliest in its place, whichever path it is on.
            steps.append(Reading(edge, readings[0][0] if readings else text, readings))
        state = origin
    steps.reverse()
    return steps


def _weigh(front: dict[str, State], step: tuple[State, Edge], total: float) -> Readings:
    """Sum the probability of every reading that may stand in the place of a step."""
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
