"""The result of decoding bytes: that of a repaired text, with the encoding and how it was found."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from unmojibake.values.result import Result


class How(StrEnum):
    """How the encoding of some bytes was found.

    >>> How.DETECTED == "detected"
    True
    """

    BOM = "bom"
    """By a byte order mark."""
    UTF8 = "utf-8"
    """The bytes are valid UTF-8, ASCII alone included."""
    DECLARED = "declared"
    """The label that the caller passed on, and the text bears it out."""
    META = "meta"
    """An HTML meta element or an XML declaration, and the text bears it out."""
    DETECTED = "detected"
    """The text alone: the language model chose."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of bytes in one encoding, where a file mixes several.

    Attributes:
        start: Its first byte.
        end: One past its last byte.
        encoding: Its encoding, by a name that Python's `bytes.decode` knows.

    Example:
        >>> Segment(0, 12, encoding="gb18030").encoding
        'gb18030'
    """

    start: int
    end: int
    _: KW_ONLY
    encoding: str


@dataclass(frozen=True, slots=True)
class Decoded(Result):
    """The repaired text of some bytes, with the encoding they were in.

    The fields of `Result` speak of the text as it was decoded; `confidence` is P(`text` is exactly the original),
    that the encoding is right included.

    Attributes:
        encoding: The encoding of the bytes, by a name that Python's `bytes.decode` knows. Where a file
            mixes several: that of most bytes that are not ASCII.
        how: How the encoding was found.
        label_lied: Whether a label, of the caller or in the document, names another encoding, under which the
            text would be another.
        segments: Where a file mixes encodings, the bytes of each, in order and without gaps. Empty when one
            encoding serves all.

    Example:
        >>> from unmojibake.values.result import Verdict
        >>> Decoded("ok", False, verdict=Verdict.CLEAN, confidence=1.0, encoding="utf-8", how=How.UTF8).segments
        ()
    """

    _: KW_ONLY
    encoding: str
    how: How
    label_lied: bool = False
    segments: tuple[Segment, ...] = ()
