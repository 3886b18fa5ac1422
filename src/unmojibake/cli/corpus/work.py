"""The options of a run over a corpus, and a piece that is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from unmojibake.values.config import Config

if TYPE_CHECKING:
    from unmojibake.cli.corpus.tally import Tally


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run over a corpus.

    Attributes:
        column: The field or column that holds the text.
        bad_rows: Of a row that has no text there: "stop", or "keep" it as it is and count it as error.
        add_status: Whether tables get the columns `text_status` and `text_confidence`, named after the column.
        config: For the repair.
    """

    column: str = "text"
    bad_rows: Literal["stop", "keep"] = "stop"
    add_status: bool = False
    config: Config = field(default_factory=Config)


@dataclass(slots=True)
class Done:
    """A piece that is done.

    Attributes:
        tally: Counts and samples.
        data: Its bytes now; None when they did not change.
    """

    tally: Tally
    data: bytes | None = None
