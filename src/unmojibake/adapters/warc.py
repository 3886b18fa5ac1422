"""Gives the text of each captured page of a WARC file, decoded from its bytes. Needs fastwarc. No WARC is rewritten."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

import unmojibake
from unmojibake.adapters.responses import charset_in
from unmojibake.errors import BinaryError, InputError
from unmojibake.values.config import Config
from unmojibake.values.decoded import Decoded

_DEFAULT = Config()
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json", "application/rss", "application/atom")
"""The beginnings of media types of text. Others are not decoded; a record that states no type is."""

_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20
"""Bytes that are read at once."""


def read(source: "str | os.PathLike[str] | IO[bytes]", config: Config = _DEFAULT) -> Iterator[tuple[str, Decoded]]:
    """Give the address and the repaired text of each captured response that is text.

    Args:
        source: A file's name, or a file open for bytes; plain or compressed with gzip, zstd or lz4.
        config: For the repair.

    Yields:
        `(address, decoded)`, in the order of the file. Transfer and content encodings are undone. Records whose
        media type says that they are no text, or whose bytes show it, are left out. One record is held at a time.

    Raises:
        InputError: If the file can't be read or is damaged; the message names the file and the record.
    """
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else getattr(source, "name", "the WARC")
    seen = last = 0
    try:
        for record in ArchiveIterator(source, record_types=WarcRecordType.response, parse_http=False):
            _require_whole(record)
            seen, last = seen + 1, record.stream_pos
            record.parse_http(auto_decode="all")
            found = _decoded(record, config)
            if found is not None:
                yield record.headers.get("WARC-Target-URI") or "", found
        if isinstance(source, (str, os.PathLike)):
            _require_end(source, last)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        after = f"after response {seen}" if seen else "before the first response"
        message = f"{name}: can't be read {after}: {error}"
        raise InputError(message) from error


def _require_whole(record: WarcRecord) -> None:
    """Refuse a record whose end is missing: fastwarc itself gives the part that is there.

    Raises:
        EOFError: If there are fewer bytes than the record says.
    """
    said = record.headers.get("Content-Length") or "0"
    record.freeze()
    if said.isdecimal() and record.content_length < int(said):
        message = f"the next one is cut short, {record.content_length:,} bytes of {int(said):,}"
        raise EOFError(message)


def _require_end(path: "str | os.PathLike[str]", last: int) -> None:
    """Refuse a file whose last piece of gzip is cut short: fastwarc takes that for the end.

    Args:
        path: The file; of others than gzip nothing is known.
        last: Where in it, in bytes, its last response begins.

    Raises:
        EOFError: If the end is missing.
    """
    with Path(path).open("rb") as file:
        # Where a whole file is one piece of gzip, no response begins one.
        start = next((at for at in (last, 0) if _begins_gzip(file, at)), None)
        if start is None:
            return
        file.seek(start)
        piece = zlib.decompressobj(wbits=31)
        while data := piece.unused_data or file.read(_BLOCK):
            if piece.eof:
                piece = zlib.decompressobj(wbits=31)
            piece.decompress(data)
    if not piece.eof:
        message = "the file is cut short"
        raise EOFError(message)


def _begins_gzip(file: IO[bytes], at: int) -> bool:
    """Tell whether a piece of gzip may begin at a place of a file, in bytes."""
    file.seek(at)
    return file.read(len(_GZIP)) == _GZIP


def _decoded(record: WarcRecord, config: Config) -> Decoded | None:
    """Give the text of a record; None when it is no text."""
    headers = dict(record.http_headers.items()) if record.is_http else {}
    kind = (record.http_content_type or "").lower()
    if kind and not kind.startswith(_TEXT):
        return None
    try:
        return unmojibake.decode(record.reader.read(), charset_in(headers), config)
    except BinaryError:
        return None
