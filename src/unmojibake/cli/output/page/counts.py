"""Gives the tables of a run over a corpus: its rows by status, its places by rule, and both shard by shard."""

from typing import TYPE_CHECKING

from unmojibake.adapters.row import STATUSES
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.output.page import marks
from unmojibake.cli.output.page.tables import number, table

if TYPE_CHECKING:
    from collections.abc import Sequence


def statuses(tally: Tally) -> str:
    """Give the table of rows by status."""
    total = sum(tally.rows.values())
    rows = [
        f'<tr><td>{status}</td>{number(count)}<td class="number">{count / total:.3%}</td></tr>\n'
        for status in STATUSES
        if (count := tally.rows[status])
    ]
    heads = '<th>status</th><th class="number">rows</th><th class="number">share</th>'
    return table("statuses", '<col><col class="number"><col class="number">', heads, rows)


def damage(tally: Tally) -> str:
    """Give the table of places by rule, the commonest first."""
    counts = {names: (tally.repaired[names], tally.left[names]) for names in tally.repaired.keys() | tally.left.keys()}
    rows = [
        f"<tr><td>{marks.text(rule)}</td><td>{marks.text(kind)}</td>{number(repaired)}{number(left)}</tr>\n"
        for (rule, kind), (repaired, left) in sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))
    ]
    heads = "".join(f'<th class="number">{word}</th>' for word in ("repaired", "left"))
    columns = "<col><col>" + '<col class="number">' * 2
    return table("damage", columns, f"<th>rule</th><th>kind</th>{heads}", rows)


def by_shard(found: "Sequence[tuple[str, Tally]]") -> str:
    """Give the table of rows by status in each shard."""
    rows = []
    for name, tally in found:
        counts = "".join(number(tally.rows[status]) for status in STATUSES)
        rows.append(f"<tr><td>{marks.text(name)}</td>{counts}</tr>\n")
    heads = "".join(f'<th class="number">{status}</th>' for status in STATUSES)
    return table("shards", "<col>" + '<col class="number">' * len(STATUSES), f"<th>shard</th>{heads}", rows)
