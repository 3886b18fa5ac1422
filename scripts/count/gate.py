"""Count pipeline/gate/gate.json: which characters, and which neighbours, clean text hardly ever has.

    python -m scripts.count.gate --corpora DIRECTORY --unihan DIRECTORY

A character is *common* when it makes up at least a small share of the running text of some language (permissive, MPL
and converted text, film reviews too; the shares are below). All others, and all that no language writes (controls,
private use, U+FFFD), make the gate look closer; but for ordinary East Asian ones that the running text hardly has, and
that damage hardly has either (gate_seldom.py). Damage to a word in ASCII letters can be made of common characters
alone, so it also counts which characters hardly ever stand behind a letter, or between two. Of the East Asian ones only
those matter that an accented letter turns into when its two UTF-8 bytes are read as one character, or its byte in DOS
on Windows. Last, which characters of GBK begin with the second byte of a quotation mark or bracket, whose first is A1:
of those marks that follow a full stop; and which common characters tell that East Asian text was read in another East
Asian charset, by the company that they keep there and nowhere else (gate_companions.py).

A search is fastest over a class that is written as what is *not* in it, so the file holds what passes: everywhere
("passing"), and in a text without ASCII letters ("alone"); what is common but watched for the company that it keeps
("watched", and which company: "behind", "between", and the stretches of WATCHED); what an exclamation mark may be the
rest of a mark before ("shifted"); of each such wrong reading which characters tell, and beside which ("told").
"""

from __future__ import annotations

import collections
import functools
import json
import re
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, texts
from scripts.common.data_file import command_line, write
from scripts.count import gate_companions, gate_seldom

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT = "pipeline/gate/gate.json"
NEEDS = ("unihan", "corpora")
LARGE = {"zh-Hans": 1e-6, "zh-Hant": 1e-6, "ja": 2e-6, "ko": 5e-6}
"""Least share of a character in the languages with thousands of them, of which there is much text.

Korean has less, and most of it is on films: with 2e-6 three and a half of a hundred short pieces of Chinese that were
read in cp949 are stopped no more, with this one and a half; of Korean reviews 6% are looked at closer, not 3%."""
SMALL = 2e-5
"""Least share of a character in any other language."""
FEWEST = 3
"""Least number of times a character must have been seen at all."""
AFTER_LETTER = 12
"""Least number of times a character must have been seen behind an ASCII letter (or between two), over all corpora."""
_NEVER = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]")
_BEHIND = re.compile(r"[A-Za-z]([^\x00-\x7f])")
_BETWEEN = re.compile(r"[A-Za-z]([^\x00-\x7f])(?=[A-Za-z])")
_EAST_ASIAN = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2010-\u2019\u201c\u201d\u2022-\u2026]")
_ACCENTED = [chr(code) for code in range(0xA1, 0x180)]
WATCHED = {"latin": "\u00a1-\u02ff", "small": "\u0430-\u045f\u0491", "capital": "\u0400-\u042f\u0490"}
"""Stretches that Western and Cyrillic damage is made of: two accents in a row, capitals inside Cyrillic words."""
_STACKED = {"begins": (0xC3, range(0xA0, 0xB0)), "goes_on": (0xC2, range(0x80, 0xC0))}
"""UTF-8 read as Latin-1 and then as GBK: the first character of three, and the others, by their bytes."""
_ASCII = {chr(code) for code in range(0x80)}
_DOS = "cp850"
"""What DOS wrote Western text in: its letters are quotation marks on Windows."""
_WIDE = ("gb18030", "big5", "euc_jp", "cp949", "cp932")


def count(by_language: dict[str, str]) -> tuple[set[str], set[str], set[str]]:
    """Count the common characters, and those of them that are uncommon behind a letter, and between two.

    Args:
        by_language: The running text of each language.
    """
    common: set[str] = set()
    behind: collections.Counter[str] = collections.Counter()
    between: collections.Counter[str] = collections.Counter()
    for language, text in by_language.items():
        least = max(FEWEST, LARGE.get(language, SMALL) * len(text))
        common |= {char for char, times in collections.Counter(text).items() if times >= least}
        behind.update(_BEHIND.findall(text))
        between.update(_BETWEEN.findall(text))
    common = {char for char in common if "\x7f" < char < "\U00010000" and not _NEVER.match(char)}
    here = {char for char in common if char in image() or not _EAST_ASIAN.match(char)}
    rare_behind = {char for char in here if behind[char] < AFTER_LETTER}
    return common, rare_behind, {char for char in here - rare_behind if between[char] < AFTER_LETTER}


@functools.cache
def image() -> set[str]:
    """Give what accented letters turn into: their bytes of UTF-8 as one character, or their byte of DOS on Windows."""
    found = {char.encode().decode(page, "ignore") for char in _ACCENTED for page in _WIDE}
    return found | {char.encode(_DOS, "ignore").decode("cp1252", "ignore") for char in _ACCENTED}


def ranges(chars: set[str]) -> str:
    """Write a set of characters as the inside of a regular expression's class."""
    pieces: list[str] = []
    codes = sorted(map(ord, chars))
    while codes:
        length = next((at for at, code in enumerate(codes) if code != codes[0] + at), len(codes))
        first, last = (chr(code) if code > 0x7F else f"\\x{code:02x}" for code in (codes[0], codes[length - 1]))
        pieces.append(first + (f"-{last}" if length > 1 else ""))
        codes = codes[length:]
    return "".join(pieces)


def marks(by_language: dict[str, str]) -> set[str]:
    """Give the quotation marks and brackets of GBK that follow a full stop in running text."""
    text = "".join(by_language[name] for name in sorted(by_language) if name.startswith("zh"))
    found = collections.Counter(re.findall("。([‘’“”〔〕〈〉《》「」『』〖〗【】])", text))
    return {mark for mark, times in found.items() if times >= FEWEST}


def shifted(marks: set[str]) -> set[str]:
    """Give the characters of GBK that begin with the second byte of one of some marks."""
    leads = {mark.encode("gbk")[1] for mark in marks}
    pairs = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
    chars = {pair.decode("gbk", "ignore") for pair in pairs}
    return {char for char in chars if len(char) == 1 and char > "\x7f"}


def stacked(name: str) -> set[str]:
    """Give the hanzi that one of the bytes of a character becomes by two wrong readings."""
    lead, trails = _STACKED[name]
    return {bytes((lead, trail)).decode("gbk") for trail in trails}


def classes(common: set[str], behind: set[str], between: set[str], marks: set[str], told: set[str]) -> dict[str, str]:
    """Sort the common characters, and those that marks can be shifted into, into what the gate searches for."""
    accented, capitals = (
        {char for char in common if re.match(f"[{WATCHED[name]}]", char)} for name in ("latin", "capital")
    )
    exclaiming = set("!！")
    # What the damage of a whole text shows in, without ASCII letters.
    whole = stacked("begins") | set("ъ")
    escaping = set("\\%&")
    watched = behind | between | accented | capitals | exclaiming | whole | told | escaping
    letters = {char for char in _ASCII if char.isalpha()}
    return {
        "passing": ranges((_ASCII | common) - watched),
        "alone": ranges((_ASCII | common) - letters - accented - capitals - exclaiming - whole - told - escaping),
        # What is common nowhere needs no company to be looked at.
        "watched": ranges(watched & (_ASCII | common)),
        "behind": ranges(behind),
        "between": ranges(between),
        "shifted": ranges(shifted(marks)),
        **{name: ranges(stacked(name)) for name in _STACKED},
        **WATCHED,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    parser = command_line(__doc__, OUTPUT, NEEDS)
    arguments = parser.parse_args(argv)
    by_language = texts(arguments.corpora, reviews=True)
    common, behind, between = count(by_language)
    ordinary, doubtful = gate_seldom.count(by_language, common | image(), arguments.corpora, arguments.unihan)
    told = gate_companions.count(by_language, common, arguments.corpora) + gate_seldom.company(ordinary, doubtful)
    common |= ordinary | doubtful
    watched = {char for chars, _ in told for char in chars}
    found = classes(common, behind, between, marks(by_language), watched)
    provenance = {"command": "scripts/count/gate.py", "classes": CLASSES}
    write(arguments.output, json.dumps({**found, "told": told, "provenance": provenance}, indent=1) + "\n")
    print(f"{len(common)} common; uncommon behind a letter {len(behind)}, between letters {len(between)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
