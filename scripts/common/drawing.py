"""Draw clean text from the corpora, and damage it: what the fits are made on.

Clean text is permissive, MPL and converted running text, drawn by language. It is damaged by `unmojibake.damage`:
by every row of the table of chains, every decoder, every later damage; whole lines, pieces of 1 to LONGEST code points,
spans inside right text, and inside code.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from scripts.common import data_file
from scripts.common.corpora import CLASSES, read_lines, running
from unmojibake.charsets import regions, tables, wrong_readings
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.damage import damage
from unmojibake.damaging.decoders import DECODERS
from unmojibake.damaging.edits import EDITS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable
    from pathlib import Path

LANGUAGES = {"zh-Hans": 0.5, "zh-Hant": 0.15, "ja": 0.1, "ko": 0.05, "ru": 0.05, "mixed": 0.15}
"""How much of what is drawn is in which language; mixed are the 43 others."""
LONGEST, SHORT = 400, 20
"""Code points of the longest piece, and of a short one."""
TWO_LAYERS, WINDOWS, UNTOUCHED, PARTIAL, FRAMED = 0.06, 0.6, 0.7, 0.5, 0.25
"""Shares of damage: two layers deep; read by the Windows rule; nothing lost later; a span of a right line; in code."""
FRAMES = (
    '  "name": "{}",',
    "    // {}",
    "# {}",
    "- {}",
    "- **{}**: 1",
    "<td>{}</td>",
    "print('{}')",
    'x = _("{}")',
    "/* {} */",
)


def read(corpora: Path, classes: Iterable[str] = CLASSES) -> dict[str, list[str]]:
    """Read the lines of each language, all its classes together."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        lines = found[language] = []
        for name in classes:
            for path in running(corpora, language, (name,)):
                lines += read_lines(path)
        if language == "mixed":
            found[language] = [line.partition("\t")[2] for line in lines]
    return {language: lines for language, lines in found.items() if lines}


def draw(texts: dict[str, list[str]], lots: random.Random) -> str:
    """Draw a clean line by language."""
    (language,) = lots.choices(list(texts), [LANGUAGES[name] for name in texts])
    return lots.choice(texts[language])


def piece(line: str, lots: random.Random, longest: int) -> str:
    """Cut a piece out of a line, short ones as often as long ones (the length is drawn on a logarithmic scale)."""
    length = round(math.exp(lots.uniform(0, math.log(longest))))
    start = lots.randrange(max(1, len(line) - length + 1))
    return line[start : start + length].strip()


def framed(line: str, other: str, lots: random.Random) -> tuple[str, str, str]:
    """Draw what is damaged of a line, and what stands on both sides of it: nothing, code, or other clean text."""
    clean = piece(line, lots, LONGEST)
    if lots.random() < FRAMED:
        return "", lots.choice(FRAMES).format(clean), ""
    if lots.random() < PARTIAL:
        return piece(other, lots, SHORT) + lots.choice(" ："), clean, lots.choice(" ，") + piece(line, lots, SHORT)
    return "", clean, ""


def spoil(text: str, lots: random.Random, even: float = 0.0) -> tuple[str, tuple[wrong_readings.Chain, ...]]:
    """Damage a piece by a plan; an empty plan when no row fits.

    Args:
        text: The piece.
        lots: Where the draws come from.
        even: How often a row is drawn evenly from all, 0 to 1; else by the priors.
    """
    plan: list[wrong_readings.Chain] = []
    for _ in range(1 + (lots.random() < TWO_LAYERS)):
        rows = {
            row: share for row, share in wrong_readings.shares(regions.area_of(text)).items() if fits(text, row.origin)
        }
        if not rows:
            break
        (row,) = lots.choices(list(rows), None if even and lots.random() < even else list(rows.values()))
        decoder = "windows" if lots.random() < WINDOWS else lots.choice(DECODERS)
        text = damage(text, [(lots.choice(tuple(EDITS)) if row.edits else row.origin, row.carrier, decoder)])
        plan.append(row)
    if lots.random() > UNTOUCHED:
        text = damage(text, lots.choice(tuple(LATER)))
    return text, tuple(plan)


def write(counted: dict[str, Any], command: str, lines: int, seed: int, output: Path) -> None:
    """Write what was counted on such lines to a data file, with where it is from."""
    source = {"command": command, "classes": CLASSES, "languages": LANGUAGES, "lines": lines, "seed": seed}
    data_file.write(output, json.dumps(counted | {"provenance": source}, indent=1, sort_keys=True) + "\n")


def fits(text: str, origin: str) -> bool:
    """Tell whether a charset has every character of a text."""
    try:
        tables.encode(text, origin)
    except UnicodeEncodeError:
        return False
    return True
