"""`unmojibake report`: given files, writes a page of the changes that `fix` would make."""

import os
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.cli.corpus.shards import RECORDS
from unmojibake.cli.files import write
from unmojibake.cli.output.console import put, say
from unmojibake.cli.output.page import chart, layout, tables
from unmojibake.cli.output.words import plural
from unmojibake.cli.verbs.session import Session

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.settings.settings import Settings

ERRORS = 2


def is_run(path: str) -> bool:
    """Tell whether a path is the output folder of `unmojibake corpus`."""
    folder, name = os.path.split(path)
    return os.path.isdir(os.path.join(path, RECORDS)) or os.path.exists(os.path.join(folder, RECORDS, name + ".json"))


def run(arguments: "argparse.Namespace") -> int:
    """Write the page.

    Returns:
        0, whatever was found, or 2 when a file could not be read.

    Raises:
        UnmojibakeError: If the configuration or the baseline is wrong, or the page can't be written.
    """
    if len(arguments.paths) == 1 and is_run(arguments.paths[0]):
        from unmojibake.cli.verbs import corpus_report  # noqa: PLC0415 - only for runs over a corpus

        return corpus_report.run(arguments)
    session = Session(arguments, ".")
    if session.shows_settings():
        return 0
    findings = [finding for outcome in session.fresh(session.outcomes()) for finding in outcome.findings]
    tally = session.tally
    looked = f"{plural(tally.files, 'file')} looked at"
    for count, words in ((tally.skipped, "left alone"), (tally.errors, "could not be read")):
        looked += f", {count} {words}" if count else ""
    content = page(findings, session.settings, looked, arguments.rows)
    if arguments.output == "-":
        put(content)
    else:
        write.put(arguments.output, content.encode("utf-8"))
        if not arguments.quiet:
            say(f"{arguments.output}: {plural(len(findings), 'finding')}; {looked}")
    return ERRORS if tally.errors else 0


def page(findings: "Sequence[Finding]", settings: "Settings", looked: str, rows: int) -> str:
    """Give the whole page.

    Args:
        findings: The findings, in the order of the files.
        settings: The settings of the run: its thresholds are drawn.
        looked: The files that were looked at, in words.
        rows: The most rows of a table.
    """
    made = [change for finding in findings if (change := finding.change)]
    config = settings.repair_config()
    counts = f"{plural(len(findings), 'finding')}: {len(made)} repaired, {len(findings) - len(made)} left"
    body = [f"<p>{counts}; {looked}.</p>\n"]
    if findings:
        body += ["<h2>Kinds of damage</h2>\n", tables.totals(findings)]
    if made:
        body += [
            "<h2>How sure</h2>\n",
            chart.histogram(
                "P(the new text is exactly the original), by change",
                [change.confidence for change in made],
                config.min_confidence,
                "min-confidence",
            ),
            chart.histogram(
                "P(the span is damaged), by change",
                [change.damaged for change in made],
                config.min_damaged,
                "changed from",
            ),
            "<h2>Changes, the least sure first</h2>\n",
            "<p>Underlined: filled in where bytes were lost; point at it for the other readings.</p>\n",
            tables.changes(findings, rows),
        ]
    if len(made) < len(findings):
        body += ["<h2>Left as it is</h2>\n", tables.left(findings, rows)]
    return layout.FRAME.substitute(
        style=layout.STYLE, body="".join(body), version=unmojibake.__version__, note=layout.UNCHANGED
    )
