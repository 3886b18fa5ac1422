"""Gives findings as lines of JSON, for other programs."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from unmojibake.cli.output.console import shown
from unmojibake.values.result import Suspect

if TYPE_CHECKING:
    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.findings.outcome import Outcome
    from unmojibake.cli.output.colour import Painter


def lines(outcomes: "Iterable[Outcome]", _painter: "Painter") -> Iterator[str]:
    """Give for each finding a line with a JSON object."""
    for outcome in outcomes:
        for finding in outcome.findings:
            yield json.dumps(row(finding), ensure_ascii=False) + "\n"


def row(finding: "Finding") -> dict[str, object]:
    """Give a finding as a dictionary that JSON can hold.

    Lines and columns count from 1, a column is a code point; `start` and `end`
    are code points of the whole text (without a byte order mark) from 0. A line ends at a line
    feed, as for `grep -n`.
    """
    found: dict[str, object] = {
        "path": shown(finding.path),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "start": finding.start,
        "end": finding.end,
        "rule": finding.rule,
        "kind": finding.kind,
        "before": finding.before,
        "after": finding.after,
        "fingerprint": finding.fingerprint,
    }
    change = finding.change
    if change is None:
        best = finding.found.best if isinstance(finding.found, Suspect) else None
        return found | {"reason": finding.words, "best": best}
    return found | {
        "plan": [{"kind": step.kind, "detail": step.detail} for step in change.plan],
        "damaged": change.damaged,
        "confidence": change.confidence,
        "filled": [
            {"start": place.start, "end": place.end, "alternatives": place.alternatives} for place in change.filled
        ],
    }
