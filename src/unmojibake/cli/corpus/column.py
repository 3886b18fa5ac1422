"""Gives a column of text repaired, in a worker."""

import pyarrow as pa

from unmojibake.adapters.arrow import repair_rows
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.corpus.work import Done, Options
from unmojibake.errors import InputError


def pack(batch: pa.RecordBatch) -> bytes:
    """Give a batch as bytes: only its own rows, where pickle may take the whole table that it is a slice of."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def unpack(data: bytes) -> pa.RecordBatch:
    """Give the batch that `pack` was given."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_next_batch()


def repair_column(path: str, row: int, data: bytes, options: Options) -> Done:
    """Give the repaired column of a batch of one column.

    Args:
        path: The file that it comes from.
        row: The number of its first row, from 1.
        data: The packed batch.
        options: How it is repaired.

    Returns:
        The packed column, with status and confidence where those are asked for; no data when nothing changed.

    Raises:
        InputError: If a row can't be repaired, unless such rows are kept.
    """
    # Taken once: each access makes another object, and an unchanged column comes back as the same object.
    column = unpack(data).column(0)
    tally = Tally()
    repaired = repair_rows(column, options.config)
    if options.bad_rows == "stop" and "error" in repaired.statuses:
        bad = row + repaired.statuses.index("error")
        message = f"{path}: row {bad}: can't be repaired: it is not UTF-8; --bad-rows keep leaves such rows as they are"
        raise InputError(message)
    for at, result in repaired.results.items():
        tally.count(path, row + at, column[at].as_py(), result.changes, result.suspects)
    tally.rows.update(repaired.statuses)
    if repaired.column is column and not options.add_status:
        return Done(tally)
    columns = {"text": repaired.column}
    if options.add_status:
        columns |= dict(zip(("status", "confidence"), repaired.added(), strict=True))
    return Done(tally, pack(pa.RecordBatch.from_pydict(columns)))
