"""Count src/unmojibake/pipeline/decide/choices.json: what evidence is worth.

Clean text (permissive, MPL and converted corpora only) is drawn by language, damaged by `unmojibake.damage` and
explained by the library itself; so is clean text that the gate does not pass. From both the numbers are fitted:

    spared       P(a span could be read otherwise but is not damaged | another span of its line is)
    list         -ln of the share of clean lines that are likelier a list of characters than language
    proven, other  log odds = prior + bias + sum over the spans of ln((1 - spared) * exp(temperature * nats) + spared)

    python -m scripts.count.choices --corpora DIRECTORY            # draw, fit, write
    python -m scripts.count.choices --corpora DIRECTORY --samples FILE   # keep the draws there, fit again

"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from scripts.common.drawing import CLASSES, LANGUAGES, SHORT, draw, framed, piece, read, spoil
from scripts.common.fitting import fit
from unmojibake.language import load
from unmojibake.pipeline import limits
from unmojibake.pipeline.evidence import character_lists
from unmojibake.pipeline.evidence.span_nats import span_nats
from unmojibake.pipeline.explain import line_explanations
from unmojibake.pipeline.gate import first_look
from unmojibake.values.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unmojibake.charsets import wrong_readings
    from unmojibake.pipeline.candidates import Candidate
    from unmojibake.pipeline.span import Span

Row: TypeAlias = dict[str, Any]

SEED = 936
CLEAN, DAMAGED, LISTS = 400_000, 6_000, 20_000
"""Lines drawn: clean, damaged, and clean ones looked at as lists."""
SPAN, EVERY = 72, 500
"""Code points of the longest word looked at as a list; draws after which the samples are kept."""
TAIL = -5.0
"""Nats from which on explanations are fitted: the bulk of clean text tells nothing."""


def prior(candidate: Candidate) -> float:
    """Give what is known of a plan on a line without a document."""
    return Config().prior * candidate.share


def describe(line: str, candidate: Candidate) -> Row:
    """Write down what an explanation looks like."""
    each = span_nats(candidate)
    # As the library has it, the same span once more in a line is no second witness.
    distinct = {(part.before, part.after): value for part, value in zip(candidate.spans, each, strict=True)}
    nats = [min(value, limits.SETTLED) for value in distinct.values()]
    return {
        "share": candidate.share,
        "proven": all(chain.origin == "utf-8" for chain in candidate.plan),
        "nats": [round(value, 3) for value in nats],
        "length": sum(part.end - part.start for part in candidate.spans),
        "of": len(line),
        "lossy": any(part.picks for part in candidate.spans),
    }


def clean_rows(texts: dict[str, list[str]], number: int, lots: random.Random) -> list[Row]:
    """Explain a clean line, or a piece of one; a row for each explanation."""
    line = draw(texts, lots)[:400]
    if number % 2:
        line = piece(line, lots, SHORT)
    if first_look.is_clean(line):
        return []
    return [describe(line, found) | {"line": number} for found in line_explanations.explanations(line)]


def damaged_rows(texts: dict[str, list[str]], _: int, lots: random.Random) -> list[Row]:
    """Damage a piece of a clean line, and explain it: one row, or none where nothing was damaged."""
    left, clean, right = framed(draw(texts, lots), draw(texts, lots), lots)
    spoilt, plan = spoil(clean, lots)
    return [damaged_row((left, right), clean, spoilt, plan)] if plan and spoilt != clean else []


def damaged_row(sides: tuple[str, str], clean: str, spoilt: str, plan: tuple[wrong_readings.Chain, ...]) -> Row:
    """Explain one damaged line: its true explanation, what was spared in it, and what would be changed."""
    left, right = sides
    line, gold = left + spoilt + right, left + clean + right
    row: Row = {
        "plan": [">".join(chain) for chain in plan],
        "right": None,
        "spans": 0,
        "spared": 0,
    }
    if first_look.is_clean(line):
        return row
    found = line_explanations.explanations(line)
    true = [candidate for candidate in found if candidate.plan == plan or put(line, candidate.spans) == gold]
    if true:
        best = max(true, key=lambda candidate: sum(span_nats(candidate)))
        row["right"] = describe(line, best)
        hit = range(len(left), len(left) + len(spoilt))
        row["spans"] = len(best.spans)
        row["spared"] = sum(part.end <= hit.start or part.start >= hit.stop for part in best.spans)
    return row


def put(line: str, spans: Sequence[Span]) -> str:
    """Give the line with its spans read."""
    parts, at = [], 0
    for part in sorted(spans, key=lambda part: part.start):
        parts += [line[at : part.start], part.after]
        at = part.end
    return "".join((*parts, line[at:]))


def list_nats(texts: dict[str, list[str]], _: int, lots: random.Random) -> list[float]:
    """Give for a word that is not ASCII the nats by which it is likelier mere characters than language."""
    words = [word[:SPAN] for word in re.findall(r"[A-Za-z\x80-\U0010ffff]+", draw(texts, lots)) if not word.isascii()]
    if not words:
        return []
    return [round(character_lists.strange(load(), lots.choice(words)), 2)]


def fit_list(nats: Sequence[float]) -> float:
    """Give -ln of the share of words that are mere characters: the weight of a mixture, by expectation maximisation."""
    odds = np.exp(np.clip(np.array(nats), -500, 500))
    share = 0.01
    for _ in range(500):
        share = float(np.mean(share * odds / (share * odds + 1 - share)))
    return -math.log(share)


def soften(nats: Sequence[float], temperature: float, spared: float) -> float:
    """Sum the spans as the library does."""
    scaled = np.minimum(np.array(nats) * temperature, 600)
    return float(np.log((1 - spared) * np.exp(scaled) + spared).sum())


def fit_evidence(samples: Row, spared: float, *, proven: bool) -> Row:
    """Fit temperature and bias: every explanation of a clean line against the true one of each damaged line."""
    kept = [row for row in samples["clean"] if row["proven"] == proven]
    clean = [row for row in kept if sum(row["nats"]) > TAIL]
    true = [row["right"] for row in samples["damaged"] if row["right"] and row["right"]["proven"] == proven]
    true = [row for row in true if sum(row["nats"]) > TAIL]
    rows = [*clean, *true]
    truth = np.array([0.0] * len(clean) + [1.0] * len(true))
    count = math.log(len(samples["damaged"]) / samples["clean drawn"])
    offset = np.array([count + math.log(row["share"]) for row in rows])
    best: tuple[float, float, float] | None = None
    for temperature in np.arange(0.1, 2.01, 0.05):
        base = np.array([soften(row["nats"], temperature, spared) for row in rows])
        found = fit(np.ones((len(rows), 1)), truth, np.ones(len(rows)), offset + base)
        if best is None or found.loss < best[0]:
            best = found.loss, float(temperature), float(found.weights[0])
    assert best is not None  # noqa: S101 - the grid is not empty
    sums = sorted(sum(row["nats"]) for row in clean)
    tail = {str(floor): mean_excess(sums, floor) for floor in (0, 2, 4)}
    return {
        "temperature": round(best[1], 2),
        "bias": round(best[2], 2),
        "clean": len(clean),
        "true": len(true),
        "excess": tail,
    }


def mean_excess(values: Sequence[float], floor: float) -> list[float]:
    """Give how many values are above a floor, and by how much on average: the nats in which the tail falls to 1/e."""
    above = [value - floor for value in values if value > floor]
    return [len(above), round(sum(above) / len(above), 2) if above else 0.0]


def survival(samples: Row) -> Row:
    """Count per million clean lines those whose best explanation exceeds so many nats, for each kind of proof."""
    table: Row = {}
    for kind, proven in (("proven", True), ("other", False)):
        best: dict[int, float] = {}
        for row in samples["clean"]:
            if row["proven"] == proven:
                best[row["line"]] = max(best.get(row["line"], -math.inf), sum(row["nats"]))
        for nats in (0, 5, 10, 15, 20, 25, 30):
            above = sum(value > nats for value in best.values())
            table.setdefault(str(nats), {})[kind] = round(above * 1e6 / samples["clean drawn"], 1)
    return table


def fit_all(samples: Row) -> Row:
    """Fit everything."""
    spans = sum(row["spans"] for row in samples["damaged"])
    spared = round((sum(row["spared"] for row in samples["damaged"]) + 1) / (spans + 2), 4)
    return {
        "spared": spared,
        "list": round(fit_list(samples["lists"]), 2),
        "proven": fit_evidence(samples, spared, proven=True),
        "other": fit_evidence(samples, spared, proven=False),
        "survival": survival(samples),
        "provenance": {
            "command": "scripts/count/choices.py",
            "classes": samples["classes"],
            "languages": LANGUAGES,
            "seed": SEED,
            "drawn": {name: samples[f"{name} drawn"] for name in ("clean", "damaged", "lists")},
        },
    }


def draw_all(texts: dict[str, list[str]], options: argparse.Namespace) -> Row:
    """Draw all samples; each draw has its own lots, so that fewer are the beginning of more."""
    steps: dict[str, Callable[..., list[Any]]] = {"lists": list_nats, "clean": clean_rows, "damaged": damaged_rows}
    samples: Row = {"lists": [], "clean": [], "damaged": [], "classes": list(options.classes)}
    for name, step in steps.items():
        for number in range(getattr(options, name)):
            samples[name] += step(texts, number, random.Random(f"{SEED} {name} {number}"))
            samples[f"{name} drawn"] = number + 1
            if options.samples and number % EVERY == 0:
                keep(samples, options.samples)
    if options.samples:
        keep(samples, options.samples)
    return samples


def keep(samples: Row, path: Path) -> None:
    """Write the samples so that a reader never meets half a file."""
    half = path.with_suffix(".part")
    half.write_text(json.dumps(samples), encoding="utf-8")
    half.replace(path)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--samples", type=Path, help="where the draws are kept")
    parser.add_argument("--classes", nargs="*", default=CLASSES, help="others: for measuring only")
    parser.add_argument("--lists", type=int, default=LISTS)
    parser.add_argument("--clean", type=int, default=CLEAN)
    parser.add_argument("--damaged", type=int, default=DAMAGED)
    parser.add_argument("--output", type=Path, help="default: print only")
    options = parser.parse_args()
    if options.samples and options.samples.exists():
        samples = json.loads(options.samples.read_text(encoding="utf-8"))
    else:
        samples = draw_all(read(options.corpora, options.classes), options)
    fitted = fit_all(samples)
    text = json.dumps(fitted, indent=1, sort_keys=True)
    print(text)
    if options.output:
        options.output.write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
