"""Gives for each candidate of a line its log odds: the evidence of its spans and beside them, added up in nats.

Every span comes with its cost as it stands and the cost of its reading; the difference is its evidence. How the spans
of a line speak for each other is counted (`extent`), and so is how often a damaged line spares a span.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import compress, pairwise
from typing import NamedTuple

from unmojibake.charsets.inverse import code_table
from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import LIST, PURPOSE, Candidate, Cover, LineOdds, is_written
from unmojibake.pipeline.decide import extent
from unmojibake.pipeline.evidence.span_nats import span_nats
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

_DOUBTS = frozenset({LIST, PURPOSE})
"""The evidence that is taken off the spans, and not off their line."""
_UTF8_LEADS = range(0xC2, 0xF5)
"""The bytes that begin characters of UTF-8."""
_FOREIGN_WORD = on_use(r"[A-Za-z]*+[^\x00-\x7f][^\x00-\x40\x5b-\x60\x7b-\x7f]*+")
"""A word that is not all ASCII, such as `schön`."""


class _Counted(NamedTuple):
    """The share of spans that are spared, as scripts/count/choices.py counted it.

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
    """Read the counts; the second call gives the same object."""
    data = data_files.read_json(__package__, "choices.json")
    return _Counted(data["spared"])


@cache
def _kept_nats() -> float:
    """Give ln P(a span is damaged | its line is)."""
    return math.log(_counted().kept)


@cache
def _unwritten_nats() -> float:
    """Give -ln P(a line has a character that nobody writes), as scripts/count/unwritten.py counted: Jeffreys prior."""
    lines = data_files.read_json(__package__, "unwritten.json")
    return math.log((lines["all"] + 1) / (lines["unwritten"] + 0.5))


def _soft(nats: float) -> float:
    """Give the log of the odds factor of a span with some nats of evidence, which its damaged line may have spared.

    So a span speaks against damage with 2.6 nats at most, however badly its reading fits.

    >>> [round(_soft(nats), 1) for nats in (-20, 0, 30)]
    [-2.6, 0.0, 29.9]
    """
    if nats > limits.LARGE:
        return nats + _kept_nats()
    return math.log(_counted().kept * math.exp(nats) + _counted().spared)


_SHOWS = on_use("[^\x00-\x7f\ufffd\u30fb]")
"""A character that shows how text was read: neither ASCII, the same in every charset, nor a mark of loss."""


def _shows_nothing(text: str, plan: Sequence[Chain]) -> bool:
    """Tell whether a text is of ASCII and marks of loss alone, which do not show by which plan they came.

    After a round trip through a page of Windows they do: the mark of cp932 is read there as two characters.

    >>> [_shows_nothing(text, [Chain("utf-8", "cp936")]) for text in ("??", "浣犲")]
    [True, False]
    """
    return plan[-1].carrier != "utf-8" and not _SHOWS.search(text)


def _log_odds_of_spans(candidate: Candidate, factors: list[float], line: str) -> float:
    """Give the nats by which the spans of a candidate speak for damage; characters that come again add nothing."""
    spans, plan = candidate.spans, candidate.plan
    is_doubted = any(said.name in _DOUBTS for said in candidate.said)
    if plan[-1].edits:
        # The same gloss twice, such as `經(jīng)`, counts twice: that one table puts in both was weighed before.
        return sum(map(_soft, span_nats(candidate)) if is_doubted else factors)
    if all(_shows_nothing(span.before, plan) for span in spans):
        return 0.0
    if len(factors) == 1:
        return _soft(span_nats(candidate)[0]) if is_doubted else factors[0]
    if not is_doubted and min(factors) > limits.SURE:
        # Each span is proof by itself: how far damage reaches does not matter.
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
            # A span of characters that were seen already: in "Ã© Ã©" the second one shows where damage is, and its nats
            # are taken off again. The nats of its words stay: of two same words in a line only one has any.
            words = span.weights.words
            nats.append(max(min(each, limits.LARGE), words))
            known += nats[-1] - words
    return extent.log_odds(nats, _gaps(candidate, line)) - known


def _log_odds(candidate: Candidate, factors: list[float], line: str, everywhere: Candidate) -> float:
    """Give the log odds of a candidate but for its prior: of its spans, the evidence beside them, the other words.

    Args:
        candidate: The candidate, with the spans that count.
        factors: For each of these spans the log of its odds factor.
        line: The line.
        everywhere: The candidate with all its spans: the other words are those that no span covers.
    """
    nats = _log_odds_of_spans(candidate, factors, line) + beside(candidate)
    return nats - _elsewhere(everywhere, line) if nats < limits.BEYOND_DOUBT else nats


def beside(candidate: Candidate) -> float:
    """Give the nats of the evidence beside the spans of a candidate, but for doubts, which are taken off the spans."""
    return sum([said.nats for said in candidate.said if said.name not in _DOUBTS])


def _elsewhere(candidate: Candidate, line: str) -> float:
    """Give the nats that it costs that damage hit the spans, and not another word of the line that could be damaged.

    The more such words a line has, the sooner one of them looks damaged by chance: where `鎿嶄綔` stands beside two
    other words like it, ln 3. It is 0 where the origin has single bytes, as each word of its letters is damaged then,
    and for edited bytes.
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
    """Tell whether a word is of characters of the carrier, and a character of the origin may begin in it.

    >>> [_may_begin(word, Chain("utf-8", "cp1252")) for word in ("Ã©", "été", "中文")]
    [True, True, False]
    """
    table = code_table(chain.carrier)
    codes = [table.get(char) for char in word if char > "\x7f"]
    return all(codes) and (chain.origin != "utf-8" or any(code[0] in _UTF8_LEADS for code in codes if code))


def weigh(candidates: Sequence[Candidate], line: str) -> list[LineOdds]:
    """Give for each candidate of a line its log odds but for the prior. Linear in the number of spans.

    >>> from unmojibake.pipeline.explain.line_explanations import explanations
    >>> [each.damaged > 60 for each in weigh(explanations("鎿嶄綔鎴愬姛"), "鎿嶄綔鎴愬姛")]
    [True]
    """
    return [_weigh(candidate, line, alone=len(candidates) == 1) for candidate in candidates]


def _weigh(candidate: Candidate, line: str, *, alone: bool) -> LineOdds:
    """Give the log odds of one candidate.

    A nat is taken at its word. Of a million clean lines of the count 60 show more than 5 nats for damage, 2.5 more than
    10, where the nats allow 6,700 and 45. Nothing was seen beyond 11: further out that is extrapolated.
    """
    spans = candidate.spans
    factors = [_soft(span.weights.stands - span.weights.reads) for span in spans]
    # Between candidates every span counts, repetitions too, and doubt that the line is damaged at all does not.
    whole = 0.0
    if not alone:
        both = zip((span.weights for span in spans), factors, strict=True)
        whole = sum([_soft(each.gain + each.repeated) if each.repeated else own for each, own in both])
    # No line has a character that nobody writes, such as `\x9d`: another layer is below it, or more was lost.
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
    if min(odds.factors) > limits.SURE:
        return [1.0] * len(odds.factors)
    nats = [span.weights.stands - span.weights.reads for span in odds.candidate.spans]
    return extent.damaged(nats, _gaps(odds.candidate, line))


def _gaps(candidate: Candidate, line: str) -> list[extent.Gap]:
    """Give for each two neighbouring spans of a candidate the kind of the text between them."""
    return [extent.gap_of(line[one.end : other.start]) for one, other in pairwise(candidate.spans)]
