"""Count pipeline/evidence/kinds.json: how the kinds of characters follow each other in clean text.

    python -m scripts.count.kinds --corpora DIRECTORY

It tells what a word of mere characters costs. A kind is a block of Unicode, or all of the ASCII letters, or all that
parts words. In a list of characters each member of a kind is as likely as the other, but the kinds still follow each
other as they do in text: two accented letters in a row are rare, two hanzi are not. Read from the running text
(permissive, MPL, converted) of the corpora.
"""

from __future__ import annotations

import bisect
import collections
import json
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, texts
from scripts.common.data_file import command_line, write

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT = "pipeline/evidence/kinds.json"
STARTS = {
    0x00: "parting", 0x80: "control", 0xA0: "latin", 0x250: "phonetic", 0x370: "greek", 0x400: "cyrillic",
    0x530: "armenian", 0x590: "hebrew", 0x600: "arabic", 0x700: "other", 0xE00: "thai", 0xE80: "other",
    0x1E00: "vietnamese", 0x1F00: "greek-high", 0x2000: "punctuation", 0x2070: "signs", 0x2190: "arrows-math",
    0x2500: "box", 0x25A0: "shapes", 0x2E80: "radicals", 0x3000: "cjk-punctuation", 0x3040: "kana", 0x3100: "other-cjk",
    0x3400: "han-a", 0x4DC0: "other", 0x4E00: "han", 0xA000: "other", 0xAC00: "hangul", 0xD7A4: "other",
    0xE000: "private",
    0xF900: "han-compatibility", 0xFB00: "other", 0xFF00: "full-width", 0xFF61: "half-width", 0xFFF0: "specials",
    0x10000: "high",
}  # fmt: skip
"""Where the kinds begin in Unicode."""
EVERY = 20
"""One character in so many of each language is read, from the beginning of its text on."""


def kind_of(char: str, starts: list[int], names: list[str]) -> str:
    """Name the kind of a character."""
    if char < "\x80":
        return "letter" if char.isalpha() else "parting"
    return names[bisect.bisect_right(starts, ord(char)) - 1]


def count(by_language: dict[str, str]) -> dict[str, dict[str, float]]:
    """Count, for each kind, the nats of each kind after it; what was never seen is seen half a time."""
    starts, names = list(STARTS), list(STARTS.values())
    kinds = sorted({*names, "letter"})
    pairs: collections.Counter[tuple[str, str]] = collections.Counter()
    for text in by_language.values():
        part = text[: len(text) // EVERY]
        chars = collections.Counter(pairwise(part))
        for (first, second), times in chars.items():
            if first != second:  # a repeated sign is a rule, not a word
                pairs[kind_of(first, starts, names), kind_of(second, starts, names)] += times
    nats = {}
    for first in kinds:
        total = sum(pairs[first, second] for second in kinds) + len(kinds) / 2
        nats[first] = {second: round(-math.log((pairs[first, second] + 0.5) / total), 2) for second in kinds}
    return nats


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    parser = command_line(__doc__, OUTPUT)
    arguments = parser.parse_args(argv)
    ends = [*list(STARTS)[1:], 0x110000]
    sizes: collections.Counter[str] = collections.Counter()
    for (start, name), end in zip(STARTS.items(), ends, strict=True):
        sizes[name] += end - start
    data = {
        "starts": {f"{start:x}": name for start, name in STARTS.items()},
        "sizes": {**sizes, "letter": 52, "parting": 1},
        "nats": count(texts(arguments.corpora)),
        "provenance": {"command": "scripts/count/kinds.py", "classes": CLASSES},
    }
    write(arguments.output, json.dumps(data, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
