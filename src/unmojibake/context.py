"""What a document tells its lines that they cannot know alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unmojibake.chains import Chain


@dataclass(frozen=True, slots=True)
class Context:
    r"""What a document tells a line.

    Attributes:
        line_end: The line end of the document, "" when it has none.
        lines_end: Line ends are restored even after the last character: the text is a piece of something longer.
        chains: For each plan met in the document: how many lines could be read by it, and how many of these
            were damaged beyond doubt.
    """

    line_end: str = ""
    continues: bool = False
    chains: Mapping[tuple[Chain, ...], tuple[int, int]] = field(default_factory=dict)

    def rate(self, plan: tuple[Chain, ...]) -> float | None:
        """Give P(a line that can be read by a plan is damaged by it), by the rule of succession; None when not met."""
        seen, damaged = self.chains.get(plan, (0, 0))
        return (damaged + 1) / (seen + 2) if damaged else None
