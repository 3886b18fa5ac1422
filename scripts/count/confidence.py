"""Count pipeline/record/confidence.json: how often what a repair states comes true.

Clean text (see `drawing`) is damaged, one half of it by the priors of the chains and one half by all rows alike, and
repaired by the library. The gate was counted on the same text, so it stops less of it than of other text, and less of
pieces than of lines: as many lines as it stops are drawn once more. What is right beside the damage is as long as what
is damaged. For each change and for each line it is counted what was stated and whether it is right, by situation
(`unmojibake.pipeline.record.confidence`): a rising curve through blocks of what was stated, half a line of both kinds
added to each (Jeffreys' prior).

    python -m scripts.count.confidence --corpora DIRECTORY
    python -m scripts.count.confidence --corpora DIRECTORY --held-out    # count on one half, tell how the other does
"""

from __future__ import annotations

import collections
import difflib
import random
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from scripts.common import figures
from scripts.common.data_file import command_line
from scripts.common.drawing import FRAMED, FRAMES, LANGUAGES, LONGEST, PARTIAL, piece, read, spoil, write
from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.record import confidence, results
from unmojibake.pipeline.repair import repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.values.result import Change, Result

OUTPUT = "pipeline/record/confidence.json"
SEED = 1936
LINES = 6_000
"""Lines that are drawn."""
EVEN = 0.5
"""Share of them whose row is drawn from all alike."""
BLOCK, BLOCKS = 50, 8
"""Least number of pairs that a point of a curve rests on, and the most points of a curve."""
DIGITS = 9
"""Decimal places of what is stated: closer is alike."""
CUTS = 8
"""Tries to cut a piece out of a line that holds what the gate stops."""

Pair = tuple[float, bool]
Curves = dict[str, dict[str, list[list[float]]]]


class Seen(NamedTuple):
    """What came of a damaged line.

    Attributes:
        gaps: What of the line stands between its changes.
        changes: The changes, with what was stated as their confidence.
        rights: Of each, whether it is right.
        right: Whether all of the line is.
        whole: Whether nothing was left as a suspect.
    """

    gaps: list[str]
    changes: Sequence[Change]
    rights: list[bool]
    right: bool
    whole: bool


class Texts(NamedTuple):
    """Clean lines by language: all, and those that the gate stops."""

    every: dict[str, list[str]]
    stopped: dict[str, list[str]]

    def draw(self, lots: random.Random) -> str:
        """Draw a piece of a line; those that the gate stops once more, and whole enough to be stopped."""
        (language,) = lots.choices(list(self.every), [LANGUAGES[name] for name in self.every])
        lines = self.stopped.get(language) or []
        if lots.random() * len(self.every[language]) >= len(lines):
            return piece(lots.choice(self.every[language]), lots, LONGEST)
        line = lots.choice(lines)
        return next((cut for _ in range(CUTS) if not first_look.is_clean(cut := piece(line, lots, LONGEST))), line)


def sort(every: dict[str, list[str]]) -> Texts:
    """Find the lines that the gate stops."""
    return Texts(
        every, {name: [line for line in lines if not first_look.is_clean(line)] for name, lines in every.items()}
    )


def framed(texts: Texts, lots: random.Random) -> tuple[str, str, str]:
    """Draw what is damaged, and what stands on both sides of it: nothing, code, or other clean text."""
    clean = texts.draw(lots)
    if lots.random() < FRAMED:
        return "", lots.choice(FRAMES).format(clean), ""
    if lots.random() < PARTIAL:
        return texts.draw(lots) + lots.choice(" ："), clean, lots.choice(" ，") + texts.draw(lots)
    return "", clean, ""


def gaps_of(line: str, changes: Sequence[Change]) -> list[str]:
    """Give what of a line is between its changes."""
    marks = [0, *(at for change in changes for at in (change.start, change.end)), len(line)]
    return [line[one:other] for one, other in pairwise(marks)][::2]


def rights(result: Result, gold: str) -> list[bool]:
    """Tell of each change whether what it reads stands in its place in the original."""
    matcher = difflib.SequenceMatcher(None, result.text, gold, autojunk=False)
    same = [(start, start + size) for start, _, size in matcher.get_matching_blocks()]
    found, moved = [], 0
    for change in result.changes:
        start = change.start + moved
        end = start + len(change.after)
        moved += len(change.after) - len(change.before)
        found.append(any(one <= start and end <= other for one, other in same))
    return found


def look(texts: Texts, number: int) -> Seen | None:
    """Damage a line and repair it; None where nothing was damaged or nothing changed."""
    lots = random.Random(f"{SEED} {number}")
    left, clean, right = framed(texts, lots)
    spoilt, plan = spoil(clean, lots, EVEN)
    line, gold = left + spoilt + right, left + clean + right
    result = repair(line) if plan and spoilt != clean else None
    if not result or not result.changes or "\n" in line:
        return None
    exact = result.text.rstrip() == gold.rstrip()
    each = [True] * len(result.changes) if exact else rights(result, gold)
    return Seen(gaps_of(line, result.changes), result.changes, each, exact, not result.suspects)


def curve(pairs: Sequence[Pair]) -> list[list[float]]:
    """Draw a rising curve through pairs: for each point what was stated, how often it came true, and of how many.

    Pairs are put into blocks in the order of what was stated; what was stated alike is one block. Where a block came
    true less often than the one before, the two are one (pool adjacent violators).
    """
    by_stated: dict[float, list[bool]] = collections.defaultdict(list)
    for stated, right in pairs:
        by_stated[round(stated, DIGITS)].append(right)
    least = max(BLOCK, len(pairs) // BLOCKS)
    blocks = [[0.0, 0, 0]]
    for stated, outcomes in sorted(by_stated.items()):
        if blocks[-1][2] >= least:
            blocks.append([0.0, 0, 0])
        for at, value in enumerate((stated * len(outcomes), sum(outcomes), len(outcomes))):
            blocks[-1][at] += value
    if len(blocks) > 1 and blocks[-1][2] < BLOCK:
        _join(blocks)
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and _rate(pooled[-2]) >= _rate(pooled[-1]):
            _join(pooled)
    return [[round(block[0] / block[2], DIGITS), round(_rate(block), 4), block[2]] for block in pooled if block[2]]


def _join(blocks: list[list[float]]) -> None:
    """Make the last two blocks one."""
    last = blocks.pop()
    blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]


def _rate(block: Sequence[float]) -> float:
    """Give how often a block came true, half a pair of each kind added."""
    return (block[1] + 0.5) / (block[2] + 1)


def curves(pairs: Sequence[tuple[confidence.Situation, float, bool]]) -> Curves:
    """Draw the curve of each situation: of each origin where it was seen often enough, and of all origins together."""
    found: dict[str, dict[str, list[Pair]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for (origin, look), stated, right in pairs:
        if origin:
            found[origin][look].append((stated, right))
            found[confidence.ANY][look].append((stated, right))
    return {
        origin: {
            look: curve(each)
            for look, each in sorted(looks.items())
            if origin == confidence.ANY or len(each) >= 2 * BLOCK
        }
        for origin, looks in sorted(found.items())
    }


def count(seen: Sequence[Seen]) -> dict[str, Curves]:
    """Count changes, and lines."""
    changes, lines = [], []
    for each in seen:
        taken = told(each)
        situation, passes = confidence.situation_of_line(taken, parts(each), results.LOOKS)
        for (change, stated), right in zip(taken, each.rights, strict=True):
            own = confidence.situation_of_change(change, stated, results.LOOKS, passes=passes)
            changes.append((own, stated.sure, right))
        if each.whole:
            lines.append((situation, prod(stated.sure for _, stated in taken), each.right))
    return {confidence.CHANGE: curves(changes), confidence.LINE: curves(lines)}


def parts(seen: Seen) -> list[str]:
    """Give what a line reads, what it keeps and what its changes read in turn."""
    pairs = zip(seen.gaps, [change.after for change in seen.changes], strict=False)
    return [*[part for pair in pairs for part in pair], seen.gaps[-1]]


def told(seen: Seen) -> list[tuple[Change, confidence.Stated]]:
    """Give the changes of a line with what was stated of them."""
    return [
        (
            change,
            confidence.Stated(
                confidence.origin_of(change.plan), confidence.is_lossy(change.before, change.filled), change.confidence
            ),
        )
        for change in seen.changes
    ]


def use(counted: dict[str, Curves]) -> None:
    """Have the library take what was counted for its own."""
    found = {what: confidence.curves_of(counted[what]) for what in (confidence.CHANGE, confidence.LINE)}
    confidence._counted = lambda: found  # type: ignore[assignment]  # noqa: SLF001
    confidence.came_true.cache_clear()


def tell(seen: Sequence[Seen]) -> None:
    """Print how lines come out beside what was stated, and beside what was counted on others."""
    lossy = [each for each in seen if any(stated.lossy for _, stated in told(each))]
    for name, rows in (("all", seen), ("lossy", lossy)):
        shares = {
            "stated": [prod(stated.sure for _, stated in told(each)) for each in rows],
            "counted": [confidence.of_line(told(each), parts(each), results.LOOKS)[0] for each in rows],
        }
        for kind, found in shares.items():
            pairs = [(share * each.whole, each.right) for share, each in zip(found, rows, strict=True)]
            error, brier = figures.calibration_error(pairs), figures.brier(pairs)
            print(f"{name:6s} {kind:8s} lines {len(pairs)}, calibration error {error:.4f}, Brier score {brier:.4f}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument(
        "--held-out", action="store_true", help="count on one half, and tell of the other; write nothing"
    )
    options = parser.parse_args(argv)
    # What is counted here must not depend on what was counted before.
    use({confidence.CHANGE: {}, confidence.LINE: {}})
    texts = sort(read(options.corpora))
    seen = [found for number in range(options.lines) if (found := look(texts, number))]
    if options.held_out:
        use(count(seen[::2]))
        tell(seen[1::2])
        return 0
    write(count(seen), "scripts/count/confidence.py", options.lines, SEED, options.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
