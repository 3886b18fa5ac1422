"""Gives the outcomes of the files that a command line names, for `check` and `fix`, and says which were skipped."""

from collections.abc import Iterator

from unmojibake.cli.files.paths import expand, named
from unmojibake.cli.findings.outcome import Outcome, chosen
from unmojibake.cli.output.console import put, say
from unmojibake.cli.output.progress import Progress
from unmojibake.cli.verbs.run import Tally, inspect_all
from unmojibake.cli.verbs.settle import settle

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


class Session:
    """A run over files.

    Attributes:
        settings: The settings of the run.
        tally: The counts so far.
    """

    def __init__(self, arguments: "argparse.Namespace", default: str) -> None:
        """Take the files and the settings of the run.

        Args:
            arguments: The command line.
            default: The path that is looked at when it names none.

        Raises:
            UnmojibakeError: If a list of files, a configuration or a baseline is wrong.
        """
        self._arguments = arguments
        self.named = named(arguments, default)
        self.settings = settle(arguments, self.named)
        self.tally = Tally()
        self.progress = Progress(None, quiet=True)

    def shows_settings(self) -> bool:
        """Write the settings if only those are asked for, and tell whether they were."""
        if self._arguments.show_settings:
            put("".join(line + "\n" for line in self.settings.lines()))
        return bool(self._arguments.show_settings)

    def outcomes(self) -> Iterator[Outcome]:
        """Give the outcome of each file with findings that are new.

        Files that were skipped or could not be read are said on the way, and counted.
        """
        arguments = self._arguments
        files = list(
            expand(
                self.named,
                self.settings,
                force_exclude=arguments.force_exclude,
                gitignore=not arguments.no_gitignore,
            )
        )
        self.progress = Progress(len(files), quiet=arguments.quiet)
        named_files = set(self.named)
        try:
            for outcome in inspect_all(
                files,
                self.settings,
                jobs=arguments.jobs,
                tally=self.tally,
                progress=self.progress,
                name=arguments.stdin_filename or "",
            ):
                self.progress.clear()
                if outcome.error:
                    say(outcome.error)
                elif outcome.skipped:
                    if arguments.verbose or ((outcome.aloud or outcome.path in named_files) and not arguments.quiet):
                        say(outcome.skipped)
                else:
                    yield outcome
        finally:
            self.progress.clear()

    def fresh(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Give the outcomes without the findings that the baseline accepts."""
        if self.settings.baseline is None:
            yield from outcomes
            return
        from unmojibake.cli.findings import baseline  # noqa: PLC0415 - not for every run

        accepted = baseline.load(self.settings.baseline)
        for outcome in outcomes:
            yield chosen(outcome, accepted.is_new)
