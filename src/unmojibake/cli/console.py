"""Write results to standard output, and talk to standard error."""

import sys


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
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Say something to the person at the terminal, never to the program behind a pipe."""
    # A terminal that can't show a character gets its escape, not a traceback.
    print(f"unmojibake: {shown(message)}".encode("utf-8", "backslashreplace").decode("utf-8"), file=sys.stderr)


def shown(name: str) -> str:
    r"""Give a file's name as text that can be written: bytes that are not UTF-8 become U+FFFD.

    Example:
        >>> shown("a\udcff")
        'a\ufffd'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isprintable() else name
