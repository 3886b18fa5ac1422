"""The wrong readings that are tried: which charset was read as which, and how often.

A row is one layer: text written in `origin` was read as `carrier`. The rows
stand in the order of how often they are met in public text; what is known
of that is an order and not a count, so the prior of a row is taken from its
rank by Zipf's law, as word frequencies and city sizes follow it. The reason
for each block of rows stands above it.
"""

from functools import cache
from typing import NamedTuple


class Chain(NamedTuple):
    """One wrong reading.

    Attributes:
        origin: The charset the text was written in.
        carrier: The charset it was read with.
    """

    origin: str
    carrier: str


ROWS: tuple[Chain, ...] = tuple(
    Chain(*row.split(">"))
    for row in (
        # Editors, shells and coding agents on Chinese Windows read UTF-8 with the system's code page.
        "utf-8>cp936",
        # Java, browsers and Linux tools decode GB18030: byte 80 is lost there and the euro sign is a pair.
        "utf-8>gb18030",
        # Western software reads UTF-8 as its own default: e-mail, databases, HTTP without a charset.
        "utf-8>cp1252",
        # Pages and sources in GBK that a server or an archive labels Western.
        "cp936>cp1252",
        "utf-8>latin-1",
        "cp936>latin-1",
    )
)


@cache
def shares() -> dict[Chain, float]:
    """Give the prior of each row, 0 to 1: Zipf's law over the ranks. They sum to 1."""
    total = sum(1 / rank for rank in range(1, len(ROWS) + 1))
    return {row: 1 / rank / total for rank, row in enumerate(ROWS, 1)}
