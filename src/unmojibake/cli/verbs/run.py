"""Gives the outcomes of many files: clean files are passed over at once, the others are shared among workers."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unmojibake.cli.files.read import STANDARD_INPUT, read_bytes, read_file
from unmojibake.cli.findings.outcome import Outcome, failure, inspect
from unmojibake.errors import InputError
from unmojibake.pipeline.gate import first_look

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from unmojibake.cli.output.progress import Progress
    from unmojibake.cli.settings.settings import Settings

_WORTH_A_POOL = 8
"""Files to be looked at closely from which on starting workers costs less than it saves."""
_AHEAD = 8
"""Files per worker that are read ahead: a limit on memory."""


@dataclass(slots=True)
class Tally:
    """The counts of a run.

    Attributes:
        files: Files looked at.
        skipped: Files left alone on purpose.
        errors: Files that could not be read.
    """

    files: int = 0
    skipped: int = 0
    errors: int = 0


def inspect_all(  # noqa: PLR0913 - what a run is made of, by keyword
    files: Iterable[str], settings: "Settings", *, jobs: int, tally: Tally, progress: "Progress", name: str = ""
) -> Iterator[Outcome]:
    """Give the outcome of each file that has findings or could not be read, in their order.

    Args:
        files: The files' names.
        settings: The settings of the run.
        jobs: Processes that work at the same time; 0 means one for each processor.
        tally: Counts the files.
        progress: Is told of each file.
        name: The name of standard input; "" for its usual name.
    """
    run = _Run(settings, jobs or processors())
    try:
        for path in files:
            progress.step()
            try:
                if path == "-":
                    path, data = name or STANDARD_INPUT, read_bytes("-")  # noqa: PLW2901 - named from here on
                else:
                    data = read_file(path, settings.max_file_size)
            except InputError as error:
                outcome = failure(path, error)
                run.put(outcome)
            else:
                tally.files += 1
                if not is_surely_clean(data):
                    run.add(path, data)
            yield from _counted(run.finished(), tally)
        yield from _counted(run.rest(), tally)
    finally:
        run.close()


def _counted(outcomes: Iterable[Outcome], tally: Tally) -> Iterator[Outcome]:
    """Give the outcomes, and count files that were skipped or could not be read."""
    for outcome in outcomes:
        tally.skipped += bool(outcome.skipped)
        tally.errors += bool(outcome.error)
        yield outcome


def is_surely_clean(data: bytes) -> bool:
    r"""Tell whether bytes are UTF-8 text that the gate passes.

    Example:
        >>> is_surely_clean("\N{CJK UNIFIED IDEOGRAPH-4F60}".encode()), is_surely_clean(b"\xff")
        (True, False)
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return first_look.passes(text) and b"\0" not in data


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Run:
    """The files that wait for their outcomes, in order."""

    def __init__(self, settings: "Settings", jobs: int) -> None:
        self._settings = settings
        self._jobs = jobs
        self._waiting: deque[Outcome | tuple[str, bytes] | Future[Outcome]] = deque()
        self._open = 0
        self._pool: ProcessPoolExecutor | None = None

    def put(self, outcome: Outcome) -> None:
        """Add a known outcome, which keeps its place."""
        self._waiting.append(outcome)

    def add(self, path: str, data: bytes) -> None:
        """Add a file that must be looked at closely."""
        self._open += 1
        if self._jobs > 1 and self._pool is None and self._open >= _WORTH_A_POOL:
            self._start()
        self._waiting.append((path, data) if self._pool is None else self._submit(path, data))

    def _start(self) -> None:
        """Start the workers and give them all files that wait."""
        from unmojibake.cli.files import pool  # noqa: PLC0415 - clean trees never need it

        self._pool = pool.pool(self._jobs)
        self._waiting = deque(self._submit(*item) if isinstance(item, tuple) else item for item in self._waiting)

    def _submit(self, path: str, data: bytes) -> "Future[Outcome]":
        if self._pool is None:
            message = "no workers were started"
            raise RuntimeError(message)
        return self._pool.submit(inspect, path, data, self._settings)

    def finished(self) -> Iterator[Outcome]:
        """Give the outcomes that are ready; wait when too many files are under way."""
        while self._waiting:
            item = self._waiting[0]
            if isinstance(item, tuple):
                if self._jobs > 1:
                    return  # there may be enough for a pool yet
            elif not isinstance(item, Outcome) and not item.done() and len(self._waiting) < self._jobs * _AHEAD:
                return
            yield self._next()

    def rest(self) -> Iterator[Outcome]:
        """Give all outcomes that are left, in order."""
        while self._waiting:
            yield self._next()

    def _next(self) -> Outcome:
        """Give the first outcome, when it is ready.

        Raises:
            InputError: If its worker died.
        """
        item = self._waiting.popleft()
        if isinstance(item, Outcome):
            return item
        self._open -= 1
        if isinstance(item, tuple):
            return inspect(*item, self._settings)
        from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - there are workers, so it is loaded

        try:
            return item.result()
        except BrokenExecutor:
            message = "a worker was ended by the system, perhaps for want of memory; run again with --jobs 1"
            raise InputError(message) from None

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
