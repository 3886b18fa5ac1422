"""Gives the nats by which readings that are no language speak against a candidate that does not prove itself.

Pages other than UTF-8 make something of nearly everything. That it is likelier than what stands says nothing where the
model knows neither: what stands may be names in kana, or a language that was not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unmojibake.language import fluency
from unmojibake.pipeline.candidates import once
from unmojibake.pipeline.evidence import standing

if TYPE_CHECKING:
    from unmojibake.pipeline.candidates import Candidate


def against(candidate: Candidate) -> float:
    """Give the nats against a candidate, 0 or less: for each span that may be language and would read as none.

    Of the spans of language one in two hundred is so strange. Where what stands is as strange, both sides have these
    nats. Linear.
    """
    if candidate.plan[0].origin == "utf-8":
        return 0.0
    better = [span for span in candidate.spans if span.weights.reads < span.weights.stands]
    return -fluency.STRANGE * sum(_is_strange(span.after) and not _is_strange(span.before) for span in better)


def _is_strange(text: str) -> bool:
    """Tell whether a text is no language, between boundaries: what stands beside it may be damaged.

    >>> _is_strange("布盾馆"), _is_strange("东京")
    (True, False)
    """
    text = f"{once(text)} "
    return fluency.is_strange(text, standing.cost(text, " ", text, len(text)))
