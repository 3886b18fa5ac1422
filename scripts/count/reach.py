"""Count src/unmojibake/pipeline/decide/reach.json: how far damage reaches in a line.

Clean text (permissive, MPL and converted corpora only) is drawn by language, damaged in whole lines, in pieces of
right lines and in code (drawing.py), and explained by the library itself. Of each true explanation it is counted,
from span to span and by what stands between them, whether what is damaged goes on.

    python -m scripts.count.reach --corpora DIRECTORY
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scripts.common.data_file import command_line
from scripts.common.drawing import draw, framed, read, spoil, write
from unmojibake.pipeline.decide import extent
from unmojibake.pipeline.explain import line_explanations
from unmojibake.pipeline.gate import first_look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Spans = list[tuple[extent.Gap | None, bool]]

OUTPUT = "pipeline/decide/reach.json"
SEED = 936
LINES = 8_000
"""Lines drawn."""


def flags(texts: dict[str, list[str]], lots: random.Random) -> Spans:
    """Damage a line, or a piece of one, and tell of each span of its true explanation whether it is damaged.

    Returns:
        For each span what stands between it and the one before, None for the first, and whether it is damaged.
    """
    left, clean, right = framed(draw(texts, lots), draw(texts, lots), lots)
    spoilt, plan = spoil(clean, lots)
    line = left + spoilt + right
    if not plan or spoilt == clean or first_look.is_clean(line):
        return []
    true = [candidate for candidate in line_explanations.explanations(line) if candidate.plan == plan]
    if not true or any(span.start < len(left) < span.end for span in true[0].spans):
        return []
    spans = true[0].spans
    gaps = (extent.gap_of(line[one.end : other.start]) for one, other in pairwise(spans))
    damaged = (len(left) <= span.start < len(left) + len(spoilt) for span in spans)
    return list(zip([None, *gaps], damaged, strict=True))


def count(lines: Iterable[Spans]) -> dict[str, Any]:
    """Count what follows what behind which gap, one seen of each beforehand."""
    seen: Counter[tuple[str | None, str, bool]] = Counter()
    for line in lines:
        met = False
        if not any(flag for _, flag in line):
            continue
        for (_, one), (gap, other) in pairwise([(None, False), *line]):
            seen[gap, "first" if gap is None else "goes_on" if one else "again" if met else "begins", other] += 1
            met = met or other

    def share(gap: str | None, name: str) -> float:
        return round((seen[gap, name, True] + 1) / (seen[gap, name, True] + seen[gap, name, False] + 2), 5)

    behind = {gap.value: {name: share(gap, name) for name in ("begins", "goes_on", "again")} for gap in extent.Gap}
    return {"first": share(None, "first")} | behind


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    parser.add_argument("--lines", type=int, default=LINES)
    options = parser.parse_args(argv)
    texts = read(options.corpora)
    found = count(flags(texts, random.Random(f"{SEED} {number}")) for number in range(options.lines))
    write(found, "scripts/count/reach.py", options.lines, SEED, options.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
