"""Gives the counts of a run in lines for people."""

from collections.abc import Iterator

from unmojibake.adapters.row import STATUSES
from unmojibake.cli.corpus.tally import Tally


def lines(tally: Tally) -> Iterator[str]:
    """Give the counts by status, and by damage, as lines of two columns.

    Example:
        >>> from collections import Counter
        >>> list(lines(Tally(rows=Counter(clean=9, repaired=1), repaired=Counter({("gloss", "gloss"): 3}))))[-1]
        '         3  repaired: gloss'
    """
    total = sum(tally.rows.values())
    yield f"{total:10,}  {'row' if total == 1 else 'rows'}"
    for status in STATUSES:
        if count := tally.rows[status]:
            yield f"{count:10,}  {status} ({count / total:.2%})"
    for words, counts in (("repaired", tally.repaired), ("left", tally.left)):
        for (name, _), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:10,}  {words}: {name}"
