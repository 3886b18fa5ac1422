"""Count pipeline/record/recall.json: how far what a document has elsewhere is to be believed of what it lost.

Stretches of consecutive lines are drawn from the running text of the corpora (permissive, MPL and converted only), of
one line to LONGEST, as documents. Of each some characters are taken out. By how often the rest of the document has what
stood before such a character, the share of the mixture is fitted that makes what stood there likeliest (Jelinek and
Mercer's weights, by expectation and maximization).

The language model was made of the same text, so it is surer here than elsewhere: the shares err on its side.

    python -m scripts.count.recall --corpora DIRECTORY
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from scripts.common.data_file import command_line
from scripts.common.drawing import LANGUAGES, read, write
from unmojibake.language import load
from unmojibake.pipeline.record import cache_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OUTPUT = "pipeline/record/recall.json"
SEED = 936
DOCUMENTS = 6_000
"""Documents drawn."""
LONGEST = 200
"""Lines of the longest; the number is drawn on a logarithmic scale, so that short ones are as common as long ones."""
TAKEN = 12
"""Characters taken out of each."""
STARTS = (1, 2, 3, 5, 9, 17, 65)
"""Counts are put together from each of these to the next."""
ROUNDS = 40

Sample = tuple[str, int, float, float]
"""Characters before, how often the document has them, P by its counts, P by the model."""


def document(texts: dict[str, list[str]], lots: random.Random) -> str:
    """Draw some consecutive lines."""
    (language,) = lots.choices(list(texts), [LANGUAGES[name] for name in texts])
    lines = texts[language]
    length = round(math.exp(lots.uniform(0, math.log(LONGEST))))
    start = lots.randrange(max(1, len(lines) - length))
    return "\n".join(lines[start : start + length])


def samples(text: str, lots: random.Random) -> Iterator[Sample]:
    """Take characters out of a document, and tell what the rest of it and the model say of each."""
    model = load()
    places = [at for at, char in enumerate(text) if char > "\x7f"]
    seen = cache_model.count(text)
    for at in lots.sample(places, min(TAKEN, len(places))):
        around = cache_model.count(text[max(0, at - 2) : at + 3])
        before = cache_model.padded(text[max(0, at - 2) : at])
        rest = cache_model.Seen(*(Counter(every) for every in ({}, {}, {})))
        for name in cache_model.Seen._fields:
            every, own = getattr(seen, name), getattr(around, name)
            keys = before + text[at], before[1] + text[at], text[at], before, before[1]
            getattr(rest, name).update({key: every[key] - own[key] for key in keys})
        cost = math.exp(-model.cost(before[before.rfind("\n") + 1 :], text[at]))
        if often := rest.twos[before]:
            yield "two", often, rest.threes[before + text[at]] / often, cost
        elif often := rest.ones[before[1]]:
            yield "one", often, rest.twos[before[1] + text[at]] / often, cost


def fit(pairs: list[tuple[float, float]]) -> float:
    """Give the share of the document in the mixture that makes the characters likeliest, one of each beforehand."""
    share = 0.5
    for _ in range(ROUNDS):
        belief = sum(share * own / (share * own + (1 - share) * model) for own, model in pairs)
        share = (belief + 0.5) / (len(pairs) + 1)
    return share


def count(found: Iterable[Sample]) -> dict[str, list[float] | list[int]]:
    """Fit a share for each number of characters before, and each range of counts."""
    bins: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for name, often, own, model in found:
        bins.setdefault((name, bisect_right(STARTS, often) - 1), []).append((own, model))
    shares = {name: [round(fit(bins.get((name, at), [])), 4) for at in range(len(STARTS))] for name in ("one", "two")}
    return {"from": list(STARTS), **shares}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args(argv)
    texts = read(options.corpora)
    lots = random.Random(SEED)
    found = [each for _ in range(options.documents) for each in samples(document(texts, lots), lots)]
    write(count(found), "scripts/count/recall.py", options.documents, SEED, options.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
