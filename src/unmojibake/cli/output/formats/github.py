"""Gives findings as annotations of GitHub Actions."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from unmojibake.cli.output.console import shown
from unmojibake.cli.output.formats.lines import short
from unmojibake.cli.output.words import plural

if TYPE_CHECKING:
    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.findings.outcome import Outcome
    from unmojibake.cli.output.colour import Painter

SHOWN = 10
"""Annotations that are written: GitHub shows no more of one kind for one step."""


def annotations(outcomes: "Iterable[Outcome]", _painter: "Painter") -> Iterator[str]:
    """Give the ten surest findings as annotations, in the order of the files, and then how many more there are."""
    found = [finding for outcome in outcomes for finding in outcome.findings]
    # Suspects come after changes; otherwise the order of the files stays.
    best = sorted(range(len(found)), key=lambda at: -(change.damaged if (change := found[at].change) else 0.0))
    for at in sorted(best[:SHOWN]):
        yield annotation(found[at]) + "\n"
    if len(found) > SHOWN:
        yield f"::notice title=unmojibake::{plural(len(found) - SHOWN, 'more place')} not shown here\n"


def annotation(finding: "Finding") -> str:
    """Give a finding as a workflow command, without a line end."""
    end = finding.end_line
    where = f"file={_property(shown(finding.path))},line={finding.line}"
    if end == finding.line:
        where += f",col={finding.column},endLine={end},endColumn={max(finding.end_column, finding.column + 1)}"
    else:
        where += f",endLine={end}"  # columns mean something to GitHub only within one line
    text = finding.words
    if finding.after is not None:
        text += f": {short(finding.before)} -> {short(finding.after)}"
    return f"::error title={_property(finding.rule)},{where}::{_data(text)}"


def _data(text: str) -> str:
    """Give a message escaped for a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Give a property escaped for a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
