"""`unmojibake check`: given files, writes the findings and gives an exit code; changes no file."""

import sys

from unmojibake.cli.files.read import unreadable
from unmojibake.cli.output.colour import painter
from unmojibake.cli.output.console import put, say
from unmojibake.cli.output.formats import formatter
from unmojibake.cli.output.words import plural
from unmojibake.cli.verbs.session import Session

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from unmojibake.cli.findings.outcome import Outcome

FOUND = 1
ERRORS = 2


def run(arguments: "argparse.Namespace") -> int:
    """Write the findings of files, and give the exit code.

    Returns:
        0 when nothing was found, 1 when something was, 2 when a file could not be read.

    Raises:
        UnmojibakeError: If the configuration, the baseline or the output file is wrong.
    """
    session = Session(arguments, ".")
    if session.shows_settings():
        return 0
    if arguments.write_baseline:
        return _accept(arguments, session)
    counts = [0, 0]
    outcomes = _counted(session.fresh(session.outcomes()), counts)
    pieces = formatter(arguments.output_format)(outcomes, painter(arguments.color, sys.stdout))
    if arguments.output_file:
        _save(arguments.output_file, "".join(pieces))
    else:
        for piece in pieces:
            put(piece)
    places, files = counts
    if not arguments.quiet:
        say(_words(session, places, files))
    if session.tally.errors:
        return ERRORS
    return FOUND if places else 0


def _counted(outcomes: "Iterator[Outcome]", counts: list[int]) -> "Iterator[Outcome]":
    """Count places and files on the way."""
    for outcome in outcomes:
        counts[0] += len(outcome.findings)
        counts[1] += bool(outcome.findings)
        yield outcome


def _words(session: Session, places: int, files: int) -> str:
    """Write in one line how many places and files were found."""
    found = f"{plural(places, 'finding')} in {plural(files, 'file')}" if places else "nothing found"
    parts = [f"{found}; {plural(session.tally.files, 'file')} looked at"]
    if session.tally.skipped:
        parts.append(f"{session.tally.skipped} left alone")
    if session.tally.errors:
        parts.append(f"{session.tally.errors} could not be read")
    return ", ".join(parts)


def _accept(arguments: "argparse.Namespace", session: Session) -> int:
    """Write the baseline."""
    from unmojibake.cli.files import write  # noqa: PLC0415 - not for every check
    from unmojibake.cli.findings import baseline  # noqa: PLC0415 - not for every check

    path = session.settings.baseline
    if path is None:
        arguments.refuse("--write-baseline needs a file: give --baseline FILE, and no --no-baseline")
        return ERRORS
    found = [finding for outcome in session.outcomes() for finding in outcome.findings]
    write.put(path, baseline.dump(found, path))
    say(f"{path}: {plural(len(found), 'finding')} accepted from now on")
    return ERRORS if session.tally.errors else 0


def _save(path: str, text: str) -> None:
    """Write the findings to a file."""
    try:
        with open(path, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
