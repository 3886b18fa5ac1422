"""Count what clean text has of the things that byte edits leave behind: glosses in brackets, ASCII signs.

Usage: python scripts/count_edits.py --corpora ../shared/corpora/train --output src/unmojibake/edits.json

Glosses: how many lines of Chinese running text have a character with its reading in brackets behind it, how often
such brackets are half-width, and how often each traditional character was seen at all. Signs: what stands at a
boundary (an ASCII character that is no letter, or the end of the line) behind a character, behind a mark, and
behind ASCII. Text: the Chinese files of the classes below.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sources import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSES = ("permissive", "mpl", "opencc-converted")
_HALF = 0.5
"""What a thing that was never seen is taken to have been seen: Jeffreys' prior."""
_GLOSS = re.compile("[\u3400-\u9fff][(（][a-zü\u0101-\u01dc]*[\xe0-\xfc\u0101-\u01dc][a-zü\u0101-\u01dc' ]*[)）]")
_HAN = re.compile("[\u3400-\u9fff]")
_BRACKET = re.compile("[\u3400-\u9fff]([(（])")
_BOUNDARY = re.compile(r"(?<=(.))(?:[\x00-\x40\x5b-\x60\x7b-\x7f]|$)", re.DOTALL)
_MARK = re.compile("[\u2000-\u206f\u3000-\u303f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65]")


def lines_of(corpora: Path) -> Iterable[str]:
    """Read the Chinese running text."""
    for path in sorted(corpora.glob("zh-*.txt.xz")):
        if path.name.split(".")[1] in CLASSES:
            yield from read_lines(path)


def kind_before(char: str) -> str:
    """Name what stands before a boundary."""
    return "ascii" if char < "\x80" else "mark" if _MARK.match(char) else "character"


def count_signs(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """Give the cost in nats of each sign at a boundary, by what stands before it; "" is the end of the line."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for line in lines:
        for match in _BOUNDARY.finditer(line):
            counts[kind_before(match[1])][match.group()] += 1
    signs = ["", *(chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha())]
    found = {}
    for kind, seen in sorted(counts.items()):
        total = sum(seen[sign] + _HALF for sign in signs)
        found[kind] = {sign: round(-math.log((seen[sign] + _HALF) / total), 2) for sign in signs}
    return found


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
    parser.add_argument("--readings", type=Path, default=Path("src/unmojibake/damage/readings.json"))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    lines = list(lines_of(arguments.corpora))
    glosses = count_glosses(lines, json.loads(arguments.readings.read_text(encoding="ascii")))
    data = {"classes": CLASSES, **glosses, "signs": count_signs(lines)}
    arguments.output.write_text(json.dumps(data, separators=(",", ":")).replace('},"', '},\n"') + "\n", encoding="ascii")
    print({key: value for key, value in data.items() if key not in {"seen", "signs"}})


if __name__ == "__main__":
    main()
