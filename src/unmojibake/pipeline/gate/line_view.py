"""A line of a text with its runs and the wrong readings it may have come from, each looked for once and on demand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from unmojibake.charsets.wrong_readings import ROWS
from unmojibake.pipeline import limits
from unmojibake.pipeline.gate import triggers
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unmojibake.charsets.wrong_readings import Chain

_RUN = on_use(r"(?:(?<![A-Za-z])[A-Za-z]*+)?[^\x00-\x7f][^\x00-\x40\x5b-\x60\x7b-\x7f]*+")


def runs(text: str, most: int | None = None) -> list[str]:
    r"""Give the runs of a text that are not plain ASCII, with the letters beside them, each once, in order.

    Args:
        text: The text.
        most: Code points of a run that are given; None: `limits.LOOKED_AT`.

    >>> runs("the caf\xe9 in \u5317\u4eac")
    ['caf\xe9', '\u5317\u4eac']
    """
    return list(dict.fromkeys([match.group()[: most or limits.LOOKED_AT] for match in _RUN.finditer(text)]))


class LineView:
    """A line of a text.

    Attributes:
        start: Its first code point in the text.
        text: The line, without its line end.
        tail: Its line end; "" for the last line.
    """

    def __init__(self, start: int, text: str, tail: str) -> None:
        """Take the line; nothing is looked at yet."""
        self.start = start
        self.text = text
        self.tail = tail
        self._asked: dict[Chain, bool] = {}

    @cached_property
    def runs(self) -> list[str]:
        """The runs of the line that are not plain ASCII; see `runs`."""
        return runs(self.text)

    def may_come_from(self, chain: Chain) -> bool:
        """Tell whether the line has the trigger of a wrong reading; asked once for each. Linear, in C.

        >>> [LineView(0, text, "").may_come_from(ROWS[0]) for text in ("鎿嶄綔", "操作")]
        [True, False]
        """
        known = self._asked.get(chain)
        if known is None:
            known = self._asked[chain] = triggers.has_trigger(chain, self.text)
        return known

    def wrong_readings(self, rows: Iterable[Chain] = ROWS) -> Iterator[Chain]:
        """Give the wrong readings among `rows` that the line may have come from, in their order: the commonest first.

        >>> [row.origin for row in LineView(0, "schÃ¶n", "").wrong_readings()][:2]
        ['utf-8', 'cp936']
        """
        return filter(self.may_come_from, rows)
