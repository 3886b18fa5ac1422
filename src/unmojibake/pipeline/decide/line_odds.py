"""What speaks for each explanation of a line, in nats, added up: no span twice, what speaks against it taken off.

Every span comes with what the language model charges for it as it stands and as it would read. The difference is its
evidence. How the spans of a line tell for each other is counted (`reach`), and how often a damaged line spares one.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import compress, pairwise
from typing import NamedTuple

from unmojibake.charsets.inverse import shown_table
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.pipeline.candidates import BEYOND_DOUBT, CERTAIN, Candidate, Cover, Weighed, is_written
from unmojibake.pipeline.decide import extent
from unmojibake.pipeline.evidence.span_nats import evidence
from unmojibake.values import data_files

_UTF8_LEADS = range(0xC2, 0xF5)
"""The bytes that begin characters of UTF-8."""
_FOREIGN_WORD = re.compile(r"[A-Za-z]*+[^\x00-\x7f][A-Za-z\x80-\U0010ffff]*+")
"""A word that is not all ASCII."""
_LARGE = 50.0
"""Nats whose exponential needs no sum."""
_SURE = 27.0
"""Nats for each span of a damaged line from which on all are damaged: P(one of them is not) is below 1e-12."""


class _Counted(NamedTuple):
    """What scripts/count/choices.py counted.

    Attributes:
        spared: P(a span that could be damaged is not | its line is).
    """

    spared: float

    @property
    def kept(self) -> float:
        """Give P(a span that could be damaged is | its line is)."""
        return 1 - self.spared


@cache
def _counted() -> _Counted:
    data = data_files.read_json(__package__, "choices.json")
    return _Counted(data["spared"])


@cache
def _kept_nats() -> float:
    """Give ln P(a span is damaged | its line is)."""
    return math.log(_counted().kept)


@cache
def _unwritten_nats() -> float:
    """Give -ln P(a line has a character that nobody writes): Jeffreys' prior on counts of scripts/count/unwritten.py."""
    lines = data_files.read_json(__package__, "unwritten.json")
    return math.log((lines["all"] + 1) / (lines["unwritten"] + 0.5))


def _soft(nats: float) -> float:
    """Give the log of the odds factor of one span, which may have been spared though its line was not."""
    if nats > _LARGE:
        return nats + _kept_nats()
    return math.log(_counted().kept * math.exp(nats) + _counted().spared)


@cache
def _certain() -> float:
    """Give the factor of a span that is not weighed."""
    return _soft(BEYOND_DOUBT)


_SHOWS = re.compile("[^\x00-\x7f\ufffd\u30fb]")
"""What shows how text was read: neither what reads the same in every charset nor the marks of what is lost."""


def _shows_nothing(text: str, plan: Sequence[Chain]) -> bool:
    """Tell whether a text shows nothing of how it was read, as any loss leaves the same marks.

    Those of a page that saved what it read have bytes of their own.
    """
    return plan[-1].carrier != "utf-8" and not _SHOWS.search(text)


def _witnesses(candidate: Candidate, factors: list[float], line: str) -> float:
    """Add up what the spans of an explanation say for damage: the same characters once more are no second witness."""
    if candidate.plan[-1].edits:
        # The same gloss twice is put in by the same table: both were weighed for it.
        return sum(map(_soft, evidence(candidate)) if candidate.doubt or candidate.meant else factors)
    if all(_shows_nothing(piece.before, candidate.plan) for piece in candidate.pieces):
        return 0.0
    if len(factors) == 1:
        return _soft(evidence(candidate)[0]) if candidate.doubt or candidate.meant else factors[0]
    if not candidate.doubt and not candidate.meant and min(factors) > _SURE:
        # Each of them is proof: how far they reach does not matter.
        return sum(factors)
    seen: set[str] = set()
    nats: list[float] = []
    known = 0.0
    for piece, each in zip(candidate.pieces, evidence(candidate), strict=True):
        new = set(piece.before) - seen
        if new and not _shows_nothing("".join(new), candidate.plan):
            seen |= new
            nats.append(each)
        else:
            # It says where the damage is, but not once more that there is any. Another word that is written often is a
            # witness: of the same words of a line one was weighed.
            words = piece.weights.words
            nats.append(max(min(each, extent.MOST), words))
            known += nats[-1] - words
    return extent.witnesses(nats, _gaps(candidate, line)) - known


def _elsewhere(candidate: Candidate, line: str) -> float:
    """Give what it costs that the damage is here, and not in another word of the line that is right as it stands.

    Among many words that could look damaged one does by chance the sooner, the more there are: each was as likely to be
    hit. Of charsets of single bytes nothing is right: what the two have in common reads the same. Nor is it of edited
    bytes.
    """
    chain = candidate.plan[-1]
    if chain.edits or not lookup(chain.origin).wide:
        return 0.0
    spans = Cover()
    for piece in candidate.pieces:
        spans.take(piece.start, piece.end)
    words = (word for word in _FOREIGN_WORD.finditer(line) if not spans.overlaps(*word.span()))
    return math.log1p(sum(_may_begin(word[0], chain) for word in words))


def _may_begin(word: str, chain: Chain) -> bool:
    """Tell whether a word is of the characters of a carrier, and a character of the origin may begin in it."""
    table = shown_table(chain.carrier)
    codes = [table.get(char) for char in word if char > "\x7f"]
    return all(codes) and (chain.origin != "utf-8" or any(code[0] in _UTF8_LEADS for code in codes if code))


def weigh(candidates: list[Candidate], line: str) -> list[Weighed]:
    """Add up what speaks for each explanation of a line."""
    weighed = []
    for candidate in candidates:
        # A nat is taken at its word. Of a million clean lines of the count 60 show more than 5 nats for damage, 2.5
        # more than 10, where the nats allow 6,700 and 45. Nothing was seen beyond 11: further out that is extrapolated.
        # That the line may be a list is a doubt about the line: where it is damaged, the span speaks for itself.
        weights = [piece.weights for piece in candidate.pieces]
        certain = _certain()
        factors = [certain if each is CERTAIN else _soft(each.stands - each.reads) for each in weights]
        # Between explanations every span counts, and that the line may be none of them does not.
        whole = 0.0
        if len(candidates) > 1:
            both = zip(weights, factors, strict=True)
            whole = sum([_soft(one.stands - one.reads + one.repeated) if one.repeated else own for one, own in both])
        # No line has such a character, so it is not the end: below it is another layer, or more was lost.
        if not all(is_written(piece.before, piece.span.after) for piece in candidate.pieces):
            whole -= _unwritten_nats()
        said = candidate.witness + candidate.told
        witnesses = _witnesses(candidate, factors, line) + said
        if witnesses < BEYOND_DOUBT:
            witnesses -= _elsewhere(candidate, line)
        weighed.append(Weighed(candidate, factors, whole + said, witnesses))
    return weighed


def untaken(weighed: Weighed, taken: Cover, line: str) -> float:
    """Add up what the spans of an explanation say for damage but for those that another explanation has taken."""
    candidate = weighed.candidate
    left = [not taken.overlaps(piece.start, piece.end) for piece in candidate.pieces]
    if all(left):
        return weighed.witnesses
    if not any(left):
        return 0.0
    rest = replace(
        candidate, pieces=list(compress(candidate.pieces, left)), meant=tuple(compress(candidate.meant, left))
    )
    witnesses = _witnesses(rest, list(compress(weighed.factors, left)), line) + candidate.witness
    return witnesses - (_elsewhere(candidate, line) if witnesses < BEYOND_DOUBT else 0.0)


def damaged(candidate: Candidate, factors: list[float], line: str) -> list[float]:
    """Give for each span P(it is damaged | its line is)."""
    if min(factors) > _SURE:
        return [1.0] * len(factors)
    nats = [piece.weights.stands - piece.weights.reads for piece in candidate.pieces]
    return extent.damaged(nats, _gaps(candidate, line))


def _gaps(candidate: Candidate, line: str) -> list[extent.Gap]:
    """Tell what stands between the spans of an explanation."""
    return [extent.gap_of(line[one.end : other.start]) for one, other in pairwise(candidate.pieces)]
