"""What a threshold does, in three sources that differ in how common damage is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import unmojibake
from scripts.bench.measure import spread
from scripts.common import figures
from unmojibake import Config
from unmojibake.pipeline.decide import choose
from unmojibake.pipeline.gate import first_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.bench.damages import Row

SOURCES = {"a damaged file": 0.5, "a web crawl": 1e-3, "a clean corpus": 1e-5}
"""Name of a source, and the share of its lines that is damaged: what `Config(prior=...)` says of it."""
THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 1000 / 1001, 0.9999, 0.99999, 0.999999)
"""Values of `Config.min_damaged`."""
_LEAST = THRESHOLDS[0]


def at_thresholds(text: str, prior: float) -> list[str]:
    """Repair a text at each threshold: one repair at the lowest, and of its changes those that reach the others."""
    changes = unmojibake.repair(text, Config(prior=prior, min_damaged=_LEAST)).changes  # of one line
    found = []
    for least in THRESHOLDS:
        pieces, end = [], 0
        for change, is_taken in zip(changes, choose.taken(changes, least), strict=True):
            if is_taken:
                pieces += [text[end : change.start], change.after]
                end = change.end
        found.append("".join([*pieces, text[end:]]))
    return found


def _damaged_chunk(chunk: Sequence[Row]) -> dict[str, list[list[int]]]:
    """Count changed and exact rows by source and threshold."""
    counts = {name: [[0, 0] for _ in THRESHOLDS] for name in SOURCES}
    for row in chunk:
        for name, prior in SOURCES.items():
            for count, found in zip(counts[name], at_thresholds(row.text, prior), strict=True):
                count[0] += found != row.text
                count[1] += found == row.gold
    return counts


def _clean_chunk(chunk: Sequence[str]) -> dict[str, list[int]]:
    """Count changed lines by source and threshold."""
    counts = {name: [0 for _ in THRESHOLDS] for name in SOURCES}
    for line in chunk:
        if first_look.is_clean(line) and not first_look.is_lost(line):
            continue
        # The commonest damage first: where it changes nothing, none does.
        for name, prior in SOURCES.items():
            texts = at_thresholds(line, prior)
            for at, found in enumerate(texts):
                counts[name][at] += found != line
            if texts[0] == line:
                break
    return counts


def curves(damaged: Sequence[Row], clean: Sequence[str], jobs: int) -> dict[str, Any]:
    """Measure what thresholds do.

    Args:
        damaged: Damaged rows, each a document of its own.
        clean: Clean lines, each a document of its own.
        jobs: Processes.

    Returns:
        The numbers of rows and lines; for each source its prior, and for each threshold how many rows are changed and
        exact, how many clean lines are changed, with the 95% interval of their share, and the precision: of the lines
        that are changed in such a source, the share that is exactly right.
    """
    rows = {name: [[0, 0] for _ in THRESHOLDS] for name in SOURCES}
    lines = {name: [0 for _ in THRESHOLDS] for name in SOURCES}
    for part in spread(_damaged_chunk, damaged, jobs):
        for name, counts in part.items():
            rows[name] = [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(rows[name], counts, strict=True)]
    for part in spread(_clean_chunk, clean, jobs):
        for name, hits in part.items():
            lines[name] = [a + b for a, b in zip(lines[name], hits, strict=True)]
    sources = {}
    for name, prior in SOURCES.items():
        points = [
            _point(least, prior, (changed, exact, len(damaged)), (hits, len(clean)))
            for least, (changed, exact), hits in zip(THRESHOLDS, rows[name], lines[name], strict=True)
        ]
        sources[name] = {"prior": prior, "points": points}
    return {"rows": len(damaged), "lines": len(clean), "sources": sources}


def _point(least: float, prior: float, damaged: tuple[int, int, int], clean: tuple[int, int]) -> dict[str, Any]:
    """Work out one point of a curve."""
    changed, exact, rows = damaged
    hits, lines = clean
    low, high = figures.interval(hits, lines)

    def precision(rate: float) -> float | None:
        wrong = prior * (changed - exact) / rows + (1 - prior) * rate
        right = prior * exact / rows
        return float(f"{right / (right + wrong):.4g}") if right + wrong else None

    return {
        "min_damaged": round(least, 7),
        "changed": changed,
        "exact": exact,
        "hits": hits,
        "low": float(f"{low:.3g}"),
        "high": float(f"{high:.3g}"),
        "precision": precision(hits / lines),
        "precision at worst": precision(high),
    }
