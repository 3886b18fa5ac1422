"""Gives a batch or an array of Arrow with its text repaired: the functions that every engine calls. Needs pyarrow.

A batch comes out with the same rows in the same order and the text in a column of the same type, and with two
columns more: `text_status` and `text_confidence`, named after the column.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from unmojibake.adapters.row import repair_row
from unmojibake.errors import ColumnError
from unmojibake.pipeline.gate import first_look
from unmojibake.values import given

if TYPE_CHECKING:
    from unmojibake.values.config import Config
    from unmojibake.values.result import Result

_NAMED = 8
"""Columns that an error names when the column that was asked for is not there."""


@dataclass(slots=True)
class Repaired:
    """A column after its repair.

    Attributes:
        column: The column, of the same type; the same object when nothing changed.
        statuses: For each row one of `unmojibake.adapters.row.STATUSES`.
        results: The results of the rows that are not clean, by row, from 0.
    """

    column: pa.Array
    statuses: list[str]
    results: "dict[int, Result]" = field(default_factory=dict)

    def added(self, *, changes: bool = False) -> list[pa.Array]:
        """Give the columns that are added: status, confidence, and the changes if they are asked for."""
        found = [self.results.get(row) for row in range(len(self.statuses))]
        confidence = [None if result is None else result.confidence for result in found]
        arrays = [pa.array(self.statuses, pa.string()), pa.array(confidence, pa.float32())]
        if changes:
            arrays.append(pa.array([_written(result) for result in found], pa.string()))
        return arrays


def repair_batch(
    batch: pa.RecordBatch, column: str = "text", config: "Config | None" = None, *, changes: bool = False
) -> pa.RecordBatch:
    """Give a batch with a column repaired. No row raises: a row that can't be repaired keeps its text, status "error".

    Args:
        batch: The batch; it may be a slice, or empty.
        column: The name of the column: string, large_string, string_view, or a dictionary of these.
        config: For the repair.
        changes: Whether there is also a column `text_changes`: the changes of each row as JSON, null where there are
            none.

    Returns:
        The same rows, in the same order; null stays null. Confidence is P(the text is exactly the original), and
        null where the text is clean, null or an error. Linear; a row costs what a call of `repair` costs.

    Raises:
        ColumnError: If there is no such column of text, or a column that would be added is there already.

    Example:
        >>> import pyarrow as pa
        >>> batch = pa.RecordBatch.from_pydict({"id": [1, 2], "text": ["鎿嶄綔鎴愬姛", None]})
        >>> repair_batch(batch).to_pydict()["text"]
        ['操作成功', None]
        >>> repair_batch(batch)["text_status"].to_pylist()
        ['repaired', 'null']
    """
    schema = output_schema(batch.schema, column, changes=changes)
    at = batch.schema.get_field_index(column)
    repaired = repair_rows(batch.column(at), config)
    arrays = list(batch.columns)
    arrays[at] = repaired.column
    return pa.RecordBatch.from_arrays([*arrays, *repaired.added(changes=changes)], schema=schema)


def repair_batches(
    batches: Iterable[pa.RecordBatch], column: str = "text", config: "Config | None" = None, *, changes: bool = False
) -> Iterator[pa.RecordBatch]:
    """Give batches with a column repaired, one by one, as PySpark's `mapInArrow` wants it. See `repair_batch`."""
    for batch in batches:
        yield repair_batch(batch, column, config, changes=changes)


def repair_table(
    table: pa.Table, column: str = "text", config: "Config | None" = None, *, changes: bool = False
) -> pa.Table:
    """Repair a column of a table. See `repair_batch`.

    Example:
        >>> import pyarrow as pa
        >>> repair_table(pa.table({"text": ["鎿嶄綔鎴愬姛"]}))["text"].to_pylist()
        ['操作成功']
    """
    schema = output_schema(table.schema, column, changes=changes)
    return pa.Table.from_batches(repair_batches(table.to_batches(), column, config, changes=changes), schema)


def output_schema(schema: pa.Schema, column: str = "text", *, changes: bool = False) -> pa.Schema:
    """Give the schema that `repair_batch` makes of one, for engines that want it first.

    Args:
        schema: That of the input. Its metadata stays.
        column: The name of the column that is repaired.
        changes: Whether there is a column of changes.

    Raises:
        ColumnError: If there is no such column of text, or a column that would be added is there already.

    Example:
        >>> import pyarrow as pa
        >>> output_schema(pa.schema({"text": pa.string()})).names
        ['text', 'text_status', 'text_confidence']
    """
    _require_text(schema, column)
    kinds = {"status": pa.string(), "confidence": pa.float32()} | ({"changes": pa.string()} if changes else {})
    for name, kind in kinds.items():
        added = f"{column}_{name}"
        if added in schema.names:
            message = f"there is a column {added!r} already; rename it, or leave it out of what is repaired"
            raise ColumnError(message)
        schema = schema.append(pa.field(added, kind, nullable=name != "status"))
    return schema


def is_text(kind: pa.DataType) -> bool:
    """Tell whether a column of this type holds text: string, large_string, string_view, or a dictionary of these."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def repair_array(array: "pa.Array | pa.ChunkedArray", config: "Config | None" = None) -> pa.StructArray:
    """Repair a column that is not in a batch, for engines whose functions see one column.

    Args:
        array: The column, of a type that `is_text` knows.
        config: For the repair.

    Returns:
        Structs of `text` (of the same type), `status` and `confidence`. A null row has a struct too.

    Raises:
        ColumnError: If it holds no text.

    Example:
        >>> import pyarrow as pa
        >>> repair_array(pa.array(["鎿嶄綔鎴愬姛"])).field("text").to_pylist()
        ['操作成功']
    """
    if not is_text(array.type):
        message = f"the column holds no text but {array.type}; cast it to string first"
        raise ColumnError(message)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks() if array.num_chunks != 1 else array.chunk(0)
    repaired = repair_rows(array, config)
    return pa.StructArray.from_arrays([repaired.column, *repaired.added()], names=["text", "status", "confidence"])


def repair_rows(column: pa.Array, config: "Config | None" = None) -> Repaired:
    """Give a column of text after its repair; each value of a dictionary is repaired once.

    Args:
        column: The column, of a type that `is_text` knows.
        config: For the repair.
    """
    given.check(config)
    if not pa.types.is_dictionary(column.type):
        return _repair_values(column, config)
    # Of a slice's dictionary perhaps only a few values are in use.
    coded = _spelled_out(column.indices, column.dictionary).dictionary_encode()
    values = _repair_values(coded.dictionary, config)
    places = coded.indices.to_pylist()
    statuses = ["null" if place is None else values.statuses[place] for place in places]
    results = {row: values.results[place] for row, place in enumerate(places) if place in values.results}
    if values.column is coded.dictionary:
        return Repaired(column, statuses, results)
    # A repaired value may be in the dictionary already: then the two become one.
    again = values.column.take(coded.indices).dictionary_encode()
    kind = column.type
    made = pa.DictionaryArray.from_arrays(
        again.indices.cast(kind.index_type), again.dictionary.cast(kind.value_type), ordered=kind.ordered
    )
    return Repaired(made, statuses, results)


def _spelled_out(indices: pa.Array, values: pa.Array) -> pa.Array:
    """Give the values that are in use, one for each row."""
    # Arrow takes no rows from views.
    return (values.cast(pa.large_string()) if pa.types.is_string_view(values.type) else values).take(indices)


def _repair_values(column: pa.Array, config: "Config | None") -> Repaired:
    """Give a column that is no dictionary after its repair."""
    statuses = ["clean"] * len(column)
    results: dict[int, Result] = {}
    changed: dict[int, str] = {}
    texts = _listed(column)
    kinds = config.kinds if config is not None else None
    for at, text in enumerate(texts):
        # What most rows cost; `repair` asks the same, and builds a result.
        if isinstance(text, str) and first_look.passes(text, kinds):
            continue
        row = repair_row(text, config)
        statuses[at] = row.status
        if row.result is not None and row.status != "clean":
            results[at] = row.result
            if row.result.changed:
                changed[at] = row.result.text
    return Repaired(_replaced(column, changed) if changed else column, statuses, results)


def _listed(column: pa.Array) -> list[str | bytes | None]:
    """Give the values of a column; bytes for those that are not UTF-8, which Arrow does not check."""
    try:
        values: list[str | bytes | None] = column.to_pylist()
    except UnicodeDecodeError:
        return [_value(scalar) for scalar in column]
    return values


def _value(scalar: pa.Scalar) -> str | bytes | None:
    """Give one value."""
    try:
        value: str | None = scalar.as_py()
    except UnicodeDecodeError:
        return bytes(scalar.as_buffer())
    return value


def _replaced(column: pa.Array, changed: dict[int, str]) -> pa.Array:
    """Give a column with other texts in some rows; the bytes of the other rows stay, be they UTF-8 or not."""
    kind = column.type
    # Arrow has no such function for views.
    plain = pa.large_string() if pa.types.is_string_view(kind) else kind
    mask = pa.array([at in changed for at in range(len(column))], pa.bool_())
    return pc.replace_with_mask(column.cast(plain), mask, pa.array(changed.values(), plain)).cast(kind)


def _written(result: "Result | None") -> str | None:
    """Give the changes of a row as JSON, None where there are none; positions are code points of the given text."""
    if result is None or not result.changes:
        return None
    return json.dumps([asdict(change) for change in result.changes], ensure_ascii=False)


def _require_text(schema: pa.Schema, column: str) -> None:
    """Refuse a table without the column, or with one that holds no text.

    Raises:
        ColumnError: Names the columns that there are.
    """
    names = schema.names
    if names.count(column) != 1:
        words = "there is no column" if column not in names else "there is more than one column"
        named = ", ".join(repr(name) for name in names[:_NAMED]) or "none"
        message = f"{words} {column!r}; the columns are: {named}; choose one with column="
        raise ColumnError(message)
    kind = schema.field(column).type
    if not is_text(kind):
        message = f"column {column!r} holds no text but {kind}; choose another with column=, or cast it to string"
        raise ColumnError(message)
