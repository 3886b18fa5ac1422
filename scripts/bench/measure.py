"""The quality part: every engine on every row, and what comes of it, counted. No clock is looked at."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import unmojibake
from scripts.bench import fixtures
from scripts.bench.damages import Row
from scripts.bench.engines import DETECTORS, repairers
from scripts.common import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scripts.common.figures import Pair

OURS = "unmojibake"
SAMPLED = 5
"""Slow engines get every fifth clean line."""
_CHUNK = 40
_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")


class Outcome(NamedTuple):
    """What an engine made of a row; distances in code points to the original."""

    exact: bool
    changed: bool
    before: int
    after: int


class Judged(NamedTuple):
    """A row with what each engine made of it.

    Attributes:
        row: The row.
        outcomes: By engine.
        confidence: `Result.confidence` of ours.
        noticed: Whether each detector takes it for damaged.
    """

    row: Row
    outcomes: dict[str, Outcome]
    confidence: float
    noticed: dict[str, bool]


def _outcome(text: str, found: str, expected: str) -> Outcome:
    before = figures.distance(text, expected)
    after = 0 if found == expected else before if found == text else figures.distance(found, expected)
    return Outcome(found == expected, found != text, before, after)


def judge(row: Row, names: Iterable[str] | None = None) -> Judged:
    """Run the engines of some names, or all, on a row."""
    result = unmojibake.repair(row.text)
    outcomes = {OURS: _outcome(row.text, result.text, row.gold)}
    engines = repairers()
    for name in engines if names is None else names:
        if name != OURS:
            engine = engines[name]
            outcomes[name] = _outcome(row.text, engine.repair(row.text), engine.expected(row.gold))
    noticed = {name: detect(row.text) for name, detect in DETECTORS.items()} if names is None else {}
    return Judged(row, outcomes, result.confidence, noticed)


def _judge_all(chunk: Sequence[Row]) -> list[Judged]:
    return [judge(row) for row in chunk]


def spread(work: Callable[[Sequence[_Item]], _Answer], items: Sequence[_Item], jobs: int) -> Iterable[_Answer]:
    """Give the answers for chunks of items, in their order, from several processes."""
    chunks = [items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK)]
    if jobs == 1:
        yield from map(work, chunks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, chunks)


def judge_rows(damaged: Sequence[Row], jobs: int) -> list[Judged]:
    """Run all engines on all rows."""
    return list(chain.from_iterable(spread(_judge_all, damaged, jobs)))


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Count the outcomes of some rows, by engine.

    Returns:
        ``n``, ``lossy``; ``length``, code points of the originals; ``distance``, what the damage did; for each engine
        how many are exact, left as they were, and worse than before, and the distance that is left.
    """
    engines = {}
    for name in judged[0].outcomes if judged else ():
        outcomes = [one.outcomes[name] for one in judged]
        engines[name] = {
            "exact": sum(one.exact for one in outcomes),
            "left": sum(not one.changed for one in outcomes),
            "worse": sum(one.changed and one.after > one.before for one in outcomes),
            "distance": sum(one.after for one in outcomes),
        }
    return {
        "n": len(judged),
        "lossy": sum(one.row.lossy for one in judged),
        "length": sum(len(one.row.gold) for one in judged),
        "distance": sum(one.outcomes[OURS].before for one in judged),
        "engines": engines,
    }


def cells(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Count by kind, language and length."""
    groups: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.row.kind, one.row.language, one.row.length].append(one)
    names = ("kind", "language", "lengths")
    return [dict(zip(names, key, strict=True)) | summary(group) for key, group in groups.items()]


def losses(judged: Sequence[Judged]) -> dict[str, Any]:
    """Count the rows that lost bytes apart from those that did not."""
    return {
        "nothing lost": summary([one for one in judged if not one.row.lossy]),
        "bytes lost": summary([one for one in judged if one.row.lossy]),
    }


def calibrations(judged: Sequence[Judged]) -> dict[str, Any]:
    """Compare the confidence of the rows that we changed with what came true."""

    def pairs(*, lossy: bool) -> list[Pair]:
        ours = ((one, one.outcomes[OURS]) for one in judged if one.row.lossy >= lossy)
        return [(one.confidence, outcome.exact) for one, outcome in ours if outcome.changed]

    return {"all": figures.calibration(pairs(lossy=False)), "bytes lost": figures.calibration(pairs(lossy=True))}


class _Clean(NamedTuple):
    """What chunks of clean lines came to: lines seen and lines changed (or noticed) by name, and ours in full."""

    seen: dict[str, int]
    hits: dict[str, int]
    ours: list[str]


def _clean_chunk(chunk: Sequence[tuple[str, bool]]) -> _Clean:
    seen: dict[str, int] = defaultdict(int)
    hits: dict[str, int] = defaultdict(int)
    ours = []
    for line, sampled in chunk:
        result = unmojibake.repair(line)
        if result.changed:
            ours.append(line)
        for name, engine in repairers().items():
            if name == OURS or not engine.slow or sampled:
                seen[name] += 1
                hits[name] += result.changed if name == OURS else engine.repair(line) != line
        for name, detect in DETECTORS.items():
            seen[name] += 1
            hits[name] += detect(line)
    return _Clean(dict(seen), dict(hits), ours)


def clean(lines: Sequence[str], jobs: int) -> tuple[dict[str, Any], list[str]]:
    """Count the clean lines that are changed, or taken for damaged.

    Returns:
        By engine and detector the lines seen, the lines hit, and the 95% interval of the share; and the lines that we
        changed.
    """
    marked = [(line, at % SAMPLED == 0) for at, line in enumerate(lines)]
    seen: dict[str, int] = defaultdict(int)
    hits: dict[str, int] = defaultdict(int)
    ours: list[str] = []
    for part in spread(_clean_chunk, marked, jobs):
        for name, count in part.seen.items():
            seen[name] += count
            hits[name] += part.hits[name]
        ours += part.ours
    found = {}
    for name, trials in seen.items():
        low, high = figures.interval(hits[name], trials)
        found[name] = {"n": trials, "hits": hits[name], "low": float(f"{low:.3g}"), "high": float(f"{high:.3g}")}
    return found, ours


def detection(judged: Sequence[Judged]) -> dict[str, int]:
    """Count the damaged rows that each detector notices."""
    return {name: sum(one.noticed[name] for one in judged) for name in DETECTORS}


def of_fixtures(jobs: int) -> dict[str, Any]:
    """Measure the engines on the project's fixtures."""
    found = fixtures.read()
    by_damage = {
        damage: judge_rows([Row(damage, "", "", row["damaged"], row["gold"], lossy=False) for row in group], jobs)
        for damage, group in fixtures.damaged(found).items()
    }
    negatives, _ = clean(fixtures.clean(found), 1)
    return {
        "sha256": fixtures.digest(),
        "damaged": {damage: summary(group) for damage, group in by_damage.items()},
        "clean": {name: [one["hits"], one["n"]] for name, one in negatives.items()},
    }
