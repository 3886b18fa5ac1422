"""Gives and keeps the records of a run: the tally of each shard, by which a run is resumed and reported."""

import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any

import unmojibake
from unmojibake.cli.corpus.shards import RECORDS, Shard
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.corpus.work import Options
from unmojibake.cli.files import write
from unmojibake.errors import InputError


def settings(options: Options) -> dict[str, Any]:
    """Give the options and the version that the outputs of a run depend on, besides the inputs."""
    return {
        "version": unmojibake.__version__,
        "column": options.column,
        "bad_rows": options.bad_rows,
        "add_status": options.add_status,
        "min_confidence": options.config.min_confidence,
        "prior": options.config.prior,
    }


def finished(shard: Shard, options: Options) -> Tally | None:
    """Give the tally of a shard whose output is there already.

    Returns:
        None when it must be worked on: it was never finished, or its input has changed since.

    Raises:
        InputError: If something else stands in the output's place, or it was made with other settings.
    """
    if not os.path.lexists(shard.target):
        return None
    kept = load(shard.record)
    if kept is None:
        message = f"{shard.target}: is there already, and no run of `unmojibake corpus` wrote it; move it away first"
        raise InputError(message)
    if kept["settings"] != settings(options):
        made = ", ".join(f"{name} {value!r}" for name, value in kept["settings"].items())
        message = f"{shard.target}: was made with other settings ({made}); use those, or another place for the output"
        raise InputError(message)
    now = state(shard.source)
    return Tally.from_json(kept["tally"]) if now is not None and kept["input"] == now else None


def keep(shard: Shard, options: Options, tally: Tally, read: list[int] | None) -> None:
    """Write the record of a shard, before its output takes its name.

    An older output goes first: beside the new record it would pass for the new one.

    Args:
        shard: The shard.
        options: How it was repaired.
        tally: Its tally.
        read: The state of its input when it was begun.

    Raises:
        InputError: If it can't be written.
    """
    try:
        os.makedirs(os.path.dirname(shard.record), exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(shard.target)
    except OSError as error:
        message = f"{error.filename}: {error.strerror or error}"
        raise InputError(message) from None
    record = {"input": read, "settings": settings(options), "tally": tally.to_json()}
    # In ASCII, as a kept sample may hold half a surrogate pair.
    write.put(shard.record, json.dumps(record, indent=1).encode("ascii"))


def load(path: str) -> dict[str, Any] | None:
    """Give a record; None when there is none.

    Raises:
        InputError: If it is damaged.
    """
    try:
        with open(path, "rb") as file:
            kept: dict[str, Any] = json.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        message = f"{path}: can't be read: {error}"
        raise InputError(message) from None
    return kept


def all_of(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the name of each finished output of a run below a folder, with its record, sorted.

    Raises:
        InputError: If a record is damaged.
    """
    for place, folders, files in os.walk(folder):
        folders.sort()
        if os.path.basename(place) != RECORDS:
            continue
        for name in sorted(files):
            target = os.path.join(os.path.dirname(place), name.removesuffix(".json"))
            if name.endswith(".json") and os.path.exists(target):
                kept = load(os.path.join(place, name))
                if kept is not None:
                    yield os.path.relpath(target, folder), kept


def state(path: str) -> list[int] | None:
    """Give the size and time by which a change of a file is seen; None for a pipe, which can be read only once.

    Raises:
        InputError: If the file is gone.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise InputError(message) from None
    return [status.st_size, status.st_mtime_ns] if os.path.isfile(path) else None
