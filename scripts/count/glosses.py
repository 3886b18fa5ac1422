"""Count pipeline/evidence/glosses.json: how often people put the reading of a character in brackets behind it.

    python -m scripts.count.glosses --corpora DIRECTORY

How many lines of Chinese running text have a character with its reading behind it, how often brackets behind a
character are half-width, how many characters there are, and how often each traditional one was seen. Text: the
Chinese files of the corpora (permissive, MPL and converted).
"""

from __future__ import annotations

import collections
import json
import math
import re
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, read_lines, running
from scripts.common.data_file import PACKAGE, command_line, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

OUTPUT = "pipeline/evidence/glosses.json"
READINGS = PACKAGE / "damaging" / "readings.json"
_HALF = 0.5
"""What a thing that was never seen is taken to have been seen: Jeffreys' prior."""
_GLOSS = re.compile("[\u3400-\u9fff][(（][a-zü\u0101-\u01dc]*[\xe0-\xfc\u0101-\u01dc][a-zü\u0101-\u01dc' ]*[)）]")
_HAN = re.compile("[\u3400-\u9fff]")
_BRACKET = re.compile("[\u3400-\u9fff]([(（])")


def lines_of(corpora: Path) -> Iterable[str]:
    """Read the Chinese running text."""
    for path in running(corpora, "zh-*"):
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


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    parser = command_line(__doc__, OUTPUT)
    parser.add_argument("--readings", type=type(READINGS), default=READINGS, help="default: those of the package")
    arguments = parser.parse_args(argv)
    lines = list(lines_of(arguments.corpora))
    glosses = count_glosses(lines, json.loads(arguments.readings.read_text(encoding="ascii")))
    data = {**glosses, "provenance": {"command": "scripts/count/glosses.py", "classes": CLASSES}}
    write(arguments.output, json.dumps(data, separators=(",", ":")) + "\n")
    print({key: value for key, value in glosses.items() if key != "seen"})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
