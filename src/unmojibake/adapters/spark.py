"""Gives a DataFrame of PySpark with a column repaired, and counts its rows by status in the same pass. Needs pyspark 4.

Spark hands over batches of Arrow, so this is `repair_batches` with a schema. The workers need unmojibake too.
"""

from functools import partial
from typing import TYPE_CHECKING

from pyspark.sql import functions
from pyspark.sql.types import FloatType, StringType, StructField, StructType

from unmojibake.adapters.arrow import repair_batches
from unmojibake.adapters.row import STATUSES
from unmojibake.errors import ColumnError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Observation

    from unmojibake.values.config import Config


def repair_frame(
    frame: "DataFrame",
    column: str = "text",
    config: "Config | None" = None,
    *,
    observation: "Observation | None" = None,
    changes: bool = False,
) -> "DataFrame":
    """Give a DataFrame with a column repaired: no shuffle, and no rows collected by the driver.

    Args:
        frame: The data.
        column: The name of its column of text.
        config: For the repair.
        observation: Counts the rows by status, for one action; `observation.get` gives them after it. A task that
            was retried counts once.
        changes: Whether there is also a column `text_changes`, see `unmojibake.adapters.arrow.repair_batch`.

    Returns:
        The same rows with `text_status` and `text_confidence`, named after the column.

    Raises:
        ColumnError: If there is no such column of text, or a column that would be added is there already.
    """
    schema = _schema(frame.schema, column, changes=changes)
    repaired = frame.mapInArrow(partial(repair_batches, column=column, config=config, changes=changes), schema)
    if observation is None:
        return repaired
    status = repaired[f"`{column}_status`"]
    return repaired.observe(observation, *(functions.count_if(status == name).alias(name) for name in STATUSES))


def _schema(schema: "StructType", column: str, *, changes: bool) -> "StructType":
    """Give the schema with the new columns, in Spark's words; errors are raised before a cluster starts to work.

    Raises:
        ColumnError: If there is no such column of text, or a column that would be added is there already.
    """
    if schema.names.count(column) != 1:
        named = ", ".join(map(repr, schema.names))
        message = f"there is not one column {column!r}; the columns are: {named}; choose one with column="
        raise ColumnError(message)
    kind = schema[column].dataType
    if not isinstance(kind, StringType):
        message = f"column {column!r} holds no text but {kind.simpleString()}; choose another, or cast it to string"
        raise ColumnError(message)
    kinds = {"status": StringType(), "confidence": FloatType()} | ({"changes": StringType()} if changes else {})
    added = [StructField(f"{column}_{name}", kind) for name, kind in kinds.items()]
    for field in added:
        if field.name in schema.names:
            message = f"there is a column {field.name!r} already; rename it, or drop it first"
            raise ColumnError(message)
    return StructType([*schema.fields, *added])
