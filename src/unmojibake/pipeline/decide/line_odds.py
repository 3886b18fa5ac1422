"""Gives for each candidate of a line its log odds: its spans and what is said beside them, added up in nats.

Every span comes with its cost as it stands and the cost of its reading; the difference is its evidence. How the spans
of a line speak for each other is counted (`extent`), and so is how often a damaged line spares a span.
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import compress, pairwise
from typing import NamedTuple

from unmojibake.charsets.inverse import inverse_table
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.pipeline.candidates import LIST, PURPOSE, Candidate, Cover, LineOdds, is_written
from unmojibake.pipeline.decide import extent
from unmojibake.pipeline.evidence.span_nats import span_nats
from unmojibake.pipeline.span import BEYOND_DOUBT
from unmojibake.values import data_files

_DOUBTS = frozenset({LIST, PURPOSE})
"""What is taken off the spans, and not off their line."""
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
    """Give -ln P(a line has a character that nobody writes), as scripts/count/unwritten.py counted."""
    lines = data_files.read_json(__package__, "unwritten.json")
    return math.log((lines["all"] + 1) / (lines["unwritten"] + 0.5))


def _soft(nats: float) -> float:
    """Give the log of the odds factor of one span, which may have been spared though its line was not."""
    if nats > _LARGE:
        return nats + _kept_nats()
    return math.log(_counted().kept * math.exp(nats) + _counted().spared)


_SHOWS = re.compile("[^\x00-\x7f\ufffd\u30fb]")
"""What shows how text was read: neither what reads the same in every charset nor the marks of what is lost."""


def _shows_nothing(text: str, plan: Sequence[Chain]) -> bool:
    """Tell whether a text shows nothing of how it was read, as any loss leaves the same marks.

    Those of a page that saved what it read have bytes of their own.
    """
    return plan[-1].carrier != "utf-8" and not _SHOWS.search(text)


def _log_odds_of_spans(candidate: Candidate, factors: list[float], line: str) -> float:
    """Give the nats that the spans of a candidate say for damage: the same characters once more say nothing new."""
    spans, plan = candidate.spans, candidate.plan
    is_doubted = any(said.name in _DOUBTS for said in candidate.said)
    if plan[-1].edits:
        # The same gloss twice is put in by the same table: both were weighed for it.
        return sum(map(_soft, span_nats(candidate)) if is_doubted else factors)
    if all(_shows_nothing(span.before, plan) for span in spans):
        return 0.0
    if len(factors) == 1:
        return _soft(span_nats(candidate)[0]) if is_doubted else factors[0]
    if not is_doubted and min(factors) > _SURE:
        # Each of them is proof: how far they reach does not matter.
        return sum(factors)
    seen: set[str] = set()
    nats: list[float] = []
    known = 0.0
    for span, each in zip(spans, span_nats(candidate), strict=True):
        new = set(span.before) - seen
        if new and not _shows_nothing("".join(new), plan):
            seen |= new
            nats.append(each)
        else:
            # A span of characters that were seen already: in "Ã© Ã©" the second tells where damage is, and its nats are
            # taken off again. Its words stay: of the same words of a line one was weighed.
            words = span.weights.words
            nats.append(max(min(each, extent.MOST), words))
            known += nats[-1] - words
    return extent.log_odds(nats, _gaps(candidate, line)) - known


def _log_odds(candidate: Candidate, factors: list[float], line: str, everywhere: Candidate) -> float:
    """Give the log odds of a candidate but for its prior: its spans, what is said beside them, other words of the line.

    Args:
        candidate: The candidate, with the spans that count.
        factors: For each of these spans the log of its odds factor.
        line: The line.
        everywhere: The candidate with all its spans: the other words are those that none of them covers.
    """
    nats = _log_odds_of_spans(candidate, factors, line) + beside(candidate)
    return nats - _elsewhere(everywhere, line) if nats < BEYOND_DOUBT else nats


def beside(candidate: Candidate) -> float:
    """Give the sum of what is said for a candidate beside its spans, in nats; doubts are taken off the spans."""
    return sum([said.nats for said in candidate.said if said.name not in _DOUBTS])


def _elsewhere(candidate: Candidate, line: str) -> float:
    """Give what it costs that the damage is here, and not in another word of the line that is right as it stands.

    Among many words that could look damaged one does by chance the sooner, the more there are: each was as likely to be
    hit. Of charsets of single bytes nothing is right: what the two have in common reads the same. Nor is it of edited
    bytes.
    """
    chain = candidate.plan[-1]
    if chain.edits or not lookup(chain.origin).wide:
        return 0.0
    covered = Cover()
    for span in candidate.spans:
        covered.take(span.start, span.end)
    words = (word for word in _FOREIGN_WORD.finditer(line) if not covered.overlaps(*word.span()))
    return math.log1p(sum(_may_begin(word[0], chain) for word in words))


def _may_begin(word: str, chain: Chain) -> bool:
    """Tell whether a word is of the characters of a carrier, and a character of the origin may begin in it."""
    table = inverse_table(chain.carrier)
    codes = [table.get(char) for char in word if char > "\x7f"]
    return all(codes) and (chain.origin != "utf-8" or any(code[0] in _UTF8_LEADS for code in codes if code))


def weigh(candidates: Sequence[Candidate], line: str) -> list[LineOdds]:
    """Give for each candidate of a line its log odds but for the prior. Linear in the number of spans."""
    return [_weigh(candidate, line, alone=len(candidates) == 1) for candidate in candidates]


def _weigh(candidate: Candidate, line: str, *, alone: bool) -> LineOdds:
    """Give the log odds of one candidate.

    A nat is taken at its word. Of a million clean lines of the count 60 show more than 5 nats for damage, 2.5 more than
    10, where the nats allow 6,700 and 45. Nothing was seen beyond 11: further out that is extrapolated.
    """
    spans = candidate.spans
    factors = [_soft(span.weights.stands - span.weights.reads) for span in spans]
    # Between candidates every span counts, and that the line may be none of them does not.
    whole = 0.0
    if not alone:
        both = zip((span.weights for span in spans), factors, strict=True)
        whole = sum([_soft(each.gain + each.repeated) if each.repeated else own for each, own in both])
    # No line has a character that nobody writes, so it is not the end: below it is another layer, or more was lost.
    if not all(is_written(span.before, span.after) for span in spans):
        whole -= _unwritten_nats()
    return LineOdds(candidate, factors, whole + beside(candidate), _log_odds(candidate, factors, line, candidate))


def untaken(odds: LineOdds, taken: Cover, line: str) -> float:
    """Give the log odds of a candidate without the spans that another candidate has taken."""
    candidate = odds.candidate
    left = [not taken.overlaps(span.start, span.end) for span in candidate.spans]
    if all(left):
        return odds.damaged
    if not any(left):
        return 0.0
    said = tuple(each._replace(shares=tuple(compress(each.shares, left))) for each in candidate.said)
    rest = candidate._replace(spans=tuple(compress(candidate.spans, left)), said=said)
    return _log_odds(rest, list(compress(odds.factors, left)), line, candidate)


def damaged(odds: LineOdds, line: str) -> list[float]:
    """Give for each span of a candidate P(it is damaged | its line is), 0 to 1."""
    if min(odds.factors) > _SURE:
        return [1.0] * len(odds.factors)
    nats = [span.weights.stands - span.weights.reads for span in odds.candidate.spans]
    return extent.damaged(nats, _gaps(odds.candidate, line))


def _gaps(candidate: Candidate, line: str) -> list[extent.Gap]:
    """Tell what stands between each two spans of a candidate."""
    return [extent.gap_of(line[one.end : other.start]) for one, other in pairwise(candidate.spans)]
