"""Count src/unmojibake/choices.json: what evidence is worth, and how far a reported confidence can be trusted.

Clean text (permissive, MPL and converted corpora only) is drawn by language, damaged by `unmojibake.damage` and
explained by the library itself; so is clean text that the gate does not pass. From both the numbers are fitted:

    spared       P(a span could be read otherwise but is not damaged | another span of its line is)
    list         -ln of the share of clean lines that are likelier a list of characters than language
    proven, other  log odds = prior + bias + sum over the spans of ln((1 - spared) * exp(temperature * nats) + spared)
    lossless, lossy  logit P(exactly right | damaged) = the weighted sum of `features`

    python scripts/count_choices.py --corpora DIRECTORY            # draw, fit, write
    python scripts/count_choices.py --corpora DIRECTORY --samples FILE   # keep the draws there, fit again

"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import os
import random
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
from unmojibake import chains, charsets, choose, evidence, explain, gate  # noqa: E402
from unmojibake.damage import damage  # noqa: E402
from unmojibake.damage.decoders import DECODERS  # noqa: E402
from unmojibake.damage.later import LATER  # noqa: E402
from unmojibake.language import load  # noqa: E402
from unmojibake.result import Config  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from unmojibake.candidates import Candidate, Choice, Piece

    Floats = NDArray[np.float64]

Row: TypeAlias = dict[str, Any]

SEED = 936
CLASSES = ("permissive", "mpl", "opencc-converted")
LANGUAGES = {"zh-Hans": 0.5, "zh-Hant": 0.15, "ja": 0.1, "ko": 0.05, "ru": 0.05, "mixed": 0.15}
"""How much of what is drawn is in which language; mixed are the 43 others."""
CLEAN, DAMAGED, LISTS = 400_000, 6_000, 20_000
"""Lines drawn: clean, damaged, and clean ones looked at as lists."""
LONGEST, SHORT, SPAN, MANY, EVERY = 200, 20, 72, 6, 500
"""Code points of the longest piece; half of the clean draws are whole lines, half are pieces of 1 to SHORT."""
TWO_LAYERS, WINDOWS, UNTOUCHED, PARTIAL, FRAMED = 0.06, 0.6, 0.7, 0.5, 0.25
"""Shares of damage: two layers deep; read by the Windows rule; nothing lost later; a span of a right line; in code."""
TAIL, LEAST, DECAY = -5.0, 1e-6, 0.05
"""Nats from which on explanations are fitted: the bulk of clean text tells nothing. Bounds of a probability."""
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


class Logit(NamedTuple):
    """A fitted logistic regression: a weight for each column."""

    weights: Floats
    loss: float


def read(corpora: Path, classes: Iterable[str]) -> dict[str, list[str]]:
    """Read the lines of each language, all its classes together."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        lines = found[language] = []
        for name in classes:
            path = corpora / f"{language}.{name}.txt.xz"
            if path.exists():
                with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
                    lines += file.read().rstrip("\n").split("\n")
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


def spoil(text: str, lots: random.Random) -> tuple[str, tuple[chains.Chain, ...]]:
    """Damage a piece by a plan drawn by the priors; an empty plan when no row fits."""
    plan: list[chains.Chain] = []
    for _ in range(1 + (lots.random() < TWO_LAYERS)):
        rows = {row: share for row, share in chains.shares().items() if fits(text, row.origin)}
        if not rows:
            break
        (row,) = lots.choices(list(rows), list(rows.values()))
        decoder = "windows" if lots.random() < WINDOWS else lots.choice(DECODERS)
        text = damage(text, [(*row, decoder)])
        plan.append(row)
    if lots.random() > UNTOUCHED:
        text = damage(text, lots.choice(tuple(LATER)))
    return text, tuple(plan)


def fits(text: str, origin: str) -> bool:
    """Tell whether a charset has every character of a text."""
    try:
        charsets.encode(text, origin)
    except UnicodeEncodeError:
        return False
    return True


def prior(candidate: Candidate) -> float:
    """Give what is known of a plan on a line without a document."""
    return Config().prior * candidate.share


def describe(line: str, candidate: Candidate) -> Row:
    """Write down what an explanation looks like."""
    each = choose._evidence(candidate)  # noqa: SLF001 - what is measured is what the library uses
    # As the library has it, the same span once more in a line is no second witness.
    distinct = {(part.before, part.after): value for part, value in zip(candidate.pieces, each, strict=True)}
    nats = [min(value, choose.SETTLED) for value in distinct.values()]
    return {
        "share": candidate.share,
        "proven": all(chain.origin == "utf-8" for chain in candidate.plan),
        "nats": [round(value, 3) for value in nats],
        "length": sum(part.end - part.start for part in candidate.pieces),
        "of": len(line),
        "lossy": any(part.picks for part in candidate.pieces),
    }


def clean_rows(texts: dict[str, list[str]], number: int, lots: random.Random) -> list[Row]:
    """Explain a clean line, or a piece of one; a row for each explanation."""
    line = draw(texts, lots)[:400]
    if number % 2:
        line = piece(line, lots, SHORT)
    if gate.is_clean(line):
        return []
    return [describe(line, found) | {"line": number} for found in explain.explanations(line)]


def damaged_rows(texts: dict[str, list[str]], _: int, lots: random.Random) -> list[Row]:
    """Damage a piece of a clean line, and explain it: one row, or none where nothing was damaged."""
    line = draw(texts, lots)
    clean = piece(line, lots, LONGEST)
    left = right = ""
    if lots.random() < FRAMED:
        clean = lots.choice(FRAMES).format(clean)
    elif lots.random() < PARTIAL:
        left = piece(draw(texts, lots), lots, SHORT) + lots.choice(" ：")
        right = lots.choice(" ，") + piece(line, lots, SHORT)
    spoilt, plan = spoil(clean, lots)
    return [damaged_row((left, right), clean, spoilt, plan)] if plan and spoilt != clean else []


def damaged_row(sides: tuple[str, str], clean: str, spoilt: str, plan: tuple[chains.Chain, ...]) -> Row:
    """Explain one damaged line: its true explanation, what was spared in it, and what would be changed."""
    left, right = sides
    line, gold = left + spoilt + right, left + clean + right
    row: Row = {
        "plan": [">".join(chain) for chain in plan],
        "right": None,
        "spans": 0,
        "spared": 0,
        "rest": None,
        "changes": [],
    }
    if gate.is_clean(line):
        return row
    found = explain.explanations(line)
    true = [candidate for candidate in found if candidate.plan == plan or put(line, candidate.pieces) == gold]
    if true:
        best = max(true, key=lambda candidate: sum(choose._evidence(candidate)))  # noqa: SLF001 - see above
        row["right"] = describe(line, best)
        hit = range(len(left), len(left) + len(spoilt))
        row["spans"] = len(best.pieces)
        row["spared"] = sum(part.end <= hit.start or part.start >= hit.stop for part in best.pieces)
    choices = sorted(choose.decide(found, prior), key=lambda choice: choice.piece.start) if found else []
    taken = [choice for choice in choices if choice.damaged >= Config().min_damaged]
    pieces = [choice.piece for choice in taken]
    exact = are_exact(line, gold, pieces)
    row["rest"] = (
        [gate.is_clean("\n".join(gaps_of(line, pieces))), exact is not None] if 0 < len(pieces) < MANY else None
    )
    row["changes"] = [describe_change(choice, right_) for choice, right_ in zip(taken, exact or (), strict=False)]
    return row


def describe_change(choice: Choice, exact: bool) -> Row:  # noqa: FBT001 - a value
    """Write down what a change looks like."""
    piece = choice.piece
    return {
        "damaged": choice.damaged,
        "picks": [alternatives[0][1] for _, _, alternatives in piece.picks],
        "length": len(piece.after),
        "nats": piece.weights.stands - piece.weights.reads,
        "proven": all(chain.origin == "utf-8" for chain in choice.plan),
        "clean": gate.is_clean(piece.after),
        "exact": exact,
    }


def put(line: str, pieces: Sequence[Piece]) -> str:
    """Give the line with its spans read."""
    parts, at = [], 0
    for part in sorted(pieces, key=lambda part: part.start):
        parts += [line[at : part.start], part.after]
        at = part.end
    return "".join((*parts, line[at:]))


def gaps_of(line: str, pieces: Sequence[Piece]) -> list[str]:
    """Give what of a line is between its spans."""
    return [
        line[one:other]
        for one, other in pairwise([0, *(at for part in pieces for at in (part.start, part.end)), len(line)])
    ][::2]


def are_exact(line: str, gold: str, pieces: Sequence[Piece]) -> list[bool] | None:
    """Tell for each span whether it is read exactly; None where already what is left as it stands is wrong."""
    if put(line, pieces).rstrip() == gold.rstrip():
        return [True] * len(pieces)
    pattern = "(.*)".join(map(re.escape, gaps_of(line, pieces)))
    match = re.fullmatch(pattern, gold, re.DOTALL) if len(pieces) < MANY else None
    return match and [read_ == part.after for read_, part in zip(match.groups(), pieces, strict=True)]


def list_nats(texts: dict[str, list[str]], _: int, lots: random.Random) -> list[float]:
    """Give for a word that is not ASCII the nats by which it is likelier mere characters than language."""
    words = [word[:SPAN] for word in re.findall(r"[A-Za-z\x80-\U0010ffff]+", draw(texts, lots)) if not word.isascii()]
    if not words:
        return []
    word = evidence._once(lots.choice(words))  # noqa: SLF001 - what is measured is what the library uses
    return [round(load().score(word) - evidence._listed(word), 2)]  # noqa: SLF001 - see above


def fit_list(nats: Sequence[float]) -> float:
    """Give -ln of the share of words that are mere characters: the weight of a mixture, by expectation maximisation."""
    odds = np.exp(np.clip(np.array(nats), -500, 500))
    share = 0.01
    for _ in range(500):
        share = float(np.mean(share * odds / (share * odds + 1 - share)))
    return -math.log(share)


def fit(columns: Floats, truth: Floats, weights: Floats, offset: Floats | float = 0.0, decay: float = 1e-3) -> Logit:
    """Fit a logistic regression by Newton's method, with a little decay so that it always ends."""
    solution = np.zeros(columns.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(columns @ solution + offset, -500, 500)))
        slope = columns.T @ (weights * (truth - chance)) - decay * solution
        curve = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns + decay * np.eye(len(solution))
        step = np.linalg.solve(curve, slope)
        solution += step * min(1.0, 5 / max(1e-9, float(np.abs(step).max())))
    logits = columns @ solution + offset
    return Logit(solution, float((weights * np.logaddexp(0, np.where(truth > 0, -logits, logits))).sum()))


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


def features(change: Row) -> dict[str, float]:
    """Give what the confidence of a change is made of; choose.py computes the same."""
    sure = min(max(math.prod(change["picks"]), LEAST), 1 - LEAST)
    known = {
        "bias": 1.0,
        "clean": float(change["clean"]),
        "length": math.log(max(1, change["length"])),
        "proven": float(change["proven"]),
    }
    return known | (
        {"fills": math.log1p(len(change["picks"])), "sure": math.log(sure / (1 - sure))} if change["picks"] else {}
    )


def fit_confidence(samples: Row, *, lossy: bool) -> Row:
    """Fit P(exactly right | damaged) for the changes with lost bytes, or for those without."""
    changes = [change for row in samples["damaged"] for change in row["changes"] if bool(change["picks"]) == lossy]
    names = sorted(features(changes[0]))
    columns = np.array([[features(change)[name] for name in names] for change in changes])
    truth = np.array([float(change["exact"]) for change in changes])
    found = fit(columns, truth, np.ones(len(changes)), decay=DECAY)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, found.weights, strict=True)}
    chance = 1 / (1 + np.exp(-columns @ found.weights))
    sure = truth[chance >= 0.99]
    return {
        "weights": weights,
        "changes": len(changes),
        "exact": int(truth.sum()),
        "from 0.99": [len(sure), int(sure.sum())],
    }


def fit_rest(samples: Row) -> dict[str, float]:
    """Count how often what a changed line keeps is right, where that passes the gate and where it does not."""
    rests = [row["rest"] for row in samples["damaged"] if row["rest"]]
    shares = {}
    for name, clean in (("clean", True), ("suspect", False)):
        right = [right for passes, right in rests if passes == clean]
        shares[name] = round((sum(right) + 1) / (len(right) + 2), 4)
        shares[name + " lines"] = len(right)
    return shares


def fit_all(samples: Row) -> Row:
    """Fit everything."""
    spans = sum(row["spans"] for row in samples["damaged"])
    spared = round((sum(row["spared"] for row in samples["damaged"]) + 1) / (spans + 2), 4)
    return {
        "spared": spared,
        "list": round(fit_list(samples["lists"]), 2),
        "proven": fit_evidence(samples, spared, proven=True),
        "other": fit_evidence(samples, spared, proven=False),
        "lossless": fit_confidence(samples, lossy=False),
        "lossy": fit_confidence(samples, lossy=True),
        "rest": fit_rest(samples),
        "survival": survival(samples),
        "provenance": {
            "command": "scripts/count_choices.py",
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
