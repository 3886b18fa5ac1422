"""Count src/unmojibake/confidence.json: how often what a changed line keeps is right as it is.

Clean text (see `drawing`) is damaged, one half of it by the priors of the chains and one half by all rows alike, and
repaired by the library. Where all that was changed reads as it should, what is kept is right or wrong; it is counted
by what kind of text it is (`unmojibake.confidence.kind_of`), with one more of each, as nobody knows beforehand.

    python scripts/count_kept.py --corpora DIRECTORY --output src/unmojibake/confidence.json
"""

from __future__ import annotations

import argparse
import collections
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from drawing import CLASSES, draw, framed, read, spoil, write

from unmojibake import confidence, gate, repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.result import Change

SEED = 1936
LINES = 2_000
"""Lines that are damaged."""
EVEN = 0.5
"""Share of them whose row is drawn from all alike."""
MANY = 12
"""Changes of a line up to which it can be told whether what is between them is right."""


def gaps_of(line: str, changes: Sequence[Change]) -> list[str]:
    """Give what of a line is between its changes."""
    marks = [0, *(at for change in changes for at in (change.start, change.end)), len(line)]
    return [line[one:other] for one, other in pairwise(marks)][::2]


def is_kept(line: str, gold: str, fixed: str, changes: Sequence[Change]) -> bool:
    """Tell whether all that a line keeps beside its changes stands in the original."""
    if fixed.rstrip() == gold.rstrip():
        return True
    pattern = "(.*?)".join(map(re.escape, gaps_of(line, changes)))
    return re.fullmatch(pattern, gold, re.DOTALL) is not None


def look(texts: dict[str, list[str]], number: int) -> tuple[str, bool] | None:
    """Damage a line and repair it; None where nothing was damaged, nothing changed, or too much to tell."""
    lots = random.Random(f"{SEED} {number}")
    left, clean, right = framed(draw(texts, lots), draw(texts, lots), lots)
    spoilt, plan = spoil(clean, lots, EVEN)
    line, gold = left + spoilt + right, left + clean + right
    result = repair(line) if plan and spoilt != clean else None
    if not result or not 0 < len(result.changes) < MANY:
        return None
    kind = confidence.kind_of(gaps_of(line, result.changes), gate.is_clean)
    return kind, is_kept(line, gold, result.text, result.changes)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--output", type=Path, help="default: print only")
    options = parser.parse_args()
    # What is counted here must not depend on what was counted before.
    confidence._counted = lambda: {kind: {"right": 1.0} for kind in confidence.KINDS}  # type: ignore[assignment]  # noqa: SLF001
    texts = read(options.corpora, CLASSES)
    seen = collections.Counter(found for number in range(options.lines) if (found := look(texts, number)))
    counted: dict[str, object] = {}
    for kind in confidence.KINDS:
        right, lines = seen[kind, True], seen[kind, True] + seen[kind, False]
        counted[kind] = {"right": round((right + 1) / (lines + 2), 4), "lines": lines}
    write(counted, "scripts/count_kept.py", options.lines, SEED, options.output)


if __name__ == "__main__":
    main()
