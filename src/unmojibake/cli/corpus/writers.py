"""Writes an output beside its final name, which it takes when it is whole."""

import contextlib
import os
from typing import IO

from unmojibake.cli.corpus.pieces import Piece
from unmojibake.cli.corpus.shards import Shard
from unmojibake.cli.corpus.streams import BUFFER, sync, writer
from unmojibake.cli.corpus.work import Done
from unmojibake.errors import InputError


class Writer:
    """The output of a shard of lines."""

    def __init__(self, shard: Shard) -> None:
        """Begin it.

        Raises:
            InputError: If it can't be written.
        """
        self.shard = shard
        self._row = 1
        try:
            os.makedirs(os.path.dirname(shard.part) or ".", exist_ok=True)
            self._raw = open(shard.part, "wb", buffering=BUFFER)  # noqa: SIM115 - closed by `finish` and `abandon`
        except OSError as error:
            raise self.failed(error) from None
        self._file: IO[bytes] = self._raw
        try:
            self._file = self._open(self._raw)
        except OSError as error:
            Writer.abandon(self)
            raise self.failed(error) from None
        except InputError:
            Writer.abandon(self)
            raise

    def _open(self, raw: IO[bytes]) -> IO[bytes]:
        """Give the stream that the content is written to."""
        return writer(raw, self.shard.target)

    def put(self, piece: Piece, done: Done) -> None:
        """Write a piece that is done.

        Raises:
            InputError: If it can't be written, as to a full disk.
        """
        self._row = piece.row
        try:
            self._write(piece, done)
        except OSError as error:
            raise self.failed(error) from None

    def _write(self, piece: Piece, done: Done) -> None:
        self._file.write(piece.data if done.data is None else done.data)

    def _end(self) -> None:
        """Write the end of the output."""
        if self._file is not self._raw:
            self._file.close()

    def finish(self) -> None:
        """Bring it down to the disk. It is whole then, and has its name yet to take.

        Raises:
            InputError: If it can't be written.
        """
        try:
            self._end()
            sync(self._raw)
            self._raw.close()
        except OSError as error:
            raise self.failed(error) from None

    def take_name(self) -> None:
        """Give it its final name.

        Raises:
            InputError: If the name can't be had.
        """
        try:
            os.replace(self.shard.part, self.shard.target)
        except OSError as error:
            raise self.failed(error) from None

    def abandon(self) -> None:
        """Delete the output, which is not whole."""
        # Closing writes the buffer, which may fail again; the file must go nevertheless.
        for file in (self._file, self._raw):
            with contextlib.suppress(OSError, ValueError):
                file.close()
        with contextlib.suppress(OSError):
            os.unlink(self.shard.part)

    def failed(self, error: OSError) -> InputError:
        """Give the error for an output that the system can't write."""
        words = error.strerror or error
        return InputError(f"{self.shard.target}: not written (at row {self._row}): {words}; what is finished stays")
