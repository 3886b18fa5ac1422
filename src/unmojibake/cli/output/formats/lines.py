"""Findings for people: one line each, or with the text around them."""

from collections.abc import Iterable, Iterator

from unmojibake.cli.findings.plans import visible
from unmojibake.cli.output.clusters import beginning, end
from unmojibake.cli.output.console import shown

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.findings.outcome import Outcome
    from unmojibake.cli.output.colour import Painter

_LONGEST = 60
"""Code points of a text that are shown in one line, and on each side of a change, less what would cut a character."""


def concise(outcomes: "Iterable[Outcome]", painter: "Painter") -> Iterator[str]:
    """Give one line for each finding: where, which rule, and what it reads."""
    for outcome in outcomes:
        for finding in outcome.findings:
            yield head(finding, painter) + "\n"


def full(outcomes: "Iterable[Outcome]", painter: "Painter") -> Iterator[str]:
    """Give each finding with its text before and after."""
    for outcome in outcomes:
        for finding in outcome.findings:
            yield _place(finding, painter) + f" {_words(finding)}\n"
            if finding.after is not None:
                yield f"  {painter.paint('before', '- ' + _around(finding, finding.before))}\n"
                yield f"  {painter.paint('after', '+ ' + _around(finding, finding.after))}\n"
            elif finding.before:
                yield f"  {painter.paint('before', '! ' + _around(finding, finding.before))}\n"
                best: str | None = getattr(finding.found, "best", None)
                if best is not None:
                    yield f"  {painter.paint('after', '? ' + _around(finding, best))}\n"


def head(finding: "Finding", painter: "Painter") -> str:
    """Give the one line of a finding, without a line end."""
    text = f"{_place(finding, painter)} {_words(finding)}"
    if finding.after is not None:
        text += f": {short(finding.before)} -> {short(finding.after)}"
    return text


def _place(finding: "Finding", painter: "Painter") -> str:
    """Say where a finding is, and by which rule."""
    where = f"{painter.paint('path', visible(shown(finding.path)))}:{finding.line}:{finding.column}:"
    return f"{where} {painter.paint('rule', finding.rule)}"


def _words(finding: "Finding") -> str:
    """Say how sure a change is, or why there is none."""
    change = finding.change
    return finding.words if change is None else f"(confidence {change.confidence:.2f})"


def short(text: str) -> str:
    r"""Give a text in one short line.

    Example:
        >>> short("a\n" + "b" * 99)[:5], len(short("b" * 99))
        ('a\\nbb', 63)
    """
    return visible(text if len(text) <= _LONGEST else beginning(text, _LONGEST) + "...")


def _around(finding: "Finding", text: str) -> str:
    """Give a reading of a finding within its line; what is far away is left out."""
    before = finding.around[: finding.offset]
    after = finding.around[finding.offset + len(finding.before) :]
    before = before if len(before) <= _LONGEST else "..." + end(before, _LONGEST)
    after = after if len(after) <= _LONGEST else beginning(after, _LONGEST) + "..."
    return visible(before + text + after)
