"""Count language/markup.json: how well-formed lines of pages are, and what follows an eaten character.

Faults: how often a line that has markup has so many faults, as `language.markup` reads it; the cost is -ln of the
share. Holes: wherever an ASCII sign, a space or a line end stands behind a character that is not ASCII, the page is
looked at twice, as it is and with that sign gone; counted is what is open there, how many faults more there are without
a sign than with the best one, and what follows. The cost is -ln of the share of that among all with the same open;
what was never seen is told by its two parts. Text: the pages (HTML, XML, Vue, WXML) in the source trees that
scripts/common/source_trees.py names, at most 3,000 holes and lines of each.

    python -m scripts.count.markup --cache DIRECTORY

"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from scripts.common.data_file import command_line, write
from scripts.common.source_trees import EAST_ASIAN, SOURCES, load_files, thin
from unmojibake.language.markup import COMMENT, DOUBLE, MOST, TAG, TEXT, faults, has_markup
from unmojibake.pipeline.undo.eaten_markup import situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OUTPUT = "language/markup.json"
NEEDS = ("cache",)
PAGES = (".html", ".xml", ".vue", ".wxml")
CAP = 3_000
"""Holes, and lines, of one package: none may speak for all."""
_HALF = 0.5
"""What a thing that was never seen is taken to have been seen: Jeffreys' prior."""
_FOLLOWERS = [*map(chr, range(0x20, 0x30)), *":;<=>?@[\\]^_`{|}~", "a", "0", "N", ""]
_GAPS = "012"
CELLS = [gap + sign for gap in _GAPS for sign in _FOLLOWERS]
_PLACE = re.compile(r"(?<=[^\x00-\x7f])[\x20-\x3f\n]")
_LEFT, _RIGHT = 240, 80
"""Code points on either side that the library looks at."""


def sides(text: str) -> Iterator[tuple[str, str, str]]:
    """Give for each sign behind a character the left of its line, the sign, and what follows up to a line end."""
    for match in _PLACE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        right = text[match.end() : end if end >= 0 else None]
        yield text[start : match.start()][-_LEFT:], match.group(), right[:_RIGHT]


def count_holes(found: Iterable[tuple[str, str, str]]) -> dict[str, Counter[tuple[str, str]]]:
    """Count the situations of both stories."""
    counts: dict[str, Counter[tuple[str, str]]] = {"alone": Counter(), "eaten": Counter()}
    for left, sign, right in found:
        stands = "" if sign == "\n" else (sign + right)[:_RIGHT]
        for story, rest in (("alone", stands), ("eaten", right)):
            if named := situation(left, rest):
                counts[story][named] += 1
    return counts


def count_faults(lines: Iterable[str]) -> Counter[int]:
    """Count the faults of lines that have markup."""
    return Counter(min(faults(TEXT, "", line, ends=True), MOST) for line in lines if has_markup(line))


def hole_costs(counts: Counter[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Turn counted situations into nats; of one that was hardly seen its two parts tell as much as a half sight."""
    found = {}
    for state in (TEXT, TAG, DOUBLE, COMMENT):
        total = sum(counts[state, cell] for cell in CELLS)
        gaps = {gap: sum(counts[state, gap + sign] for sign in _FOLLOWERS) for gap in _GAPS}
        signs = {sign: sum(counts[state, gap + sign] for gap in _GAPS) for sign in _FOLLOWERS}
        costs = {}
        for cell in CELLS:
            apart = (gaps[cell[0]] + _HALF) / (total + _HALF * len(gaps))
            apart *= (signs[cell[1:]] + _HALF) / (total + _HALF * len(signs))
            share = (counts[state, cell] + _HALF * apart) / (total + _HALF)
            costs[cell] = round(-math.log(share), 1)
        found[state] = costs
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = command_line(__doc__, OUTPUT, NEEDS).parse_args(argv)
    holes: dict[str, Counter[tuple[str, str]]] = {"alone": Counter(), "eaten": Counter()}
    wrong: Counter[int] = Counter()
    packages = 0
    for pin in SOURCES.split():
        _, files = load_files(pin, options.cache)
        texts = [data.decode() for name, data in files if name.endswith(PAGES)]
        found = list(dict.fromkeys(hole for text in texts for hole in sides(text)))
        for story, counts in count_holes(thin(found, CAP)).items():
            holes[story] += counts
        lines = dict.fromkeys(line for text in texts for line in text.split("\n") if EAST_ASIAN.search(line))
        wrong += count_faults(thin(list(lines), CAP))
        packages += bool(texts)
    total = sum(wrong[number] + _HALF for number in range(MOST + 1))
    document = {
        "provenance": {
            "command": "scripts/count/markup.py",
            "packages": packages,
            "lines": wrong.total(),
            "holes": {story: counts.total() for story, counts in holes.items()},
        },
        "faults": [round(-math.log((wrong[number] + _HALF) / total), 2) for number in range(MOST + 1)],
        "holes": {story: hole_costs(counts) for story, counts in holes.items()},
    }
    text = json.dumps(document, separators=(",", ":")).replace('},"', '},\n"')
    write(options.output, text + "\n")
    print(document["provenance"], document["faults"])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
