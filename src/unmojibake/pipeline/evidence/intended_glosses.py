"""Gives the nats by which glosses were given on purpose, as in lessons and dictionaries, and not put in by software.

The line as a whole tells which it was: software glosses the characters of its table, each always, and no others; people
gloss rare characters, or all. How rarely running text has glosses at all, scripts/count/glosses.py counted. A share
that was not counted is taken for equally likely anywhere from 0 to 1 (Jeffreys' prior).
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from unmojibake.language import Model
from unmojibake.language.punctuation import sign_cost
from unmojibake.pipeline.candidates import Candidate
from unmojibake.pipeline.lattice import Reading
from unmojibake.pipeline.span import Span
from unmojibake.values import data_files
from unmojibake.values.patterns import on_use

_HAN = on_use("[\u3400-\u9fff]")
_GLOSS = on_use("([\u3400-\u9fff])[(（][a-zü\u0101-\u01dc]*[\xe0-\xfc\u0101-\u01dc][a-zü\u0101-\u01dc' ]*[)）]")
"""A reading with its tones behind a character, as scripts/count/glosses.py counts it."""
_WHOLE = on_use("([\u3400-\u9fff])\\(([a-zü\xe0-\xfc\u0101-\u01dc]+)\\)")
_BRACKETS = on_use(r"\([a-zü\xe0-\xfc\u0101-\u01dc\u01f9\u0251\u0261 ,/']+\)")
_HALF = 0.5


def lessons(text: str) -> float:
    r"""Give the share of the lines of a document, 0 to 1, that gloss characters which no software glosses.

    >>> lessons("好(hǎo)\n天气很好。")
    0.5
    """
    found = (match.start() for match in _GLOSS.finditer(text) if match[1] not in _counted()["seen"])
    return len({text.count("\n", 0, at) for at in found}) / (text.count("\n") + 1)


def on_purpose(model: Model, line: str, candidate: Candidate, share: float = 0.0) -> list[float]:
    """Give the nats by which the glosses that a candidate takes out were likelier given on purpose.

    Args:
        model: The language model.
        line: The line as it stands.
        candidate: The candidate.
        share: The share of the document's lines that give readings on purpose, 0 to 1.

    Returns:
        For each span the nats to take off what speaks for damage: 0 where no gloss is taken out. Linear in the length
        of the line.
    """
    gains = [_gain(model, line, span) for span in candidate.spans]
    glossed = [char for span in candidate.spans for char in _glossed(line, span)]
    if not glossed:
        return []
    characters = _HAN.findall(line)
    table = {char for char in characters if char in _counted()["seen"]}
    software = _even(len(set(glossed) & table), len(table)) + _spared(line, glossed, characters)
    if _differ(line):
        # Software has one reading for a character: `長(cháng)` and `長(zhǎng)` in one line are not by software.
        software += sum(gains)
    lesson = _lesson(share)
    people = _people(line, glossed, len(characters), lesson) - _left(line, len(glossed), len(characters), lesson)
    # The nats are of the whole line: each span gets its share by its gain.
    whole = max(0.0, sum(gains) - people) + software
    return [whole * gain / sum(gains) for gain in gains]


def below(model: Model, path: Sequence[Reading]) -> float:
    """Give the nats by which the glosses that an outer layer reads were likelier put in than meant.

    Args:
        model: The language model.
        path: The path that it reads, with the glosses taken out.
    """
    line, spans = "", []
    for edge, text, _ in path:
        line += text
        if edge.why:
            start = len(line)
            line += edge.why[1]
            head = (len(line) - start, 0)
            spans.append(Span(start, len(line), edge.why[1], "", head, edits=(edge.why[:2],)))
    gains = sum(_gain(model, line, span) for span in spans)
    return gains - sum(on_purpose(model, line, Candidate((), 0.0, spans)))


def _glossed(line: str, span: Span) -> list[str]:
    """Give the characters behind which a span has a whole gloss that would go: of `經(jīng)濟(jì)` `經` and `濟`."""
    found = _BRACKETS.finditer(span.before) if _edits(span) else ()
    return [line[span.start + match.start() - 1] for match in found]


def _differ(line: str) -> bool:
    """Tell whether a traditional character of a line is glossed in two ways, as `長(cháng)` and `長(zhǎng)`."""
    readings: dict[str, str] = {}
    seen = _counted()["seen"]
    found = ((match[1], match[2]) for match in _WHOLE.finditer(line) if match[1] in seen)
    return any(readings.setdefault(char, reading) != reading for char, reading in found)


def _edits(span: Span) -> bool:
    """Tell whether a span takes a whole gloss out."""
    return any(edit[0] == "gloss" and edit[1].startswith("(") for edit in span.edits)


def _gain(model: Model, line: str, span: Span) -> float:
    """Give the nats of the glosses of a span as text, 1 at least; 0 for a span without them."""
    if not _edits(span):
        return 0.0
    left, right = line[: span.start], line[span.end : span.end + model.context]
    texts = (span.before, _BRACKETS.sub("", span.before))
    scores = [model.score(text + right, left[-model.context :]) + sign_cost(text, left, right) for text in texts]
    return max(1.0, scores[0] - scores[1])


def _people(line: str, glossed: Sequence[str], characters: int, lesson: float) -> float:
    """Give the nats of people glossing all characters that are glossed in a line."""
    count = _counted()
    every = max(len(_GLOSS.findall(line)), len(glossed))
    cost = lesson + _even(every, max(characters, every))
    if every == len(glossed):
        # People gloss any character that there is, however often it is met: a rare one as likely as a common one.
        rare = (math.log(count["types"] / _HALF * max(_HALF, count["seen"].get(char, 0))) for char in glossed)
        cost = min(cost, sum(rare))
    return cost + float(count["half-width"])


def _left(line: str, taken: int, characters: int, lesson: float) -> float:
    """Give the nats of people giving the glosses that the candidate leaves."""
    left = len(_GLOSS.findall(line)) - taken
    return lesson + _even(left, max(characters, left)) if left > 0 else 0.0


def _lesson(share: float) -> float:
    """Give -ln P(a line has glosses by people): in running text, or in a document with a share of such lines."""
    count = _counted()
    return -math.log(max(share, (count["glossed"] + _HALF) / (count["lines"] + 2 * _HALF)))


def _spared(line: str, glossed: Sequence[str], characters: Sequence[str]) -> float:
    """Give the nats of software leaving characters without a gloss that it glosses elsewhere in the line."""
    hits = sum(characters.count(char) for char in set(glossed))
    missed = sum(len(re.findall(f"{re.escape(char)}(?![(?])", line)) for char in set(glossed))
    return missed * math.log((hits + 2 * _HALF) / _HALF)


def _even(hits: int, of: int) -> float:
    """Give -ln P(so many hits out of so many), where every share of hits is equally likely beforehand.

    >>> _even(3, 3) < _even(1, 3)
    True
    """
    ways = math.lgamma(hits + _HALF) + math.lgamma(of - hits + _HALF) - math.lgamma(of + 1)
    return 2 * math.lgamma(_HALF) - ways


@cache
def _counted() -> dict[str, Any]:
    """Give the counts of scripts/count/glosses.py."""
    found: dict[str, Any] = data_files.read_json(__package__, "glosses.json")
    return found
