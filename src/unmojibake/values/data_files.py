"""Gives the content of the data files that come with the package."""

from __future__ import annotations

import os
import sys

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read_bytes(package: str, name: str) -> bytes:
    """Give the bytes of a data file.

    Args:
        package: The dotted name of the package that the file lies in; it is imported already, as its reader lies there.
        name: The name of the file.

    Raises:
        FileNotFoundError: If it is not there; the message says what to do.
    """
    module = sys.modules[package]
    path = os.path.join(module.__path__[0], name)  # noqa: PTH118 - pathlib costs more than importing this library
    try:
        # The loader reads from a zip file too.
        data: bytes = module.__spec__.loader.get_data(path)  # type: ignore[union-attr]
    except OSError as error:
        message = f"{path} is missing: install unmojibake again"
        raise FileNotFoundError(message) from error
    return data


def read_json(package: str, name: str) -> Any:  # noqa: ANN401 - whatever is in the file
    """Give the values of a data file in JSON; see `read_bytes`.

    >>> import unmojibake.language
    >>> sorted(read_json("unmojibake.language", "variants.json")["shares"])
    ['ja', 'zh-Hans', 'zh-Hant']
    """
    import json  # noqa: PLC0415 - a tenth of what importing this library may cost

    return json.loads(read_bytes(package, name))
