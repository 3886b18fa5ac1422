"""Files that may be compressed, open for reading or writing."""

import gzip
import io
import os
import sys
import zlib
from importlib import import_module
from typing import IO, Any

from unmojibake.cli.corpus.shards import compression_of
from unmojibake.errors import InputError

BUFFER = 1 << 20
"""Bytes that a file is read or written by."""
_GZIP_LEVEL = 6
"""The level that gzip itself takes; Python takes 9, which is three times slower and 1% smaller."""


class Source:
    """A file open for reading."""

    def __init__(self, path: str) -> None:
        """Open it.

        Raises:
            InputError: If it can't be opened.
        """
        self.path = path
        self._failure = ""
        self._is_damaged = False
        try:
            self._raw = open(path, "rb", buffering=BUFFER)  # noqa: SIM115 - closed by `close`; FIFOs too
        except OSError as error:
            message = f"{path}: {error.strerror or error}"
            raise InputError(message) from None
        try:
            self._file = _reader(self._raw, compression_of(path), path)
        except InputError:
            self._raw.close()
            raise

    def read(self, size: int, row: int) -> bytes:
        """Give so many bytes of the content, or the rest of it.

        Args:
            size: How many.
            row: The row that comes next, for messages.

        Raises:
            InputError: If the file can't be read, or is damaged or cut short. What can be read before that is
                given first.
        """
        read: list[bytes] = []
        while size and not self._failure and (data := self._more(size)):
            read.append(data)
            size -= len(data)
        if self._failure and not read:
            message = f"{self.path}: row {row}: {self._failure}"
            if self._is_damaged:
                message += f"; {_advice(row)}"
            raise InputError(message)
        return b"".join(read)

    def _more(self, size: int) -> bytes:
        """Give the bytes that can be had at once; none at the end, or when it failed."""
        try:
            return self._file.read1(size)  # type: ignore[attr-defined, no-any-return]
        except EOFError:
            self._failure = "the compressed file is cut short; get it again"
        except (OSError, zlib.error) as error:
            self._failure = f"can't be read: {getattr(error, 'strerror', None) or error}"
            self._is_damaged = isinstance(error, gzip.BadGzipFile | zlib.error)
        except Exception as error:
            if type(error).__name__ != "ZstdError":  # of whichever module serves here
                raise
            self._failure = f"can't be read: {error}"
            self._is_damaged = True
        return b""

    def position(self) -> int:
        """Give how many bytes of the file itself were read; 0 where the file does not say it."""
        try:
            return self._raw.tell()
        except OSError:
            return 0

    def close(self) -> None:
        """Close it."""
        self._file.close()
        self._raw.close()


def _advice(row: int) -> str:
    """Give the error for a compressed file that can't be read from a row on."""
    if row == 1:
        return "it is not compressed as its name says, or damaged at its beginning: rename it, or get it again"
    return f"row {row - 1} was the last good one; get it again, or take off what does not belong to it"


def writer(file: IO[bytes], path: str) -> IO[bytes]:
    """Give the stream that compresses into a file, as its name says; the file itself for any other name.

    Args:
        file: The file, open for writing. It must be closed by the caller.
        path: Its final name.
    """
    compression = compression_of(path)
    if compression == "gzip":
        # No name and no time: the same input gives the same bytes.
        return gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0)  # type: ignore[return-value]
    if compression == "zstd":
        made: IO[bytes] = _zstd(path).ZstdFile(file, "wb")
        return made
    return file


def _reader(file: IO[bytes], compression: str | None, path: str) -> IO[bytes]:
    """Give the stream that decompresses a file."""
    if compression == "gzip":
        return gzip.GzipFile(fileobj=file, mode="rb")  # type: ignore[return-value]
    if compression == "zstd":
        made: IO[bytes] = io.BufferedReader(_zstd(path).ZstdFile(file, "rb"), BUFFER)
        return made
    return file


def _zstd(path: str) -> Any:  # noqa: ANN401 - one of two modules
    """Give the module for zstd: Python's own since 3.14.

    Raises:
        InputError: If it is not installed.
    """
    try:
        return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError:
        message = f"{path}: zstd needs a package: python -m pip install 'unmojibake[corpus]'"
        raise InputError(message) from None


def sync(file: IO[bytes]) -> None:
    """Bring a file down to the disk."""
    file.flush()
    os.fsync(file.fileno())
