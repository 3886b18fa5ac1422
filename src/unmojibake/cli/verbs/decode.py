"""`unmojibake decode`: bytes in any encoding to repaired text in UTF-8."""

import sys
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.cli.files.charset import encoding
from unmojibake.cli.files.read import STANDARD_INPUT, Source, read_bytes
from unmojibake.cli.findings.findings import findings
from unmojibake.cli.findings.outcome import Outcome
from unmojibake.cli.findings.selection import undone
from unmojibake.cli.output.colour import painter
from unmojibake.cli.output.console import put, put_bytes, say
from unmojibake.cli.output.formats import formatter
from unmojibake.cli.output.summary import summary
from unmojibake.cli.settings.settings import config_of
from unmojibake.errors import BinaryError, InputError

if TYPE_CHECKING:
    import argparse

SOMETHING_LEFT = 1


def run(arguments: "argparse.Namespace") -> int:
    """Write the repaired text of an input to standard output.

    Returns:
        0, or 1 when something was left as it was found.

    Raises:
        InputError: If the input can't be read or is no text. Nothing is written then.
        ConfigError: If an option is out of its range.
    """
    name = STANDARD_INPUT if arguments.path == "-" else arguments.path
    data = read_bytes(arguments.path)
    try:
        found = unmojibake.decode(data, arguments.declared, config_of(arguments))
    except BinaryError as error:
        message = f"{name}: {error}"
        raise InputError(message) from None
    source = Source(name, undone(found))
    if arguments.output_format == "text":
        put_bytes(found.text.encode("utf-8"))
    else:
        outcome = Outcome(name, source=source, result=found, findings=tuple(findings(source, found)))
        for piece in formatter(arguments.output_format)([outcome], painter("auto", sys.stdout)):
            put(piece)
    say(f"{name}: {encoding(found)}; {summary(source.text, found)}")
    return SOMETHING_LEFT if found.suspects else 0
