"""A gate that only rises: the quality on tests/fixtures may get better, and not worse.

    python -m scripts.quality_gate                              # check; exit code 1 and what fell
    python -m scripts.quality_gate --update                     # write what is measured, unless something fell
    python -m scripts.quality_gate --update --fixtures-changed  # the same after rows were added or changed
    python -m scripts.quality_gate --update --allow-regression  # lower a floor or raise a ceiling, on purpose

tests/gate.toml has a floor for the share of exact repairs of each kind of damage that the fixtures name (known
failures count as misses), ceilings for the clean texts that are changed and for the calibration error of
`Result.confidence` over the damaged rows that are changed, and the SHA-256 of the fixtures, so that nobody compares
figures of different rows.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import unmojibake
from scripts.bench import fixtures
from scripts.common import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

GATE = Path(__file__).resolve().parents[1] / "tests" / "gate.toml"
NOISE = 0.0005
"""Differences of shares that are none: the last digits of a probability are the machine's."""
CHANGED = "clean texts changed"
ERROR = "calibration error"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the gate holds, or what was measured.

    Attributes:
        fixtures: SHA-256 of the fixtures.
        floors: Share of exact repairs, 0 to 1, by kind of damage.
        ceilings: How many clean texts are changed; the calibration error, 0 to 1.
    """

    fixtures: str
    floors: dict[str, float]
    ceilings: dict[str, float]


def measure(folder: Path = fixtures.FOLDER) -> Limits:
    """Measure the fixtures of a folder, rounded to four places."""
    rows = fixtures.read(folder)
    counts: dict[str, list[int]] = {}
    stated: list[figures.Pair] = []
    for row in rows:
        if row["damage"] == fixtures.CLEAN or (row["gold"] is None and row["expect"] != "abstain"):
            continue
        result = unmojibake.repair(row["damaged"])
        # What is lost for good is done right when it is left and reported.
        right = result.verdict == "abstained" if row["expect"] == "abstain" else result.text == row["gold"]
        counts.setdefault(row["damage"], [0, 0])[right] += 1
        if result.changed and row["gold"] is not None:
            stated.append((result.confidence, result.text == row["gold"]))
    changed = sum(unmojibake.repair(text).text != text for text in fixtures.clean(rows))
    error = figures.calibration_error(stated) or 0.0
    return Limits(
        fixtures.digest(folder),
        {kind: math.floor(hits / (misses + hits) * 1e4) / 1e4 for kind, (misses, hits) in sorted(counts.items())},
        {CHANGED: changed, ERROR: math.ceil(error * 1e4) / 1e4},
    )


def read(path: Path = GATE) -> Limits:
    """Read a gate.

    Raises:
        FileNotFoundError: If there is none.
        KeyError: If a part is missing.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Limits(found["fixtures"], found["floors"], found["ceilings"])


def write(limits: Limits, path: Path = GATE) -> None:
    """Write a gate; a crash leaves the old one whole."""
    lines = ["# Written by scripts/quality_gate.py --update, which lowers nothing unless told to.", ""]
    lines.append(f'fixtures = "{limits.fixtures}"')
    for title, values in (("floors", limits.floors), ("ceilings", limits.ceilings)):
        lines += ["", f"[{title}]", *(f'"{name}" = {value:g}' for name, value in values.items())]
    beside = path.with_suffix(".part")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105 - Path.replace is the same


def fallen(gate: Limits, found: Limits) -> list[str]:
    """Tell what is worse than the gate allows, a line each."""
    lines = []
    for kind, floor in gate.floors.items():
        if kind not in found.floors:
            lines.append(f"{kind}: no fixture has this damage any more; the floor is {floor:g}")
        elif found.floors[kind] < floor - NOISE:
            lines.append(f"{kind}: exact {found.floors[kind]:g} is below the floor {floor:g}")
    for name, ceiling in gate.ceilings.items():
        if found.ceilings.get(name, math.inf) > ceiling + NOISE:
            lines.append(f"{name}: {found.ceilings.get(name)} is above the ceiling {ceiling:g}")
    return lines


def unpinned(gate: Limits, found: Limits) -> list[str]:
    """Tell what is measured and not in the gate."""
    return [
        f"{name}: not in the gate"
        for mine, theirs in ((gate.floors, found.floors), (gate.ceilings, found.ceilings))
        for name in theirs
        if name not in mine
    ]


def check(gate: Limits, found: Limits) -> list[str]:
    """Give all that keeps the gate shut."""
    lines = fallen(gate, found) + unpinned(gate, found)
    if gate.fixtures != found.fixtures:
        lines.append("the fixtures changed: run scripts/quality_gate.py --update --fixtures-changed, and read the diff")
    return lines


def update(path: Path, found: Limits, *, fixtures_changed: bool, allow_regression: bool) -> list[str]:
    """Write what was measured, unless it may not be.

    Args:
        path: The gate; made where there is none.
        found: What was measured.
        fixtures_changed: Whether it is known that the fixtures are not those of the gate.
        allow_regression: Whether floors may be lowered and ceilings raised.

    Returns:
        Why nothing was written; empty when it was.
    """
    if path.exists():
        gate = read(path)
        if gate.fixtures != found.fixtures and not fixtures_changed:
            return ["the fixtures changed: say --fixtures-changed if that is meant"]
        if not allow_regression and (lines := fallen(gate, found)):
            return [*lines, "nothing was written: say --allow-regression if that is meant"]
    write(found, path)
    return []


def main(argv: Sequence[str] | None = None) -> int:
    """Check or update. Give 0 when the gate is open, 1 when it is not, 2 for misuse."""
    parser = argparse.ArgumentParser(description="Check that the quality on the fixtures did not fall.")
    parser.add_argument("--update", action="store_true", help="write what is measured")
    parser.add_argument("--fixtures-changed", action="store_true", help="the fixtures are others on purpose")
    parser.add_argument("--allow-regression", action="store_true", help="lower floors, raise ceilings")
    parser.add_argument("--gate", type=Path, default=GATE, help="the file (tests/gate.toml)")
    parser.add_argument("--fixtures", type=Path, default=fixtures.FOLDER, help="the folder (tests/fixtures)")
    options = parser.parse_args(argv)
    if not options.update and (options.fixtures_changed or options.allow_regression):
        parser.error("--fixtures-changed and --allow-regression go with --update")
    found = measure(options.fixtures)
    if options.update:
        allowed = {"fixtures_changed": options.fixtures_changed, "allow_regression": options.allow_regression}
        lines = update(options.gate, found, **allowed)
    elif options.gate.exists():
        lines = check(read(options.gate), found)
    else:
        lines = [f"{options.gate} is missing: run scripts/quality_gate.py --update"]
    print(*lines, sep="\n", end="\n" if lines else "", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
