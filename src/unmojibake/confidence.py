"""How far a repair can be trusted: P(it is exactly the original).

The search says how sure each filled place is, the choice how surely a span is damaged; a change is right when both
are. A line is right when its changes are and what it keeps beside them is, too: damage that was not found is often seen
by what is left of it. How often it is right was measured by scripts/count_kept.py, on damage made for it.
"""

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from unmojibake.result import Change, Filled

KINDS = ("ascii", "apart", "touching", "suspect")
"""What a line may keep: see `kind_of`."""


def kind_of(gaps: Sequence[str], passes: Callable[[str], bool]) -> str:
    """Name what a line keeps.

    Args:
        gaps: The text before, between and behind its changes.
        passes: The gate: whether a text can be clean.

    Returns:
        "ascii"; "suspect", where the gate does not let it pass; "touching", where a change ends beside a character
        that is kept and no ASCII; else "apart".
    """
    if all(map(str.isascii, gaps)):
        return "ascii"
    if not passes("\n".join(gaps)):
        return "suspect"
    sides = [gap[-1:] for gap in gaps[:-1]] + [gap[:1] for gap in gaps[1:]]
    return "apart" if all(map(str.isascii, sides)) else "touching"


def of_change(damaged: float, filled: Sequence[Filled]) -> float:
    """Give P(a change is exactly right), 0 to 1: it is damage, and each filled place is what was there."""
    return damaged * math.prod(place.alternatives[0][1] for place in filled) if filled else damaged


def of_line(changes: Sequence[Change], gaps: Sequence[str], passes: Callable[[str], bool]) -> float:
    """Give P(a changed line is exactly the original), 0 to 1.

    Args:
        changes: Its changes, with their confidence.
        gaps: What it keeps before, between and behind them.
        passes: The gate: whether a text can be clean.
    """
    kept = 1.0
    if all(step.kind == "codec" for step in chain.from_iterable([change.plan for change in changes])):
        # Beside an edit stands what was never garbled, rare characters and all: nothing was counted for it.
        kept = float(_counted()[kind_of(gaps, passes)]["right"])
    return kept * math.prod([change.confidence for change in changes])


@cache
def _counted() -> dict[str, Any]:
    """Read what scripts/count_kept.py counted."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("confidence.json").read_text(encoding="ascii"))
    return found
