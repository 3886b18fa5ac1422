"""A progress bar for long runs: on standard error, on a terminal only, never in a log."""

import sys
import time

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_AFTER = 1.0
"""Seconds of a run before the bar is shown."""
_EVERY = 0.1
"""Seconds between two pictures."""
_WIDTH = 30


class Progress:
    """The progress of a run, drawn as a bar."""

    def __init__(
        self, total: int | None, *, unit: str = "files", stream: "TextIO | None" = None, quiet: bool = False
    ) -> None:
        """Begin a run.

        Args:
            total: The length of the run, in its unit; None or 0 when that is not known.
            unit: The name of the counted things.
            stream: Where it is shown. None: standard error.
            quiet: Show nothing.
        """
        self._total = total
        self._unit = unit
        self._stream = stream or sys.stderr
        self._on = not quiet and self._stream.isatty()
        self._done = 0
        self._next = time.monotonic() + _AFTER
        self._shown = False

    def step(self, count: int = 1) -> None:
        """Count a step of the run, and draw the bar now and then."""
        self._done += count
        if self._on:
            now = time.monotonic()
            if now >= self._next:
                self._next = now + _EVERY
                self._draw()

    def _draw(self) -> None:
        """Draw the bar over the last bar."""
        if self._total:
            full = min(_WIDTH, _WIDTH * self._done // self._total)
            text = f"[{'#' * full}{'.' * (_WIDTH - full)}] {self._done:,} of {self._total:,} {self._unit}"
        else:
            text = f"{self._done:,} {self._unit}"
        self._stream.write(f"\r\x1b[2K{text}")
        self._stream.flush()
        self._shown = True

    def clear(self) -> None:
        """Take the bar away, before other output is written."""
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._shown = False
