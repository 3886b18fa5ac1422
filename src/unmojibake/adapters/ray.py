"""Gives a dataset of Ray Data with a column repaired, in plain tasks. Needs ray[data].

The model is loaded once by each worker process, since it is kept; so there is no need for actors, which can
keep all processors from the tasks that read.
"""

from typing import TYPE_CHECKING, Any

from unmojibake.adapters.arrow import output_schema, repair_table

if TYPE_CHECKING:
    from ray.data import Dataset

    from unmojibake.values.config import Config


def repair_dataset(
    dataset: "Dataset",
    column: str = "text",
    config: "Config | None" = None,
    *,
    changes: bool = False,
    **options: Any,  # noqa: ANN401 - whatever Ray takes
) -> "Dataset":
    """Give a dataset with a column repaired, without a shuffle.

    Args:
        dataset: The data.
        column: The name of its column of text.
        config: For the repair.
        changes: Whether there is also a column `text_changes`, see `unmojibake.adapters.arrow.repair_batch`.
        options: For `Dataset.map_batches`, such as `num_cpus` and `memory`.

    Returns:
        The same rows with `text_status` and `text_confidence`, named after the column.

    Raises:
        ColumnError: If there is no such column of text, or a column that would be added is there already. Where the
            schema is not known yet, the task raises it.
    """
    schema = dataset.schema(fetch_if_missing=False)
    if schema is not None and hasattr(schema.base_schema, "field"):
        output_schema(schema.base_schema, column, changes=changes)
    return dataset.map_batches(
        repair_table,
        batch_format="pyarrow",
        fn_kwargs={"column": column, "config": config, "changes": changes},
        udf_modifying_row_count=False,
        **options,
    )
