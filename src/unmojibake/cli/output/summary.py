"""Gives the outcome of a file in a line for people."""

from collections import Counter
from typing import TYPE_CHECKING

from unmojibake.cli.findings.plans import describe
from unmojibake.cli.findings.positions import Lines
from unmojibake.cli.output.words import plural

if TYPE_CHECKING:
    from unmojibake.values.result import Result


def summary(text: str, result: "Result") -> str:
    """Give the line for an outcome.

    Args:
        text: The text as it was read.
        result: Its result.
    """
    if not result.changes and not result.suspects:
        return "nothing to repair"
    chains = Counter(describe(change.plan) for change in result.changes)
    filled = sum(place.end - place.start for change in result.changes for place in change.filled)
    parts = []
    if result.changes:
        lines = Lines(text)
        rows = {lines.line(change.start) for change in result.changes}
        parts.append(
            f"repaired {plural(len(result.changes), 'span')} in {plural(len(rows), 'line')} "
            f"({', '.join(f'{count} x {chain}' for chain, count in chains.most_common())})"
        )
    if filled:
        parts.append(f"{plural(filled, 'character')} filled in where bytes were lost")
    if result.suspects:
        parts.append(f"{plural(len(result.suspects), 'suspect')} left as found")
    parts.append(f"confidence {result.confidence:.2f}")
    return "; ".join(parts)
