"""Gives the pieces of a Parquet file, and writes its row groups with the schema, metadata and compression they had."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet

from unmojibake.adapters.arrow import is_text
from unmojibake.cli.corpus.column import pack, unpack
from unmojibake.cli.corpus.pieces import PIECE, Piece
from unmojibake.cli.corpus.shards import Shard
from unmojibake.cli.corpus.work import Done, Options
from unmojibake.cli.corpus.writers import Writer
from unmojibake.errors import InputError

_NAMED = 8
"""Columns that an error names when the column that was asked for is not there."""


@dataclass(slots=True)
class _Rest:
    """The row group of a piece, which the writer gets with its last piece."""

    group: pa.Table | None


def pieces(shard: Shard, options: Options) -> Iterator[Piece]:
    """Give the column of text in pieces; the row groups go along to the writer. One row group is in memory.

    Raises:
        InputError: If the file can't be read, or there is no such column of text.
    """
    row = 1
    try:
        with parquet.ParquetFile(shard.source) as file:
            _require_text(shard.source, file.schema_arrow, options.column)
            position = 0
            for index in range(file.num_row_groups):
                group = file.read_row_group(index)
                share = file.metadata.row_group(index)
                position += sum(share.column(at).total_compressed_size for at in range(share.num_columns))
                for piece in _of_group(shard, row, group, options.column):
                    piece.position = position
                    yield piece
                row += group.num_rows
    except (OSError, pa.ArrowException) as error:
        message = f"{shard.source}: row {row}: can't be read: {_first_line(error)}"
        raise InputError(message) from None


def _of_group(shard: Shard, row: int, group: pa.Table, column: str) -> Iterator[Piece]:
    """Give the pieces of a row group."""
    texts = group.select([column])
    rows = max(1, PIECE * group.num_rows // max(1, texts.nbytes))
    batches = texts.to_batches(max_chunksize=rows) or [pa.RecordBatch.from_pylist([], texts.schema)]
    for at, batch in enumerate(batches):
        last = at == len(batches) - 1
        yield Piece(shard, row, pack(batch.replace_schema_metadata()), rest=_Rest(group if last else None))
        row += batch.num_rows


def _require_text(path: str, schema: pa.Schema, column: str) -> None:
    """Refuse a table without the column, or with one that holds no text.

    Raises:
        InputError: Names the columns that there are.
    """
    names = schema.names
    if names.count(column) != 1:
        words = "there is no column" if column not in names else "there is more than one column"
        named = ", ".join(repr(name) for name in names[:_NAMED])
        message = f"{path}: {words} {column!r}; its columns: {named}; choose one with --column"
        raise InputError(message)
    kind = schema.field(column).type
    if not is_text(kind):
        message = f"{path}: row 1: column {column!r} holds no text but {kind}"
        raise InputError(message)


class TableWriter(Writer):
    """The output of a Parquet shard."""

    def __init__(self, shard: Shard, options: Options) -> None:
        """Begin it, in the manner of its input."""
        self._options = options
        self._columns: list[pa.RecordBatch] = []
        super().__init__(shard)

    def _open(self, raw: IO[bytes]) -> IO[bytes]:
        with parquet.ParquetFile(self.shard.source) as file:
            schema = file.schema_arrow
            if self._options.add_status:
                schema = _with_status(self.shard.source, schema, self._options.column)
            self._schema = schema
            self._table = parquet.ParquetWriter(raw, schema, **_manner(file))
        return raw

    def _write(self, piece: Piece, done: Done) -> None:
        """Keep a piece; write its row group behind the last one."""
        if not isinstance(piece.rest, _Rest):
            message = "a piece of lines can't go into a table"
            raise TypeError(message)
        self._columns.append(unpack(piece.data if done.data is None else done.data))
        group = piece.rest.group
        if group is not None:
            self._table.write_table(self._joined(group), row_group_size=max(1, group.num_rows))
            self._columns = []

    def _joined(self, group: pa.Table) -> pa.Table:
        """Put the repaired column in the place of the old one."""
        at = self._schema.get_field_index(self._options.column)
        arrays = [batch.column(0) for batch in self._columns]
        group = group.set_column(at, self._schema.field(at), pa.chunked_array(arrays, self._schema.field(at).type))
        if self._options.add_status:
            for index, field in enumerate(list(self._schema)[-2:], start=1):
                group = group.append_column(field, [batch.column(index) for batch in self._columns])
        return group.cast(self._schema) if group.schema != self._schema else group

    def _end(self) -> None:
        self._table.close()

    def abandon(self) -> None:
        """Delete the output; the table is closed first, or it would write its end when it is collected."""
        with contextlib.suppress(OSError, ValueError, pa.ArrowException):
            self._table.close()
        self._table.is_open = False
        super().abandon()


def _with_status(path: str, schema: pa.Schema, column: str) -> pa.Schema:
    """Give a table with the columns for the status and the confidence of its rows.

    Raises:
        InputError: If there are such columns already.
    """
    for name, kind in ((f"{column}_status", pa.string()), (f"{column}_confidence", pa.float32())):
        if name in schema.names:
            message = f"{path}: there is a column {name!r} already; leave --add-status out"
            raise InputError(message)
        schema = schema.append(pa.field(name, kind))
    return schema


def _manner(file: parquet.ParquetFile) -> dict[str, Any]:
    """Give the options that a file was written with, by column: compression, dictionaries, version of the format."""
    metadata = file.metadata
    manner: dict[str, Any] = {"version": metadata.format_version}
    if metadata.num_row_groups:
        group = metadata.row_group(0)
        columns = [group.column(at) for at in range(group.num_columns)]
        manner["compression"] = {column.path_in_schema: _compression(column.compression) for column in columns}
        manner["use_dictionary"] = [
            column.path_in_schema
            for column in columns
            if any("DICTIONARY" in encoding for encoding in column.encodings)
        ]
    manner["store_schema"] = b"ARROW:schema" in (metadata.metadata or {})
    return manner


def _compression(name: str) -> str:
    """Give the writer's name of a compression, for the reader's."""
    return {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}.get(name, name)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
