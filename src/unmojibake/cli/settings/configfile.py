"""Gives the settings of the nearest configuration: `[tool.unmojibake]` in pyproject.toml, or unmojibake.toml."""

from __future__ import annotations

import os

from unmojibake.cli.settings.settings import Settings
from unmojibake.errors import ConfigError

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

OWN = "unmojibake.toml"
SHARED = "pyproject.toml"


def find(start: str) -> str | None:
    """Give the nearest configuration file in a folder or above it.

    Args:
        start: A folder.

    Returns:
        The name of the file, or None. In one folder our own file goes before the shared one, which counts only
        if it has our table.

    Raises:
        ConfigError: If a pyproject.toml that names us is no TOML.
    """
    for folder in _upwards(start):
        own = os.path.join(folder, OWN)
        if os.path.isfile(own):
            return own
        shared = os.path.join(folder, SHARED)
        if _names_us(shared) and _table(shared) is not None:
            return shared
    return None


def top(start: str) -> str | None:
    """Give the top of the git work tree that a folder is in, or None."""
    return next((folder for folder in _upwards(start) if os.path.exists(os.path.join(folder, ".git"))), None)


def _upwards(start: str) -> Iterator[str]:
    """Give a folder and all above it."""
    folder = os.path.abspath(start)
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _names_us(path: str) -> bool:
    """Tell whether a file is worth being read as TOML: other people's broken files are not our business."""
    try:
        with open(path, "rb") as file:
            return b"unmojibake" in file.read()
    except OSError:
        return False


def load(path: str) -> Settings:
    """Give the settings of a configuration file.

    Args:
        path: A pyproject.toml, or any other name for a file that holds our keys at its top.

    Raises:
        ConfigError: If it can't be read, has an unknown key or a value of the wrong type.
    """
    table = _table(path)
    folder = os.path.dirname(os.path.abspath(path))
    values: dict[str, Any] = {"root": folder, "config_file": path}
    for key, value in (table or {}).items():
        reader = _KEYS.get(key)
        if reader is None:
            message = f"{path}: unknown key {key!r}; the keys are {', '.join(sorted(_KEYS))}"
            raise ConfigError(message)
        try:
            values[key.replace("-", "_")] = reader(value)
        except TypeError as error:
            message = f"{path}: {key} {error}"
            raise ConfigError(message) from None
    if values.get("baseline"):
        values["baseline"] = os.path.join(folder, values["baseline"])
    return Settings(**values)


def _table(path: str) -> Mapping[str, Any] | None:
    """Give our table of a TOML file; None when it has no such table."""
    import tomllib  # noqa: PLC0415 - only with a configuration file

    try:
        with open(path, "rb") as file:
            content = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {getattr(error, 'strerror', None) or error}"
        raise ConfigError(message) from None
    if os.path.basename(path) != SHARED:
        return content
    table = content.get("tool", {}).get("unmojibake")
    if table is not None and not isinstance(table, dict):
        message = f"{path}: tool.unmojibake must be a table"
        raise ConfigError(message)
    return table


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"must be a number, not {value!r}"
        raise TypeError(message)
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"must be a whole number of bytes, not {value!r}"
        raise TypeError(message)
    return value


def _name(value: object) -> str:
    if not isinstance(value, str):
        message = f"must be a file's name, not {value!r}"
        raise TypeError(message)
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = f"must be a list of strings, not {value!r}"
        raise TypeError(message)
    return tuple(value)


def _by_file(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        message = f"must be a table of patterns and lists, not {value!r}"
        raise TypeError(message)
    return tuple((pattern, _names(names)) for pattern, names in value.items())


_KEYS: Mapping[str, Callable[[object], object]] = {
    "extend-exclude": _names,
    "select": _names,
    "ignore": _names,
    "per-file-ignores": _by_file,
    "min-confidence": _number,
    "prior": _number,
    "max-file-size": _whole,
    "baseline": _name,
}
