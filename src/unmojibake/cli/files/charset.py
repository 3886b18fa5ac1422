"""Gives the encoding of bytes in words for people."""

import unmojibake
from unmojibake.errors import BinaryError

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.values.decoded import Decoded

_LOOK = 1 << 15
"""Bytes that are looked at before and after the first one that is not UTF-8."""


def likely(data: bytes, at: int) -> str:
    """Give the likely encoding of bytes that are not UTF-8, in words.

    Args:
        data: The bytes.
        at: The offset of the first byte that is not UTF-8.

    Returns:
        Words for people, "" when the bytes are no text in any encoding. Looks at a part of long files.

    Example:
        >>> likely("图书馆的开放时间".encode("gbk"), 0)
        'probably gb18030'
    """
    # Whole lines, so that no character is cut in two.
    start = data.rfind(b"\n", 0, max(0, at - _LOOK)) + 1
    end = data.find(b"\n", at + _LOOK)
    try:
        found = unmojibake.decode(data[start : end + 1 if end >= 0 else len(data)])
    except BinaryError:
        return ""
    if found.segments:
        return f"probably {' and '.join(dict.fromkeys(part.encoding for part in found.segments))}, line by line"
    return "probably UTF-8 with damaged bytes" if found.encoding == "utf-8" else f"probably {found.encoding}"


def encoding(found: "Decoded") -> str:
    """Give the encoding of decoded bytes, how it was found, and whether a label was wrong, in words.

    Example:
        >>> encoding(unmojibake.decode("图书馆的开放时间".encode("gbk"), "utf-8"))
        'gb18030 (detected; the label names another)'
    """
    lied = "; the label names another" if found.label_lied else ""
    if found.segments:
        names = " and ".join(dict.fromkeys(part.encoding for part in found.segments))
        return f"{names}, line by line ({found.how}{lied})"
    return f"{found.encoding} ({found.how}{lied})"
