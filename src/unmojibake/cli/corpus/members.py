"""Gives a line of JSON with another text in a field, and all other bytes as they are."""

import json
import re

READ = json.JSONDecoder(parse_int=len).raw_decode
"""Reads JSON with the length of each integer in its place: their values are not used, and Python refuses long ones."""
_SPACE = re.compile(r"[ \t\r\n]*")


def replaced(line: str, column: str, text: str) -> str:
    r"""Give a line of JSON with another text in a field.

    Args:
        line: A JSON object, which may have white space around it.
        column: The name of a field that it has. Where several have it the last one counts, as for all that read JSON.
        text: The field's new value.

    Returns:
        The line; nothing but the value is written anew. Linear.

    Example:
        >>> replaced('{"n":1.50, "text" : "a", "m":1e999}', "text", "\N{CJK UNIFIED IDEOGRAPH-4F60}")
        '{"n":1.50, "text" : "你", "m":1e999}'
    """
    start, end = _place(line, column)
    written = json.dumps(text, ensure_ascii=False)
    if not _can_be_written(written):  # half of a surrogate pair, which only an escape can stand for
        written = json.dumps(text)
    return line[:start] + written + line[end:]


def _can_be_written(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _place(line: str, column: str) -> tuple[int, int]:
    """Give the beginning and the end of the value of a field."""
    found = (0, 0)
    at = line.index("{")
    while line[at] != "}":
        name, at = READ(line, _skip(line, at + 1))
        start = _skip(line, _skip(line, at) + 1)
        _, at = READ(line, start)
        if name == column:
            found = start, at
        at = _skip(line, at)
    return found


def _skip(line: str, at: int) -> int:
    """Give the end of white space from a place on."""
    match = _SPACE.match(line, at)
    return match.end() if match else at
