"""From evidence to decision: the only place that compares with a threshold.

Every reading of a line comes with what the language model charges for the
text as it stands and for the text as it would read. The difference, in nats,
is the evidence. Together with how often such damage is met it gives the
probability that a span is damaged; `Config.min_damaged` says how sure is
sure enough.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import compress, pairwise, repeat, zip_longest
from pathlib import Path
from typing import NamedTuple

from unmojibake import reach, rivals
from unmojibake.candidates import (
    MARK_OF_LOSS,
    UNWRITTEN,
    Candidate,
    Choice,
    Cover,
    Piece,
    Weighed,
    Weights,
    once,
)
from unmojibake.chains import Chain, shares
from unmojibake.charsets import lookup
from unmojibake.config import DEFAULT_MIN_DAMAGED, DEFAULT_PRIOR
from unmojibake.lattice import Readings
from unmojibake.shown import shown_table

SETTLED = 60.0
"""Nats beyond which no other explanation is looked at."""
SETTLED_MET = 15.0
"""The same where other lines of the document were damaged by the same plan, and what comes out reads like language."""
FLUENT = 6.0
"""Nats for each character that is not ASCII, up to which a text reads like language."""
_RARE = 2.0
"""How many times as much as language the rarest words cost: 99.9% of the spans of clean Chinese stay below, and what
UTF-8 is where another layer is left does not (12.3 nats a character and more)."""
_RARE_WIDE = 1.5
"""The same for charsets of two bytes, which make something of nearly everything: 95% and 1% are below."""
_UTF8_LEADS = range(0xC2, 0xF5)
"""The bytes that begin characters of UTF-8."""
_FOREIGN_WORD = re.compile(r"[A-Za-z]*+[^\x00-\x7f][A-Za-z\x80-\U0010ffff]*+")
"""A word that is not all ASCII."""
_CONTROL = re.compile(r"[\x80-\x9f]")
HOPELESS = 3.0
"""Nats below which an explanation is not worth more work."""
MOST = 0.5
"""P(a reading) from which on it is likelier than all others together."""
AMID = 10 / 11
"""Least P(damaged) at which a span is changed in a line that is damaged beyond doubt by the same plan.

`Config.min_damaged` says what a wrong change to clean text costs. This line is none: what is left damaged in it
makes it as wrong as what is changed wrongly does. A wrong change is taken to cost ten misses here, not a thousand.
"""
_LARGE = 50.0
"""Nats whose exponential needs no sum."""
_SURE = 27.0
"""Nats for each span of a damaged line from which on all are damaged: P(one of them is not) is below 1e-12."""
CERTAIN = Weights(SETTLED, 0.0)
"""The weights of a span that is not weighed, because others in its line prove the damage."""


class _Counted(NamedTuple):
    """What scripts/count_choices.py counted.

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
    data = json.loads(Path(__file__).with_name("choices.json").read_text(encoding="ascii"))
    return _Counted(data["spared"])


@cache
def _kept_nats() -> float:
    """Give ln P(a span is damaged | its line is)."""
    return math.log(_counted().kept)


@cache
def _unwritten_nats() -> float:
    """Give -ln P(a line has a character that nobody writes): Jeffreys' prior on what scripts/count_kinds.py counted."""
    lines = json.loads(Path(__file__).with_name("kinds.json").read_text(encoding="ascii"))["lines"]
    return math.log((lines["all"] + 1) / (lines["unwritten"] + 0.5))


def _evidence(candidate: Candidate) -> list[float]:
    """Give for each span the nats by which it reads better repaired than as it stands, doubts taken off."""
    total = sum(piece.weights.stands for piece in candidate.pieces)
    # A list, or meant as it is: one of the two, so what the second takes off the first need not.
    doubt = min(total, max(0.0, candidate.doubt - sum(candidate.meant)))
    kept = 1 - doubt / total if total else 1.0
    nats = [piece.weights.stands * kept - piece.weights.reads for piece in candidate.pieces]
    return [each - less for each, less in zip_longest(nats, candidate.meant, fillvalue=0.0)]


def _soft(nats: float) -> float:
    """Give the log of the odds factor of one span, which may have been spared though its line was not."""
    if nats > _LARGE:
        return nats + _kept_nats()
    return math.log(_counted().kept * math.exp(nats) + _counted().spared)


@cache
def _certain() -> float:
    """Give the factor of a span that is not weighed."""
    return _soft(SETTLED)


def is_settled(candidate: Candidate, line: str) -> bool:
    """Tell whether no other explanation of a line needs to be looked at.

    UTF-8 proves itself: when all of a line that is not ASCII decodes as UTF-8 and reads well, it is no accident.
    """
    if any(chain.origin != "utf-8" for chain in candidate.plan):
        return False
    # No text has controls: where one is left, or was none of the carrier's, it was another layer.
    if any(_CONTROL.search(piece.after) for piece in candidate.pieces):
        return False
    carrier = shown_table(candidate.plan[-1].carrier)
    if any(control not in carrier for control in _CONTROL.findall(line)):
        return False
    # What is repeated was weighed once, so it counts once.
    after = "".join(once(piece.after) for piece in candidate.pieces)
    # Rare words are language too; what no language writes costs more than twice what it does. With bytes lost without
    # a trace nearly everything is UTF-8: that must read like language as it is.
    reads = sum(piece.weights.reads for piece in candidate.pieces)
    traceless = any(piece.picks and not MARK_OF_LOSS.search(piece.before) for piece in candidate.pieces)
    if not is_fluent(after, reads if traceless else reads / _RARE):
        return False
    covered = sum(len(line[piece.start : piece.end].encode("ascii", "ignore")) for piece in candidate.pieces)
    length = sum(piece.end - piece.start for piece in candidate.pieces)
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    return length - covered >= foreign and sum(_evidence(candidate)) > SETTLED


def is_hopeless(pieces: list[Piece]) -> bool:
    """Tell whether no prior makes a line likely to be damaged: hardly any of its spans reads better."""
    return sum(max(0.0, piece.weights.stands - piece.weights.reads) for piece in pieces) < HOPELESS


def is_written(before: str, after: str) -> bool:
    """Tell whether a reading can be what somebody wrote: it has nothing that nobody writes and that was not there."""
    # What is printed is written: asked first, as it is told in no time.
    return after.isprintable() or set(before).issuperset(UNWRITTEN.findall(after))


def is_fluent(text: str, nats: float) -> bool:
    """Tell whether a text that costs so much reads like language."""
    return excess(text, nats) <= 0


def is_rare_at_most(text: str, nats: float, plan: Iterable[Chain]) -> bool:
    """Tell whether what a plan reads, which other lines were damaged by, can be language with rare words in it."""
    origins = {chain.origin for chain in plan}
    if origins == {"utf-8"}:
        return is_fluent(text, nats / _RARE)
    return is_fluent(text, nats / _RARE_WIDE if all(lookup(origin).wide for origin in origins) else nats)


def is_strange(text: str, nats: float) -> bool:
    """Tell whether a text costs as much as two characters more than language does: beyond what a rare word costs."""
    return excess(text, nats) > 2 * FLUENT


def excess(text: str, nats: float) -> float:
    """Give the nats by which a text costs more than language does."""
    return nats - FLUENT * sum(char > "\x7f" for char in text)


def is_one_reading(choices: list[Readings]) -> bool:
    """Tell whether a path through some choices is likelier than all others together."""
    return math.prod(readings[0][1] for readings in choices if readings) > MOST


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
        return sum(map(_soft, _evidence(candidate)) if candidate.doubt or candidate.meant else factors)
    if all(_shows_nothing(piece.before, candidate.plan) for piece in candidate.pieces):
        return 0.0
    if len(factors) == 1:
        return _soft(_evidence(candidate)[0]) if candidate.doubt or candidate.meant else factors[0]
    if not candidate.doubt and not candidate.meant and min(factors) > _SURE:
        # Each of them is proof: how far they reach does not matter.
        return sum(factors)
    seen: set[str] = set()
    nats: list[float] = []
    known = 0.0
    for piece, each in zip(candidate.pieces, _evidence(candidate), strict=True):
        new = set(piece.before) - seen
        if new and not _shows_nothing("".join(new), candidate.plan):
            seen |= new
            nats.append(each)
        else:
            # It says where the damage is, but not once more that there is any. Another word that is written often is a
            # witness: of the same words of a line one was weighed.
            words = piece.weights.words
            nats.append(max(min(each, reach.MOST), words))
            known += nats[-1] - words
    return reach.witnesses(nats, _gaps(candidate, line)) - known


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
        witnesses = _witnesses(candidate, factors, line) + candidate.witness
        if witnesses < SETTLED:
            witnesses -= _elsewhere(candidate, line)
        weighed.append(Weighed(candidate, factors, whole + candidate.witness, witnesses))
    return weighed


def is_meant(glossed: Candidate, nats: float) -> bool:
    """Tell whether glosses below a layer are there on purpose: where it is not sure that they were put in.

    Args:
        glossed: The explanation without the glosses.
        nats: By how much they are likelier to have been put in.
    """
    # That a text was damaged once more, before, is as rare as that one is damaged at all.
    chance = DEFAULT_PRIOR * shares()[glossed.plan[0]]
    return _chance(nats + math.log(chance / (1 - chance))) < DEFAULT_MIN_DAMAGED


def choose(weighed: list[Weighed], prior: Callable[[Candidate], float], line: str) -> list[Choice]:
    """Choose the spans to change.

    Args:
        weighed: All explanations of the line.
        prior: Gives the prior probability of a plan on this line, from a candidate.
        line: The line.

    Returns:
        Every span with its probability, none overlapping another.
    """
    odds = [math.log((chance := prior(entry.candidate)) / (1 - chance)) for entry in weighed]
    if len(weighed) == 1:
        # The spans of one explanation never overlap.
        candidate, factors, _, witnesses = weighed[0]
        chance, plan = _chance(odds[0] + witnesses), candidate.plan
        both = zip(candidate.pieces, _damaged(candidate, factors, line), strict=True)
        return [Choice(piece, plan, chance * share) for piece, share in both]
    added, order = _in_order(weighed, odds)
    chosen: list[Choice] = []
    taken = Cover()
    for rank, at in enumerate(order):
        candidate, factors, _, witnesses = weighed[at]
        if rank:
            witnesses = _untaken(weighed[at], taken, line)
        chance, best = _chance(added[at] + witnesses), added[at] + weighed[at].whole
        behind = order[rank + 1 :]
        others = [(weighed[it], odds[it] + weighed[it].whole) for it in behind] if behind else []
        readings = rivals.readings(candidate.pieces, best, others) if others else repeat(1.0)
        # An endless repetition ends with the others.
        for piece, share, reading in zip(candidate.pieces, _damaged(candidate, factors, line), readings, strict=False):
            if taken.overlaps(piece.start, piece.end):
                continue
            taken.take(piece.start, piece.end)
            rival = _rival(piece, chance * share, best, others) if others else None
            chosen.append(Choice(piece, candidate.plan, chance * share, rival, reading))
    return chosen


def _untaken(weighed: Weighed, taken: Cover, line: str) -> float:
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
    return witnesses - (_elsewhere(candidate, line) if witnesses < SETTLED else 0.0)


def taken(choices: list[Choice], least: float) -> list[bool]:
    """Tell of each span of a line whether it is damaged surely enough to be changed.

    Args:
        choices: What was chosen in the line.
        least: `Config.min_damaged`.
    """
    sure = {choice.plan for choice in choices if choice.damaged >= least}
    return [choice.damaged >= least or (choice.damaged >= AMID and choice.plan in sure) for choice in choices]


def _in_order(weighed: list[Weighed], odds: list[float]) -> tuple[list[float], list[int]]:
    """Add up the prior odds of explanations that read the same: whichever it was, the text is right.

    Returns:
        The odds, and the explanations, the likeliest reading first, and of those that read the same the likeliest plan.
    """
    keys = [tuple((piece.start, piece.after) for piece in entry.candidate.pieces) for entry in weighed]
    alike: dict[tuple[tuple[int, str], ...], float] = {}
    for key, each in zip(keys, odds, strict=True):
        alike[key] = alike.get(key, 0.0) + math.exp(each)
    added = [math.log(alike[key]) for key in keys]
    best: dict[tuple[tuple[int, str], ...], float] = {}
    for key, each, entry in zip(keys, added, weighed, strict=True):
        best[key] = max(best.get(key, -math.inf), each + entry.whole)
    return added, sorted(range(len(weighed)), key=lambda at: (-best[keys[at]], -odds[at] - weighed[at].whole))


def _rival(
    piece: Piece, damaged: float, best: float, others: Iterable[tuple[Weighed, float]]
) -> tuple[Piece, tuple[Chain, ...], float] | None:
    """Find the next best explanation that has a span where one is taken."""
    for weighed, whole in others:
        if found := rivals.there(piece, weighed):
            return found, weighed.candidate.plan, damaged * _chance(whole - best)
    return None


def sure(
    weighed: list[Weighed], prior: Callable[[Candidate], float], least: float, line: str
) -> set[tuple[Chain, ...]]:
    """Give the plans that some span of a line is damaged by with at least some probability.

    The plans of what `choose` gives, without making it where there is nothing to choose from.
    """
    if len(weighed) != 1:
        return {choice.plan for choice in choose(weighed, prior, line) if choice.damaged >= least}
    candidate, factors, _, witnesses = weighed[0]
    chance = prior(candidate)
    damaged = _chance(math.log(chance / (1 - chance)) + witnesses) * max(_damaged(candidate, factors, line))
    return {candidate.plan} if damaged >= least else set()


def _chance(odds: float) -> float:
    """Give P(a line is damaged) from the log of its odds."""
    return 1 / (1 + math.exp(-max(-700.0, min(odds, 700.0))))


def _damaged(candidate: Candidate, factors: list[float], line: str) -> list[float]:
    """Give for each span P(it is damaged | its line is)."""
    if min(factors) > _SURE:
        return [1.0] * len(factors)
    nats = [piece.weights.stands - piece.weights.reads for piece in candidate.pieces]
    return reach.damaged(nats, _gaps(candidate, line))


def _gaps(candidate: Candidate, line: str) -> list[reach.Gap]:
    """Tell what stands between the spans of an explanation."""
    return [reach.gap_of(line[one.end : other.start]) for one, other in pairwise(candidate.pieces)]
