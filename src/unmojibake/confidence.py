"""How far a repair can be trusted: P(it is exactly the original).

The search says how sure each filled place is, the choice how surely a span is damaged. Both are asked of the best
explanation, and trust the language model. How often a repair that looks like this one was exactly right is another
question, and it was measured: scripts/fit_confidence.py damages clean text in every way, repairs it, and fits the
weights of what is seen here.
"""

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from unmojibake.result import Change

_RARE = frozenset({"big5", "cp949", "cp932", "euc_jp"})
"""Carriers of two bytes a character in which UTF-8 loses whole characters."""
_LEAST = 1e-6
"""Bound of a probability whose odds are taken."""


def features(
    changes: Sequence[Change], passes: Callable[[str], bool], gaps: Sequence[str] | None = None
) -> dict[str, float]:
    """Describe a change, or all of a line, by what tells right ones from wrong ones.

    Args:
        changes: The changes, their confidence not looked at.
        passes: The gate: whether a text can be clean.
        gaps: What the line keeps before, between and behind them; None: one change by itself is asked for.

    Returns:
        Name and value of each feature. Those of what was filled in are there where something was.
    """
    after = "".join(change.after for change in changes)
    steps = {step for change in changes for step in change.plan}
    found = {
        "bias": 1.0,
        "clean": float(passes("\n".join(change.after for change in changes))),
        "length": math.log1p(len(after)),
        "odds": _odds(min(change.damaged for change in changes)) / 10,
        "rare": float(any(step.kind == "codec" and step.detail[1] in _RARE for step in steps)),
        "layers": float(any(len(change.plan) > 1 and change.plan[0].kind == "codec" for change in changes)),
    }
    if gaps is not None:
        found |= {"changes": math.log(len(changes)), **_rest(gaps, passes)}
    shares = [place.alternatives[0][1] for change in changes for place in change.filled]
    if shares:
        found |= {"fills": math.log(len(shares)), "sure": _odds(math.prod(shares)), "least": _odds(min(shares))}
    return found


def _rest(gaps: Sequence[str], passes: Callable[[str], bool]) -> dict[str, float]:
    """Describe what a line keeps: does it pass the gate, is it ASCII, do changes end beside other characters."""
    sides = [gap[-1:] for gap in gaps[:-1]] + [gap[:1] for gap in gaps[1:]]
    return {
        "suspect": float(not passes("\n".join(gaps))),
        "kept": float(not all(map(str.isascii, gaps))),
        "touching": float(not all(map(str.isascii, sides))),
    }


def kind_of(changes: Sequence[Change]) -> str:
    """Name the kind of some changes: what can be told from them differs too much for one fit.

    "utf-8", which proves itself; "legacy", where a charset was read as another that makes something of everything;
    "edited", where bytes of GBK were put in or lost. With ", lossy" where something was filled in.
    """
    steps = [step for change in changes for step in change.plan]
    kind = "legacy" if any(step.detail[0] != "utf-8" for step in steps) else "utf-8"
    if any(step.kind != "codec" for step in steps):
        kind = "edited"
    return kind + ", lossy" * any(change.filled for change in changes)


def of_change(change: Change, passes: Callable[[str], bool]) -> float:
    """Give P(a change is exactly right), 0 to 1; never more than P(its span is damaged)."""
    return change.damaged * _chance(f"change, {kind_of([change])}", features([change], passes))


def of_line(changes: Sequence[Change], gaps: Sequence[str], passes: Callable[[str], bool]) -> float:
    """Give P(a changed line is exactly the original), 0 to 1.

    Args:
        changes: Its changes.
        gaps: What it keeps before, between and behind them.
        passes: The gate: whether a text can be clean.
    """
    return _chance(f"line, {kind_of(changes)}", features(changes, passes, gaps))


def _chance(kind: str, found: dict[str, float]) -> float:
    """Give the probability that the weights of a kind make of some features."""
    weights = _fitted()[kind]["weights"]
    logit = sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-700.0, min(logit, 700.0))))


def _odds(share: float) -> float:
    """Give the log odds of a probability, within bounds."""
    bounded = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


@cache
def _fitted() -> dict[str, Any]:
    """Read what scripts/fit_confidence.py fitted."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("confidence.json").read_text(encoding="ascii"))
    return found
