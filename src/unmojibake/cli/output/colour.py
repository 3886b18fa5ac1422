"""Colour on a terminal, and only there."""

import os
from collections.abc import Mapping

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_CODES = {"path": "1", "rule": "36", "before": "31", "after": "32", "hunk": "36", "bold": "1"}


class Painter:
    """Gives words in their colours, or as they are.

    Example:
        >>> Painter(on=False).paint("path", "a.txt")
        'a.txt'
    """

    def __init__(self, *, on: bool) -> None:
        """Take whether there is colour."""
        self.on = on

    def paint(self, role: str, text: str) -> str:
        """Give a text in the colour of its role: "path", "rule", "before", "after", "hunk", "bold"."""
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.on and text else text


def painter(choice: str, stream: "TextIO", environment: Mapping[str, str] = os.environ) -> Painter:
    """Tell whether a stream gets colour.

    Args:
        choice: "always" or "never", which nothing beats, or "auto".
        stream: Where the output goes.
        environment: NO_COLOR, when not empty, turns colour off, then FORCE_COLOR turns it on.
    """
    if choice != "auto":
        return Painter(on=choice == "always")
    if environment.get("NO_COLOR"):
        return Painter(on=False)
    if environment.get("FORCE_COLOR"):
        return Painter(on=True)
    return Painter(on=stream.isatty() and environment.get("TERM") != "dumb")
