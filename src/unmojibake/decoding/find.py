"""Gives the text of some bytes, their encoding, and how it was found: the stages of `decode` in their order.

In this order: a byte order mark; NULs, which only UTF-16 and UTF-32 have; ASCII; valid UTF-8; and for all else the
likeliest encoding, labels and the language model weighed together.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from unmojibake.charsets import labels
from unmojibake.decoding import marks
from unmojibake.decoding.readings import REPLACEMENT, is_valid, read
from unmojibake.values.decoded import How, Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from unmojibake.decoding.judge import Verdict

_ACCIDENT = 16
"""Bytes that a valid UTF-8 text is longer than its characters, from which on its being valid is no accident.

Of GBK text of one, two, three and four hanzi 17, 2.3, 0.5 and 0.1 in a hundred are valid UTF-8; this is sixteen.
"""

_ODD = re.compile(rb"\x1b\$|[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""An escape of ISO-2022 or a control, which may be half of UTF-16: ASCII text has neither."""


class Sniffed(NamedTuple):
    """Bytes that became text.

    Attributes:
        text: The text, without a byte order mark.
        encoding: The encoding, or that of most bytes.
        how: How it was found.
        confidence: P(the text is the right reading of the bytes), 0 to 1.
        label_lied: Whether the label names another encoding, under which the text is another.
        segments: Which bytes are in which encoding, where there are several.
    """

    text: str
    encoding: str
    how: How
    confidence: float = 1.0
    label_lied: bool = False
    segments: tuple[Segment, ...] = ()


def sniff(data: bytes, declared: str | None, wrong: float, is_clean: Callable[[str], bool]) -> Sniffed:
    """Give the text of some bytes, and their encoding. Linear.

    Args:
        data: The bytes.
        declared: A label from outside, or None.
        wrong: P(a label is wrong), P(a line is in another encoding than the one before), 0 to 1.
        is_clean: The gate: whether nothing in a text can be damaged.

    Raises:
        BinaryError: They are no text.
        TypeError: They are no bytes, or the label is no string.
    """
    data = _checked(data, declared)
    label = labels.encoding_of(declared) if declared is not None else None
    mark = marks.byte_order(data)
    if mark is not None:
        return _marked(data, *mark, label, wrong)
    if b"\0" in data:
        from unmojibake.decoding.wide import with_nul  # noqa: PLC0415 - most bytes have no NUL

        text, encoding = with_nul(data, label)
        how = How.DECLARED if encoding == label else How.DETECTED
        return Sniffed(text, encoding, how, label_lied=label not in {None, encoding})
    if data.isascii():
        return _ascii(data, label, wrong)
    decoded = _utf8(data)
    said = _said(data, label)
    if decoded is None:
        return _judged(data, said, wrong)
    if len(data) - len(decoded) > _ACCIDENT or is_clean(decoded):
        return Sniffed(decoded, "utf-8", How.UTF8, label_lied=bool(said) and said[0][0] != "utf-8")
    # So few bytes may be valid by accident, as those of `联通` in GBK are.
    return _judged(data, said, wrong, ("utf-8", How.UTF8))


def _utf8(data: bytes) -> str | None:
    """Give the text of UTF-8 whose last character may be cut off; None when it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or error.start <= _ACCIDENT:
            return None
        cut = data[: error.start].decode("utf-8")
        return cut + REPLACEMENT if error.start - len(cut) > _ACCIDENT else None


def _checked(data: object, declared: object) -> bytes:
    if not isinstance(data, (bytes, bytearray, memoryview)):
        message = f"expected bytes, got {type(data).__name__}: text needs no decoding, pass it to repair()"
        raise TypeError(message)
    if declared is not None and not isinstance(declared, str):
        message = f"declared must be a label such as 'gbk' or None, not {declared!r}"
        raise TypeError(message)
    return bytes(data)


def _said(data: bytes, label: str | None) -> list[tuple[str, How]]:
    """Give the encodings that labels name, the most trusted first: as on the web, the header's before the page's."""
    meta = marks.in_document(data)
    said = [(label, How.DECLARED), (meta, How.META)]
    return [(encoding, how) for encoding, how in said if encoding]


def _marked(data: bytes, encoding: str, size: int, label: str | None, wrong: float) -> Sniffed:
    """Give the text of bytes that begin with a byte order mark."""
    body = data[size:]
    if encoding == "utf-8" and not is_valid(body):
        found = _judged(body, _said(body, label), wrong, ("utf-8", How.BOM))
        moved = [Segment(part.start + size, part.end + size, encoding=part.encoding) for part in found.segments]
        if moved:
            moved[0] = Segment(0, moved[0].end, encoding=moved[0].encoding)
        return found._replace(segments=tuple(moved))
    return Sniffed(read(body, encoding), encoding, How.BOM, label_lied=label not in {None, encoding})


def _ascii(data: bytes, label: str | None, wrong: float) -> Sniffed:
    """Give the text of ASCII bytes, which may be an encoding that writes all characters in them, as ISO-2022-JP."""
    if not _ODD.search(data) and (label is None or labels.keeps_ascii(label)):
        return Sniffed(data.decode("ascii"), label or "utf-8", How.DECLARED if label else How.UTF8)
    from unmojibake.decoding.wide import likeliest  # noqa: PLC0415 - hardly ever

    wide = () if len(data) % 2 else ("utf-16-le", "utf-16-be")
    others = list(dict.fromkeys(("utf-8", "iso2022_jp", *wide, *((label,) if label else ()))))
    text, encoding, sure = likeliest(data, others, label, wrong)
    how = How.DECLARED if encoding == label else How.UTF8 if encoding == "utf-8" else How.DETECTED
    return Sniffed(text, encoding, how, sure, label_lied=label not in {None, encoding})


def _judged(data: bytes, said: list[tuple[str, How]], wrong: float, sign: tuple[str, How] | None = None) -> Sniffed:
    """Give the text of bytes in the likeliest encodings.

    Args:
        data: The bytes.
        said: The encodings that labels name, and where each stands.
        wrong: P(a label is wrong), 0 to 1.
        sign: The encoding that the bytes themselves show: worth more than a label, less than their text.
    """
    from unmojibake.decoding import judge, wide  # noqa: PLC0415 - valid UTF-8 needs no language model
    from unmojibake.decoding.guess import guesses  # noqa: PLC0415

    names = [encoding for encoding, _ in said]
    known = [sign, *said] if sign else said
    prior = judge.weights([encoding for encoding, _ in known], wrong, guesses(data))
    verdict = judge.judge(data, prior, wrong)
    sizes: Counter[str] = Counter()
    for block, encoding in zip(verdict.blocks, verdict.path, strict=True):
        sizes[encoding] += block.size
    main = max(sizes, key=sizes.__getitem__)
    segments = _segments(verdict)
    text, sure = "".join([read(data[part.start : part.end], part.encoding) for part in segments]), verdict.sure
    if (other := wide.without_nul(data, segments, prior)) is not None:
        text, main, sure, segments = *other, []
    wide.refuse_noise(data, main, wrong)
    lied = bool(names) and main != names[0] and read(data, names[0]) != text
    return Sniffed(
        text,
        main,
        next((how for encoding, how in known if encoding == main), How.DETECTED),
        sure,
        lied,
        tuple(segments) if len(segments) > 1 else (),
    )


def _segments(verdict: Verdict) -> list[Segment]:
    """Give the segments of a verdict: blocks that follow each other in one encoding are joined."""
    found: list[Segment] = []
    for block, encoding in zip(verdict.blocks, verdict.path, strict=True):
        start = block.start
        if found and found[-1].encoding == encoding:
            start = found.pop().start
        found.append(Segment(start, block.end, encoding=encoding))
    return found
