"""Count src/unmojibake/pipeline/gate/pairs.json: which letters stand beside accented and Cyrillic ones.

    python -m scripts.count.pairs --corpora DIRECTORY

A single-byte wrong reading gives common letters, in company that they never keep: the gate looks closer at any pair
that is not in the file, and, as most pairs of Cyrillic letters stand in some word, at any two of those. A pair is in
it when, in some language, at least SHARE of the lines have it (permissive, MPL and converted text), in any case. What
is ASCII and no letter counts as one character, the space: letters hardly ever end a word that only stand inside.
"""

from __future__ import annotations

import collections
import json
import re
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, texts
from scripts.common.data_file import command_line, write

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT = "pipeline/gate/pairs.json"
FEWEST = 3
"""Least number of lines that must have a pair at all."""
SHARE = {"latin": 2e-4, "cyrillic": 1e-3}
"""Least share of the lines of a language that have a pair of an accented or of a Cyrillic letter."""
ACCENTED = "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
"""The accented Latin letters, as the inside of a class."""
CYRILLIC = "\u0400-\u04ff"
_PAIR = re.compile(f"(?=((?:[{ACCENTED}{CYRILLIC}].|.[{ACCENTED}{CYRILLIC}])))", re.DOTALL)


def pairs(line: str) -> set[str]:
    """Give the pairs of a line."""
    return {"".join(map(fold, pair)) for pair in _PAIR.findall(f" {line} ")}


def fold(char: str) -> str:
    """Give the space for what is no letter and ASCII, and for other spaces."""
    return " " if char.isspace() or (char < "\x80" and not char.isalpha()) else char


def count(by_language: dict[str, str]) -> set[str]:
    """Give the pairs that are common in some language."""
    found: set[str] = set()
    for text in by_language.values():
        lines = text.split("\n")
        times = collections.Counter(pair for line in lines for pair in pairs(line))
        least = {name: max(FEWEST, share * len(lines)) for name, share in SHARE.items()}
        found |= {pair for pair, each in times.items() if each >= least[_name(pair)]}
    cased = {each for pair in found for each in (pair.upper(), pair.title())}
    return {pair for pair in found | cased if _PAIR.match(pair) and len(pair) == len("ab")}


def _name(pair: str) -> str:
    return "cyrillic" if re.search(f"[{CYRILLIC}]", pair) else "latin"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    options = parser.parse_args(argv)
    found = count(texts(options.corpora))
    after: dict[str, list[str]] = collections.defaultdict(list)
    for first, second in sorted(found):
        after[first].append(second)
    data = {
        "accented": ACCENTED,
        "cyrillic": CYRILLIC,
        "pairs": {first: "".join(seconds) for first, seconds in after.items()},
        "provenance": {"command": "scripts/count/pairs.py", "classes": CLASSES},
    }
    write(options.output, json.dumps(data, indent=1) + "\n")
    print(f"{len(found)} pairs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
