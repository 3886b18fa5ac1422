"""Measure quality, calibration, speed and memory beside other libraries, and write the page that is published.

    python -m scripts.bench.run                    # all of it, under ten minutes; writes docs/benchmark*
    python -m scripts.bench.run --only-speed       # speed and memory alone, the rest is kept; writes docs/benchmark*
    python -m scripts.bench.run --page             # write the page and the plots again from docs/benchmark.json
    python -m scripts.bench.run --speed            # print the tables of speed and memory, in this environment
    python -m scripts.bench.run --speed --scale 0.1 --only lines

The first makes a virtual environment with the other libraries and matplotlib, and downloads packages whose translations
are the clean text, and others whose text speed is measured on (`natural.py`); all are pinned, kept in a cache outside
the repository, and need PyPI, npm and Debian's packages the first time only. All else is made here: damage by
`unmojibake.damage`, rows drawn by fixed seeds. What is written:

    docs/benchmark.json      what was measured
    docs/benchmark.md        the page, made from that alone
    docs/benchmark-*.svg     the plots, the same
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import unmojibake
from scripts.bench import environment

DOCS = environment.ROOT / "docs"
RESULTS = DOCS / "benchmark.json"
PAGE = DOCS / "benchmark.md"
EACH = 5
"""Rows for each kind of damage, language and length."""
SCALE = 0.1
"""Size of the texts of the speed tables, beside those that `--speed` has by default."""
NAMES = ("ftfy", "plsfix", "encfix", "chardet", "charset-normalizer", "matplotlib")


_BEGUN = time.monotonic()
"""When this program was started."""


def say(what: str) -> None:
    """Tell what is measured now, and how many seconds after the start."""
    print(f"{time.monotonic() - _BEGUN:4.0f} s  {what}", file=sys.stderr, flush=True)


def measure_speed(cache: Path, scale: float) -> dict[str, Any]:
    """Measure speed and memory.

    Args:
        cache: Where downloads are kept.
        scale: Size of the texts.
    """
    from scripts.bench import natural, speed  # noqa: PLC0415 - not needed to write the page

    say("natural text")
    texts = natural.read(cache)
    tables = {}
    for title, head, table in speed.TABLES.values():
        say(title)
        tables[title] = [head, *table(scale, texts)]
    return {"natural": {name: natural.packages(name) for name in texts}, "speed": tables}


def measure(folder: Path, each: int, every: int, jobs: int) -> dict[str, Any]:
    """Measure all but speed and memory.

    Args:
        folder: The downloaded packages with translations.
        each: Rows for each kind, language and length.
        every: Of how many clean lines one is looked at.
        jobs: Processes.
    """
    from scripts.bench import curves, damages, measure, texts  # noqa: PLC0415 - not needed to write the page

    lines = texts.read_packages(folder)
    rows = damages.rows(texts.own(lines), each)
    clean = [line for name in sorted(lines) for line in lines[name]][::every]
    say(f"{len(rows):,} damaged rows")
    judged = measure.judge_rows(rows, jobs)
    kinds = {kind.name: [one for one in judged if one.row.kind == kind.name] for kind in damages.KINDS}
    say(f"{len(clean):,} clean lines")
    found, _ = measure.clean(clean, jobs)
    say("thresholds")
    points = curves.curves(rows, clean, jobs)
    say("fixtures")
    fixtures = measure.of_fixtures(jobs)
    return {
        "versions": versions(),
        "seconds": round(time.monotonic() - _BEGUN),
        "each": each,
        "every": every,
        "lines": {name: len(one) for name, one in sorted(lines.items()) if name in texts.LANGUAGES},
        "lines of others": sum(len(one) for name, one in lines.items() if name not in texts.LANGUAGES),
        "all": measure.losses(judged) | {"all": measure.summary(judged)},
        "kinds": {name: measure.summary(group) for name, group in kinds.items() if group},
        "cells": measure.cells(judged),
        "calibration": measure.calibrations(judged),
        "clean": found,
        "noticed": measure.detection(judged),
        "curves": points,
        "fixtures": fixtures,
    }


def versions() -> dict[str, str]:
    """Give what was measured, and with what."""
    found = {"unmojibake": unmojibake.__version__, "Python": platform.python_version()}
    for name in NAMES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def dump(results: dict[str, Any]) -> str:
    """Write results as JSON, a line for each cell of the big table."""
    cells = ",\n".join("    " + json.dumps(cell, ensure_ascii=False) for cell in results["cells"])
    text = json.dumps(results | {"cells": []}, ensure_ascii=False, indent=1)
    return text.replace('"cells": []', f'"cells": [\n{cells}\n ]') + "\n"


def publish(results: dict[str, Any]) -> None:
    """Write the page and the plots."""
    from scripts.bench import page, plots  # noqa: PLC0415 - matplotlib is only there for the docs

    PAGE.write_text(page.page(results), encoding="utf-8")
    plots.draw(results, DOCS)


def print_speed(cache: Path, scale: float, names: list[str] | None) -> None:
    """Print the tables of speed and memory, row by row as the figures come in."""
    from scripts.bench import natural, speed  # noqa: PLC0415 - not needed to write the page

    print(", ".join(f"{name} {version}" for name, version in versions().items()))
    strings = natural.read(cache)
    for name in names or speed.TABLES:
        title, head, table = speed.TABLES[name]
        print(f"\n### {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}", flush=True)
        for row in table(scale, strings):
            print(f"| {' | '.join(row)} |", flush=True)


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description="Measure quality, calibration, speed and memory.")
    parser.add_argument("--page", action="store_true", help="write the page from what was measured before")
    parser.add_argument("--only-speed", action="store_true", help="measure speed and memory alone, and write the page")
    parser.add_argument("--speed", action="store_true", help="print the tables of speed and memory, write nothing")
    parser.add_argument("--scale", type=float, help=f"size of the texts of the speed tables (1; else {SCALE})")
    parser.add_argument("--only", action="append", help="with --speed: one table; repeatable")
    parser.add_argument("--each", type=int, default=EACH, help=f"rows for each kind, language, length ({EACH})")
    parser.add_argument("--every", type=int, default=1, help="of how many clean lines one is looked at (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (one for each processor)")
    parser.add_argument("--cache", type=Path, default=environment.cache_folder(), help="where downloads are kept")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.speed:
        print_speed(options.cache, options.scale or 1.0, options.only)
        return 0
    python = environment.interpreter(options.cache)
    folder = environment.download(python, options.cache)
    if not options.inside:
        return environment.run_inside(python, [*sys.argv[1:], "--inside"])
    if not options.page:
        found = measure_speed(options.cache, options.scale or SCALE)
        if options.only_speed:
            others = json.loads(RESULTS.read_text(encoding="utf-8"))
        else:
            others = measure(folder, options.each, options.every, options.jobs)
        RESULTS.write_text(dump(others | found), encoding="utf-8")
    publish(json.loads(RESULTS.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
