"""Count src/unmojibake/language/words.bin: how often words with a letter that is not ASCII are written.

    python -m scripts.count.words --corpora DIRECTORY

Counted are the words of the running text (permissive and MPL) in the alphabets of ALPHABETS, in small letters, language
by language. P(word) is the mean over these languages of its share of all words of the language, after absolute
discounting: of what is seen rarely, a part was chance. The likeliest words are kept, as many as FILE bytes hold.

How far the counts are to be believed is tried on text of other authors: the words of the MPL text (LibreOffice,
Firefox) with the counts of the permissive text (eight other projects), and the other way round. l, the part of the
words that is drawn from the counts, is the likeliest for those, each language with the same weight.
"""

from __future__ import annotations

import collections
import math
import re
from typing import TYPE_CHECKING

from scripts.common.corpora import labelled
from scripts.common.data_file import command_line, write
from unmojibake.language import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OUTPUT = "language/words.bin"
CLASSES = ("permissive", "mpl")
ALPHABETS = re.compile("[A-Za-z\u00aa-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1e00-\u1fff]+")
"""Latin, Greek, Cyrillic, Hebrew, Arabic: the alphabets of single-byte charsets that part words by spaces."""
_WORD = re.compile(r"[^\W\d_]+")
MAJORITY = 0.5
"""Least share of its words that a language writes in these alphabets."""
FILE = 250_000
"""Bytes of the largest file."""
ROUNDS = 100
"""Steps in which l is found."""

Counts = dict[str, collections.Counter[str]]
"""For each language how often each word, as it is written, is there."""


def read(corpora: Path, name: str) -> Counts:
    """Count the words of one class of running text."""
    found: Counts = collections.defaultdict(collections.Counter)
    for language, line in labelled(corpora, (name,)):
        found[language].update(_WORD.findall(line))
    return {language: counts for language, counts in sorted(found.items()) if _is_alphabetic(counts)}


def _is_alphabetic(counts: collections.Counter[str]) -> bool:
    own = sum(times for word, times in counts.items() if ALPHABETS.fullmatch(word))
    foreign = sum(times for word, times in counts.items() if ALPHABETS.fullmatch(word) and not word.isascii())
    return own > MAJORITY * counts.total() and foreign > 0


def merged(parts: list[Counts]) -> Counts:
    """Add up counts."""
    found: Counts = collections.defaultdict(collections.Counter)
    for part in parts:
        for language, counts in part.items():
            found[language].update(counts)
    return dict(sorted(found.items()))


def folded(counts: collections.Counter[str]) -> collections.Counter[str]:
    """Add up the ways in which a word that is not ASCII is written."""
    found: collections.Counter[str] = collections.Counter()
    for word, times in counts.items():
        small = word.lower()
        if _is_stored(small):
            found[small] += times
    return found


def _is_stored(word: str) -> bool:
    fits = words.SHORTEST <= len(word) <= words.LONGEST
    return fits and not word.isascii() and ALPHABETS.fullmatch(word) is not None


def shares(by_language: Counts) -> dict[str, float]:
    """Give P(word) of what is not ASCII."""
    found: dict[str, float] = collections.defaultdict(float)
    for counts in by_language.values():
        own = folded(counts)
        once, twice = (sum(times == each for times in own.values()) for each in (1, 2))
        discount = once / (once + 2 * twice)
        for word, times in own.items():
            found[word] += (times - discount) / counts.total() / len(by_language)
    return dict(found)


def shapes(by_language: Counts) -> dict[str, float]:
    """Give the nats of the ways in which words are written."""
    found: collections.Counter[str] = collections.Counter()
    for counts in by_language.values():
        for word, times in counts.items():
            if _is_stored(word) and (shape := words.shape_of(word)):
                found[shape] += times
    return {shape: round(-math.log(times / found.total()), 3) for shape, times in sorted(found.items())}


def held_out(known: Counts, tried: Counts) -> list[tuple[float, float]]:
    """Give for the words of text that was not counted how much likelier the counts have them than characters do.

    Returns:
        The ratio, 0 for a word that was not counted, and the weight of the word.
    """
    likely, written = shares(known), shapes(known)
    common = [language for language in known if language in tried]
    found = []
    for language in common:
        own = {word: times for word, times in tried[language].items() if _is_stored(word)}
        total = sum(own.values())
        for word, times in own.items():
            chance, shape = likely.get(word.lower(), 0.0), words.shape_of(word)
            ratio = chance * math.exp(words.characters(word) - written[shape]) if chance and shape else 0.0
            found.append((ratio, times / total / len(common)))
    return found


def believed(ratios: list[tuple[float, float]]) -> float:
    """Give the l for which words are likeliest, by expectation and maximization."""
    share = 0.5
    for _ in range(ROUNDS):
        parts = [weight * share * ratio / (1 - share + share * ratio) for ratio, weight in ratios]
        share = sum(parts) / sum(weight for _, weight in ratios)
    return share


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = command_line(__doc__, OUTPUT)
    options = parser.parse_args(argv)
    parts = [read(options.corpora, name) for name in CLASSES]
    shares_believed = [believed(held_out(one, other)) for one, other in (parts, parts[::-1])]
    share = sum(shares_believed) / len(shares_believed)
    together = merged(parts)
    likely = shares(together)
    order = sorted(likely, key=lambda word: (-likely[word], word))
    head: dict[str, object] = {
        "command": "scripts/count/words.py",
        "classes": CLASSES,
        "languages": list(together),
        "odds": round(math.log(share / (1 - share)), 3),
        "shapes": shapes(together),
    }
    fewest, most = 0, len(order)
    while fewest < most:
        size = (fewest + most + 1) // 2
        data = words.pack({word: -math.log(likely[word]) for word in order[:size]}, head)
        fewest, most = (size, most) if len(data) <= FILE else (fewest, size - 1)
    data = words.pack({word: -math.log(likely[word]) for word in order[:fewest]}, head)
    write(options.output, data)
    print(f"{fewest} of {len(order)} words; l {shares_believed}; {head}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
