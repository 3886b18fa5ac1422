"""Which East Asian characters are seldom in the running text, but ordinary, and hardly ever what damage is made of.

The running text is of programs, statutes and old books. Reviews, news and chat have names, food and slang: a fifth of
their lines in Chinese has a character that the running text hardly has. The counts of langdata, which are from the web,
have them; and what is written only in Cantonese is listed in Unihan (kCheungBauer). What damage is made of is rare
characters too, but others: so clean text is damaged by each row of the table of chains that has a carrier of two bytes,
and a character's share of clean text is held against its share of damaged text.

Of those that damage has seldom enough some pass wherever they stand (`ordinary`). The others pass alone, and tell of
damage beside each other (`doubtful`); and what Japanese doesn't have tells beside kana.
"""

from __future__ import annotations

import collections
import random
import re
from typing import TYPE_CHECKING

from scripts.common.drawing import fits
from scripts.common.unihan import fields
from scripts.count.gate_companions import COUNTS, LANGUAGES, langdata
from unmojibake.charsets import tables, wrong_readings
from unmojibake.damaging.damage import damage
from unmojibake.pipeline.gate.triggers import NEARLY_THE_SAME_AS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 936
LINES = 6_000
"""Lines of each language that are damaged by each row."""
LEAST = 3e-7
"""Least share of a character in clean text: of less there are some twenty in the smallest of the counts."""
LISTED = 1e-6
"""Share of what Unihan lists for Cantonese, and of full-width ASCII, at least: the counts are of no such text."""
ORDINARY, DOUBTFUL = 0.03, 0.005
"""How common a character must be in clean text, in shares of how common it is in the damage that has most of it.

Measured on short pieces of 14 sets of natural text, damaged by all such rows, of which 3.5% pass without these
characters. With .03 and .005 another 0.4% do, and of lines of reviews and news 6 to 7% are looked at closer, not 21 to
28%; with .01 for the second it is 0.3% and 7 to 8%, with .003 0.6% and 5 to 6%. Where each language of the corpora was
asked for its damage in UTF-8, twice as much Cantonese was looked at closer, and a tenth less damage passed."""
JAPANESE, KANA = "cp932", "".join(map(chr, range(0x3041, 0x30FB)))
"""What has all of Japanese, and the letters that nothing else stands beside."""
_FULL_WIDTH = set(map(chr, range(0xFF01, 0xFF5F)))
_WRITTEN = re.compile("[\u2030-\u2bff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")


def clean_shares(by_language: dict[str, str], corpora: Path, unihan: Path) -> dict[str, float]:
    """Give the largest share that each character has of a language's running text, or of ready-made counts."""
    found: dict[str, float] = dict.fromkeys(_FULL_WIDTH, LISTED)
    found |= {char: LISTED for char, _, _ in fields(unihan, "Unihan_DictionaryLikeData.txt", {"kCheungBauer"})}
    counts = [collections.Counter(text) for text in by_language.values()]
    counts += [
        collections.Counter({key: times for key, times in langdata(corpora, name).items() if len(key) == 1})
        for name in COUNTS
    ]
    for counted in counts:
        total = counted.total()
        for char, times in counted.items():
            found[char] = max(found.get(char, 0.0), times / total)
    return found


def rows() -> Iterator[tuple[wrong_readings.Chain, tuple[str, ...]]]:
    """Give the rows with a carrier of two bytes, each with the East Asian languages that are written in its origin."""
    for row in wrong_readings.ROWS:
        if not row.edits and tables.lookup(row.carrier).wide and row.carrier not in NEARLY_THE_SAME_AS:
            if row.origin == "utf-8":
                yield row, tuple(sorted(set(LANGUAGES.values())))
            elif row.origin in LANGUAGES:
                yield row, (LANGUAGES[row.origin],)


def damaged_shares(by_language: dict[str, str]) -> dict[str, float]:
    """Give the largest share that each character has of what a row makes of a language, of all that is not ASCII."""
    lots = random.Random(SEED)
    drawn = {}
    for name in sorted(set(LANGUAGES.values())):
        lines = by_language[name].split("\n")
        drawn[name] = [line for line in lots.sample(lines, min(LINES, len(lines))) if not line.isascii()]
    found: dict[str, float] = {}
    for row, languages in rows():
        for name in languages:
            text = "\n".join(line for line in drawn[name] if fits(line, row.origin))
            counts = collections.Counter(char for char in damage(text, [(*row, "windows")]) if char > "\x7f")
            total = counts.total()
            for char, times in counts.items():
                found[char] = max(found.get(char, 0.0), times / total)
    return found


def made_elsewhere() -> set[str]:
    """Give the characters that pages of single bytes show, and what U+FFFD in UTF-8 turns into."""
    carriers = {row.carrier for row in wrong_readings.ROWS} - {"utf-8"}
    pages = {page for page in carriers if not tables.lookup(page).wide}
    signs = {char for page in pages for char in tables.decode_table(page).values()}
    return signs.union(*(damage("\ufffd" * 2, [("utf-8", page, "windows")]) for page in carriers - pages))


def company(ordinary: set[str], doubtful: set[str]) -> list[tuple[str, str]]:
    """Give which of them tell of damage, and beside which characters."""
    foreign = "".join(sorted(char for char in ordinary | doubtful if not fits(char, JAPANESE)))
    together = "".join(sorted(doubtful))
    return [(together, together), (foreign, KANA)]


def count(by_language: dict[str, str], known: set[str], corpora: Path, unihan: Path) -> tuple[set[str], set[str]]:
    """Count the ordinary characters and the doubtful ones.

    Args:
        by_language: The running text of each language.
        known: What is not asked about: the common characters, and what accented letters turn into.
        corpora: The folder of the ready-made counts.
        unihan: The folder of Unihan.
    """
    clean, damaged = clean_shares(by_language, corpora, unihan), damaged_shares(by_language)
    known = known | made_elsewhere()
    asked = {char: share for char, share in clean.items() if share >= LEAST and char not in known}
    asked = {char: share for char, share in asked.items() if _WRITTEN.fullmatch(char) and char.isprintable()}
    ordinary = {char for char, share in asked.items() if share >= ORDINARY * damaged.get(char, 0.0)}
    doubtful = {char for char, share in asked.items() if share >= DOUBTFUL * damaged.get(char, 0.0)} - ordinary
    print(f"{len(asked)} seldom characters: {len(ordinary)} ordinary, {len(doubtful)} doubtful")
    return ordinary, doubtful
