"""Gives the doubt of a span: the nats by which its words are likelier lists of characters than language."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import Candidate, once
from unmojibake.pipeline.evidence import standing
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unmojibake.language import Model
    from unmojibake.pipeline.span import Span

WORD = r"[^\x00-\x40\x5b-\x60\x7b-\x7f]+"
"""A word: letters, and whatever is not ASCII."""
_WORD = on_use(WORD)
_LETTERS_BEFORE = on_use(WORD + "$")
_OF_LETTERS = on_use("[A-Za-z][A-Za-z\xa1-\u024f\u2500-\u25ff]*[A-Za-z]")
_SIGNS = frozenset({"signs", "arrows-math", "box", "shapes", "punctuation", "cjk-punctuation", "full-width", "high"})
SCRIPTS = frozenset({"arabic", "cyrillic", "greek", "hangul", "hebrew", "kana", "thai"})
"""The kinds that are listed far more rarely than signs, hanzi and accented letters."""


def doubt(model: Model, line: str, candidate: Candidate) -> float:
    """Give the nats by which the words around the spans of a candidate are likelier lists of characters than language.

    Args:
        model: The language model.
        line: The line.
        candidate: The candidate.

    Returns:
        0 or more: the price of a line that is such a list is taken off. Linear in the number of spans.
    """
    words = words_of(line, candidate.spans)
    doubts = {word: nats for word in words if (nats := strange(model, word)) > 0}
    return max(0.0, sum(doubts.values()) - min(map(_list_nats, doubts))) if doubts else 0.0


@lru_cache(maxsize=256)
def strange(model: Model, word: str) -> float:
    """Give the nats by which a word is likelier a list of characters than language; less than 0 for a common word.

    >>> from unmojibake.language import load
    >>> strange(load(), "今天天气") < 0 < strange(load(), "鐘舵€侊細")
    True
    """
    word = once(word)
    # What the word costs once a line, such as being half-width, it costs as a list too.
    return standing.cost(word, "", word, len(word), model.score) - _listed(word)


def is_of_letters(word: str) -> bool:
    """Tell whether a word begins and ends in ASCII letters, with accented letters, signs or box drawing between.

    >>> is_of_letters("fÃ¼r"), is_of_letters("für好")
    (True, False)
    """
    return _OF_LETTERS.fullmatch(word) is not None


def script_of(word: str) -> str:
    """Name the script that all of a word is in; "" where it has signs, hanzi, Latin letters, or several scripts.

    >>> script_of("привет"), script_of("привет好")
    ('cyrillic', '')
    """
    kinds = set(map(_kinds().of, word))
    return kinds.pop() if len(kinds) == 1 and kinds <= SCRIPTS else ""


def _list_nats(word: str) -> float:
    """Give -ln P(a word is a list of characters): of letters, of its script, or of any kind."""
    if is_of_letters(word):
        return _listed_shares()["letters"]
    return _listed_shares().get(script_of(word), _listed_shares()["any"])


@cache
def _listed_shares() -> dict[str, float]:
    """Read what scripts/count/listed.py counted."""
    found = data_files.read_json(__package__, "listed.json")
    return {"any": found["any"], "letters": found["letters"], **found["scripts"]}


def words_of(line: str, spans: Sequence[Span]) -> set[str]:
    """Give the words that spans stand in: each span with the letters around it that no space or sign parts from it.

    Of a long word only the letters around its spans, 24 on either side. Where those of two spans meet they are one
    word, which counts once: both spans of `fÃ¼rÃ¼ber` stand in that word.
    """
    words: list[list[tuple[int, int]]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        left = _LETTERS_BEFORE.search(line[max(0, start - limits.AROUND_WORD) : start])
        right = _WORD.match(line[end : end + limits.AROUND_WORD])
        begin = start - (len(left[0]) if left else 0)
        if not words or begin > words[-1][-1][1]:
            words.append([])
        for first, last in (
            (begin, min(end, start + 2 * limits.AROUND_WORD)),
            (end, end + (len(right[0]) if right else 0)),
        ):
            if words[-1] and first <= words[-1][-1][1]:
                before, until = words[-1].pop()
                words[-1].append((before, max(until, last)))
            else:
                words[-1].append((first, last))
    return {"".join(line[first:last] for first, last in word) for word in words}


def letter_nats(word: str) -> Iterator[float]:
    """Give for each character of a word its nats as any of its kind, where kinds follow each other as in text."""
    kinds = _kinds()
    before = "parting"
    for char in word:
        kind = kinds.of(char)
        if kind in _SIGNS:
            # A sign such as `→` is no letter: it parts words.
            yield kinds.members[kind]
            before = "parting"
            continue
        # A word of a list may begin in any script; inside it the kinds follow each other as in any text.
        yield kinds.members[kind] + (kinds.nats[before][kind] if before != "parting" else 0.0)
        before = kind


def _listed(word: str) -> float:
    """Give the nats of a word as a list of characters."""
    return sum(letter_nats(word))


class _Kinds:
    """The kinds of characters: their names, the size of each, and the nats of each behind each."""

    def __init__(
        self, data: dict[str, dict[str, float]], nats: dict[str, dict[str, float]], starts: dict[str, str]
    ) -> None:
        self.nats = nats
        self.members = {kind: math.log(size) for kind, size in data["sizes"].items()}
        self._starts = sorted(int(start, 16) for start in starts)
        self._names = [starts[f"{start:x}"] for start in self._starts]

    def of(self, char: str) -> str:
        """Name the kind of a character."""
        if char < "\x80":
            return "letter" if char.isalpha() else "parting"
        return self._names[bisect_right(self._starts, ord(char)) - 1]


@cache
def _kinds() -> _Kinds:
    """Give the kinds of characters, as scripts/count/kinds.py counted them."""
    data = data_files.read_json(__package__, "kinds.json")
    return _Kinds(data, data["nats"], data["starts"])
