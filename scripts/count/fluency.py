"""Count language/fluency.json: what clean text costs the model for each character, as shares of its spans.

    python -m scripts.count.fluency --corpora DIRECTORY

From each file of running text (permissive, MPL and converted corpora only) lines are drawn, and the heads of their
spans are scored as the library scores them. For each share of the spans, the nats below which so many of them stay; the
mean over the files, so that each language counts alike.
"""

from __future__ import annotations

import json
import random
import re
from statistics import fmean
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, read_lines, running
from scripts.common.data_file import command_line, write
from unmojibake.language import load
from unmojibake.pipeline.span import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OUTPUT = "language/fluency.json"
SEED = 936
LINES, LOOKED_AT = 4_000, 60
"""Lines that are drawn from each file, and how many of their code points are looked at."""
SHARES = {"fluent": 0.9, "rare": 0.999, "rare wide": 0.99}
"""Which share of clean spans reads like language: without rare words, with them, and with them where charsets of two
bytes, which make something of nearly everything, leave less room."""
_SPAN = re.compile(r"[^\x00-\x7f]+")


def costs(lines: Sequence[str]) -> Iterator[float]:
    """Give for the head of each span of two characters and more its nats for each character."""
    score = load().score
    for line in lines:
        for match in _SPAN.finditer(line[:LOOKED_AT]):
            head = match.group()[:ENOUGH]
            if len(head) > 1:
                yield score(f"{head} ", " ") / len(head)


def quantiles(nats: Sequence[float]) -> dict[str, float]:
    """Give for each share the nats below which it stays."""
    ordered = sorted(nats)
    return {name: ordered[int(len(ordered) * share)] for name, share in SHARES.items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    options = command_line(__doc__, OUTPUT).parse_args(argv)
    found: list[dict[str, float]] = []
    for path in running(options.corpora):
        lines = [line.rpartition("\t")[2] for line in read_lines(path)]
        drawn = random.Random(SEED).sample(lines, min(LINES, len(lines)))
        if nats := list(costs(drawn)):
            found.append(quantiles(nats))
    counted: dict[str, object] = {name: round(fmean(each[name] for each in found), 1) for name in SHARES}
    counted["provenance"] = {
        "command": "scripts/count/fluency.py",
        "classes": CLASSES,
        "shares": SHARES,
        "lines": LINES,
        "seed": SEED,
    }
    write(options.output, json.dumps(counted, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
