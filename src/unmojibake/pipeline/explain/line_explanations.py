"""Gives for each line its candidates from all sources, with the evidence beside the spans.

A line that lost nothing has the one candidate of `lossless`, if that is beyond doubt. For any other line the candidates
are searched (`searched`), and where none of them is beyond doubt, ftfy is asked (`ask_ftfy`). The unescaped text of a
line with escapes is given candidates in the same way (`escapes`).
"""

from __future__ import annotations

import functools
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from unmojibake.damaging import edits, escape, ftfy_steps
from unmojibake.language import line_language, load
from unmojibake.pipeline import limits
from unmojibake.pipeline.candidates import LANGUAGE, LIST, PURPOSE, STRANGE, Candidate, Draft, Found, Said
from unmojibake.pipeline.evidence import character_lists, intended_glosses, known_words, no_language, unknown_language
from unmojibake.pipeline.explain import escapes, lossless, lost_for_good
from unmojibake.pipeline.gate.line_view import LineView
from unmojibake.values.config import DEFAULT, Config
from unmojibake.values.context import Context
from unmojibake.values.result import Suspect

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

KINDS = ("codec", *edits.KINDS, ftfy_steps.KIND, escape.KIND)
"""The kinds of damage that are undone."""
_READ = frozenset(KINDS[:-1])
"""The kinds that are looked for behind escapes."""
_ALONE = Context()


def drafts(lines: Iterable[LineView], context: Context, config: Config) -> Iterator[Draft]:
    """Give each line with its candidates; those of a line that comes again are sought once. Linear in their length.

    Args:
        lines: The lines.
        context: What the document tells them.
        config: What to look for, and how common damage is.
    """
    leading = context.leading()
    known: dict[tuple[str, str], Found] = {}
    lines = iter(lines)
    while group := list(islice(lines, limits.TOGETHER)):
        new = {(view.text, view.tail): view for view in reversed(group) if (view.text, view.tail) not in known}
        is_tried = "codec" in _kinds(config)
        proven = dict(zip(new, lossless.explain(list(new.values()), leading), strict=True)) if is_tried else {}
        for view in group:
            key = view.text, view.tail
            if key not in known:
                known[key] = _explain(new[key], proven.get(key), context, config)
            found = known[key]
            locked = lost_for_good.suspects(view.text, view.start)
            yield Draft(view, found.candidates, locked, _cut(view) if found.is_cut else None)


def _cut(view: LineView) -> Suspect:
    """Give the suspect for a line that was not searched to the end: all of it that is not ASCII."""
    foreign = [at for at, char in enumerate(view.text) if char > "\x7f"]
    start, end = view.start + foreign[0], view.start + foreign[-1] + 1
    return Suspect(start, end, kind="codec", reason="it could have come from more wrong readings than were searched")


def let_go(view: LineView) -> Draft:
    """Give a line that is not searched: no candidates, and what is lost in it for good, such as `????`."""
    return Draft(view, [], lost_for_good.suspects(view.text, view.start))


def explanations(line: str, tail: str = "", context: Context = _ALONE, config: Config = DEFAULT) -> list[Candidate]:
    """Give the candidates of a single line; see `drafts`.

    >>> explanations("鎿嶄綔鎴愬姛")[0].spans[0].after
    '操作成功'
    """
    return next(drafts([LineView(0, line, tail)], context, config)).candidates


def _kinds(config: Config) -> Collection[str]:
    """Give the kinds of damage that are looked for."""
    return KINDS if config.kinds is None else config.kinds


def _explain(view: LineView, proven: Candidate | None, context: Context, config: Config) -> Found:
    """Give the candidates of a line: the proven candidate, or else all; and those of its escapes, if these count."""
    found = Found([proven]) if proven else _search(view, context, config)
    if escape.KIND not in _kinds(config):
        return found
    unescaped = functools.partial(explanations, context=context, config=replace(config, kinds=_READ))
    return found._replace(candidates=found.candidates + escapes.explain(view.text, unescaped))


def _search(view: LineView, context: Context, config: Config) -> Found:
    """Give the candidates of a line by search, and by ftfy where none of them is beyond doubt."""
    from unmojibake.pipeline.explain import ask_ftfy, searched  # noqa: PLC0415 - most lines that lost nothing end before

    found = searched.explain(view, _kinds(config), context.line_end, config)
    candidates = found.candidates
    if found.is_settled:
        return found._replace(candidates=_weighed_whole(view.text, candidates)) if len(candidates) > 1 else found
    # No candidate is beyond doubt: each is weighed whole, word for word, and doubted as a list.
    candidates = [_doubted(view.text, candidate, context) for candidate in _weighed_whole(view.text, candidates)]
    if ftfy_steps.KIND in _kinds(config):
        candidates = ask_ftfy.ask(view, candidates, config.ftfy)
    return found._replace(candidates=candidates)


def _doubted(line: str, candidate: Candidate, context: Context) -> Candidate:
    """Give a candidate with the evidence of its words, and what else may explain how the line stands."""
    if not candidate.plan[-1].edits:  # the text of a gloss is pinyin: `de` is no word of French there
        candidate = candidate._replace(spans=known_words.weigh(line, candidate.spans))
    listed = character_lists.doubt(load(), line, candidate)
    doubt = Said(LIST, -max(listed, unknown_language.doubt(line, candidate)))
    if candidate.plan[-1].edits:
        nats = [-each for each in intended_glosses.on_purpose(load(), line, candidate, context.lessons)]
        return candidate.with_said(doubt, Said(PURPOSE, sum(nats), tuple(nats)))
    candidate = candidate.with_said(Said(STRANGE, no_language.against(candidate)))
    return candidate.with_said(doubt, Said(LANGUAGE, _language_nats(line, candidate, is_list=listed > 0)))


def _language_nats(line: str, candidate: Candidate, *, is_list: bool) -> float:
    """Give the nats by which the language of a line speaks for the readings of a candidate: Turkish for `Katmanı`."""
    places = [(span.start, span.end, span.after) for span in candidate.spans]
    stands, reads = line_language.language_nats(line, places)
    # A list is in no language: where the spans are likelier a list, no language speaks for their readings.
    return min(0.0, reads - max(0.0, stands)) if is_list else reads - stands


def _weighed_whole(line: str, candidates: list[Candidate]) -> list[Candidate]:
    """Give candidates of a line with all of each span weighed, and not only its head."""
    from unmojibake.pipeline.explain import searched  # noqa: PLC0415 - they were searched

    return [
        candidate
        if _is_weighed_whole(candidate)
        else candidate._replace(spans=searched.weigh(line, candidate.spans, whole=True))
        for candidate in candidates
    ]


def _is_weighed_whole(candidate: Candidate) -> bool:
    """Tell whether the head of each span is all of it, and no bytes were edited: then marks around a span count too."""
    if candidate.plan[-1].edits or candidate.plan[0].edits:
        return False
    return all(span.head == (span.end - span.start, len(span.after)) for span in candidate.spans)
