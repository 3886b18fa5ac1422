"""Write results to standard output, and talk to standard error."""

import contextlib
import os
import sys

from unmojibake.cli.findings.plans import visible
from unmojibake.errors import InputError

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TextIO


def put(text: str) -> None:
    """Write a result: UTF-8 whatever the locale is, line ends as they are.

    Raises:
        BrokenPipeError: If the reader went away.
    """
    put_bytes(text.encode("utf-8", "backslashreplace"))


def put_bytes(data: bytes) -> None:
    """Write bytes to standard output at once.

    Raises:
        BrokenPipeError: If the reader went away.
        InputError: If they can't be written, as to a full disk.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        _refuse_output(error)


def flush() -> None:
    """Write what other code, such as argparse, left in the buffers of standard output and standard error.

    Raises:
        BrokenPipeError: If the reader went away.
        InputError: If it can't be written, as to a full disk.
    """
    _flush_talk()
    try:
        sys.stdout.flush()
    except OSError as error:
        _refuse_output(error)


def _refuse_output(error: OSError) -> "NoReturn":
    """Raise the error that tells why standard output can't be written."""
    _point_at_nothing(sys.stdout)
    if isinstance(error, BrokenPipeError):
        raise error
    message = f"standard output can't be written: {error.strerror or error}"
    raise InputError(message) from None


def _point_at_nothing(stream: "TextIO") -> None:
    """Let a standard stream that can't be written lose what is in its buffer.

    Python would write that once more at exit, fail again, and end with a message and an exit code of its own (120).
    """
    with contextlib.suppress(OSError):  # what a program put in the stream's place may have no file
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def say(message: str) -> None:
    """Write a message to standard error, for the person at the terminal."""
    # A file name may hold any character, and a terminal obeys some of them.
    text = f"unmojibake: {visible(shown(message))}\n"
    # A terminal that can't show a character gets its escape, not a traceback.
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
    _flush_talk()


def _flush_talk() -> None:
    """Write what is in the buffer of standard error; where that can't be, nobody can be told."""
    try:
        sys.stderr.flush()
    except OSError:
        _point_at_nothing(sys.stderr)


def shown(name: str) -> str:
    r"""Give a file's name as text that can be written: bytes that are not UTF-8 become U+FFFD.

    Example:
        >>> shown("a\udcff")
        'a\ufffd'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isprintable() else name
