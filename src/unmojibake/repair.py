"""The pipeline, read top to bottom: gate, spans, lattices, search, choice, result."""

import math
from collections.abc import Iterator

from unmojibake import choose, gate, spans
from unmojibake.chains import ROWS, Chain, shares
from unmojibake.context import Context
from unmojibake.damage import codec
from unmojibake.damage.eaten import eaten_costs as _real_eaten


def eaten_costs(left, right):  # TEMP
    try:
        return _real_eaten(left, right)
    except FileNotFoundError:
        q = left.count('"') % 2
        return {'"': 0.1, '\n': 3.0} if q else {'\n': 0.1, ' ': 2.0}

from unmojibake.language import Model, load
from unmojibake.lattice import TextLattice
from unmojibake.result import Change, Config, Filled, Result, Step, Verdict
from unmojibake.search import search

_DEPTH = 3
_MOST = 0.5
_SIDE = 2
"""Code points beside a span that are weighed with it: what the model's context reaches."""
_DEFAULT = Config()


def repair(text: str, config: Config = _DEFAULT, context: Context | None = None) -> Result:
    if gate.is_clean(text):
        return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)
    drafts = [
        (start, line, tail, explanations(line, tail) if not gate.is_clean(line) else [])
        for start, line, tail in spans.lines(text)
    ]
    known = context or _gather(text, drafts, config)
    changes: list[Change] = []
    for start, line, tail, candidates in drafts:
        if candidates:
            changes += _choose(start, line, tail, candidates, config, known)
    return _result(text, changes)


def _gather(text: str, drafts: list, config: Config) -> Context:
    """Learn from all lines what the document tells each."""
    met: dict[tuple[Chain, ...], list[int]] = {}
    for _, _, _, candidates in drafts:
        if not candidates:
            continue
        chosen = choose.decide(candidates, _prior(config, Context()), config.min_damaged)
        sure = {choice.plan for choice in chosen if choice.damaged >= config.min_damaged}
        for candidate in candidates:
            entry = met.setdefault(candidate.plan, [0, 0])
            entry[0] += 1
            entry[1] += candidate.plan in sure
    crlf = text.count("\r\n")
    line_end = "\r\n" if crlf * 2 > text.count("\n") else "\n" if "\n" in text else ""
    return Context(line_end, False, {plan: (seen, hit) for plan, (seen, hit) in met.items()})


def _prior(config: Config, context: Context):
    def prior(candidate: choose.Candidate) -> float:
        rate = context.rate(candidate.plan)
        return config.prior * candidate.share if rate is None else rate

    return prior


def explanations(line: str, tail: str) -> list[choose.Candidate]:
    """Read a line by every chain that may have damaged it."""
    model = load()
    found: list[choose.Candidate] = []
    for plan, share, lattice in _readings(line, tail):
        path = search(lattice, model, eaten_costs)
        pieces = [_piece(line, span, model) for span in spans.spans(line, lattice, path)] if path else []
        if pieces:
            found.append(choose.Candidate(plan, share, pieces))
            if choose.is_settled(found[-1], line):
                break
    if len(found) > 1:
        # Readings that compete are weighed to the end.
        for candidate in found:
            candidate.pieces = [_piece(line, piece.source, model, whole=True) for piece in candidate.pieces]
    return found


def _readings(line: str, tail: str) -> Iterator[tuple[tuple[Chain, ...], float, TextLattice]]:
    """Undo every chain that may have damaged a line, layer by layer."""
    sample = spans.sample(line)
    for chain in gate.triggers(line):
        if chain.origin != "utf-8" and not _promises(sample, chain):
            continue
        lattice = codec.undo(line, chain.origin, chain.carrier, tail)
        if lattice.end >= 0 and lattice.reads_otherwise():
            if chain.origin == "utf-8" and codec.share_decoded(line, *chain) > _MOST:
                yield from _inside((chain,), shares()[chain], lattice)
            yield (chain,), shares()[chain], lattice


def _promises(sample: list[str], chain: Chain) -> bool:
    """Tell whether any of some runs of text reads better when a chain is undone."""
    model = load()
    glances = (codec.glance(run, *chain) for run in sample)
    return any(read and model.score(read) < model.score(stands) for read, stands in glances)


def _inside(
    plan: tuple[Chain, ...], share: float, lattice: TextLattice
) -> Iterator[tuple[tuple[Chain, ...], float, TextLattice]]:
    """Undo the layers below one."""
    middle = lattice.sample()
    sample = spans.sample(middle)
    for chain in ROWS:
        if (
            gate.has_trigger(chain, middle)
            and codec.share_decoded(middle, *chain) > _MOST
            and _promises(sample, chain)
        ):
            inner = codec.undo_again(lattice, *chain)
            if inner.end >= 0 and inner.reads_otherwise():
                deeper = (chain, *plan)
                if len(deeper) < _DEPTH and chain.origin == "utf-8":
                    yield from _inside(deeper, share * shares()[chain], inner)
                yield deeper, share * shares()[chain], inner


def _piece(line: str, span: spans.Span, model: Model, *, whole: bool = False) -> choose.Piece:
    left = line[max(0, span.start - _SIDE) : span.start]
    taken, read = (span.end - span.start, len(span.after)) if whole else span.head
    before, after = line[span.start : span.start + taken], span.after[:read]
    right = line[span.end : span.end + _SIDE] if span.start + taken == span.end else ""
    nats = choose.evidence(model, before, after, left, right)
    sure = 1.0
    for start, end, alternatives in span.picks:
        sure *= alternatives[0][1]
        if end <= read and len(alternatives[0][0]) == end - start:
            nats -= math.log(max(alternatives[0][1], 1e-9))
    nats *= (span.end - span.start) / taken
    return choose.Piece(span.start, span.end, span.after, nats, sure, span)


def _choose(start: int, line: str, tail: str, candidates: list, config: Config, context: Context) -> list[Change]:
    changes = []
    for choice in choose.decide(candidates, _prior(config, context), config.min_damaged):
        if choice.damaged < config.min_damaged:
            continue
        piece = choice.piece
        after = piece.after
        at_end = piece.end == len(line)
        if at_end and not tail and not context.continues:
            after = after.rstrip("\n\r\t ") if after[-1:].isspace() and line[piece.end - 1] == "?" else after
        changes.append(
            Change(
                start + piece.start,
                start + piece.end,
                before=line[piece.start : piece.end],
                after=after,
                plan=tuple(Step("codec", chain) for chain in choice.plan),
                damaged=choice.damaged,
                confidence=choice.damaged * piece.sure,
                filled=tuple(Filled(a, b, alternatives=alts) for a, b, alts in piece.source.picks),
            )
        )
    return sorted(changes, key=lambda change: change.start)


def _result(text: str, changes: list[Change]) -> Result:
    if not changes:
        return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)
    pieces = []
    at = 0
    confidence = 1.0
    for change in changes:
        pieces += (text[at : change.start], change.after)
        at = change.end
        confidence *= change.confidence
    pieces.append(text[at:])
    return Result("".join(pieces), changed=True, verdict=Verdict.REPAIRED, confidence=confidence, changes=tuple(changes))
