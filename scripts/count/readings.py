"""Build damaging/readings.json: how traditional characters are read, which a gloss is checked against.

    python -m scripts.count.readings --unihan DIR --corpora DIRECTORY

DIR holds Unihan_Readings.txt of the Unicode Character Database, as it is or with .bz2 behind the name (Debian's
package unicode-data has it in /usr/share/unicode). Which characters a conversion to traditional ones writes is in
OpenCC's dictionaries.

A reading weighs as often as it was met in the words of kHanyuPinlu, and once for each of three dictionaries that has
it (kMandarin, kXHC1983, kHanyuPinyin), and half for being known at all; the shares are those weights. What is counted
for the simplified form counts for the traditional one too, where it is a reading of both.
"""

from __future__ import annotations

import collections
import json
import re
import unicodedata
from typing import TYPE_CHECKING

from scripts.common.corpora import OPENCC, read_lines
from scripts.common.data_file import command_line, write
from scripts.common.unihan import fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OUTPUT = "damaging/readings.json"
NEEDS = ("unihan", "corpora")
_FIELDS = {"kMandarin", "kHanyuPinlu", "kXHC1983", "kHanyuPinyin"}
_KNOWN = 0.5
"""What a reading weighs for being known at all: Jeffreys' prior."""


def unihan(folder: Path) -> list[list[str]]:
    """Read the fields of the readings: character, name, value."""
    return fields(folder, "Unihan_Readings.txt", _FIELDS)


def weigh(rows: list[list[str]]) -> dict[str, dict[str, float]]:
    """Weigh the readings of every character."""
    found: dict[str, dict[str, float]] = collections.defaultdict(dict)
    for char, _, value in rows:
        for part in value.split(" "):
            times = re.search(r"\((\d+)\)", part)
            for reading in re.sub(r"^[\d.*,]+:|\(\d+\)", "", part).split(","):
                name = unicodedata.normalize("NFC", reading)
                before = found[char].get(name, _KNOWN)
                found[char][name] = before + (int(times[1]) if times else 1)
    return found


def converted(corpora: Path) -> dict[str, str]:
    """Give the simplified form of each character that a conversion to traditional ones writes."""
    forms = {}
    for line in read_lines(corpora / f"{OPENCC}.txt.xz"):
        kind, key, values = line.split("\t")
        if kind == "TSCharacters" and key != values.split(" ")[0]:
            forms[key] = values.split(" ")[0]
        elif kind == "STCharacters":
            forms |= {value: key for value in values.split(" ") if value not in {key, *forms}}
    return forms


def is_gbk(char: str) -> bool:
    """Tell whether GBK has a character."""
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def main(argv: Sequence[str] | None = None) -> int:
    """Build and write."""
    arguments = command_line(__doc__, OUTPUT, NEEDS).parse_args(argv)
    known = weigh(unihan(arguments.unihan))
    table = {}
    for char, form in sorted(converted(arguments.corpora).items()):
        if not known[char] or not is_gbk(char):
            continue
        weights = {reading: weight + known[form].get(reading, 0) for reading, weight in known[char].items()}
        total = sum(weights.values())
        order = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        table[char] = {reading: float(f"{weight / total:.3g}") for reading, weight in order}
    rows = ",\n".join(f"{json.dumps(char)}:{json.dumps(table[char], separators=(',', ':'))}" for char in table)
    write(arguments.output, "{\n" + rows + "\n}\n")
    print(f"{len(table)} characters, {sum(map(len, table.values()))} readings")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
