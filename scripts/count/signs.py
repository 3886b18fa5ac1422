"""Count language/signs.json: ASCII signs at boundaries, and marks by what is open before them, which the model has not.

    python -m scripts.count.signs --corpora DIRECTORY

Signs: what stands at a boundary (an ASCII character that is no letter, or the end of the line) behind a character,
behind a mark, and behind ASCII; the cost is -ln of the share. Anywhere: the share of each sign among them all, in the
running text of every language, for bytes whose language is not known yet. Marks: how often each quotation mark and
bracket follows while each of them is the innermost open one of the line, before a boundary and before anything else;
the cost is -ln of the share there over the share anywhere. The marks that end a sentence or part of one are counted
with them where one is open, since they may stand in the same place. Unclosed: how often a mark that a line opens is
still open at its end. Text: the Chinese files of the classes below, for the marks the Japanese ones too. What was never
seen counts half.
"""

from __future__ import annotations

import collections
import json
import math
import re
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, read_lines, running, texts
from scripts.common.data_file import command_line, write
from unmojibake.language.punctuation import MARKS, PAIRS, WEIGHED, kind_before, open_marks, open_or_close

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

OUTPUT = "language/signs.json"
SIGNS = [chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha()]
_HALF = 0.5
"""What a thing that was never seen is taken to have been seen: Jeffreys' prior."""
_BOUNDARY = re.compile(r"(?<=(.))(?:[\x00-\x40\x5b-\x60\x7b-\x7f]|$)", re.DOTALL)


def lines_of(corpora: Path, language: str) -> Iterable[str]:
    """Read the running text of a language, or of those that a pattern fits."""
    for path in running(corpora, language):
        yield from read_lines(path)


def count_signs(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """Give the cost of each sign at a boundary, by what stands before it; "" is the end of the line."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for line in lines:
        for match in _BOUNDARY.finditer(line):
            counts[kind_before(match[1])][match.group()] += 1
    signs = ["", *SIGNS]
    found = {}
    for kind, seen in sorted(counts.items()):
        total = sum(seen[sign] + _HALF for sign in signs)
        found[kind] = {sign: round(-math.log((seen[sign] + _HALF) / total), 2) for sign in signs}
    return found


def count_anywhere(running: Iterable[str]) -> dict[str, float]:
    """Give the cost of each sign, digit and space among them all."""
    counts: collections.Counter[str] = collections.Counter()
    for text in running:
        counts.update(text)
    total = sum(counts[sign] + _HALF for sign in SIGNS)
    return {sign: round(-math.log((counts[sign] + _HALF) / total), 2) for sign in SIGNS}


def count_marks(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """Give what each mark costs more, or less, by the innermost one that is open, and "." before a boundary."""
    states = [state + end for state in ("", *PAIRS.values()) for end in ("", ".")]
    counts: dict[str, collections.Counter[str]] = {state: collections.Counter() for state in states}
    finder = re.compile(f"([{''.join(sorted(WEIGHED))}])([\x00-\x40\x5b-\x60\x7b-\x7f]|$)?")
    for line in lines:
        stack: list[str] = []
        for mark, end in finder.findall(line + "\n"):
            counts[(stack[-1] if stack else "") + ("." if end else "")][mark] += 1
            if mark in MARKS:
                open_or_close(stack, mark)
    anywhere = sum(counts.values(), collections.Counter())
    found = {}
    for state, seen in counts.items():
        # Where nothing is open in the line it may still stand inside of what an earlier one opened.
        marks = sorted(MARKS if state in {"", "."} else WEIGHED)
        total, whole = (sum(count[mark] + _HALF for mark in marks) for count in (seen, anywhere))
        ratios = {mark: (seen[mark] + _HALF) / total / ((anywhere[mark] + _HALF) / whole) for mark in marks}
        found[state] = {mark: round(-math.log(ratio), 2) for mark, ratio in ratios.items()}
    return found


def count_unclosed(lines: Iterable[str]) -> dict[str, float]:
    """Give what it costs that a line opens a mark and does not close it."""
    opened: collections.Counter[str] = collections.Counter()
    unclosed: collections.Counter[str] = collections.Counter()
    openers = frozenset(PAIRS.values())
    for line in lines:
        opened.update(char for char in line if char in openers)
        unclosed.update(open_marks(line))
    return {
        mark: round(-math.log((unclosed[mark] + _HALF) / (opened[mark] + 2 * _HALF)), 2) for mark in sorted(openers)
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    parser = command_line(__doc__, OUTPUT)
    arguments = parser.parse_args(argv)
    chinese = list(lines_of(arguments.corpora, "zh-*"))
    marks = count_marks([*chinese, *lines_of(arguments.corpora, "ja")])
    data = {
        "signs": count_signs(chinese),
        "anywhere": count_anywhere(texts(arguments.corpora).values()),
        "marks": marks,
        "unclosed": count_unclosed(chinese),
        "provenance": {"command": "scripts/count/signs.py", "classes": CLASSES},
    }
    text = json.dumps(data, separators=(",", ":")).replace('},"', '},\n"')
    write(arguments.output, text + "\n")
    print(f"{len(chinese)} lines of Chinese")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
