"""Count how often people put the reading of a character in brackets behind it.

Usage: python -m scripts.count.glosses --corpora ../shared/corpora/train --output src/unmojibake/pipeline/evidence/glosses.json

How many lines of Chinese running text have a character with its reading behind it, how often brackets behind a
character are half-width, how many characters there are, and how often each traditional one was seen. Text: the
Chinese files of the classes below.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.common.corpora import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSES = ("permissive", "mpl", "opencc-converted")
_HALF = 0.5
"""What a thing that was never seen is taken to have been seen: Jeffreys' prior."""
_GLOSS = re.compile("[\u3400-\u9fff][(（][a-zü\u0101-\u01dc]*[\xe0-\xfc\u0101-\u01dc][a-zü\u0101-\u01dc' ]*[)）]")
_HAN = re.compile("[\u3400-\u9fff]")
_BRACKET = re.compile("[\u3400-\u9fff]([(（])")


def lines_of(corpora: Path) -> Iterable[str]:
    """Read the Chinese running text."""
    for path in sorted(corpora.glob("zh-*.txt.xz")):
        if path.name.split(".")[1] in CLASSES:
            yield from read_lines(path)


def count_glosses(lines: list[str], chars: Iterable[str]) -> dict[str, object]:
    """Count lines with glosses, brackets by width, and characters."""
    glossed = sum(_GLOSS.search(line) is not None for line in lines)
    brackets = collections.Counter(bracket for line in lines for bracket in _BRACKET.findall(line))
    seen = collections.Counter(char for line in lines for char in _HAN.findall(line))
    half = (brackets["("] + _HALF) / (brackets.total() + 2 * _HALF)
    return {
        "lines": len(lines),
        "glossed": glossed,
        "half-width": round(-math.log(half), 2),
        "types": len(seen),
        "seen": {char: seen[char] for char in chars},
    }


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--readings", type=Path, default=Path("src/unmojibake/damaging/readings.json"))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    lines = list(lines_of(arguments.corpora))
    glosses = count_glosses(lines, json.loads(arguments.readings.read_text(encoding="ascii")))
    data = {"classes": CLASSES, **glosses}
    arguments.output.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="ascii")
    print({key: value for key, value in data.items() if key != "seen"})


if __name__ == "__main__":
    main()
