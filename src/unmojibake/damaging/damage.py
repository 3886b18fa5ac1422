"""Gives the damaged text for a text and a plan: the function `damage`."""

from __future__ import annotations

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unmojibake.damaging.forward import PlanStep


def damage(
    text: str,
    plan: str | Iterable[PlanStep],
    *,
    decoder: str = "windows",
    seed: int | None = None,
) -> str:
    r"""Return the damaged text for a text that goes through a plan. Linear in text and plan.

    Args:
        text: The text as it was meant.
        plan: Steps in the order in which they happen; several mix-ups are several layers. A step is
            ``"utf-8>cp936"`` or ``("utf-8", "cp936")``: origin and carrier, in a tuple with the
            decoder third if it is not the one below; or the name of a later damage such as
            ``"fffd-dropped"`` (see `unmojibake.damaging.afterwards`); or a `Step`; or ``"random"``. A
            single step may stand alone.
        decoder: How carriers are read where a step does not say: one of
            `unmojibake.damaging.decoders.DECODERS`.
        seed: Makes ``"random"`` repeatable; means nothing elsewhere. None: drawn anew each time.

    Returns:
        The damaged text.

    Raises:
        PlanError: A step, encoding or decoder is unknown, or the origin cannot encode a character
            (also a ValueError).

    >>> damage("中文", ["utf-8>cp936"])
    '涓\ue15f枃'
    >>> damage("全部兌現。”臨港", ["gloss", "slip-dropped"])
    '全部?jī)冬F(xiàn)！迸R(lín)港'
    >>> damage("状态：", [("utf-8", "cp936", "java"), "fffd-to-?"])
    '鐘舵?侊細'
    """
    # Imported on use: decoders are a third of what importing this library may cost, and repair needs none of them.
    from unmojibake.damaging.forward import run  # noqa: PLC0415

    return run(text, plan, decoder, seed)
