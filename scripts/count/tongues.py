"""Count src/unmojibake/language/tongues.bin: which letters are written in which language.

    python -m scripts.count.tongues --corpora DIRECTORY

Counted are the characters of the running text (permissive and MPL), language by language: ASCII letters behind each
other, other letters behind each script; see `unmojibake.language.line_language.key_of`. English has no text of its own
in these corpora: its letters are those of the runs of English words in the others, and what it has beyond ASCII is not
known. Written are the nats by which a symbol is likelier in a language than in all of them together, as much of each
as the language model was made of.

How far the language of a line is to be believed (l, and the power that its letters' word is taken to) is tried on text
of other authors: the MPL text with the counts of the permissive text, and the other way round. It is asked how likely
a letter that is not ASCII is, given the two before it by the language model, and the rest of its line.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, NamedTuple

from scripts.common.corpora import labelled
from scripts.common.data_file import command_line, write
from unmojibake.language import line_language, load
from unmojibake.language.line_language import PARTING, key_of, script_of, symbols

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

OUTPUT = "language/tongues.bin"
CLASSES = ("permissive", "mpl")
MAIN = ("zh-Hans", "zh-Hant", "ja", "ko", "ru")
_ENGLISH = re.compile(r"[A-Za-z]+(?:[ ,.'-]+[A-Za-z]+){2,}")
_SPELT = re.compile("[\u00aa-\u024f\u0400-\u052f\u1e00-\u1eff]")
"""Letters that are tried."""
ENGLISH = 0.49
"""Share of web sites in English (W3Techs, Usage statistics of content languages for websites, 2025): these corpora have
none."""
LEAST = 20
"""Times that a key must be seen to be written."""
SYMBOLS = 1_000_000
"""Symbols of each language that are counted: the rest changes little."""
_KINDS = 128
"""Symbols that may follow another, about: half of one is counted for each beforehand."""
TRIED = 40
"""Lines of each language that are tried."""
WINDOW = 40
"""Code points on either side of a letter that tell the language."""
POWERS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
BELIEFS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999)

Texts = dict[str, list[str]]


class Table(NamedTuple):
    """What was counted.

    Attributes:
        languages: Their tags.
        shares: How much of all text each is.
        rows: For each key the nats of each language.
    """

    languages: list[str]
    shares: list[float]
    rows: dict[str, list[float]]


def read(corpora: Path, name: str) -> Texts:
    """Read the lines of one class, language by language."""
    found: Texts = defaultdict(list)
    for language, line in labelled(corpora, (name,)):
        found[language].append(line)
    for language in MAIN:
        found[line_language.SILENT] += (run for line in found.get(language, ()) for run in _ENGLISH.findall(line))
    return {language: lines for language, lines in sorted(found.items()) if lines and _is_told(lines)}


def _is_told(lines: list[str]) -> bool:
    """Tell whether what is counted of some lines is more than signs and boundaries."""
    text = symbols("".join(lines[:1000]))
    return sum(char.isalpha() for char in text) > len(text) / 2


def merged(parts: list[Texts]) -> Texts:
    """Put texts together."""
    found: Texts = defaultdict(list)
    for part in parts:
        for language, lines in part.items():
            found[language] += lines
    return dict(sorted(found.items()))


def weights() -> dict[str, float]:
    """Give what the language model weighs each language; the mixed ones alike."""
    from scripts.model.sources import SOURCES  # noqa: PLC0415 - it needs numpy, which only those who count have

    found = {source.name.partition(".")[0]: source.weight for source in SOURCES if source.name.endswith(".permissive")}
    return defaultdict(lambda: found["mixed"], found)


def counts_of(lines: list[str]) -> tuple[Counter[str], Counter[str]]:
    """Count the keys of some lines, and what each stands behind."""
    keys: Counter[str] = Counter()
    before: Counter[str] = Counter()
    total = 0
    for line in lines:
        text = f"{PARTING}{symbols(line)}{PARTING}"
        keys.update(starmap(key_of, pairwise(text)))
        # A letter of ASCII has keys of its own, and those of its script.
        before.update(text)
        before.update(map(script_of, text))
        total += len(text)
        if total > SYMBOLS:
            break
    return keys, before


def table(texts: Texts, weight: Mapping[str, float]) -> Table:
    """Compare the languages, each with its weight."""
    languages = list(texts)
    sizes = [sum(map(len, texts[language])) * weight[language] for language in languages]
    others = sum(sizes) - sizes[languages.index(line_language.SILENT)]
    shares = [
        ENGLISH if language == line_language.SILENT else size / others * (1 - ENGLISH)
        for language, size in zip(languages, sizes, strict=True)
    ]
    counts = [counts_of(texts[language]) for language in languages]
    seen: Counter[str] = Counter()
    for keys, _ in counts:
        seen.update(keys)
    rows = {}
    for key in sorted(key for key, times in seen.items() if times >= LEAST):
        rates = [(keys[key] + 0.5) / (before[key[0]] + _KINDS / 2) for keys, before in counts]
        # Which language it is, the first tells already.
        given = [
            share * (before[key[0]] + 0.5) / before.total() for share, (_, before) in zip(shares, counts, strict=True)
        ]
        rows[key] = _against(rates, [each / sum(given) for each in given])
    return Table(languages, shares, rows)


def _against(rates: list[float], shares: list[float]) -> list[float]:
    """Give the nats by which each language has a higher rate than all of them together."""
    mean = sum(share * rate for share, rate in zip(shares, rates, strict=True))
    return [math.log(rate / mean) for rate in rates]


class Try(NamedTuple):
    """A letter of text that was not counted.

    Attributes:
        weight: How much it counts: all languages alike.
        found: For each power and l how much likelier the letter is, and how much all letters are on average.
    """

    weight: float
    found: dict[tuple[float, float], float]


def held_out(known: Table, tried: Texts, lots: random.Random) -> list[Try]:
    """Try letters of text that was not counted."""
    counts = line_language.Tongues(line_language.pack(head(known, 1.0, 1.0), known.rows))
    letters = sorted({key[1] for key in known.rows if _SPELT.match(key[1])})
    languages = sorted(set(known.languages) & set(tried))
    found = []
    for language in languages:
        places = []
        for line in lots.sample(tried[language], min(len(tried[language]), 20 * TRIED)):
            at = [match.start() for match in _SPELT.finditer(line) if symbols(match.group()) in letters]
            if at and len(places) < TRIED:
                places.append((line, lots.choice(at)))
        found += [Try(1 / len(places), _tried(counts, line, at, letters)) for line, at in places]
    return found


def _tried(counts: line_language.Tongues, line: str, at: int, letters: list[str]) -> dict[tuple[float, float], float]:
    """Give the nats by which a letter is likelier once the rest of its line is known, by power and l."""
    before, after = symbols(line[max(0, at - WINDOW) : at]), symbols(line[at + 1 : at + WINDOW])
    rest, seen = counts.nats([PARTING + before, after]), counts.nats([PARTING + before[-2:]])
    costs = load().costs(line[max(0, at - 2) : at], "".join(letters))
    total = sum(math.exp(-cost) for cost in costs)
    chances = [math.exp(-cost) / total for cost in costs]
    told = [counts.nats([(before or PARTING)[-1:] + letter]) for letter in letters]
    here = letters.index(symbols(line[at]))
    found = {}
    for power in POWERS:
        both = [line_language.shares_of(counts, nats, power) for nats in (rest, seen)]
        ratios = [line_language.ratio(counts, own, *both) for own in told]
        for share in BELIEFS:
            likelier = [1 - share + share * ratio for ratio in ratios]
            every = sum(chance * each for chance, each in zip(chances, likelier, strict=True))
            found[power, share] = math.log(likelier[here] / every)
    return found


def believed(tried: list[Try]) -> tuple[float, float, float]:
    """Choose the power and l by how likely they make what was tried, and give the nats that it is likelier by.

    The power is the likeliest. l is the least that is not worse by more than a standard error: text of one project is
    in one language from end to end more often than text is elsewhere.
    """
    total = sum(weight for weight, _ in tried)
    gains = {key: sum(weight * found[key] for weight, found in tried) / total for key in tried[0].found}
    best = max(gains, key=lambda key: gains[key])
    spread = sum((weight / total * (found[best] - gains[best])) ** 2 for weight, found in tried)
    power, share = min(key for key in gains if key[0] == best[0] and gains[key] >= gains[best] - math.sqrt(spread))
    return power, share, gains[power, share]


def head(counted: Table, share: float, power: float) -> dict[str, object]:
    """Give what the first line of the file says of what was counted."""
    shares = [round(each, 6) for each in counted.shares]
    return {"languages": counted.languages, "shares": shares, "believed": share, "tempered": power}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    options = parser.parse_args(argv)
    parts = [read(options.corpora, name) for name in CLASSES]
    lots = random.Random(0)
    weight = weights()
    tried = [each for one, other in (parts, parts[::-1]) for each in held_out(table(one, weight), other, lots)]
    power, share, gain = believed(tried)
    counted = table(merged(parts), weight)
    made = {"command": "scripts/count/tongues.py", "classes": CLASSES, "gain": round(gain, 3)}
    write(options.output, line_language.pack(head(counted, share, power) | made, counted.rows))
    print(f"{len(counted.languages)} languages, {len(counted.rows)} rows")
    print(f"l {share}, power {power}: a letter is {gain:.3f} nats likelier")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
