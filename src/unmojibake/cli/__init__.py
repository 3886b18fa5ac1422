"""The command line: `unmojibake fix` and `unmojibake explain`.

Exit codes: 0 when nothing that was found damaged remains, 1 when suspects
remain (`fix` only), 2 for bad usage or input that is not UTF-8 text.
Results go to standard output as UTF-8 whatever the locale is, talk to standard error.
"""

import argparse
import os
import sys
from collections.abc import Sequence

import unmojibake
from unmojibake.cli import explain, fix
from unmojibake.errors import InputError

BAD_INPUT = 2
CLOSED_PIPE = 128 + 13  # what a shell reports for a program that a closed pipe ended (SIGPIPE)


def parser() -> argparse.ArgumentParser:
    """Build the argument parser.

    It loads neither the model nor ftfy, so that tools can ask it for
    completions and manual pages.

    Example:
        >>> parser().parse_args(["fix", "page.txt"]).file
        'page.txt'
    """
    top = argparse.ArgumentParser(prog="unmojibake", description="Repair mojibake in text.")
    top.add_argument("--version", action="version", version=f"unmojibake {unmojibake.__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    fixing = commands.add_parser(
        "fix",
        help="write the repaired text to standard output",
        description="Write the repaired text to standard output, a summary to standard error.",
        epilog="Exit code: 0 all repaired or nothing found, 1 something was left, 2 bad input.",
    )
    fixing.add_argument("file", nargs="?", default="-", help="a UTF-8 file; - (the default) is standard input")
    fixing.add_argument(
        "--output-format",
        choices=("text", "jsonl"),
        default="text",
        help="text: the repaired text (the default); jsonl: one JSON object per change",
    )
    fixing.set_defaults(run=fix.run)
    explaining = commands.add_parser(
        "explain",
        help="show what happened to a text and how sure that is",
        description="Show verdict, plan, confidence and the next best readings of a text.",
    )
    explaining.add_argument("text", help="the text itself; - is standard input")
    explaining.set_defaults(run=explain.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments, without the program's name. None means `sys.argv[1:]`.

    Returns:
        The exit code.

    Raises:
        SystemExit: From argparse, for bad usage (code 2), --help and --version (code 0).
    """
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except InputError as error:
        print(f"unmojibake: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader has what it wanted (`| head`). Python would complain once more
        # when it flushes at exit, so standard output is pointed at nothing first.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    return code
