"""Fit pipeline/undo/eaten_korean.json: what the Windows rule eats behind Korean characters.

Korean puts spaces between words: what is eaten behind a syllable is nearly always one, which text without spaces, that
scripts/count/eaten.py counts, cannot teach. Running text is put through the rule that Windows applies when it reads
UTF-8 as code page 949, line by line and as a file. The weights of the features that only holes behind Korean characters
have are fitted on top of those of eaten.json, which stay what they are.

    python -m scripts.count.eaten_korean --corpora DIRECTORY

Needs numpy.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from scripts.common.corpora import CLASSES, read_lines, running
from scripts.common.data_file import PACKAGE, command_line, write
from scripts.count.eaten import OUTCOMES, fit, index, report
from scripts.count.eaten import OUTPUT as EATEN
from unmojibake.charsets import tables
from unmojibake.pipeline.undo.eaten_ascii import KOREAN
from unmojibake.pipeline.undo.eaten_features import features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.count.eaten import Counts, Floats

OUTPUT = "pipeline/undo/eaten_korean.json"
PAGE = "cp949"
EPOCHS, MIN_COUNT = 4, 12
HELD_OUT = 5
"""Every fifth line is held out for the report, and is counted in the end."""
_LEADS = b"".join(re.escape(bytes((lead,))) for lead in tables.bad_pairs(PAGE))
_CODE = re.compile(b"(?s)[" + _LEADS + b"].?|.")


def holes(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Put UTF-8 through the Windows rule: (left, damaged right, eaten character) of each hole behind Korean."""
    table, places, shown, at = tables.decode_table(PAGE), [], [], 0
    for code in _CODE.findall(data):
        shown.append(table.get(code, "?"))
        at += len(code)
        if code not in table and code[1:] < b"\x80":
            places.append((len(shown), at - len(code) + 1, code[1:].decode()))
    for count, place, eaten in places:
        start = data.rfind(b"\n", 0, place) + 1
        left = data[start:place].decode("utf-8", "ignore")
        right = "".join(shown[count : count + 80])
        if "\uac00" <= left[-1:] <= "\ud7a3":
            yield left, "".join(right.partition("\n")[:2]), eaten


def count(lines: list[str]) -> Counts:
    """Count feature tuples and outcomes."""
    found = [hole for line in lines for hole in holes(line.encode())]
    found += holes("\n".join(lines).encode())
    return Counter((features(left, right), OUTCOMES.index(eaten)) for left, right, eaten in found if eaten in OUTCOMES)


def learn(counts: Counts, weights: dict[str, Floats]) -> dict[str, Floats]:
    """Fit the features of Korean on top of the others."""
    number: Counter[str] = Counter()
    for (found, _), times in counts.items():
        number.update(dict.fromkeys((name for name in found if name[0] in KOREAN), times))
    korean = sorted(name for name, times in number.items() if times >= MIN_COUNT)
    ranked = [*weights, *korean]
    table = np.stack([*weights.values(), *[np.zeros(len(OUTCOMES))] * len(korean)]).astype(np.float32)
    table = fit(index(counts, {name: place for place, name in enumerate(ranked)}), table, EPOCHS, len(weights))
    table = np.where(np.abs(table) < 0.15, 0, np.clip(np.rint(table * 10) / 10, -4.5, 4.6))
    return {name: table[place] for place, name in enumerate(ranked) if name[0] in KOREAN}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = command_line(__doc__, OUTPUT).parse_args(argv)
    document = json.loads((PACKAGE / EATEN).read_text(encoding="ascii"))
    columns = [OUTCOMES.index(outcome) for outcome in document["outcomes"]]
    weights = {name: np.zeros(len(OUTCOMES), np.float32) for name in document["weights"]}
    for name, row in document["weights"].items():
        weights[name][columns[: len(row)]] = [(ord(char) - 80) / 10 for char in row]
    weights = {"aEND": weights.pop("aEND")} | weights
    paths = [path for name in CLASSES for path in running(options.corpora, "ko", (name,))]
    lines = [line for path in paths for line in read_lines(path)]
    part = count([line for place, line in enumerate(lines) if place % HELD_OUT])
    held_out = count(lines[::HELD_OUT])
    print("before:", report(held_out, weights).partition("\n")[0])
    print("after: ", report(held_out, weights | learn(part, weights)))
    counts = count(lines)
    korean = {
        name: "".join(chr(round(row[place] * 10) + 80) for place in columns).rstrip("P")
        for name, row in learn(counts, weights).items()
    }
    provenance = {
        "command": "scripts/count/eaten_korean.py",
        "holes": counts.total(),
        "sources": [path.name for path in paths],
    }
    weighty = {name: row for name, row in korean.items() if row}
    write(options.output, json.dumps({"provenance": provenance, "weights": weighty}, indent=0) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
