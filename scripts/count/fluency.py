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
SHARES = {"fluent": 10 / 11, "rare": 0.999, "rare wide": 0.99}
"""Which share of clean spans reads like language: without rare words, with them, and with them where charsets of two
bytes, which make something of nearly everything, leave less room."""
STRANGE = 0.995
"""Which share of clean spans, however short, costs less than language by no more than a rare word does."""
_SPAN = re.compile(r"[^\x00-\x7f]+")


def heads(lines: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Give for the head of each span its length in code points and its nats."""
    score = load().score
    for line in lines:
        for match in _SPAN.finditer(line[:LOOKED_AT]):
            head = match.group()[:ENOUGH]
            yield len(head), score(f"{head} ", " ")


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share of some values stays."""
    return sorted(values)[int(len(values) * share)]


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    options = command_line(__doc__, OUTPUT).parse_args(argv)
    files: list[list[tuple[int, float]]] = []
    for path in running(options.corpora):
        lines = [line.rpartition("\t")[2] for line in read_lines(path)]
        files.append(list(heads(random.Random(SEED).sample(lines, min(LINES, len(lines))))))
    # A single character tells little of what its language costs.
    each = [[nats / length for length, nats in file if length > 1] for file in files if file]
    counted: dict[str, object] = {
        name: round(fmean(quantile(nats, share) for nats in each), 1) for name, share in SHARES.items()
    }
    fluent = float(str(counted["fluent"]))
    beyond = [[nats - fluent * length for length, nats in file] for file in files if file]
    counted["strange"] = round(fmean(quantile(nats, STRANGE) for nats in beyond), 1)
    counted["provenance"] = {
        "command": "scripts/count/fluency.py",
        "classes": CLASSES,
        "shares": {name: round(share, 3) for name, share in SHARES.items()} | {"strange": STRANGE},
        "lines": LINES,
        "seed": SEED,
    }
    write(options.output, json.dumps(counted, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
