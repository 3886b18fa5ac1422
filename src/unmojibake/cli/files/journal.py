"""The journal of a run: for each changed file an entry, by which it can be put back byte for byte.

One JSON object a line. A file's line is on the disk before the file is written, so that a run that is
killed can be undone too.
"""

import base64
import hashlib
import json
import os
import secrets
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from unmojibake.cli.files.read import unreadable
from unmojibake.errors import InputError

VERSION = 1
_HEAD = "unmojibake-journal"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_BINARY"))


@dataclass(frozen=True, slots=True)
class Entry:
    """The change of a file, by which it can be put back.

    Attributes:
        path: The file, from the root of the file system.
        before: SHA-256 of the bytes before the change, in hexadecimal.
        after: SHA-256 of the bytes after it.
        offset: The bytes at the beginning that are the same.
        length: The bytes after them that were put in.
        old: The bytes that stood there.
    """

    path: str
    before: str
    after: str
    offset: int
    length: int
    old: bytes

    def undone(self, data: bytes) -> bytes:
        """Give the old bytes of a file, from its new ones."""
        return data[: self.offset] + self.old + data[self.offset + self.length :]


def entry(path: str, before: bytes, after: bytes) -> Entry:
    r"""Give the entry of a change of a file.

    Args:
        path: The file.
        before: Its old bytes.
        after: Its new bytes.

    Example:
        >>> made = entry("/a", b"one two three", b"one 2 three")
        >>> made.offset, made.length, made.old, made.undone(b"one 2 three")
        (4, 1, b'two', b'one two three')
    """
    shorter = min(len(before), len(after))
    head = _common(shorter, lambda count: before[:count] == after[:count])
    tail = _common(shorter - head, lambda count: before[len(before) - count :] == after[len(after) - count :])
    old = before[head : len(before) - tail]
    return Entry(os.path.abspath(path), digest(before), digest(after), head, len(after) - tail - head, old)


def _common(most: int, same: Callable[[int], bool]) -> int:
    """Give the largest count, up to `most`, for which two ends are the same, by halving, as slices compare in C."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(middle) else (low, middle - 1)
    return low


def digest(data: bytes) -> str:
    """Give the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def default_folder() -> str:
    """Give the folder of journals without a name of their own: the user's, not the project's."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    else:
        base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(base, "unmojibake", "journals")


class Journal:
    """The journal of a run, whose file is made when the first change is recorded."""

    def __init__(self, path: str | None) -> None:
        """Take the name of the file; None: a new file in `default_folder`.

        Raises:
            InputError: If the named file is there already.
        """
        if path is not None and os.path.lexists(path):
            message = f"{path}: is there already; a journal is never overwritten: name a new file"
            raise InputError(message)
        self.path = path
        self.count = 0
        self._file = -1

    def record(self, made: Entry) -> None:
        """Write an entry, down to the disk.

        Raises:
            InputError: If that is not possible. The file must not be changed then.
        """
        try:
            if self._file < 0:
                self._open()
            self._write(
                {
                    "path": made.path,
                    "before": made.before,
                    "after": made.after,
                    "offset": made.offset,
                    "length": made.length,
                    "old": base64.b64encode(zlib.compress(made.old)).decode("ascii"),
                }
            )
        except OSError as error:
            name = self.path or default_folder()
            message = (
                f"{name}: the journal can't be written ({error.strerror}), so nothing is changed; "
                "name another one with --journal, or go without with --no-journal"
            )
            raise InputError(message) from None
        self.count += 1

    def withdraw(self) -> None:
        """Count the last entry no more: its file was not written. It stays, and does no harm."""
        self.count -= 1

    def _open(self) -> None:
        """Make the file: for its owner only, since it holds parts of other files."""
        if self.path is None:
            folder = default_folder()
            os.makedirs(folder, mode=0o700, exist_ok=True)
            name = f"{time.strftime('%Y-%m-%dT%H-%M-%S')}-{secrets.token_hex(4)}.jsonl"
            self.path = os.path.join(folder, name)
        self._file = os.open(self.path, _NEW, 0o600)
        self._write({_HEAD: VERSION})

    def _write(self, line: dict[str, object]) -> None:
        """Append one line and bring it to the disk."""
        data = (json.dumps(line) + "\n").encode("ascii")
        while data:
            data = data[os.write(self._file, data) :]
        os.fsync(self._file)

    def __enter__(self) -> Self:
        """Begin a run."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End a run."""
        if self._file >= 0:
            os.close(self._file)


def load(path: str) -> Iterator[Entry]:
    """Give the entries of a journal.

    Args:
        path: The file's name.

    Raises:
        InputError: If it can't be read or is no journal.
    """
    try:
        with open(path, "rb") as file:
            head, *lines = file.read().split(b"\n")
        version = json.loads(head)[_HEAD]
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, KeyError, TypeError):
        version = None
    if version != VERSION:
        message = f"{path}: not a journal of unmojibake; `unmojibake fix --in-place` says where it wrote its own"
        raise InputError(message)
    # A line without a line feed was not finished: the process was killed before it wrote that file.
    for number, line in enumerate(lines[:-1], 2):
        try:
            values = json.loads(line)
            values["old"] = zlib.decompress(base64.b64decode(values["old"]))
            yield Entry(**values)
        except (ValueError, KeyError, TypeError, zlib.error):
            message = f"{path}: line {number} is damaged; the files of that line can't be put back"
            raise InputError(message) from None
