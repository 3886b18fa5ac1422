"""Which common characters tell that East Asian text was read in another East Asian charset, and in which company.

Such damage can be made of common characters alone: Korean read in GBK is. So of each such row of the table of chains
pieces of clean text are damaged. The characters that they are made of most are its *company*. Of those some are
chosen, the *telling* ones: rare in clean text, and beside others of them in as many as possible of the pieces that the
rest of the gate lets through. Company that clean text has too is left out again.

How often clean text has a character, and a pair, is the larger of what the running text says and what the counts of
tesseract's langdata say, which are from the web. The limits below only save work: a piece that is not told stays as
damaged as it was, and a clean text that is told is looked at closer for nothing.
"""

from __future__ import annotations

import collections
import random
from itertools import pairwise
from typing import TYPE_CHECKING

from scripts.common.corpora import read_lines
from scripts.common.drawing import fits
from unmojibake.charsets import tables, wrong_readings
from unmojibake.damaging.damage import damage
from unmojibake.pipeline.gate.triggers import NEARLY_THE_SAME_AS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 936
LANGUAGES = {"cp936": "zh-Hans", "big5": "zh-Hant", "cp932": "ja", "euc_jp": "ja", "cp949": "ko"}
"""What is written in which charset."""
COUNTS = ("chi_sim", "chi_tra", "jpn", "kor")
"""The ready-made counts."""
PIECES = 12_000
"""Pieces that are damaged by each row."""
LONGEST = 14
"""Code points of the longest piece."""
COMPANY = 1e-4
"""Least share of a character among those of a language that are not ASCII, for what it becomes to be company."""
ALARM = 30.0
"""How many times what it costs to stop at a character it costs to look at its line closer."""
FEWEST = 6
"""Pieces that a character must tell at least: with half of that a seventh more is told, at twice the cost."""
LEAST = 0.01
"""Share of all its pieces that a row must tell, or it is left out: every one costs time."""
RARE = 2e-6
"""What is added to the share of a character in clean text: how rare it is exactly is not known."""
ROUNDS = 3
_EAST_ASIAN = "\u2e80"


def langdata(corpora: Path, name: str) -> dict[str, int]:
    """Read one of the ready-made counts: how often each character was seen, and each pair."""
    rows = [line.rpartition("\t") for line in read_lines(corpora / f"counts-langdata-{name}.txt.xz")]
    return {found: int(times) for found, _, times in rows if times.isdecimal()}


class Clean:
    """What share of clean text a character has, and a pair of them."""

    def __init__(self, by_language: dict[str, str], corpora: Path) -> None:
        """Count the languages together that have East Asian characters, and read the ready-made counts."""
        texts = [by_language[name] for name in sorted(set(LANGUAGES.values()))]
        chars: collections.Counter[str] = collections.Counter()
        pairs: collections.Counter[str] = collections.Counter()
        for text in texts:
            chars.update(text)
            pairs.update(one + other for one, other in pairwise(text) if one >= _EAST_ASIAN)
        total = chars.total()
        self._shares = {found: times / total for counts in (chars, pairs) for found, times in counts.items()}
        for name in COUNTS:
            counted = langdata(corpora, name)
            total = sum(times for found, times in counted.items() if len(found) == 1)
            for found, times in counted.items():
                self._shares[found] = max(self.share(found), times / total)

    def share(self, found: str) -> float:
        """Give the share of a character or a pair."""
        return self._shares.get(found, 0.0)

    def alarms(self, char: str, others: set[str]) -> float:
        """Give the share of pairs in which a character stands beside one of some others."""
        return sum(self.share(char + other) + self.share(other + char) for other in others)


def rows() -> list[wrong_readings.Chain]:
    """Give the rows of the table by which one East Asian charset was read in another."""
    wide = [row for row in wrong_readings.ROWS if row.origin in LANGUAGES and tables.lookup(row.carrier).wide]
    return [row for row in wide if not row.edits and row.carrier not in NEARLY_THE_SAME_AS]


def company(text: str, row: wrong_readings.Chain, common: set[str]) -> set[str]:
    """Give the common characters that the frequent ones of a language become."""
    counts = collections.Counter(char for char in text if char > "\x7f")
    frequent = [char for char, times in counts.items() if times >= COMPANY * counts.total() and fits(char, row.origin)]
    return {char for char in (damage(one, [row]) for one in frequent) if char >= _EAST_ASIAN and char in common}


def passing(text: str, row: wrong_readings.Chain, common: set[str]) -> list[str]:
    """Damage pieces of a text; give those that are of common characters only."""
    lots = random.Random(SEED)
    lines = text.split("\n")
    found = []
    for _ in range(PIECES):
        line = lots.choice(lines)
        size = lots.randint(2, LONGEST)
        start = lots.randrange(max(1, len(line) - size + 1))
        piece = line[start : start + size]
        if not piece.isascii() and fits(piece, row.origin):
            piece = damage(piece, [(*row, "python")])
            if all(char in common for char in piece if char > "\x7f"):
                found.append(piece)
    return found


def _pairs(pieces: list[str], ones: set[str], others: set[str]) -> Iterator[tuple[int, str, str]]:
    """Give each place where one character stands beside another one: the piece, the one, the other."""
    for at, piece in enumerate(pieces):
        for left, right in pairwise(piece):
            if left in ones and right in others:
                yield at, left, right
            if right in ones and left in others:
                yield at, right, left


def choose(pieces: list[str], beside: set[str], clean: Clean) -> tuple[list[str], float]:
    """Choose the characters that tell most pieces for what it costs to watch them, one by one.

    Returns:
        The characters, and the share of all pieces that they tell.
    """
    told: dict[str, set[int]] = collections.defaultdict(set)
    for at, one, _ in _pairs(pieces, beside, beside):
        told[one].add(at)
    costs = {char: clean.share(char) + ALARM * clean.alarms(char, beside) + RARE for char in told}
    chosen: list[str] = []
    left = set(range(len(pieces)))
    while told:
        best = max(sorted(told), key=lambda char: len(told[char] & left) / costs[char])
        new = told.pop(best) & left
        if len(new) < FEWEST:
            break
        left -= new
        chosen.append(best)
    return chosen, (len(pieces) - len(left)) / PIECES


def kept(pieces: list[str], telling: list[str], beside: set[str], clean: Clean) -> set[str]:
    """Give the company that tells more pieces than it takes clean text for damaged."""
    told: dict[str, set[int]] = collections.defaultdict(set)
    ones = set(telling)
    for at, _, other in _pairs(pieces, ones, beside):
        told[other].add(at)
    return {char for char in beside if len(told[char]) > ALARM * clean.alarms(char, ones) * PIECES}


def count(by_language: dict[str, str], common: set[str], corpora: Path) -> list[tuple[str, str]]:
    """Choose the telling characters of each row that needs them, and their company."""
    clean = Clean(by_language, corpora)
    found = []
    for row in rows():
        text = by_language[LANGUAGES[row.origin]]
        pieces, beside = passing(text, row, common), company(text, row, common)
        telling, told = choose(pieces, beside, clean)
        for _ in range(ROUNDS):
            beside = kept(pieces, telling, beside, clean)
            telling, told = choose(pieces, beside, clean)
        print(f"{row.origin} > {row.carrier}: {len(pieces)} of {PIECES} pass, of all {told:.3f} told by {len(telling)}")
        if told >= LEAST:
            found.append(("".join(sorted(telling)), "".join(sorted(beside))))
    return found
