"""Gives the text of the files and the standard input of the command line, or raises a clear `InputError`."""

import errno
import os
import stat
import sys
from dataclasses import dataclass

from unmojibake.cli.files.charset import likely
from unmojibake.errors import InputError, NotUtf8Error, SkippedError

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
STANDARD_INPUT = "standard input"
# The byte order marks of UTF-16 and UTF-32; the longer mark first.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Windows has no O_NOFOLLOW and O_NONBLOCK, POSIX no O_BINARY.
_LOOK = 1 << 16
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was read.

    Attributes:
        name: The file's name for messages.
        text: The text without a byte order mark; line ends as they are.
        bom: The byte order mark, or "" when there was none.
        encoding: What the bytes are: "utf-8", or UTF-16 or UTF-32 with the mark that says so.
        converted: In words, what the bytes were before they were decoded to be written as UTF-8; "" when they are
            written in their own encoding.
    """

    name: str
    text: str
    bom: str = ""
    encoding: str = "utf-8"
    converted: str = ""

    def encode(self, text: str) -> bytes:
        r"""Give the bytes of a text with the byte order mark and the encoding of this source.

        Example:
            >>> Source("a", "", BOM, "utf-16-le").encode("b")
            b'\xff\xfeb\x00'
        """
        return (self.bom + text).encode(self.encoding)


def read(path: str, limit: int | None = None) -> Source:
    """Give the text of a whole file.

    Args:
        path: A file's name, or "-" for standard input.
        limit: Most bytes that a file may have. None: any size.

    Raises:
        InputError: If the file can't be read, is not UTF-8, holds NUL bytes or is too large.
    """
    return source(read_bytes(path, limit), STANDARD_INPUT if path == "-" else path)


def read_bytes(path: str, limit: int | None = None) -> bytes:
    """Give the bytes of a whole file.

    Args:
        path: A file's name, or "-" for standard input.
        limit: Most bytes that a file may have. None: any size.

    Raises:
        InputError: If the file can't be read or is too large.
    """
    name = STANDARD_INPUT if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else _read_all(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise unreadable(name, error) from None
    if limit is not None and path != "-" and len(data) > limit:
        raise too_large(name, len(data), limit)
    return data


def _read_all(path: str) -> bytes:
    """Give the bytes of a file; links are followed, as by any program that only reads."""
    with open(path, "rb") as file:
        return file.read()


def read_file(path: str, limit: int) -> bytes:
    """Give the bytes of a regular file that may be rewritten later.

    Links are not followed: what stands at their end has a name of its own.

    Args:
        path: The file's name.
        limit: Most bytes that it may have.

    Raises:
        SkippedError: If it is a link, no regular file, or too large.
        InputError: If it can't be read.
    """
    try:
        file = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        if os.path.islink(path):
            message = f"{path}: a symbolic link, not followed; name the file that it points to"
            raise SkippedError(message) from None
        if isinstance(error, OSError) and error.errno == errno.ENXIO:  # a socket
            raise _no_file(path) from None
        raise unreadable(path, error) from None
    try:
        # Most files are read whole by the first read, and a second read gives no bytes.
        data = os.read(file, min(limit + 1, _LOOK))
        rest = os.read(file, _LOOK) if data and len(data) <= limit else b""
        return _read_rest(path, file, data + rest, limit) if rest or not 0 < len(data) <= limit else data
    except OSError as error:
        raise unreadable(path, error) from None
    finally:
        os.close(file)


def _read_rest(path: str, file: int, data: bytes, limit: int) -> bytes:
    """Give the rest of a file that is longer than its first read, or seems empty, as pipes and devices do."""
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise _no_file(path)
    pieces = [data]
    have = len(data)
    while have <= limit and (piece := os.read(file, 1 << 20)):
        pieces.append(piece)
        have += len(piece)
    if have > limit:
        raise too_large(path, max(have, status.st_size), limit)
    return b"".join(pieces)


def _no_file(path: str) -> SkippedError:
    """Give the error for a device, a pipe or a socket."""
    return SkippedError(f"{path}: no regular file; skipped")


def unreadable(name: str, error: OSError | ValueError) -> InputError:
    """Give the error for a file that the system can't read."""
    if isinstance(error, IsADirectoryError):
        return InputError(f"{name}: is a directory; name a file")
    hint = "; make it readable, or leave it out" if isinstance(error, PermissionError) else ""
    return InputError(f"{name or repr(name)}: {getattr(error, 'strerror', None) or error}{hint}")


def too_large(name: str, size: int, limit: int) -> SkippedError:
    """Give the error for a file over the size cap, which says how to raise it.

    Args:
        name: The file's name.
        size: Its bytes.
        limit: The most bytes that it may have.
    """
    return SkippedError(
        f"{name}: {size:,} bytes, over the limit of {limit:,}; not looked at; raise it with --max-file-size",
        aloud=True,
    )


def source(data: bytes, name: str) -> Source:
    """Give the text of bytes.

    Args:
        data: The bytes: UTF-8, or UTF-16 or UTF-32 with a byte order mark.
        name: The file's name for messages.

    Raises:
        SkippedError: If the bytes are binary: a NUL stands in them.
        NotUtf8Error: If they are text in another encoding.
    """
    mark, encoding = next((row for row in _MARKS if data.startswith(row[0])), (b"", "utf-8"))
    text = _marked(data, name, encoding) if mark else decode(data, name)
    bom = BOM if text.startswith(BOM) else ""
    return Source(name, text[len(bom) :], bom, encoding)


def _marked(data: bytes, name: str, encoding: str) -> str:
    """Give the text of bytes with a byte order mark of UTF-16 or UTF-32."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{name}: begins with the mark of {encoding} but is not: bad at offset {error.start}; skipped"
        raise SkippedError(message) from None
    if "\0" in text:
        message = f"{name}: NUL characters although it begins with the mark of {encoding}; skipped as binary"
        raise SkippedError(message)
    return text


def decode(data: bytes, name: str) -> str:
    r"""Give the text of UTF-8, decoded strictly; a byte order mark stays.

    Args:
        data: The file's bytes.
        name: The file's name for the message.

    Raises:
        NotUtf8Error: If the bytes are text, but not UTF-8.
        SkippedError: If they hold a NUL, or are no text in any encoding.

    Example:
        >>> decode(b"ok\n\xff", "a")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        unmojibake.errors.NotUtf8Error: a: not UTF-8: byte FF at offset 3 (line 2); ...
    """
    nul = data.find(0)
    if nul >= 0:
        # Bytes with NULs are UTF-16 without a byte order mark, or a binary file.
        message = f"{name}: NUL byte at offset {nul}: not a UTF-8 text file"
        raise SkippedError(message)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{name}: not UTF-8: byte {data[error.start]:02X} at offset {error.start} (line {line})"
        charset = likely(data, error.start)
        if not charset:
            message = f"{where}, and no text in another encoding; skipped as binary"
            raise SkippedError(message) from None
        message = f"{where}; {charset}; convert it to UTF-8 first, as `unmojibake decode` does"
        raise NotUtf8Error(message, line) from None
