"""Fit src/unmojibake/confidence.json: how often a repair that looks like this one is exactly right.

Clean text (see `drawing`) is damaged, one half of it by the priors of the chains and one half by all rows alike, and
repaired by the library. From the changes:

    logit P(a change is exactly right) and logit P(its line is) = weighted sums of `unmojibake.confidence.features`

Each kind of `unmojibake.confidence.kind_of` by itself.

    python scripts/fit_confidence.py --corpora DIRECTORY --output src/unmojibake/confidence.json
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from drawing import CLASSES, LANGUAGES, draw, fits, framed, read, spoil
from fitting import fit

from unmojibake import charsets, confidence, gate, repair
from unmojibake.damage import decoders, gloss, slip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.result import Change

Row: TypeAlias = dict[str, Any]
Sample: TypeAlias = tuple[dict[str, float], bool]
SEED = 1936
LINES = 12_000
"""Lines that are damaged."""
EVEN = 0.5
"""Share of them whose row is drawn from all alike."""
EDITED, TRADITIONAL = 4, "zh-Hant"
"""One line in so many is text of this language whose bytes are edited."""
QUOTED = ("“{}。”", "{}。”", "他說：“{}。”", "《{}。》", "{}。“", "{}。”<p>", "{}。”</p>")
"""What is put around half of these lines: places where a byte is lost."""
TABLES = (0.2, 0.7)
"""Least and greatest share of the characters that have a simplified form which the table of a gloss has."""
MANY = 12
"""Changes of a line whose exactness is told one by one."""
DECAY = 0.05
"""How much a weight that little speaks for is drawn to nothing."""


def gaps_of(line: str, changes: Sequence[Change]) -> list[str]:
    """Give what of a line is between its changes."""
    marks = [0, *(at for change in changes for at in (change.start, change.end)), len(line)]
    return [line[one:other] for one, other in pairwise(marks)][::2]


def are_exact(line: str, gold: str, fixed: str, changes: Sequence[Change]) -> list[bool] | None:
    """Tell for each change whether it is exact; None where already what is left as it stands is wrong."""
    if fixed.rstrip() == gold.rstrip():
        return [True] * len(changes)
    pattern = "(.*?)".join(map(re.escape, gaps_of(line, changes)))
    match = re.fullmatch(pattern, gold, re.DOTALL) if len(changes) < MANY else None
    return match and [was == change.after for was, change in zip(match.groups(), changes, strict=True)]


def look(texts: dict[str, list[str]], number: int) -> list[Any]:
    """Damage a line and repair it; nothing where nothing was damaged, or nothing changed."""
    lots = random.Random(f"{SEED} {number}")
    if number % EDITED == 0:
        texts = {language: texts[language] for language in texts if language == TRADITIONAL}
    left, clean, right = framed(draw(texts, lots), draw(texts, lots), lots)
    if number % EDITED == 0 and lots.random() < EVEN:
        clean = lots.choice(QUOTED).format(clean.rstrip("。"))
    spoilt, plan = edit(clean, lots) if number % EDITED == 0 else spoil(clean, lots, EVEN)
    line, gold = left + spoilt + right, left + clean + right
    result = repair(line) if plan and spoilt != clean else None
    if not result or not result.changed:
        return []
    exact = are_exact(line, gold, result.text, result.changes)
    changes = [
        [f"change, {confidence.kind_of([change])}", confidence.features([change], gate.is_clean), sure]
        for change, sure in zip(result.changes, exact or (), strict=False)
    ]
    whole = result.text.rstrip() == gold.rstrip()
    found = confidence.features(result.changes, gate.is_clean, gaps_of(line, result.changes))
    return [*changes, [f"line, {confidence.kind_of(result.changes)}", found, whole]]


def edit(text: str, lots: random.Random) -> tuple[str, tuple[str, ...]]:
    """Put readings into a text, lose bytes of it, or both, as mirrors do; nothing where GBK does not have it."""
    if not fits(text, "cp936"):
        return text, ()
    data = charsets.encode(text, "cp936")
    if lots.random() < EVEN:
        share = lots.uniform(*TABLES)
        data = gloss.put_in(data, [char for char in gloss.characters() if lots.random() < share])
    if lots.random() < EVEN:
        data = lots.choice((slip.drop, slip.show))(data)
    return decoders.read(data, "cp936", lots.choice(("windows", "ignore"))), ("edited",)


def fit_one(found: list[Sample]) -> Row:
    """Fit P(exactly right) of the changes, or lines, of a kind."""
    names = sorted(found[0][0])
    columns = np.array([[values[name] for name in names] for values, _ in found])
    truth = np.array([float(exact) for _, exact in found])
    fitted = fit(columns, truth, np.ones(len(found)), decay=DECAY)
    chance = 1 / (1 + np.exp(-columns @ fitted.weights))
    sure = truth[chance >= 0.99]
    return {
        "weights": {name: round(float(weight), 3) for name, weight in zip(names, fitted.weights, strict=True)},
        "seen": len(found),
        "exact": int(truth.sum()),
        "from 0.99": [len(sure), int(sure.sum())],
    }


def unfitted() -> Row:
    """Give weights of nothing: what is fitted here must not depend on what was fitted before."""
    nothing: Row = {"weights": collections.defaultdict(float)}
    return collections.defaultdict(lambda: nothing)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--output", type=Path, help="default: print only")
    options = parser.parse_args()
    confidence._fitted = unfitted  # type: ignore[assignment]  # noqa: SLF001
    texts = read(options.corpora, CLASSES)
    samples: dict[str, list[Sample]] = collections.defaultdict(list)
    for number in range(options.lines):
        for kind, found, exact in look(texts, number):
            samples[kind].append((found, exact))
    fitted = {kind: fit_one(found) for kind, found in sorted(samples.items())}
    fitted |= {
        "provenance": {
            "command": "scripts/fit_confidence.py",
            "classes": CLASSES,
            "languages": LANGUAGES,
            "seed": SEED,
            "lines": options.lines,
        },
    }
    text = json.dumps(fitted, indent=1, sort_keys=True)
    print(text)
    if options.output:
        options.output.write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
