"""Gives the damaged text for a text and a plan: to test repairs, to train models, to show how damage came about.

A step of a plan names the origin and the carrier of a wrong reading, an edit of bytes, or a later damage. `run` does
the steps in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from unmojibake.charsets import regions, tables, wrong_readings
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.decoders import DECODERS, read
from unmojibake.damaging.edits import EDITS
from unmojibake.damaging.escape import ESCAPES
from unmojibake.errors import PlanError

if TYPE_CHECKING:
    import random

RANDOM = "random"
"""The name of a step, or plan, that is drawn by lot."""


@runtime_checkable
class StepLike(Protocol):
    """A step with a kind and details, as `unmojibake.Step` is."""

    @property
    def kind(self) -> str:
        """The kind of damage."""

    @property
    def detail(self) -> tuple[str, ...]:
        """Origin and carrier, then perhaps the decoder."""


PlanStep: TypeAlias = str | Sequence[str] | StepLike
"""A step: "utf-8>cp936", ("utf-8", "cp936"), with a decoder third; an edit of the bytes; a later damage; a Step."""
_Resolved: TypeAlias = str | tuple[str, str, str]
_EDITED = "cp936"
"""The charset whose bytes are edited."""


def run(text: str, plan: str | Iterable[PlanStep], decoder: str, seed: int | None) -> str:
    """Give the damaged text for a text and a plan: the work of `unmojibake.damage`."""
    steps = (plan,) if isinstance(plan, str) else tuple(plan)
    lots = _lots(seed) if RANDOM in steps else None
    for step in steps:
        if lots is not None and step == RANDOM:
            text, _ = random_damage(text, lots)
        else:
            text = _apply(text, _resolve(step, decoder))
    return text


def _lots(seed: int | None) -> random.Random:
    # Imported on use: it would be a fifth of what importing this library may cost.
    import random  # noqa: PLC0415

    return random.Random(seed)  # noqa: S311 - no secrets here


def random_damage(text: str, lots: random.Random, *, layers: int = 1) -> tuple[str, tuple[_Resolved, ...]]:
    """Give a text damaged by a plan that is drawn by lot, and the plan.

    Each layer's chain is drawn by its prior (`unmojibake.charsets.wrong_readings.shares`) among those whose origin
    can encode the text; its decoder, and at the end one later damage or none, each with the same
    chance. `damage` with the plan gives the same text again.

    Args:
        text: Any text; lone surrogates, which nothing can encode, leave it as it is.
        lots: Where the draws come from.
        layers: How many wrong readings there are, one on top of the other.

    Returns:
        The damaged text, and the plan, whose steps `damage` takes.

    >>> import random
    >>> text, plan = random_damage("中文", random.Random(1))
    >>> run("中文", plan, "windows", None) == text
    True
    """
    plan: list[_Resolved] = []
    for _ in range(layers):
        fitting = {
            row: share for row, share in wrong_readings.shares(regions.area_of(text)).items() if _fits(text, row.origin)
        }
        if not fitting:
            break
        (row,) = lots.choices(list(fitting), weights=list(fitting.values()))
        step = (row.origin, row.carrier, lots.choice(DECODERS))
        if row.edits:
            step = (lots.choice(tuple(EDITS)), *step[1:])
        text = _apply(text, step)
        plan.append(step)
    afterwards = lots.choice((None, *LATER))
    if plan and afterwards is not None:
        text = _apply(text, afterwards)
        plan.append(afterwards)
    return text, tuple(plan)


def _fits(text: str, origin: str) -> bool:
    try:
        tables.encode(text, origin)
    except UnicodeEncodeError:
        return False
    return True


def _resolve(step: PlanStep, decoder: str) -> _Resolved:
    """Give for a step of any form the name of a later damage, or its origin (or edit), carrier and decoder."""
    if isinstance(step, str):
        if step in LATER or step in ESCAPES:
            return step
        if step in EDITS:
            return step, _EDITED, decoder
        parts = tuple(part.strip() for part in step.split(">"))
    elif isinstance(step, StepLike):
        if step.kind != "codec":
            message = f"a step of kind {step.kind!r} cannot be done forwards: only 'codec' can"
            raise PlanError(message)
        # A repair notes more in its steps, such as places, which do not matter here.
        parts = step.detail[:2] + tuple(rule for rule in step.detail[2:3] if rule in DECODERS)
    else:
        parts = tuple(step)
    match parts:
        case (origin, carrier):
            return origin, carrier, decoder
        case (origin, carrier, own):
            return origin, carrier, own
        case _:
            message = (
                f"unknown step {step!r}: give 'origin>carrier' such as 'utf-8>cp936', "
                f"{RANDOM!r}, or one of {', '.join((*EDITS, *LATER, *ESCAPES))}"
            )
            raise PlanError(message)


def _apply(text: str, step: _Resolved) -> str:
    if isinstance(step, str):
        return (LATER.get(step) or ESCAPES[step])(text)
    origin, carrier, decoder = step
    edit = EDITS.get(origin)
    origin = carrier if edit else origin
    try:
        data = tables.encode(text, origin)
        return read(edit(data) if edit else data, carrier, decoder)
    except UnicodeEncodeError as error:
        char = text[error.start]
        message = (
            f"{origin} has no {char!r} (U+{ord(char):04X}, at {error.start}): "
            "choose an origin that has it, or take the character out"
        )
        raise PlanError(message) from None
    except PlanError:
        raise
    except ValueError as error:
        raise PlanError(str(error)) from None
