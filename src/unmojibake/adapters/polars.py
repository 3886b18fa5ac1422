"""Polars: `pl.col("text").unmojibake.repair()`, which also runs on the streaming engine. Needs polars and pyarrow."""

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from unmojibake.adapters.arrow import repair_array
from unmojibake.errors import ColumnError

if TYPE_CHECKING:
    from unmojibake.values.config import Config

    _Frame = TypeVar("_Frame", pl.DataFrame, pl.LazyFrame)

_STRUCT = pl.Struct({"text": pl.String, "status": pl.String, "confidence": pl.Float32})
_HIDDEN = "__unmojibake"


@pl.api.register_expr_namespace("unmojibake")
class Repairs:
    """The methods of an expression under `unmojibake`, once this file is imported."""

    def __init__(self, expr: "pl.Expr") -> None:
        """Keep the expression, as Polars wants it."""
        self._expr = expr

    def repair(self, config: "Config | None" = None) -> "pl.Expr":
        """Give structs of `text`, `status` and `confidence`; null has one too. It must be of type String."""
        return self._expr.map_batches(partial(_repaired, config=config), return_dtype=_STRUCT, is_elementwise=True)

    def text(self, config: "Config | None" = None) -> "pl.Expr":
        """Give the repaired text alone."""
        return self.repair(config).struct.field("text")


def repair_frame(frame: "_Frame", column: str = "text", config: "Config | None" = None) -> "_Frame":
    """Give a frame, lazy or not, with a column repaired.

    Args:
        frame: The data.
        column: The name of its column of type String.
        config: For the repair.

    Returns:
        The same rows with `text_status` and `text_confidence`, named after the column.

    Raises:
        ColumnError: If there is no such column of text, or a column that would be added is there already.
    """
    schema = frame.collect_schema()
    if schema.get(column) != pl.String:
        found = f"holds no text but {schema[column]}; cast it to String" if column in schema else "is not there"
        message = f"column {column!r} {found}; the columns are: {', '.join(map(repr, schema))}"
        raise ColumnError(message)
    for name in (f"{column}_status", f"{column}_confidence"):
        if name in schema:
            message = f"there is a column {name!r} already; rename it, or drop it first"
            raise ColumnError(message)
    parts = pl.col(_HIDDEN).struct
    return (
        frame.with_columns(Repairs(pl.col(column)).repair(config).alias(_HIDDEN))
        .with_columns(
            parts.field("text").alias(column),
            parts.field("status").alias(f"{column}_status"),
            parts.field("confidence").alias(f"{column}_confidence"),
        )
        .drop(_HIDDEN)
    )


def _repaired(series: "pl.Series", config: "Config | None") -> "pl.Series":
    """Give a piece of a column repaired."""
    if series.dtype != pl.String:
        message = f"column {series.name!r} holds no text but {series.dtype}; cast it to String"
        raise ColumnError(message)
    return pl.Series(series.name, pl.from_arrow(repair_array(series.to_arrow(), config)), dtype=_STRUCT)
