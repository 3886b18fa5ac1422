"""`unmojibake report` over a run of `unmojibake corpus`: a page of its counts and of its least sure changes."""

import os
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.cli.corpus import records
from unmojibake.cli.corpus.shards import RECORDS
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.files import write
from unmojibake.cli.output.console import put, say, shown
from unmojibake.cli.output.page import counts, layout, tables
from unmojibake.cli.output.words import plural
from unmojibake.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def run(arguments: "argparse.Namespace") -> int:
    """Write the page.

    Returns:
        0.

    Raises:
        InputError: If a record is damaged or there is none yet, or the page can't be written.
    """
    found = _found(arguments.paths[0])
    content = page(found, arguments.rows)
    if arguments.output == "-":
        put(content)
    else:
        write.put(arguments.output, content.encode("utf-8", "backslashreplace"))
        if not arguments.quiet:
            say(f"{arguments.output}: {plural(len(found), 'shard')}")
    return 0


def _found(path: str) -> list[tuple[str, Tally]]:
    """Give the tally of each finished shard, by the name of its output."""
    if os.path.isdir(path):
        found = list(records.all_of(path))
    else:
        folder, name = os.path.split(path)
        kept = records.load(os.path.join(folder, RECORDS, name + ".json"))
        found = [(name, kept)] if kept else []
    if not found:
        message = f"{path}: no shard is finished yet"
        raise InputError(message)
    return [(shown(name), Tally.from_json(kept["tally"])) for name, kept in found]


def page(found: "Sequence[tuple[str, Tally]]", rows: int) -> str:
    """Give the whole page.

    Args:
        found: Each finished shard with its tally.
        rows: The most rows of a table of places.
    """
    total = Tally()
    for _, tally in found:
        total.rows.update(tally.rows)
        total.repaired.update(tally.repaired)
        total.left.update(tally.left)
    samples = [sample for _, tally in found for sample in (*tally.changes, *tally.suspects)]
    body = [
        f"<p>{plural(len(found), 'shard')}, {sum(total.rows.values()):,} rows.</p>\n",
        "<h2>Rows</h2>\n",
        counts.statuses(total),
    ]
    if total.repaired or total.left:
        body += ["<h2>Kinds of damage</h2>\n", counts.damage(total)]
    body += ["<h2>Shards</h2>\n", counts.by_shard(found)]
    if total.repaired:
        body += [
            "<h2>Changes, the least sure first</h2>\n",
            "<p>A sample: the least sure of each shard. Underlined: filled in where bytes were lost.</p>\n",
            tables.changes(samples, rows),
        ]
    if total.left:
        body += ["<h2>Left as it is</h2>\n", "<p>A sample: the first of each shard.</p>\n", tables.left(samples, rows)]
    return layout.FRAME.substitute(
        style=layout.STYLE,
        body="".join(body),
        version=unmojibake.__version__,
        note="The inputs were not changed.",
    )
