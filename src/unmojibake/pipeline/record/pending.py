"""A change that waits for the confidence of its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unmojibake.values.result import Change

if TYPE_CHECKING:
    from unmojibake.values.result import Filled, Rival, Step


class Pending(NamedTuple):
    """A change whose confidence is not known yet, or only by itself; the fields are those of `Change`.

    A tuple, and no `Change` that is set later: a value that users hold never changes.
    """

    start: int
    end: int
    before: str
    after: str
    plan: tuple[Step, ...]
    damaged: float
    confidence: float
    filled: tuple[Filled, ...] = ()
    runner_up: Rival | None = None

    def settled(self, confidence: float) -> Change:
        """Give the change with its confidence, 0 to 1."""
        return Change(
            self.start,
            self.end,
            before=self.before,
            after=self.after,
            plan=self.plan,
            damaged=self.damaged,
            confidence=confidence,
            filled=self.filled,
            runner_up=self.runner_up,
        )
