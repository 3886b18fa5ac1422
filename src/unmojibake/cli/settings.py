"""The settings of a run: built-in values, then the configuration file, then the command line."""

import os
from dataclasses import dataclass, fields, replace

from unmojibake.cli.patterns import relative
from unmojibake.config import DEFAULT_PRIOR, Config
from unmojibake.errors import ConfigError

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

BASELINE = ".unmojibake-baseline.json"
MAX_FILE_SIZE = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a run. Each has the name of its key in the configuration file.

    Attributes:
        root: The folder that patterns and the baseline's paths are relative to.
        config_file: The configuration file that was read; None when there is none.
        extend_exclude: Patterns of files and folders that are not looked at.
        select: Patterns of rules or kinds that are reported; all others are not.
        ignore: Patterns of rules or kinds that are not reported.
        per_file_ignores: Patterns of files, each with the rules or kinds that are not reported in them.
        min_confidence: Leave a filling that is less sure than this, 0 to 1.
        prior: The share of lines that are damaged in this source, more than 0 and less than 1.
        max_file_size: Bytes from which on a file is not looked at.
        baseline: The file of accepted damage; None when there is none.
        convert: Make UTF-8 of files in other encodings. Only the command line can ask for that.
    """

    root: str = "."
    config_file: str | None = None
    extend_exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    min_confidence: float = 0.0
    prior: float = DEFAULT_PRIOR
    max_file_size: int = MAX_FILE_SIZE
    baseline: str | None = None
    convert: bool = False

    def repair_config(self) -> Config:
        """Give what `repair` is told.

        Raises:
            ConfigError: If a number is out of its range.
        """
        return Config(min_confidence=self.min_confidence, prior=self.prior)

    def rules(self) -> "Iterator[tuple[str, tuple[str, ...]]]":
        """Give the patterns of rules or kinds that were set, each with its key."""
        if self.select != ("*",):
            yield "select", self.select
        if self.ignore:
            yield "ignore", self.ignore
        for pattern, names in self.per_file_ignores:
            yield f"per-file-ignores: {pattern}", names

    def lines(self) -> list[str]:
        """Give each setting with its value, for `--show-settings`."""
        return [f"{field.name.replace('_', '-')} = {getattr(self, field.name)!r}" for field in fields(self)]


def told(arguments: "argparse.Namespace") -> Config:
    """Give what `repair` is told by a command line that reads no configuration file.

    Raises:
        ConfigError: If an option is out of its range.
    """
    given = {name: getattr(arguments, name) for name in ("min_confidence", "prior")}
    return Config(**{name: value for name, value in given.items() if value is not None})


def settle(arguments: "argparse.Namespace", paths: "Sequence[str]" = ()) -> Settings:
    """Put the settings of a run together.

    Args:
        arguments: The command line.
        paths: What will be looked at. The configuration file is searched for from their common folder upwards.

    Raises:
        ConfigError: If a configuration file or an option is wrong.
    """
    from unmojibake.cli import configfile  # noqa: PLC0415 - reading TOML costs 5 ms; not all verbs have settings

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
        from unmojibake.cli import rules  # noqa: PLC0415 - most runs name none

        rules.check(patterns, key)
    return settings


def _override(settings: Settings, arguments: "argparse.Namespace") -> Settings:
    """Let the command line have the last word; what excludes and ignores is added to."""
    given = {
        name: value
        for name in ("min_confidence", "prior", "max_file_size")
        if (value := getattr(arguments, name)) is not None
    }
    if arguments.select:
        given["select"] = _split(arguments.select)
    given["ignore"] = settings.ignore + _split(arguments.ignore)
    # Patterns of the command line are paths from where it is typed; those of the file, from where that stands.
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


def _split(values: "Sequence[str]") -> tuple[str, ...]:
    """Take lists apart that were given with commas, or option by option.

    Example:
        >>> _split(["a,b", "c"])
        ('a', 'b', 'c')
    """
    return tuple(item for value in values for item in value.split(",") if item)


def _common(paths: "Sequence[str]") -> str:
    """Give the nearest folder that holds all paths; the current one for standard input."""
    folders = [
        path if os.path.isdir(path) else os.path.dirname(path)
        for path in map(os.path.abspath, (path for path in paths if path != "-" and "\0" not in path))
    ]
    try:
        return os.path.commonpath(folders) if folders else os.getcwd()
    except ValueError:  # two drives of Windows have nothing in common
        return os.getcwd()
