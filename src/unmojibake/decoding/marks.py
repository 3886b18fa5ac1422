"""Gives the encoding that bytes themselves name: by a byte order mark, or a declaration at the beginning of a page."""

import codecs
import re

from unmojibake.charsets.labels import encoding_of

_LOOKED_AT = 1024
"""Bytes in which a declaration is looked for, as the HTML standard says."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

_BEGINNINGS = frozenset(mark[:1] for mark, _ in _MARKS)

_XML = re.compile(rb"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']?\s*([A-Za-z0-9._:+-]+)""")
_META = re.compile(rb"""<meta[\s/][^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9._:+-]+)""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def byte_order(data: bytes) -> tuple[str, int] | None:
    r"""Return the encoding that a byte order mark says, and the length of the mark in bytes; None without a mark.

    >>> byte_order(b"\xff\xfeA\x00")
    ('utf-16-le', 2)
    """
    if data[:1] not in _BEGINNINGS:
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A UTF-16 text may begin with a NUL; the mark of UTF-32 is the likelier thing, if it can be that.
            if encoding == "utf-32-le" and not _decodes(data, encoding):
                continue
            return encoding, len(mark)
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def in_document(data: bytes) -> str | None:
    """Return the encoding that an XML declaration or an HTML meta element names; None when there is none.

    Only the first 1,024 bytes are looked at. A page that can be read so far as ASCII is not UTF-16: it is
    UTF-8 then, as the HTML standard says.

    >>> in_document(b'<html><head><meta charset="GB2312">')
    'gb18030'
    """
    head = data[:_LOOKED_AT]
    if b"encoding" not in head and b"charset" not in head.lower():
        return None
    head = _COMMENT.sub(b"", head)
    match = _XML.match(head) or _META.search(head)
    encoding = encoding_of(match[1].decode("ascii")) if match else None
    return "utf-8" if encoding and encoding.startswith("utf-16") else encoding
