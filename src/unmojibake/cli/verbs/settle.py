"""Gives the settings of a run, from the defaults, the configuration file and the command line."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from unmojibake.cli.files.patterns import relative
from unmojibake.cli.settings.settings import BASELINE, Settings
from unmojibake.errors import ConfigError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def settle(arguments: argparse.Namespace, paths: Sequence[str] = ()) -> Settings:
    """Give the settings of a run.

    Args:
        arguments: The command line.
        paths: The files to look at. The configuration file is searched for from their common folder upwards.

    Raises:
        ConfigError: If a configuration file or an option is wrong.
    """
    from unmojibake.cli.settings import configfile  # noqa: PLC0415 - reading TOML costs 5 ms; not all verbs have settings

    start = _common(paths)
    settings = Settings(root=configfile.top(start) or os.getcwd())
    if not arguments.isolated:
        found = arguments.config or configfile.find(start)
        if found:
            settings = configfile.load(found)
    settings = _override(settings, arguments)
    settings.repair_config()
    if settings.max_file_size < 0:
        message = f"max-file-size must be a number of bytes, not {settings.max_file_size}"
        raise ConfigError(message)
    for key, patterns in settings.rules():
        from unmojibake.cli.findings import rules  # noqa: PLC0415 - most runs name none

        rules.check(patterns, key)
    return settings


def _override(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Give the settings with those of the command line in the place of the others; patterns that exclude are added."""
    given = {
        name: value
        for name in ("min_confidence", "prior", "max_file_size")
        if (value := getattr(arguments, name)) is not None
    }
    if arguments.select:
        given["select"] = _split(arguments.select)
    given["ignore"] = settings.ignore + _split(arguments.ignore)
    # Patterns of the command line are paths from where it is typed; those of the file, from its own folder.
    given["convert"] = getattr(arguments, "convert", False)
    given["extend_exclude"] = settings.extend_exclude + tuple(
        relative(pattern, settings.root) if "/" in pattern.rstrip("/") else pattern
        for pattern in _split(arguments.exclude)
    )
    baseline = arguments.baseline or settings.baseline
    if baseline is None and not arguments.isolated:
        standing = BASELINE if settings.root == os.getcwd() else os.path.join(settings.root, BASELINE)
        baseline = standing if arguments.write_baseline or os.path.exists(standing) else None
    given["baseline"] = None if arguments.no_baseline else baseline
    return replace(settings, **given)


def _split(values: Sequence[str]) -> tuple[str, ...]:
    """Take lists apart that were given with commas, or option by option.

    Example:
        >>> _split(["a,b", "c"])
        ('a', 'b', 'c')
    """
    return tuple(item for value in values for item in value.split(",") if item)


def _common(paths: Sequence[str]) -> str:
    """Give the nearest folder that holds all paths; the current one for standard input."""
    folders = [
        path if os.path.isdir(path) else os.path.dirname(path)
        for path in map(os.path.abspath, (path for path in paths if path != "-" and "\0" not in path))
    ]
    try:
        return os.path.commonpath(folders) if folders else os.getcwd()
    except ValueError:  # two drives of Windows have nothing in common
        return os.getcwd()
