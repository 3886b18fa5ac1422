"""What speaks for damage, in nats: the language model's word, without what it can't know.

The model is surprised by what is rare, and rare things are written on purpose too: a chart goes through a charset in
order, an index lists rare characters one by one, a rule repeats one sign. There its surprise proves nothing, so it is
counted once, or not at all.
"""

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import sub
from pathlib import Path

from unmojibake.candidates import Candidate, Piece, Weights, once
from unmojibake.language import Model
from unmojibake.language.signs import MARKS, sign_cost, unclosed_cost
from unmojibake.lattice import Stretch
from unmojibake.shown import shown_table

_ASCII = re.compile(r"[\x00-\x7f]+")
WORD = r"[A-Za-z\x80-\U0010ffff]+"
"""A word: letters, and whatever is not ASCII."""
_WORD = re.compile(WORD)
_LETTERS_BEFORE = re.compile(r"[A-Za-z\x80-\U0010ffff]+$")
_OF_LETTERS = re.compile("[A-Za-z][A-Za-z\xa1-\u024f\u2500-\u25ff]*[A-Za-z]")
_SIGNS = frozenset({"signs", "arrows-math", "box", "shapes", "punctuation", "cjk-punctuation", "full-width", "high"})
SCRIPTS = frozenset({"arabic", "cyrillic", "greek", "hangul", "hebrew", "kana", "thai"})
"""The kinds that are listed far more rarely than signs, hanzi and accented letters."""
_AROUND = 24
"""Code points on either side of a span that are looked at together with it, as far as its word goes."""
_BEGINNING = 7
"""Code points of a span that prove it damaged by themselves, more often than not."""
_CHART = 4
"""Steps from one character to the next in order that make a chart."""


def weigh(model: Model, before: str, after: str, left: str, right: str) -> Weights:
    """Give what a span costs as it stands and as it would read, repetitions counted once.

    Args:
        model: The language model.
        before: The span as it stands, or the beginning of it.
        after: What that reads.
        left: The text before it.
        right: The text after it.
    """
    stood, read = once(before), once(after)
    stands, reads = _score(model, stood + right, left), _score(model, read + right, left)
    if stood == before and read == after:
        return Weights(stands, reads)
    whole = model.score(before + right, left) - model.score(after + right, left)
    return Weights(stands, reads, whole - (stands - reads))


@lru_cache(maxsize=256)
def _score(model: Model, text: str, left: str) -> float:
    """Give `Model.score`: a span stands in every explanation of its line, and reads the same in many."""
    return model.score(text, left)


def weigh_until(model: Model, heads: tuple[str, str], sides: tuple[str, str], enough: float) -> Weights:
    """Give what a span costs as `weigh` does, but weigh no more of how it stands than needed.

    No character costs less than nothing, so the rest of what stands would only add to the difference: what is said to
    be more than enough is. What the repetitions say is left out; they count between explanations only.

    Args:
        model: The language model.
        heads: The span as it stands and what it reads, or the beginnings of both.
        sides: The text before it and the text after it.
        enough: Nats of difference beyond which no more is weighed.
    """
    stood, read = map(once, heads)
    left, right = sides
    reads = model.score(read + right, left)
    first = stood[:_BEGINNING]
    stands = model.score(first, left)
    if stands - reads <= enough:
        stands += model.score(stood[_BEGINNING:] + right, left + first)
    return Weights(stands, reads)


def with_signs(weights: Weights, around: tuple[str, str], span: Stretch, whole: str, heads: tuple[str, str]) -> Weights:
    """Add to the weights of a span what its signs and marks cost, and the edits themselves.

    An edit may put ASCII in or take it out, and may close a quotation: here it counts which.

    Args:
        weights: What the language model says.
        around: What the line reads before and behind the span, to its ends or to line ends that come back.
        span: The span.
        whole: The span as it stands.
        heads: As it stands and as it would read, as far as it was weighed.
    """
    before, after = heads
    left, right = around
    # What was eaten was chosen by what follows.
    for start, end, alternatives in reversed(span.picks):
        if alternatives[0][0].isascii():
            after = after[:start] + after[end:]
    stands, reads = (sign_cost(text, left, right[:1]) for text in (before, after))
    if not MARKS.isdisjoint(span.after + before):
        stands += unclosed_cost(left + whole + right) - unclosed_cost(left + span.after + right)
    return weights._replace(stands=weights.stands + stands, reads=weights.reads + reads + span.cost)


def proves_nothing(pieces: Sequence[Piece], carrier: str) -> bool:
    """Tell whether some spans together are a chart: in the order of one charset is in the order of the other."""
    if _is_chart(_foreign([piece.span.after[:_AROUND] for piece in pieces]), ord):
        return True
    return _is_chart(_foreign([piece.before[:_AROUND] for piece in pieces]), _codes(carrier).__getitem__)


def _foreign(texts: list[str]) -> str:
    """Join texts without what is ASCII; most have none."""
    text = "".join(texts)
    return _ASCII.sub("", text) if text.encode("ascii", "ignore") else text


class _Codes(dict[str, int]):
    """The places of characters in a charset, 0 for one that it does not have; made as it is asked for them."""

    def __init__(self, carrier: str) -> None:
        self._table = shown_table(carrier)

    def __missing__(self, char: str) -> int:
        code = self._table.get(char)
        if code is None:
            return 0
        found = self[char] = int.from_bytes(code)
        return found


@cache
def _codes(carrier: str) -> _Codes:
    """Give the place of each character in a charset."""
    return _Codes(carrier)


def _is_chart(text: str, place: Callable[[str], int]) -> bool:
    """Tell whether most characters follow the one before in the order of a charset."""
    if len(text) <= _CHART:
        return False
    # Where none does in one half, which is nearly all text, the other half can't be most of it.
    half = list(map(place, text[: len(text) // 2 + 1]))
    if 1 not in map(sub, half[1:], half):
        return False
    codes = list(map(place, text))
    return list(map(sub, codes[1:], codes)).count(1) * 2 >= len(text)


def doubt(model: Model, line: str, candidate: Candidate) -> float:
    """Give the nats by which the words that the spans stand in are likelier mere characters than language.

    Args:
        model: The language model.
        line: The line.
        candidate: The explanation.

    Returns:
        0 or more: what a line must pay to be such a list is taken off. Linear in the number of spans.
    """
    words = _words(line, candidate.pieces)
    doubts = {word: nats for word in words if (nats := strange(model, word)) > 0}
    return max(0.0, sum(doubts.values()) - min(map(_list_nats, doubts))) if doubts else 0.0


@lru_cache(maxsize=256)
def strange(model: Model, word: str) -> float:
    """Give the nats by which a word, which every explanation of its line has, is likelier mere characters."""
    word = once(word)
    return model.score(word) - _listed(word)


def is_of_letters(word: str) -> bool:
    """Tell whether a word begins and ends in ASCII letters, with accented letters, signs or box drawing between."""
    return _OF_LETTERS.fullmatch(word) is not None


def script_of(word: str) -> str:
    """Name the one script that all of a word is in; "" where it has signs, hanzi, Latin letters, or several."""
    kinds = set(map(_kinds().of, word))
    return kinds.pop() if len(kinds) == 1 and kinds <= SCRIPTS else ""


def _list_nats(word: str) -> float:
    """Give -ln P(a word is mere characters): of any kind, or of one of those that hardly anybody lists."""
    if is_of_letters(word):
        return _listed_shares()["letters"]
    return _listed_shares().get(script_of(word), _listed_shares()["list"])


@cache
def _listed_shares() -> dict[str, float]:
    """Read what scripts/count_choices.py and scripts/count_listed.py counted."""
    every, rare = (
        json.loads(Path(__file__).with_name(name).read_text(encoding="ascii"))
        for name in ("choices.json", "listed.json")
    )
    return {"list": every["list"], "letters": rare["letters"], **rare["scripts"]}


def _words(line: str, pieces: Sequence[Piece]) -> set[str]:
    """Give the words that spans stand in: the letters around each that no space or sign parts from it, and the span.

    Of a long word only what is around its spans. Where that meets, it is one: it must not count for each of them.
    """
    words: list[list[tuple[int, int]]] = []
    for start, end in sorted((piece.start, piece.end) for piece in pieces):
        left = _LETTERS_BEFORE.search(line[max(0, start - _AROUND) : start])
        right = _WORD.match(line[end : end + _AROUND])
        begin = start - (len(left[0]) if left else 0)
        if not words or begin > words[-1][-1][1]:
            words.append([])
        for first, last in ((begin, min(end, start + 2 * _AROUND)), (end, end + (len(right[0]) if right else 0))):
            if words[-1] and first <= words[-1][-1][1]:
                before, until = words[-1].pop()
                words[-1].append((before, max(until, last)))
            else:
                words[-1].append((first, last))
    return {"".join(line[first:last] for first, last in word) for word in words}


def _listed(word: str) -> float:
    """Give what a word costs when it is mere characters: the kinds follow each other as they do in text."""
    kinds = _kinds()
    total, before = 0.0, "parting"
    for char in word:
        kind = kinds.of(char)
        total += kinds.members[kind]
        if kind in _SIGNS:
            # A sign is no letter: it stands where it is needed, and parts words.
            before = "parting"
            continue
        if before != "parting":
            # Any script may begin a word of a list; inside, the kinds follow each other as elsewhere.
            total += kinds.nats[before][kind]
        before = kind
    return total


class _Kinds:
    """The kinds of characters: which are there, how many belong to each, what follows what."""

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
    """Read what scripts/count_kinds.py counted."""
    data = json.loads(Path(__file__).with_name("kinds.json").read_text(encoding="ascii"))
    return _Kinds(data, data["nats"], data["starts"])
