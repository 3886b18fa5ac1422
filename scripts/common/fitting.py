"""Logistic regression, as small as it gets."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Logit(NamedTuple):
    """A fitted logistic regression: a weight for each column."""

    weights: Floats
    loss: float


def fit(columns: Floats, truth: Floats, weights: Floats, offset: Floats | float = 0.0, decay: float = 1e-3) -> Logit:
    """Fit a logistic regression by Newton's method, with a little decay so that it always ends."""
    solution = np.zeros(columns.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(columns @ solution + offset, -500, 500)))
        slope = columns.T @ (weights * (truth - chance)) - decay * solution
        curve = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns + decay * np.eye(len(solution))
        step = np.linalg.solve(curve, slope)
        solution += step * min(1.0, 5 / max(1e-9, float(np.abs(step).max())))
    logits = columns @ solution + offset
    return Logit(solution, float((weights * np.logaddexp(0, np.where(truth > 0, -logits, logits))).sum()))
