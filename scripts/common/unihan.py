"""Reads files of the Unihan database, as they are or with .bz2 behind the name."""

from __future__ import annotations

import bz2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def fields(folder: Path, name: str, wanted: set[str]) -> list[list[str]]:
    """Read some fields of a file: character, name, value.

    Args:
        folder: Where the file is.
        name: The file, such as Unihan_Readings.txt.
        wanted: The names of the fields.
    """
    plain, packed = folder / name, folder / f"{name}.bz2"
    data = plain.read_bytes() if plain.exists() else bz2.decompress(packed.read_bytes())
    rows = (line.split("\t") for line in data.decode().splitlines() if line.startswith("U+"))
    return [[chr(int(code.removeprefix("U+"), 16)), field, value] for code, field, value in rows if field in wanted]
