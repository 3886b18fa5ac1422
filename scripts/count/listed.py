"""Count pipeline/evidence/listed.json: how rarely words are mere characters: all, of letters, in one script.

    python -m scripts.count.listed --corpora DIRECTORY

All: of words that are not ASCII, drawn by language, most are language and few mere characters. How few is the likeliest
weight of the mixture (expectation and maximization).

Of letters: words that begin and end in ASCII letters and have accented letters, signs or box drawing between. A list of
characters has hardly any such words. What the language model does not know looks like one, the less often the stranger
it looks; so only the strangest words are counted: those that are so many nats likelier as mere characters that FEWEST
of them were seen. By how much mere characters look strange is tried out on words made of them.

In one script: words that are all in one, such as Cyrillic or hangul, are a mixture as all are; how few of all words are
mere characters is counted with half a word more (Jeffreys).
"""

from __future__ import annotations

import collections
import math
import random
import re
from typing import TYPE_CHECKING

from scripts.common.data_file import command_line
from scripts.common.drawing import draw, read, write
from unmojibake.language import load
from unmojibake.pipeline.candidates import once
from unmojibake.pipeline.evidence import character_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT = "pipeline/evidence/listed.json"
SEED, ANY_SEED = 1252, 936
FEWEST = 3
"""Number of words that are stranger than those that are counted."""
DRAWN, SPAN = 20_000, 72
"""Words that are drawn, and code points of the longest."""
MADE = 10_000
"""Words of mere characters that are made."""
ROUNDS = 100
"""Steps in which the weights are found."""
_WORD = re.compile(character_lists.WORD)
_DRAWN = re.compile("[A-Za-z\x80-\U0010ffff]+")


def word_nats(texts: dict[str, list[str]], lots: random.Random) -> float | None:
    """Draw a word that is not ASCII; give the nats by which it is likelier mere characters; None without one."""
    found = [word[:SPAN] for word in _DRAWN.findall(draw(texts, lots)) if not word.isascii()]
    return round(character_lists.strange(load(), lots.choice(found)), 2) if found else None


def fit_list(nats: Sequence[float]) -> float:
    """Give -ln of the share of words that are mere characters, by the nats by which they are likelier to be."""
    share = 0.01
    odds = [math.exp(min(each, 500.0)) for each in nats]
    for _ in range(5 * ROUNDS):
        share = math.fsum(share * each / (share * each + 1 - share) for each in odds) / len(odds)
    return -math.log(share)


def words(texts: dict[str, list[str]]) -> collections.Counter[str]:
    """Give the words that are not plain ASCII, and how often each is there."""
    return collections.Counter(
        word for lines in texts.values() for line in lines for word in _WORD.findall(line) if not word.isascii()
    )


def of_letters(found: collections.Counter[str]) -> collections.Counter[str]:
    """Leave those of some words that begin and end in ASCII letters, what is repeated in them shortened."""
    return collections.Counter(
        {once(word): times for word, times in found.items() if character_lists.is_of_letters(word)}
    )


def scripts(found: collections.Counter[str]) -> dict[str, float]:
    """Give for each script -ln of the share of all words that are mere characters of it."""
    odds: dict[str, list[tuple[float, int]]] = {name: [] for name in sorted(character_lists.SCRIPTS)}
    for word, times in found.items():
        if name := character_lists.script_of(word):
            odds[name].append((math.exp(min(character_lists.strange(load(), word), 500.0)), times))
    return {
        name: round(-math.log((_mere(each, found.total()) + 0.5) / found.total()), 2) for name, each in odds.items()
    }


def _mere(odds: list[tuple[float, int]], total: int) -> float:
    """Give how many of some words are mere characters, by their odds to be."""
    share = 0.01
    for _ in range(ROUNDS):
        share = sum(times * share * each / (1 - share + share * each) for each, times in odds) / total
    return share * total


def made(found: collections.Counter[str], lots: random.Random) -> str:
    """Make a word of mere characters, of the kinds that a word is made of."""
    (word,) = lots.choices(list(found), list(found.values()))
    return once("".join(chr(lots.choice(_range_of(char))) for char in word))


def _range_of(char: str) -> Sequence[int]:
    """Give the code points of the kind of a character: ASCII letters, accented letters, signs."""
    if char < "\x80":
        return [code for code in range(0x80) if chr(code).isalpha()]
    return range(0xA1, 0x250) if char < "\u0250" else range(0x2500, 0x2600)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = command_line(__doc__, OUTPUT).parse_args(argv)
    texts = read(options.corpora)
    drawn = (word_nats(texts, random.Random(f"{ANY_SEED} lists {number}")) for number in range(DRAWN))
    any_word = fit_list([each for each in drawn if each is not None])
    every = words(texts)
    found = of_letters(every)
    nats = {word: character_lists.strange(load(), word) for word in found}
    strangest = sorted((nats[word] for word in found.elements()), reverse=True)
    least = math.floor(strangest[FEWEST])
    beyond = sum(each > least for each in strangest)
    lots = random.Random(SEED)
    hit = sum(character_lists.strange(load(), made(found, lots)) > least for _ in range(MADE)) / MADE
    counted = {
        "any": round(any_word, 2),
        "letters": round(-math.log((beyond + 0.5) / len(strangest) / hit), 2),
        "scripts": scripts(every),
    }
    write(counted, "scripts/count/listed.py", len(strangest), SEED, options.output)
    print(f"{beyond} words of letters are more than {least} nats likelier mere characters")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
