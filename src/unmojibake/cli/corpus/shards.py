"""Gives the shards of a corpus: the files that are read, and the files that are written for them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from unmojibake.errors import InputError

PART = ".part"
"""The ending of an output's name until it is whole."""
RECORDS = ".unmojibake-run"
"""The folder of the records, beside the outputs."""

_KINDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "text", ".parquet": "parquet"}
_COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
_KNOWN = "known are .jsonl, .ndjson and .txt, alone or with .gz or .zst behind them, and .parquet"


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of a corpus.

    Attributes:
        source: Its name.
        target: The name of its output.
        kind: "jsonl", "text" or "parquet".
    """

    source: str
    target: str
    kind: str

    @property
    def part(self) -> str:
        """The name of the output until it is whole."""
        return self.target + PART

    @property
    def record(self) -> str:
        """The name of its record."""
        folder, name = os.path.split(self.target)
        return os.path.join(folder, RECORDS, name + ".json")


def kind_of(name: str) -> str | None:
    """Give the kind of a file by its name; None for a file that is no shard.

    Example:
        >>> kind_of("a.jsonl.zst"), kind_of("a.parquet"), kind_of("a.parquet.gz"), kind_of("README.md")
        ('jsonl', 'parquet', None, None)
    """
    stem, end = os.path.splitext(name.lower())
    if end in _COMPRESSIONS:
        kind = _KINDS.get(os.path.splitext(stem)[1])
        return None if kind == "parquet" else kind
    return _KINDS.get(end)


def compression_of(name: str) -> str | None:
    """Give the compression of a file, by its name.

    Example:
        >>> compression_of("a.jsonl.gz"), compression_of("a.txt")
        ('gzip', None)
    """
    return _COMPRESSIONS.get(os.path.splitext(name.lower())[1])


def shards(source: str, target: str) -> tuple[list[Shard], int]:
    """Give the shards of a corpus: its files with their outputs.

    Args:
        source: A file, or a folder with files in it, at any depth.
        target: For a folder the folder of the outputs, which get the same names. For a file the output, or a folder.

    Returns:
        The shards, sorted by name, and how many files are no shards.

    Raises:
        InputError: If there is nothing to read, or an output would take the place of an input.
    """
    if not os.path.lexists(source):
        message = f"{source}: there is no such file or folder"
        raise InputError(message)
    if os.path.isdir(source):
        found, others = _of_folder(source, target)
        if not found:
            message = f"{source}: there is no shard in this folder; {_KNOWN}"
            raise InputError(message)
    else:
        found, others = [_of_file(source, target)], 0
    for shard in found:
        if os.path.realpath(shard.source) == os.path.realpath(shard.target):
            message = f"{shard.source}: would be read and written at the same time; name another place for the output"
            raise InputError(message)
    return found, others


def _of_file(source: str, target: str) -> Shard:
    """Give the shard of a file."""
    kind = kind_of(source)
    if kind is None:
        message = f"{source}: what it holds can't be told by its name; {_KNOWN}"
        raise InputError(message)
    if os.path.isdir(target) or target.endswith(os.sep):
        target = os.path.join(target, os.path.basename(source))
    elif kind_of(target) != kind:
        message = f"{target}: must be of the same kind as {source} ({kind}); {_KNOWN}"
        raise InputError(message)
    return Shard(source, target, kind)


def _of_folder(source: str, target: str) -> tuple[list[Shard], int]:
    """Give the shards of a folder."""
    if os.path.exists(target) and not os.path.isdir(target):
        message = f"{target}: is a file, and {source} a folder; name a folder for the output"
        raise InputError(message)
    found = []
    others = 0
    for name in _walk(source, os.path.realpath(target)):
        kind = kind_of(name)
        if kind is None:
            others += 1
        else:
            found.append(Shard(os.path.join(source, name), os.path.join(target, name), kind))
    return found, others


def _walk(folder: str, left_out: str) -> Iterator[str]:
    """Give the files of a folder, sorted, by their names from there; hidden files and a folder are left out."""
    for place, folders, files in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(place, name)) != left_out
        )
        for name in sorted(files):
            if not name.startswith("."):
                yield os.path.relpath(os.path.join(place, name), folder)


def _unreadable(error: OSError) -> None:
    """Raise for a folder that can't be read: to pass over it would lose a part of the corpus."""
    message = f"{error.filename}: {error.strerror or error}"
    raise InputError(message) from None
