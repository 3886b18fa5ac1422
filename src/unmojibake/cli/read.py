"""Read the command line's input: bytes in, text out, or one clear complaint."""

import sys
from dataclasses import dataclass
from pathlib import Path

from unmojibake.errors import InputError

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was read.

    Attributes:
        name: The file's name for messages.
        text: The text without a byte order mark; line ends as they are.
        bom: The byte order mark, or "" when there was none.
    """

    name: str
    text: str
    bom: str


def read(path: str) -> Source:
    """Read a whole UTF-8 file.

    Args:
        path: A file's name, or "-" for standard input.

    Raises:
        InputError: If the file can't be read, is not UTF-8 or holds NUL bytes.
    """
    name = "standard input" if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except IsADirectoryError:
        message = f"{name}: is a directory; name a file"
        raise InputError(message) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        message = f"{name}: {reason}"
        raise InputError(message) from None
    text = decode(data, name)
    bom = BOM if text.startswith(BOM) else ""
    return Source(name, text[len(bom) :], bom)


def decode(data: bytes, name: str) -> str:
    r"""Decode UTF-8 strictly; a byte order mark stays.

    Args:
        data: The file's bytes.
        name: The file's name for the message.

    Raises:
        InputError: If the bytes are not UTF-8 or hold a NUL.

    Example:
        >>> decode(b"\xc4\xe3", "a")
        Traceback (most recent call last):
        ...
        unmojibake.errors.InputError: a: not UTF-8: byte C4 at offset 0 (line 1); convert it to UTF-8 first
    """
    nul = data.find(0)
    if nul >= 0:
        # UTF-16 without a mark is the likeliest text with NULs; a binary file is the other.
        message = f"{name}: NUL byte at offset {nul}: not a UTF-8 text file"
        raise InputError(message)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"{name}: not UTF-8: byte {data[error.start]:02X} at offset {error.start} "
            f"(line {line}); convert it to UTF-8 first"
        )
        raise InputError(message) from None
