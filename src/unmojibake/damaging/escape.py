r"""Gives a line with its escapes undone, and characters as escapes: `\u00e4\u00b8\u00ad`, `%C3%A4%C2%B8%C2%AD`.

A correct escape is no damage, since its character is right. So a line is looked at as it reads with its escapes undone.
Where that reading is damaged it is repaired, and written in the escapes that it came in.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KIND = "escape"
_BYTES = {"%": "percent", "=": "quoted-printable", "\\": "backslash-x"}
"""Escapes of bytes of UTF-8, by their first character."""
_WRITTEN = {"percent": "%", "quoted-printable": "=", "backslash-x": "\\x"}
_RUN = on_use(
    r"""(?P<bytes>(?:%[89A-Fa-f][0-9A-Fa-f])+ | (?:=[89A-F][0-9A-F])+ | (?:\\x[89A-Fa-f][0-9A-Fa-f])+)
    | \\u(?P<unit>(?!00[0-7])[0-9A-Fa-f]{4})
    | &(?:\#(?P<decimal>[0-9]{3,7}) | \#[xX](?P<hex>[0-9A-Fa-f]{2,6}) | (?P<name>[A-Za-z]{2,8}[0-9]{0,2}));""",
    re.VERBOSE,
)


class Unescaped(NamedTuple):
    """A line with its escapes of characters beyond ASCII undone.

    Attributes:
        text: How it reads.
        places: For each character of `text` where it begins in the line, and at last the end of the line.
        styles: For each the escape it came in, "" for none.
    """

    text: str
    places: list[int]
    styles: list[str]


def undo(line: str) -> Unescaped | None:
    r"""Give a line with the escapes of characters beyond ASCII undone. Linear.

    Returns:
        The line; None where it has no such escape that can be read.

    >>> undo(r"caf\u00e9").text
    'café'
    """
    if "\\" not in line and "%" not in line and "&" not in line and "=" not in line:
        return None
    text: list[str] = []
    places: list[int] = []
    styles: list[str] = []
    at = 0
    for match in _RUN.finditer(line):
        read = list(_read(match))
        if not read:
            continue
        text += line[at : match.start()]
        places += range(at, match.start())
        styles += [""] * (match.start() - at)
        begin = match.start()
        for char, length, style in read:
            text.append(char)
            places.append(begin)
            styles.append(style)
            begin += length
        at = match.end()
    if not at:
        return None
    text += line[at:]
    return Unescaped("".join(text), [*places, *range(at, len(line) + 1)], styles + [""] * (len(line) - at))


def _read(match: re.Match[str]) -> Iterator[tuple[str, int, str]]:
    """Give each character of an escape, or of a run of them, with its length in the line and the way it is written."""
    written = match.group()
    digits = match["bytes"] or match["unit"] or match["hex"] or ""
    lower = "-lower" if re.search("[a-f]", digits) else ""
    if match["bytes"]:
        style = _BYTES[written[0]]
        size = len(_WRITTEN[style]) + 2
        data = bytes.fromhex(written.replace(_WRITTEN[style], ""))
        try:
            for char in data.decode():
                yield char, size * len(char.encode()), style + lower
        except UnicodeDecodeError:
            return
    elif match["unit"]:
        code = int(match["unit"], 16)
        if not 0xD800 <= code < 0xE000:  # noqa: PLR2004 - halves of a character
            yield chr(code), len(written), "json" + lower
    else:
        if match["name"]:
            from html import unescape  # noqa: PLC0415 - its table takes longer than all of this library

            char = unescape(written)
        else:
            # The standard reads the numbers of controls as Windows' characters: here they stand for bytes.
            code = int(match["decimal"] or match["hex"], 10 if match["decimal"] else 16)
            char = chr(code) if code < 0xD800 or 0xE000 <= code <= sys.maxunicode else ""  # noqa: PLR2004 - no halves
        if len(char) == 1 and char > "\x7f":
            yield char, len(written), "html-hex" + lower if match["hex"] else "html"


def write(char: str, style: str) -> str:
    r"""Give a character as an escape of a style; ASCII stands for itself.

    >>> write("中", "json-lower"), write("中", "percent"), write("中", "html")
    ('\\u4e2d', '%E4%B8%AD', '&#20013;')
    """
    if char < "\x80":
        return char
    kind = style.removesuffix("-lower")

    def cased(digits: str) -> str:
        return digits.lower() if kind != style else digits.upper()

    if kind == "html":
        return f"&#{ord(char)};"
    if kind == "html-hex":
        return f"&#x{cased(f'{ord(char):x}')};"
    if kind == "json":
        units = cased(char.encode("utf-16-be").hex())
        return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    mark = _WRITTEN[kind]
    digits = cased(char.encode().hex())
    return "".join(mark + digits[at : at + 2] for at in range(0, len(digits), 2))


def _writer(style: str) -> Callable[[str], str]:
    def run(text: str) -> str:
        return "".join(write(char, style) for char in text)

    return run


ESCAPES = {
    "escape-percent": _writer("percent"),
    "escape-quoted-printable": _writer("quoted-printable"),
    "escape-backslash-x": _writer("backslash-x-lower"),
    "escape-json": _writer("json-lower"),
    "escape-html": _writer("html"),
}
"""The name of each damage by escapes, and its function: it escapes each character of a text beyond ASCII."""
