"""The settings of a run: built-in values, then the configuration file, then the command line."""

from dataclasses import dataclass, fields

from unmojibake.values.config import DEFAULT_PRIOR, Config

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

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
        """Give the config that `repair` gets.

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


def config_of(arguments: "argparse.Namespace") -> Config:
    """Give the config that `repair` gets from a command line that reads no configuration file.

    Raises:
        ConfigError: If an option is out of its range.
    """
    given = {name: getattr(arguments, name) for name in ("min_confidence", "prior")}
    return Config(**{name: value for name, value in given.items() if value is not None})
