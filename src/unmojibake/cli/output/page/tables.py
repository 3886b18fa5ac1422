"""Gives the page's tables: totals by rule, changes, and suspects that are left."""

from typing import TYPE_CHECKING

from unmojibake.cli.output.console import shown
from unmojibake.cli.output.page import marks, tongue
from unmojibake.cli.output.words import plural
from unmojibake.values.result import Suspect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.cli.findings.findings import Finding
    from unmojibake.values.result import Change


def totals(findings: "Sequence[Finding]") -> str:
    """Give the table of places and files by rule, the commonest first."""
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.rule, finding.kind), []).append(finding)
    rows = []
    for (rule, kind), found in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        files = len({finding.path for finding in found})
        repaired = sum(finding.after is not None for finding in found)
        numbers = "".join(number(count) for count in (len(found), files, repaired, len(found) - repaired))
        rows.append(f"<tr><td>{marks.text(rule)}</td><td>{marks.text(kind)}</td>{numbers}</tr>\n")
    heads = "".join(f'<th class="number">{word}</th>' for word in ("places", "files", "repaired", "left"))
    columns = "<col><col>" + '<col class="number">' * 4
    return table("totals", columns, f"<th>rule</th><th>kind</th>{heads}", rows)


def number(count: int) -> str:
    """Give a cell with a count."""
    return f'<td class="number">{count:,}</td>'


def changes(findings: "Sequence[Finding]", most: int) -> str:
    """Give the table of changes, the least sure first.

    Args:
        findings: All findings.
        most: Rows that are shown; how many there are besides is said.
    """
    made = [(change.confidence, finding) for finding in findings if (change := finding.change)]
    # Sorting keeps the order of the files among the equally sure.
    made.sort(key=lambda item: item[0])
    rows = [_change_row(finding, change) for _, finding in made[:most] if (change := finding.change)]
    columns = '<col class="sure"><col class="place"><col><col>'
    heads = '<th class="number">confidence</th><th>where and what</th><th>before</th><th>after</th>'
    return table("changes", columns, heads, rows) + _more(len(made) - most)


def _change_row(finding: "Finding", change: "Change") -> str:
    """Give the row of a change."""
    # The first origin and the last carrier may be charsets of one language: they say how hanzi are drawn.
    codecs = [step.detail for step in change.plan if step.kind == "codec" and len(step.detail) > 1]
    origin, carrier = (codecs[0][0], codecs[-1][1]) if codecs else ("", "")
    old, new = tongue.tag(finding.before, carrier), tongue.tag(change.after, origin)
    return (
        f'<tr><td class="number" data-name="confidence">{change.confidence:.4f}</td><td>{_place(finding)}<br>'
        f"<small>{marks.text(finding.words)}</small></td>"
        f'<td class="text old" data-name="before" lang="{old}">{marks.before(finding)}</td>'
        f'<td class="text new" data-name="after" lang="{new}">{marks.after(finding)}</td></tr>\n'
    )


def left(findings: "Sequence[Finding]", most: int) -> str:
    """Give the table of places that are left as they are, with the reason and the best reading.

    Args:
        findings: All findings.
        most: Rows that are shown; how many there are besides is said.
    """
    kept = [finding for finding in findings if finding.change is None]
    rows = []
    for finding in kept[:most]:
        best = (finding.found.best if isinstance(finding.found, Suspect) else None) or ""
        rows.append(
            f"<tr><td>{_place(finding)}</td><td>{marks.text(finding.words)}</td>"
            f'<td class="text old" data-name="text" lang="{tongue.tag(finding.before)}">{marks.before(finding)}</td>'
            f'<td class="text" data-name="best reading" lang="{tongue.tag(best)}">{marks.text(best)}</td></tr>\n'
        )
    heads = "<th>where</th><th>why</th><th>text</th><th>best reading</th>"
    return table("left", '<col class="place"><col><col><col>', heads, rows) + _more(len(kept) - most)


def _place(finding: "Finding") -> str:
    """Give the place of a finding."""
    return f"{marks.text(shown(finding.path))}:{finding.line}:{finding.column}"


def table(name: str, columns: str, heads: str, rows: "Sequence[str]") -> str:
    """Give a table.

    Args:
        name: Its id.
        columns: The column elements.
        heads: The cells of its head.
        rows: Its rows.
    """
    head = f"<thead><tr>{heads}</tr></thead>"
    return f'<table id="{name}">\n<colgroup>{columns}</colgroup>\n{head}\n<tbody>\n{"".join(rows)}</tbody>\n</table>\n'


def _more(count: int) -> str:
    """Give a note of how many rows are not shown."""
    if count <= 0:
        return ""
    return f'<p class="more">{plural(count, "more place")} not shown here; see <code>--rows</code>.</p>\n'
