"""Gives the tokens that the model counts for characters, and the classes that share the cost of uncounted ones.

A token is a number below 65,536, so that two bytes hold it and a table indexed by it is small:

* every ASCII character that is not a letter, U+00A0 and U+3000 are the one *boundary* token, 0;
* any other character of the Basic Multilingual Plane is its own code point;
* a character above it (emoji, rare hanzi) is its class. The surrogate code points, which no clean text
  holds, are free to number those classes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

BOUNDARY: Final = 0
_PLANE: Final = 0x10000
_NO_BREAK_SPACE: Final = 0xA0
_IDEOGRAPHIC_SPACE: Final = 0x3000
_CACHED_RUNS: Final = 1 << 9
SPACE: Final = "\n"
"""The character that stands for the boundary where a context is too short."""

CLASS_STARTS: Final[tuple[tuple[int, str], ...]] = (
    (0x0000, "ascii"),
    (0x0080, "c1"),
    (0x00A0, "latin1-signs"),
    (0x00C0, "latin1-letters"),
    (0x0100, "latin"),
    (0x0250, "phonetic"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, "scripts"),
    (0x0900, "indic"),
    (0x0E00, "thai"),
    (0x0E80, "scripts"),
    (0x10A0, "georgian"),
    (0x1100, "jamo"),
    (0x1200, "scripts"),
    (0x1E00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "punctuation"),
    (0x2070, "signs"),
    (0x2190, "arrows-math"),
    (0x2460, "enclosed"),
    (0x2500, "box"),
    (0x25A0, "shapes"),
    (0x27C0, "signs"),
    (0x2C00, "scripts"),
    (0x2E80, "radicals"),
    (0x3000, "cjk-punctuation"),
    (0x3040, "kana"),
    (0x3100, "bopomofo"),
    (0x3130, "jamo"),
    (0x3190, "bopomofo"),
    (0x31C0, "enclosed-cjk"),
    (0x3400, "han-a"),
    (0x4DC0, "signs"),
    (0x4E00, "han"),
    (0xA000, "scripts"),
    (0xAC00, "hangul"),
    (0xD7A4, "unassigned"),
    (0xE000, "private"),
    (0xF900, "han-compatibility"),
    (0xFB00, "presentation"),
    (0xFE00, "selectors"),
    (0xFE30, "small-forms"),
    (0xFE70, "presentation"),
    (0xFF00, "full-width"),
    (0xFF61, "half-width-kana"),
    (0xFFA0, "half-width-other"),
    (0xFFF0, "specials"),
    (0x10000, "ancient"),
    (0x1D000, "notation"),
    (0x1E000, "ancient"),
    (0x1F000, "emoji"),
    (0x1FB00, "unassigned-high"),
    (0x20000, "han-high"),
    (0x323B0, "unassigned-high"),
    (0xE0100, "selectors-high"),
    (0xE01F0, "unassigned-high"),
    (0xF0000, "private-high"),
    (0x110000, "end"),
)
"""First code point and name of each class; one name may have several stretches."""

SURROGATES: Final = range(0xD800, 0xE000)
_STARTS: Final = [start for start, _ in CLASS_STARTS]
_NAMES: Final = [name for _, name in CLASS_STARTS]
_HIGH_NAMES: Final = sorted({name for start, name in CLASS_STARTS[:-1] if start >= 1 << 16})
_HIGH_TOKENS: Final = {name: SURROGATES.start + index for index, name in enumerate(_HIGH_NAMES)}


def class_of(code: int) -> str:
    """Name the class of a code point.

    Args:
        code: A code point, 0 to 0x10FFFF.

    Returns:
        The class name. Never fails in that range; O(log classes).

    >>> class_of(ord("漢"))
    'han'
    """
    return _NAMES[bisect_right(_STARTS, code) - 1]


def high_token(code: int) -> int:
    """Give the token of a code point above U+FFFF: its class.

    Args:
        code: A code point from 0x10000 to 0x10FFFF.

    Returns:
        A token in the surrogate range, shared by all code points of the class.

    >>> high_token(0x1F600) == high_token(0x1F680)
    True
    """
    return _HIGH_TOKENS[class_of(code)]


@cache
def class_sizes() -> dict[str, int]:
    """Count the code points of each class.

    Returns:
        Class name to number of code points (not below 1).

    >>> class_sizes()["half-width-kana"]
    63
    """
    sizes: dict[str, int] = {}
    for (start, name), (end, _) in pairwise(CLASS_STARTS):
        sizes[name] = sizes.get(name, 0) + end - start
    return sizes


def high_sizes() -> dict[int, int]:
    """Count the code points that share each class token.

    Returns:
        Token (in the surrogate range) to number of code points.

    >>> high_sizes()[high_token(0x1F600)]
    2816
    """
    return {token: class_sizes()[name] for name, token in _HIGH_TOKENS.items()}


def token_class(token: int) -> str:
    """Name the class of a token; what is left of the surrogate range is ``unassigned``.

    >>> token_class(ord("漢")), token_class(high_token(0x1F600))
    ('han', 'emoji')
    """
    if token in SURROGATES:
        place = token - SURROGATES.start
        return _HIGH_NAMES[place] if place < len(_HIGH_NAMES) else "unassigned"
    return class_of(token)


@cache
def class_names() -> tuple[str, ...]:
    """List the classes that tokens have, sorted; a class's number is its place here.

    >>> "han" in class_names()
    True
    """
    return tuple(sorted({*_NAMES[:-1]} | {"unassigned"}))


@cache
def class_table() -> bytes:
    """Give the class number of each token.

    Returns:
        65,536 bytes.

    >>> class_names()[class_table()[ord("漢")]]
    'han'
    """
    numbers = {name: number for number, name in enumerate(class_names())}
    table = bytearray()
    for (start, name), (end, _) in pairwise(CLASS_STARTS):
        table += bytes([numbers[name]]) * (min(end, 0x10000) - start)
    for token in SURROGATES:
        table[token] = numbers[token_class(token)]
    return bytes(table[:0x10000])


def fold_table() -> array[int]:
    """Build the table from code points of the Basic Multilingual Plane to tokens.

    Returns:
        65,536 numbers of two bytes. A lone surrogate is unlike any clean text: it takes the last token of
        the surrogate range, which no class uses.

    >>> table = fold_table()
    >>> table[ord("?")], table[ord("a")], table[0x3000]
    (0, 97, 0)
    """
    table = array("H", range(0x10000))
    for code in (*range(0x80), 0xA0, 0x3000):
        if not chr(code).isalpha():
            table[code] = BOUNDARY
    for code in SURROGATES:
        table[code] = SURROGATES[-1]
    return table


@lru_cache(maxsize=_CACHED_RUNS)
def run_start(candidates: str) -> int:
    """Give the first code point of characters that are a run of their own tokens, -1 of any others.

    >>> run_start("一丁丂") == ord("一"), run_start("一丂")
    (True, -1)
    """
    first, last = ord(candidates[0]), ord(candidates[-1])
    if first <= _NO_BREAK_SPACE or first <= _IDEOGRAPHIC_SPACE <= last:
        return -1
    if last >= SURROGATES.start and first < SURROGATES.stop:
        return -1
    run = "".join(map(chr, range(first, last + 1))) if last < _PLANE else ""
    return first if run == candidates else -1


def last_two(left: str) -> str:
    r"""Give the last two characters of a text, filled up with boundaries.

    >>> last_two("你好吗"), last_two("吗")
    ('好吗', '\n吗')
    """
    return left[-2:] if len(left) > 1 else (SPACE + SPACE + left)[-2:]
