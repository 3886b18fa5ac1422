"""Count pipeline/decide/choices.json: how often what could be damaged in a damaged line is not.

Clean text (permissive, MPL and converted corpora only) is drawn by language, damaged by `unmojibake.damage` in whole
lines, in pieces of right lines and in code (drawing.py), and explained by the library itself. Counted is P(a span could
be read otherwise but is not damaged | another span of its line is), by the true explanation of each line.

    python -m scripts.count.choices --corpora DIRECTORY
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from scripts.common.data_file import command_line
from scripts.common.drawing import draw, framed, read, spoil, write
from unmojibake.pipeline.evidence.span_nats import span_nats
from unmojibake.pipeline.explain import line_explanations
from unmojibake.pipeline.gate import first_look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unmojibake.charsets import wrong_readings
    from unmojibake.pipeline.span import Span

OUTPUT = "pipeline/decide/choices.json"
SEED = 936
LINES = 4_000
"""Lines that are damaged."""


class Spans(NamedTuple):
    """The spans of a line's true explanation: how many there are, and how many of them are not damaged."""

    every: int
    spared: int


def look(texts: dict[str, list[str]], lots: random.Random) -> Spans:
    """Damage a piece of a clean line and explain it; give the spans of its true explanation, none where it has none."""
    left, clean, right = framed(draw(texts, lots), draw(texts, lots), lots)
    spoilt, plan = spoil(clean, lots)
    return spans_of((left, right), clean, spoilt, plan) if plan and spoilt != clean else Spans(0, 0)


def spans_of(sides: tuple[str, str], clean: str, spoilt: str, plan: tuple[wrong_readings.Chain, ...]) -> Spans:
    """Give the spans of the true explanation of a damaged line.

    Args:
        sides: What stands on both sides of what is damaged.
        clean: What was damaged.
        spoilt: What it became.
        plan: By which chains.
    """
    left, right = sides
    line, gold = left + spoilt + right, left + clean + right
    if first_look.is_clean(line):
        return Spans(0, 0)
    found = line_explanations.explanations(line)
    true = [candidate for candidate in found if candidate.plan == plan or put(line, candidate.spans) == gold]
    if not true:
        return Spans(0, 0)
    best = max(true, key=lambda candidate: sum(span_nats(candidate)))
    hit = range(len(left), len(left) + len(spoilt))
    spared = sum(span.end <= hit.start or span.start >= hit.stop for span in best.spans)
    return Spans(len(best.spans), spared)


def put(line: str, spans: Sequence[Span]) -> str:
    """Give the line with its spans read."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        parts += [line[at : span.start], span.after]
        at = span.end
    return "".join((*parts, line[at:]))


def spared_share(lines: Iterable[Spans]) -> float:
    """Give the share of all spans that are not damaged, one of each seen beforehand.

    >>> spared_share([Spans(2, 1), Spans(0, 0)])
    0.5
    """
    spans = list(lines)
    return round((sum(each.spared for each in spans) + 1) / (sum(each.every for each in spans) + 2), 4)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    parser.add_argument("--lines", type=int, default=LINES)
    options = parser.parse_args(argv)
    texts = read(options.corpora)
    lines = (look(texts, random.Random(f"{SEED} damaged {number}")) for number in range(options.lines))
    write({"spared": spared_share(lines)}, "scripts/count/choices.py", options.lines, SEED, options.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
