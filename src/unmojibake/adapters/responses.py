"""Gives the text of HTTP responses, decoded again from their bytes, since labels lie. No client is imported here.

Serves requests, httpx, httpx2, niquests and whatever else has `content` and `headers`; `decode_body` serves
the rest.
"""

import codecs
import contextlib
import re
from typing import TYPE_CHECKING, Protocol

import unmojibake
from unmojibake.decoding import find
from unmojibake.errors import BinaryError
from unmojibake.pipeline.gate import first_look
from unmojibake.values.config import DEFAULT_PRIOR, Config
from unmojibake.values.decoded import Decoded, How

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unmojibake.decoding.find import Sniffed

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s"';,]+)""", re.IGNORECASE)
_DEFAULT = Config()
_MARKED = {
    "utf-8": "utf-8-sig",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "utf-32-le": "utf-32",
    "utf-32-be": "utf-32",
}
"""The name by which Python takes the byte order mark away too."""


class Response(Protocol):
    """A response with a body and headers, as every client has it."""

    @property
    def content(self) -> bytes:
        """The body, after decompression."""

    @property
    def headers(self) -> "Mapping[str, str]":
        """The headers."""


def sniff(data: bytes) -> str:
    """Give the encoding of a body without a label; for the slots that clients have for that.

    Args:
        data: The bytes of the body.

    Returns:
        A name that `bytes.decode` knows, and that takes a byte order mark away. "utf-8", as clients say themselves,
        for bytes that are no text.

    Example:
        >>> sniff("今天天气很好".encode("gbk"))
        'gb18030'
    """
    return name_of(data, None) or "utf-8"


def fallback_charset(_response: object, body: bytes) -> str:
    """Give the same as `sniff`, in the form that `aiohttp.ClientSession(fallback_charset_resolver=...)` wants.

    Example:
        >>> fallback_charset(None, "今天天气很好".encode("gbk"))
        'gb18030'
    """
    return sniff(body)


def name_of(data: bytes, declared: str | None) -> str | None:
    r"""Give the encoding of bytes, whatever their label says, without a repair.

    Args:
        data: The bytes.
        declared: The label from outside; None when there is none.

    Returns:
        A name that `bytes.decode` knows, and that takes a byte order mark away; None when they are no text.

    Example:
        >>> name_of("今天天气很好".encode(), "gbk"), name_of(b"\x89PNG\r\n\x1a\n\0\0", None)
        ('utf-8', None)
    """
    try:
        found = find.sniff(data, declared, DEFAULT_PRIOR, first_look.is_clean)
    except BinaryError:
        return None
    return slot_name(found)


def slot_name(found: "Decoded | Sniffed") -> str:
    """Give the name by which a client decodes the same bytes to the same text."""
    return _MARKED.get(found.encoding, found.encoding) if found.how is How.BOM else found.encoding


def charset_in(headers: "Mapping[str, str]") -> str | None:
    """Give the charset that the header Content-Type names; None when it names none.

    Args:
        headers: The headers; how their names are written does not matter.

    Example:
        >>> charset_in({"content-type": 'text/html; charset="GB2312"'})
        'GB2312'
    """
    for name, value in headers.items():
        if name.lower() == "content-type":
            match = _CHARSET.search(value)
            return match[1] if match else None
    return None


def decode_body(body: bytes, headers: "Mapping[str, str]", config: Config = _DEFAULT) -> Decoded:
    """Give the repaired text of the body of a response.

    Args:
        body: Its bytes, after decompression.
        headers: Its headers. The charset in them is a label, and weighed as one.
        config: For the repair.

    Returns:
        The text, with its encoding and whether a label lied about it.

    Raises:
        BinaryError: If the bytes are no text.

    Example:
        >>> found = decode_body("今天天气很好".encode(), {"Content-Type": "text/plain; charset=gbk"})
        >>> found.text, found.encoding, found.label_lied
        ('今天天气很好', 'utf-8', True)
    """
    return unmojibake.decode(body, charset_in(headers), config)


def repair_response(response: Response, config: Config = _DEFAULT) -> Decoded:
    """Give the repaired text of a response, decoded again from its body.

    Args:
        response: A response of requests, httpx, httpx2 or niquests, or anything with `content` (bytes) and `headers`.
            Where its `encoding` can be set it is set to the right one, so that `response.text` and
            what others read from it are decoded right too; httpx allows that only before `text` is read.
        config: For the repair.

    Returns:
        The text, with its encoding and whether a label lied about it.

    Raises:
        BinaryError: If the bytes are no text.
        TypeError: If `content` is not bytes, as in responses that are read asynchronously: use `decode_body`.
    """
    found = decode_body(response.content, response.headers, config)
    if not found.segments:
        # A response of another kind may have no such thing, or not let it be set.
        with contextlib.suppress(AttributeError, TypeError, ValueError):
            response.encoding = codecs.lookup(slot_name(found)).name  # type: ignore[attr-defined]
    return found
