"""Print how many clean lines show how many nats for damage: how far a nat may be taken at its word.

    python -m scripts.bench.clean_tail --corpora DIRECTORY [--lines 400000]

Clean text (permissive, MPL and converted corpora only) is drawn by language, whole lines and pieces in turns. What the
gate does not pass is explained by the library; the best explanation of each line counts. Chains from UTF-8, which prove
themselves, are told apart from the others. Where nats are what they say, a million lines have a million / e**N with
more than N.
"""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.common.drawing import LONGEST, SHORT, draw, piece, read
from unmojibake.pipeline.evidence.span_nats import span_nats
from unmojibake.pipeline.explain import line_explanations
from unmojibake.pipeline.gate import first_look

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED, LINES = 936, 400_000
NATS = (0, 5, 10, 15, 20, 25, 30)
KINDS = {True: "proven", False: "other"}


def best_nats(line: str) -> dict[bool, float]:
    """Give the most nats for damage that a line shows, by whether the chains of the explanation prove themselves."""
    found: dict[bool, float] = {}
    for candidate in [] if first_look.is_clean(line) else line_explanations.explanations(line):
        each = span_nats(candidate)
        # The same span once more in a line is no second witness.
        distinct = {(part.before, part.after): value for part, value in zip(candidate.spans, each, strict=True)}
        proven = all(chain.origin == "utf-8" for chain in candidate.plan)
        found[proven] = max(found.get(proven, -math.inf), sum(distinct.values()))
    return found


def clean_line(texts: dict[str, list[str]], number: int) -> str:
    """Draw a clean line, every second time a short piece of one."""
    lots = random.Random(f"{SEED} clean {number}")
    line = draw(texts, lots)[:LONGEST]
    return piece(line, lots, SHORT) if number % 2 else line


def main(argv: Sequence[str] | None = None) -> int:
    """Draw, explain and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora (*.txt.xz)")
    parser.add_argument("--lines", type=int, default=LINES)
    options = parser.parse_args(argv)
    texts = read(options.corpora)
    found = [best_nats(clean_line(texts, number)) for number in range(options.lines)]
    print(
        "| nats | " + " | ".join(f"{name}, per million lines" for name in KINDS.values()) + " |\n| ---: | ---: | ---: |"
    )
    for least in NATS:
        above = [sum(each.get(kind, -math.inf) > least for each in found) * 1e6 / len(found) for kind in KINDS]
        print(f"| {least} | " + " | ".join(f"{each:.1f}" for each in above) + " |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
