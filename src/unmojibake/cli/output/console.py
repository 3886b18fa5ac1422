"""Write results to standard output, and talk to standard error."""

import sys

from unmojibake.cli.findings.plans import visible
from unmojibake.errors import InputError


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
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"standard output can't be written: {error.strerror or error}"
        raise InputError(message) from None


def say(message: str) -> None:
    """Write a message to standard error, for the person at the terminal."""
    # A file name may hold any character, and a terminal obeys some of them.
    text = f"unmojibake: {visible(shown(message))}\n"
    # A terminal that can't show a character gets its escape, not a traceback.
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stderr.flush()


def shown(name: str) -> str:
    r"""Give a file's name as text that can be written: bytes that are not UTF-8 become U+FFFD.

    Example:
        >>> shown("a\udcff")
        'a\ufffd'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isprintable() else name
