"""Gives the text of files in other encodings, when their conversion is asked for."""

from typing import TYPE_CHECKING

import unmojibake
from unmojibake.cli.files.charset import encoding
from unmojibake.cli.files.read import Source
from unmojibake.cli.findings.selection import undone

if TYPE_CHECKING:
    from unmojibake.values.config import Config
    from unmojibake.values.result import Result

_LOST = "\N{REPLACEMENT CHARACTER}"


def converted(path: str, data: bytes, config: "Config") -> "tuple[Source, Result] | None":
    """Give the source of a file that is not UTF-8, decoded.

    Args:
        path: The file's name.
        data: Its bytes, which are text.
        config: For the repair.

    Returns:
        Its text as it was decoded, and what was repaired in it. None when some bytes stand for nothing in the encoding
        that was found: writing that as UTF-8 would lose them.
    """
    found = unmojibake.decode(data, None, config)
    text = undone(found)
    if _LOST in text:
        return None
    return Source(path, text, converted=f"{encoding(found)}, confidence {found.confidence:.2f}"), found
