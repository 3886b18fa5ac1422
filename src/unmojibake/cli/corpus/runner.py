"""Runs over a corpus: shards to pieces, pieces to workers, repaired pieces to writers, in order."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from unmojibake.cli.corpus import records
from unmojibake.cli.corpus.crew import Item, results
from unmojibake.cli.corpus.pieces import Piece, pieces
from unmojibake.cli.corpus.shards import Shard
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.corpus.work import Options
from unmojibake.cli.corpus.writers import Writer
from unmojibake.errors import InputError


@dataclass(slots=True)
class Totals:
    """The tally of a run, and its shards.

    Attributes:
        tally: Counts over all shards, those included that were finished before.
        shards: Shards that were written.
        before: Shards that were finished before.
    """

    tally: Tally = field(default_factory=Tally)
    shards: int = 0
    before: int = 0


def run(shards: Sequence[Shard], options: Options, jobs: int, step: Callable[[Shard, int], None]) -> Totals:
    """Repair a corpus, and give its totals. Shards whose outputs are there already are left as they are.

    Args:
        shards: The shards, each with its output.
        options: How it is repaired.
        jobs: Processes that work at the same time.
        step: Is told of each piece that was written: its shard, and how many bytes of its file are done.

    Raises:
        UnmojibakeError: If something can't be read, repaired or written. What was finished stays; of what was begun
            nothing does.
    """
    totals = Totals()
    # Taken before the first shard is read, so that a shard which is changed while it is read is done again.
    waiting = {shard: records.state(shard.source) for shard in shards if not _is_finished(shard, options, totals, step)}
    writer: Writer | None = None
    counted = Tally()
    try:
        for result in results(_feed(waiting, options), options, jobs):
            if isinstance(result, Shard):
                writer = writer or _writer(result, options)
                writer.finish()
                records.keep(result, options, counted, waiting[result])
                writer.take_name()
                totals.shards += 1
                totals.tally.add(counted)
                writer, counted = None, Tally()
            else:
                piece, done = result
                writer = writer or _writer(piece.shard, options)
                writer.put(piece, done)
                counted.add(done.tally)
                step(piece.shard, piece.position)
    finally:
        if writer is not None:
            writer.abandon()
    return totals


def _is_finished(shard: Shard, options: Options, totals: Totals, step: Callable[[Shard, int], None]) -> bool:
    """Tell whether a shard was finished before, and count it if it was.

    Raises:
        InputError: If what stands in its place can't be its output.
    """
    tally = records.finished(shard, options)
    if tally is None:
        return False
    totals.before += 1
    totals.tally.add(tally)
    step(shard, os.stat(shard.source).st_size)
    return True


def _feed(shards: Iterable[Shard], options: Options) -> Iterator[Item]:
    """Give the pieces of each shard, and behind them the shard."""
    for shard in shards:
        yield from _pieces(shard, options)
        yield shard


def _pieces(shard: Shard, options: Options) -> Iterator[Piece]:
    """Give the pieces of a shard.

    Raises:
        InputError: If what reads it is not installed.
    """
    if shard.kind != "parquet":
        return pieces(shard)
    try:
        from unmojibake.cli.corpus import table  # noqa: PLC0415 - loads pyarrow
    except ImportError:
        message = f"{shard.source}: Parquet needs a package: python -m pip install 'unmojibake[corpus]'"
        raise InputError(message) from None
    return table.pieces(shard, options)


def _writer(shard: Shard, options: Options) -> Writer:
    """Begin the output of a shard."""
    if shard.kind == "parquet":
        from unmojibake.cli.corpus.table import TableWriter  # noqa: PLC0415 - loads pyarrow

        return TableWriter(shard, options)
    return Writer(shard)
