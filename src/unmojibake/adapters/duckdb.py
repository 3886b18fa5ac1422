"""Gives DuckDB a function of SQL that repairs text. Needs duckdb and pyarrow."""

from typing import TYPE_CHECKING

from duckdb import struct_type
from duckdb.sqltypes import FLOAT, VARCHAR

from unmojibake.adapters.arrow import repair_array

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from unmojibake.values.config import Config


def register(connection: "DuckDBPyConnection", name: str = "unmojibake", config: "Config | None" = None) -> None:
    """Give a connection the function `unmojibake(text)`, whose values are structs of `text`, `status`, `confidence`.

    Args:
        connection: The connection.
        name: The name of the function.
        config: For the repair.
    """

    def repaired(texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - DuckDB would look the names up
        return repair_array(texts, config)

    struct = struct_type({"text": VARCHAR, "status": VARCHAR, "confidence": FLOAT})
    # Null is a status here, and a row does not raise.
    connection.create_function(name, repaired, [VARCHAR], struct, type="arrow", null_handling="special")
