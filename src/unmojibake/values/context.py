"""The facts of a document that its lines can't show alone."""

from __future__ import annotations

from dataclasses import dataclass, field

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from unmojibake.charsets.wrong_readings import Chain


@dataclass(frozen=True, slots=True)
class Context:
    r"""The facts of a document that are given to each of its lines.

    Attributes:
        line_end: The line end of the document, "" when it has none.
        continues: Line ends are restored even after the last character: the text is a piece of something longer.
        chains: For each plan met in the document: how many lines could be read by it, and how many of these
            were damaged beyond doubt.
        lessons: Share of the lines with glosses on purpose, 0 to 1.
        everywhere: The plans that lines which look clean were damaged by as well, so that such lines are looked at.
        seen: The text of the document as far as it is whole: right as it is, or repaired with no byte filled in. Words
            in it are likelier where bytes were lost. Empty where none were lost.

    Example:
        >>> Context(line_end="\r\n").chains
        {}
    """

    line_end: str = ""
    continues: bool = False
    chains: Mapping[tuple[Chain, ...], tuple[int, int]] = field(default_factory=dict)
    lessons: float = 0.0
    everywhere: tuple[tuple[Chain, ...], ...] = ()
    seen: str = ""

    def rate(self, plan: tuple[Chain, ...], *, own: bool | None = None) -> float | None:
        """Give P(a line that can be read by a plan is damaged by it), by the rule of succession.

        Args:
            plan: The plan.
            own: Whether the line that asks was counted as damaged by it; None when it was not counted at all. A line
                is no evidence for itself.

        Returns:
            0 to 1, or None when no other line was damaged by the plan.

        >>> Context(chains={(): (8, 8)}).rate((), own=True)
        0.8888888888888888
        """
        seen, damaged = self.chains.get(plan, (0, 0))
        if own is not None:
            seen, damaged = seen - 1, damaged - own
        return (damaged + 1) / (seen + 2) if damaged > 0 else None

    def leading(self) -> list[tuple[Chain, ...]]:
        """Give the plans that lines of the document were damaged by, the commonest first."""
        from unmojibake.charsets.wrong_readings import Chain  # noqa: PLC0415 - behind the gate

        plans = sorted(self.chains, key=lambda plan: -self.chains[plan][1])
        return [tuple(Chain(*chain) for chain in plan) for plan in plans]
