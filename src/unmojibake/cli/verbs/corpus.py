"""`unmojibake corpus`: repair a corpus, shard by shard, with several processes."""

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from unmojibake.cli.corpus.counts import lines
from unmojibake.cli.corpus.pieces import PIECE
from unmojibake.cli.corpus.runner import run as run_corpus
from unmojibake.cli.corpus.shards import RECORDS, Shard, compression_of, kind_of, shards
from unmojibake.cli.corpus.work import Options
from unmojibake.cli.output.console import put, say
from unmojibake.cli.output.progress import Progress
from unmojibake.cli.output.words import plural
from unmojibake.cli.settings.settings import config_of
from unmojibake.cli.verbs.run import processors
from unmojibake.errors import InputError

if TYPE_CHECKING:
    import argparse


def run(arguments: "argparse.Namespace") -> int:
    """Repair the corpus.

    Returns:
        0.

    Raises:
        UnmojibakeError: If something can't be read, repaired or written.
    """
    options = Options(arguments.column, arguments.bad_rows, arguments.add_status, config_of(arguments))
    found, others = shards(arguments.source, arguments.target)
    if others and not arguments.quiet:
        say(f"{plural(others, 'file')} left alone: no JSONL, Parquet or plain text by the name")
    sizes = {shard.source: _size(shard.source) for shard in found}
    progress = Progress(sum(sizes.values()), unit="bytes", quiet=arguments.quiet)
    jobs = arguments.jobs or processors()
    seen: dict[str, int] = {}

    def step(shard: Shard, position: int) -> None:
        progress.step(position - seen.get(shard.source, 0))
        seen[shard.source] = position

    with _alone(_folder(arguments.target)):
        try:
            totals = run_corpus(found, options, jobs if _is_shared(sizes) else 1, step)
        finally:
            progress.clear()
    if not arguments.quiet:
        put("".join(line + "\n" for line in lines(totals.tally)))
        before = f", {totals.before} finished before" if totals.before else ""
        say(f"{plural(totals.shards, 'shard')} written{before}; to look at it: unmojibake report {arguments.target}")
    return 0


def _is_shared(sizes: "dict[str, int]") -> bool:
    """Tell whether there may be several pieces, by the sizes of the files; of a pipe the size is not known."""
    return sum(sizes.values()) > PIECE or any(compression_of(path) or not size for path, size in sizes.items())


def _size(path: str) -> int:
    """Give the size of a file in bytes; 0 where it has none."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _folder(target: str) -> str:
    """Give the folder of the outputs."""
    return target if os.path.isdir(target) or kind_of(target) is None else os.path.dirname(target)


@contextlib.contextmanager
def _alone(target: str) -> Iterator[None]:
    """Keep a second run away from the same folder.

    Raises:
        InputError: If one is at work there, or the folder can't be made.
    """
    folder = os.path.join(target, RECORDS)
    try:
        os.makedirs(folder, exist_ok=True)
        file = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        message = f"{folder}: {error.strerror or error}"
        raise InputError(message) from None
    try:
        if os.name == "posix":
            import fcntl  # noqa: PLC0415 - not on every system

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                message = f"{folder}: another run is at work here; wait for it"
                raise InputError(message) from None
        yield
    finally:
        os.close(file)
