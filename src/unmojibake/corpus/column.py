"""What workers do with a column of text."""

from typing import TYPE_CHECKING

import pyarrow as pa

import unmojibake
from unmojibake.corpus.rows import Done, Options
from unmojibake.corpus.tally import Tally
from unmojibake.result import Verdict

if TYPE_CHECKING:
    from unmojibake.result import Result


def is_text(kind: pa.DataType) -> bool:
    """Tell whether a column of this type holds text: string, large_string, string_view, or a dictionary of these."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def pack(batch: pa.RecordBatch) -> bytes:
    """Give a batch as bytes: only its own rows, where pickle may take the whole of what it is a slice of."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def unpack(data: bytes) -> pa.RecordBatch:
    """Give the batch that `pack` was given."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_next_batch()


def repair_column(path: str, row: int, data: bytes, options: Options) -> Done:
    """Repair the one column of a batch.

    Args:
        path: The file that it comes from.
        row: The number of its first row, from 1.
        data: The packed batch.
        options: How it is repaired.

    Returns:
        The packed column, with status and confidence where those are asked for; no data when nothing changed.
    """
    batch = unpack(data)
    tally = Tally()
    texts: list[str | None] = []
    statuses: list[str] = []
    sure: list[float | None] = []
    changed = False
    # A column with few values, as a dictionary has, is repaired value by value.
    known: dict[str, Result] = {}
    for at, text in enumerate(batch.column(0).to_pylist()):
        if text is None:
            texts.append(None)
            statuses.append("null")
            sure.append(None)
            continue
        result = known.get(text) or unmojibake.repair(text, options.config)
        if result.verdict is not Verdict.CLEAN:
            known[text] = result
            tally.count(path, row + at, text, result.changes, result.suspects)
        texts.append(result.text)
        statuses.append(result.verdict.value)
        sure.append(None if result.verdict is Verdict.CLEAN else result.confidence)
        changed = changed or result.changed
    tally.rows.update(statuses)
    if not changed and not options.add_status:
        return Done(tally)
    columns = {"text": pa.array(texts, batch.schema.field(0).type) if changed else batch.column(0)}
    if options.add_status:
        columns |= {"status": pa.array(statuses, pa.string()), "confidence": pa.array(sure, pa.float32())}
    return Done(tally, pack(pa.RecordBatch.from_pydict(columns)))
