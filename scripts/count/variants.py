"""Count src/unmojibake/language/variants.json: which characters tell simplified, traditional and Japanese text apart.

Of each character of Chinese and Japanese it is counted how often running text of the three has it (permissive, MPL and
converted corpora only). What is written is, by half nats, how much likelier or less likely a character is in one of
them than in all three together, as many characters of each as the language model was made of; what is less than a nat
is left out.

    python -m scripts.count.variants --corpora DIRECTORY
"""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from scripts.common.corpora import CLASSES, read_lines, running
from scripts.common.data_file import command_line, write
from unmojibake.language.variants import VARIANTS

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT = "language/variants.json"
LEAST = 1.0
"""Nats below which a character tells nothing."""
MOST = 12.0
"""Nats that no count of this size can exceed."""


def count(texts: dict[str, Counter[str]]) -> dict[str, Any]:
    """Compare the counts of the variants.

    Args:
        texts: For each variant how often it has each character.

    Returns:
        The share of each variant, and for each the characters of each level: half nats by which they are likelier.
    """
    sizes = {name: found.total() for name, found in texts.items()}
    chars = sorted(set().union(*texts.values()))
    shares = {name: sizes[name] / sum(sizes.values()) for name in texts}
    levels: dict[str, dict[int, list[str]]] = {name: {} for name in texts}
    for char in chars:
        # Half of one beforehand: what was never seen may still be written.
        rates = {name: (found[char] + 0.5) / (sizes[name] + 0.5 * len(chars)) for name, found in texts.items()}
        mean = sum(shares[name] * rate for name, rate in rates.items())
        for name, rate in rates.items():
            nats = max(-MOST, min(MOST, math.log(rate / mean)))
            if abs(nats) >= LEAST:
                levels[name].setdefault(round(2 * nats), []).append(char)
    told = {name: {str(level): "".join(found[level]) for level in sorted(found)} for name, found in levels.items()}
    return {"shares": {name: round(share, 5) for name, share in shares.items()}, "levels": told}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    options = parser.parse_args(argv)
    texts: dict[str, Counter[str]] = {}
    for name in VARIANTS:
        chars = Counter(char for path in running(options.corpora, name) for line in read_lines(path) for char in line)
        texts[name] = Counter({char: times for char, times in chars.items() if char >= "\u2e80"})
    counted = count(texts) | {"provenance": {"command": "scripts/count/variants.py", "classes": CLASSES}}
    write(options.output, json.dumps(counted, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
