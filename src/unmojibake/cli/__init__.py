"""Given arguments, runs the command line: `unmojibake check`, `fix`, `explain`, `undo`, `corpus` and the others.

Exit codes: 0 when nothing damaged was found (`check`) or left (`fix`), 1 when something was,
2 for bad usage, bad configuration, or a file or standard output that can't be read or written.
Results go to standard output as UTF-8 whatever the locale is, talk to standard error.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

from unmojibake.cli.output.console import flush, say
from unmojibake.cli.settings.arguments import parser
from unmojibake.errors import UnmojibakeError

__all__ = ["main", "parser"]

BAD_INPUT = 2
CLOSED_PIPE = 128 + 13  # what a shell reports for a program that a closed pipe ended (SIGPIPE)
INTERRUPTED = 128 + 2  # and for one that Ctrl-C ended (SIGINT)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, and give its exit code.

    Args:
        argv: The arguments, without the program's name. None means `sys.argv[1:]`.

    Returns:
        The exit code.

    Raises:
        SystemExit: From argparse, for bad usage (code 2), --help and --version (code 0).
    """
    if None in {sys.stdin, sys.stdout, sys.stderr}:
        from unmojibake.cli.output import closed  # noqa: PLC0415 - hardly ever

        closed.fill()
    try:
        try:
            arguments = parser().parse_args(argv)
            code: int = import_module(f"unmojibake.cli.verbs.{arguments.verb}").run(arguments)
        finally:
            flush()  # argparse leaves help in the buffer
    except UnmojibakeError as error:
        say(str(error))
        return BAD_INPUT
    except BrokenPipeError:
        return CLOSED_PIPE  # the reader has what it wanted (`| head`)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code
