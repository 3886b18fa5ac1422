"""`unmojibake undo`: put every file that a run changed back, byte for byte."""

from typing import TYPE_CHECKING

from unmojibake.cli.files import journal, write
from unmojibake.cli.files.read import read_file
from unmojibake.cli.output.console import say
from unmojibake.cli.output.words import plural
from unmojibake.errors import InputError

if TYPE_CHECKING:
    import argparse

    from unmojibake.cli.files.journal import Entry

SOME_REMAIN = 1
_ANY_SIZE = 1 << 62


def run(arguments: "argparse.Namespace") -> int:
    """Put back the files of a run, and give the exit code.

    Returns:
        0, or 1 when a file was left because it is not what the run made of it.

    Raises:
        InputError: If the journal can't be read. Nothing is changed then.
    """
    entries = list(journal.load(arguments.journal))
    restored = unchanged = refused = 0
    for entry in reversed(entries):
        try:
            if _restore(entry):
                restored += 1
            else:
                unchanged += 1
        except InputError as error:
            refused += 1
            say(str(error))
    parts = [f"put back {plural(restored, 'file')}"]
    if unchanged:
        parts.append(f"{unchanged} had their old bytes already")
    if refused:
        parts.append(f"{refused} left, see above")
    say(f"{arguments.journal}: {', '.join(parts)}")
    return SOME_REMAIN if refused else 0


def _restore(entry: "Entry") -> bool:
    """Put a file back.

    Returns:
        False when it has its old bytes already.

    Raises:
        InputError: If it is neither the old nor the new file, or can't be written.
    """
    now = read_file(entry.path, _ANY_SIZE)
    found = journal.digest(now)
    if found == entry.before:
        return False
    old = entry.undone(now) if found == entry.after else b""
    if found != entry.after or journal.digest(old) != entry.before:
        message = (
            f"{entry.path}: changed since that run; left as it is. To put it back, undo the later change first "
            "(version control, or the journal of a later run)"
        )
        raise InputError(message)
    write.replace(entry.path, now, old)
    return True
