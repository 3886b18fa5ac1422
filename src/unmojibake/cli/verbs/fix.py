"""`unmojibake fix`: the repaired text of one input, a diff, or files rewritten in place."""

import shlex
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from unmojibake.cli.files import write
from unmojibake.cli.files.read import STANDARD_INPUT, read_bytes
from unmojibake.cli.findings.findings import NOT_UTF8
from unmojibake.cli.findings.outcome import Outcome, inspect
from unmojibake.cli.output import diff
from unmojibake.cli.output.colour import painter
from unmojibake.cli.output.console import put, put_bytes, say
from unmojibake.cli.output.formats import formatter, lines
from unmojibake.cli.output.summary import summary
from unmojibake.cli.output.words import plural
from unmojibake.cli.verbs.session import Session
from unmojibake.errors import InputError

if TYPE_CHECKING:
    import argparse

    from unmojibake.cli.files.journal import Journal

SOMETHING_LEFT = 1
ERRORS = 2


def run(arguments: "argparse.Namespace") -> int:
    """Write the repaired text of an input to standard output, or repair many files.

    Returns:
        0 when all that was found is repaired; 1 when something was left, when `--diff` shows something, and with
        `--exit-non-zero-on-fix` when a file was changed; 2 when a file could not be read or written.

    Raises:
        UnmojibakeError: If the configuration, the baseline or the input is wrong. Nothing is written then.
    """
    many = arguments.in_place or arguments.diff
    _refuse_nonsense(arguments, many=many)
    session = Session(arguments, "-")
    if session.shows_settings():
        return 0
    if many:
        return _diff(arguments, session) if arguments.diff else _in_place(arguments, session)
    if len(session.named) != 1:
        arguments.refuse("one input only; to repair several files give --in-place, or --diff to see what would change")
    return _one(arguments, session)


def _refuse_nonsense(arguments: "argparse.Namespace", *, many: bool) -> None:
    """Refuse options that mean nothing together; argparse exits with 2."""
    if arguments.in_place and ("-" in arguments.paths or not (arguments.paths or arguments.files_from)):
        arguments.refuse("--in-place needs files or folders; standard input can't be rewritten")
    if not arguments.in_place:
        for option in ("backup", "journal", "no_journal", "exit_non_zero_on_fix", "convert"):
            if getattr(arguments, option):
                arguments.refuse(f"--{option.replace('_', '-')} goes with --in-place")
    if arguments.journal and arguments.no_journal:
        arguments.refuse("--journal and --no-journal exclude each other")
    suffix = arguments.backup_suffix
    if not suffix or not {"/", "\\", "\0"}.isdisjoint(suffix):
        arguments.refuse(f"--backup-suffix must be the end of a name, such as .orig, not {suffix!r}")
    if arguments.diff and arguments.output_format != "text":
        arguments.refuse("--diff is a format of its own; leave --output-format out")
    if not many and len(arguments.paths) > 1:
        arguments.refuse("one input only; to repair several files give --in-place, or --diff to see what would change")


def _one(arguments: "argparse.Namespace", session: Session) -> int:
    """Write the repaired text of an input to standard output."""
    [path] = session.named
    data = read_bytes(path, session.settings.max_file_size)
    name = (arguments.stdin_filename or STANDARD_INPUT) if path == "-" else path
    [outcome] = session.fresh(iter([inspect(name, data, session.settings)]))
    if outcome.error or outcome.skipped:
        raise InputError(outcome.error or outcome.skipped)
    if any(finding.rule == NOT_UTF8 for finding in outcome.findings):
        message = f"{name}: {outcome.findings[0].words}"
        raise InputError(message)
    if arguments.output_format == "text":
        put_bytes(outcome.repaired)
    else:
        for piece in formatter(arguments.output_format)([outcome], painter(arguments.color, sys.stdout)):
            put(piece)
    if outcome.source is not None and outcome.result is not None and not arguments.quiet:
        say(f"{name}: {summary(outcome.source.text, outcome.result)}")
    return SOMETHING_LEFT if _left(outcome) else 0


def _left(outcome: Outcome) -> Outcome | None:
    """Give the findings of a file that are left as they are: suspects, and files that are not UTF-8."""
    found = tuple(finding for finding in outcome.findings if finding.after is None)
    return Outcome(outcome.path, findings=found) if found else None


def _diff(arguments: "argparse.Namespace", session: Session) -> int:
    """Write the changes as a diff, and name the findings that would be left."""
    shows, left = False, False
    colours = painter(arguments.color, sys.stdout)
    for outcome in session.fresh(session.outcomes()):
        if outcome.source is not None and outcome.result is not None and outcome.result.changes:
            shows = True
            for line in diff.unified(outcome.source, outcome.result.changes, colours):
                put(line)
        if (rest := _left(outcome)) is not None:
            left = True
            _say_left(rest, arguments)
    if session.tally.errors:
        return ERRORS
    return SOMETHING_LEFT if shows or left else 0


def _say_left(outcome: Outcome, arguments: "argparse.Namespace") -> None:
    """Name the findings that are left, on standard error."""
    if not arguments.quiet:
        for finding in outcome.findings:
            say(lines.head(finding, painter("never", sys.stderr)))


def _in_place(arguments: "argparse.Namespace", session: Session) -> int:
    """Rewrite files."""
    from unmojibake.cli.files.journal import Journal  # noqa: PLC0415 - only who writes needs it

    rewriting = _Rewriting(arguments, session)
    with Journal(arguments.journal) as journal:
        outcomes = rewriting.outcomes(journal)
        if arguments.output_format == "text":
            shown = (rest for outcome in outcomes if (rest := _left(outcome)) is not None)
            pieces = lines.concise(shown, painter(arguments.color, sys.stdout))
        else:
            pieces = formatter(arguments.output_format)(outcomes, painter(arguments.color, sys.stdout))
        try:
            for piece in pieces:
                put(piece)
        finally:
            # Said too when the run is interrupted: some files have been written.
            if journal.path is not None and journal.count and not arguments.quiet:
                say(f"to put {plural(journal.count, 'file')} back: unmojibake undo {shlex.quote(journal.path)}")
    if not (arguments.quiet or rewriting.changed or rewriting.failed or rewriting.left):
        say(f"nothing to repair in {plural(session.tally.files, 'file')}")
    if session.tally.errors:
        return ERRORS
    changed = rewriting.changed and arguments.exit_non_zero_on_fix
    return SOMETHING_LEFT if changed or rewriting.left else 0


class _Rewriting:
    """Rewrites files, and counts those written, those that could not be, and those with findings left."""

    def __init__(self, arguments: "argparse.Namespace", session: Session) -> None:
        self._arguments = arguments
        self._session = session
        self.changed = 0
        self.failed = False
        self.left = False

    def outcomes(self, journal: "Journal") -> Iterator[Outcome]:
        """Give each outcome after its file was rewritten."""
        session = self._session
        for outcome in session.fresh(session.outcomes()):
            self.left = self.left or _left(outcome) is not None
            try:
                if (after := outcome.repaired) != outcome.data:
                    self._write(outcome, after, journal)
            except InputError as error:
                self.failed = True
                session.tally.errors += 1
                say(str(error))
                continue
            yield outcome

    def _write(self, outcome: Outcome, after: bytes, journal: "Journal") -> None:
        """Write a file: the journal first, then the backup, then the file."""
        from unmojibake.cli.files.journal import entry  # noqa: PLC0415 - only who writes needs it

        if not self._arguments.no_journal:
            journal.record(entry(outcome.path, outcome.data, after))
        try:
            if self._arguments.backup:
                write.back_up(outcome.path, outcome.data, self._arguments.backup_suffix)
            write.replace(outcome.path, outcome.data, after)
        except InputError:
            if not self._arguments.no_journal:
                journal.withdraw()
            raise
        self.changed += 1
        if not self._arguments.quiet and outcome.source is not None and outcome.result is not None:
            was = f"converted from {outcome.source.converted}; " if outcome.source.converted else ""
            say(f"{outcome.path}: {was}{summary(outcome.source.text, outcome.result)}")
