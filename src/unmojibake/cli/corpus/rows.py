"""Gives the rows of a piece repaired, in a worker."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import unmojibake
from unmojibake.cli.corpus.members import READ, replaced
from unmojibake.cli.corpus.tally import Tally
from unmojibake.cli.corpus.work import Done
from unmojibake.errors import InputError
from unmojibake.pipeline.gate import first_look
from unmojibake.values.result import Change, Suspect, Verdict

if TYPE_CHECKING:
    from unmojibake.cli.corpus.work import Options


_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_NAMED = 8
"""Fields that an error names when the field that was asked for is not there."""


def work(kind: str, path: str, row: int, data: bytes, options: Options) -> Done:
    """Give a piece repaired. It runs in workers: all that it takes, gives and raises can be pickled.

    Args:
        kind: The kind of the piece: "jsonl", "text" or "parquet".
        path: The file that it comes from.
        row: The number of its first row, from 1.
        data: Its bytes.
        options: How it is repaired.

    Raises:
        InputError: If a row is not what it must be; the message names file and row.
    """
    if kind == "parquet":
        from unmojibake.cli.corpus.column import repair_column  # noqa: PLC0415 - loads pyarrow

        return repair_column(path, row, data, options)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = row + data.count(b"\n", 0, error.start)
        message = f"{path}: row {bad}: not UTF-8 (byte {data[error.start]:02X}); `unmojibake decode` makes UTF-8 of it"
        raise InputError(message) from None
    return _repair_text(path, row, text, options) if kind == "text" else _repair_json(path, row, text, options)


def passed(kind: str, data: bytes, options: Options) -> Done | None:
    """Give a piece that the gate passes, done; None for any other piece.

    The look costs little more than to send the piece to a worker.
    """
    if kind == "parquet":
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    rows = text.count("\n") + (not text.endswith("\n"))
    if kind == "text":
        is_clean = first_look.passes(text, options.config.kinds) and "\0" not in text
    else:
        is_clean = all(_is_clean(line, options) for line in text.split("\n", rows)[:rows])
    return Done(Tally(rows=Counter({Verdict.CLEAN.value: rows}))) if is_clean else None


def _repair_text(path: str, row: int, text: str, options: Options) -> Done:
    """Give lines of plain text repaired: together a document, each a row."""
    tally = Tally()
    result = unmojibake.repair(text, options.config)
    rows = text.count("\n") + (not text.endswith("\n"))
    met: dict[int, tuple[list[Change], list[Suspect]]] = defaultdict(lambda: ([], []))
    at = line = 0
    found: list[Change | Suspect] = [*result.changes, *result.suspects]
    for place in sorted(found, key=lambda place: place.start):
        line += text.count("\n", at, place.start)
        at = place.start
        if isinstance(place, Change):
            met[line][0].append(place)
        else:
            met[line][1].append(place)
    tally.rows[Verdict.CLEAN.value] += rows - len(met)
    for line, (changes, suspects) in met.items():
        tally.rows[_verdict(changes, suspects)] += 1
        tally.count(path, row + line, text, changes, suspects)
    return Done(tally, result.text.encode("utf-8") if result.changed else None)


def _verdict(changes: list[Change], suspects: list[Suspect]) -> str:
    """Give the verdict of a line with changes or suspects."""
    if not changes:
        return Verdict.ABSTAINED.value
    return Verdict.PARTIAL.value if suspects else Verdict.REPAIRED.value


def _repair_json(path: str, row: int, text: str, options: Options) -> Done:
    """Give lines of JSON with a field of each repaired; lines that don't change stay as they are, to the byte."""
    tally = Tally()
    lines = text.split("\n")
    changed = False
    clean = 0
    for at, line in enumerate(lines):
        if _is_clean(line, options):
            clean += 1
            continue
        if not line or line.isspace():
            continue
        try:
            new = _repair_line(path, row + at, line, options, tally)
        except InputError:
            if options.bad_rows == "stop":
                raise
            tally.rows["error"] += 1
        else:
            if new is not line:
                lines[at] = new
                changed = True
    if clean:
        tally.rows[Verdict.CLEAN.value] += clean
    # A lone surrogate is written as the escape that it was read from, see `members`: all can be encoded.
    return Done(tally, "\n".join(lines).encode("utf-8") if changed else None)


def _is_clean(line: str, options: Options) -> bool:
    """Tell whether a line is a row that the gate passes; False where it must be looked at closely."""
    try:
        found, end = READ(line)
    except (ValueError, RecursionError):
        return False
    value = found.get(options.column) if isinstance(found, dict) else None
    if not isinstance(value, str) or not first_look.passes(value, options.config.kinds):
        return False
    return end == len(line) or line[end:].isspace()


def _repair_line(path: str, row: int, line: str, options: Options, tally: Tally) -> str:
    """Give a line of JSON repaired; the same object when it does not change.

    Raises:
        InputError: If it is no JSON object, or the field holds no text.
    """
    place = f"{path}: row {row}"
    mark = _MARK if row == 1 and line.startswith(_MARK) else ""
    try:
        found = _whole(line[len(mark) :])
    except ValueError as error:
        message = f"{place}: not JSON: {error}"
        raise InputError(message) from None
    except RecursionError:
        message = f"{place}: nested too deeply"
        raise InputError(message) from None
    value = _value(place, found, options.column)
    if value is None:
        tally.rows["null"] += 1
        return line
    result = unmojibake.repair(value, options.config)
    tally.rows[result.verdict.value] += 1
    if result.changes or result.suspects:
        tally.count(path, row, value, result.changes, result.suspects)
    if not result.changed:
        return line
    return mark + replaced(line[len(mark) :], options.column, result.text)


def _whole(line: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Give the value of a line of JSON.

    Raises:
        ValueError: If it is none.
    """
    found, end = READ(line, len(line) - len(line.lstrip()))
    if line[end:].strip():
        message = f"there is something behind it (char {end})"
        raise ValueError(message)
    return found


def _value(place: str, found: Any, column: str) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """Give the text of a row.

    Raises:
        InputError: If there is none.
    """
    if not isinstance(found, dict):
        message = f"{place}: is no JSON object but {_named(found)}"
        raise InputError(message)
    if column not in found:
        names = ", ".join(repr(name) for name in list(found)[:_NAMED]) or "none"
        message = f"{place}: there is no field {column!r}; its fields: {names}; choose one with --column"
        raise InputError(message)
    value = found[column]
    if value is not None and not isinstance(value, str):
        message = f"{place}: field {column!r} holds no text but {_named(value)}"
        raise InputError(message)
    return value


def _named(value: object) -> str:
    """Name the type of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"
