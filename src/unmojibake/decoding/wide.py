"""Gives the text of bytes in UTF-16, UTF-32 and encodings that write all in ASCII bytes, and refuses bytes of no text.

These encodings are not cut at line feeds. All of the bytes are in one of them or none are, so they are compared on the
beginning.
"""

import codecs
import math
from collections.abc import Mapping, Sequence
from typing import Final

from unmojibake.decoding.cost import BINARY, NOISE, cost
from unmojibake.decoding.judge import weights
from unmojibake.decoding.readings import read
from unmojibake.decoding.shares import share
from unmojibake.errors import BinaryError
from unmojibake.values.decoded import Segment

_HEAD: Final = 1024
"""Bytes that are compared; a whole number of characters of all these encodings."""
_GLANCE: Final = 96
_UTF16: Final = ("utf-16-le", "utf-16-be")
_WITH_NUL: Final = (*_UTF16, "utf-32-le", "utf-32-be")


def with_nul(data: bytes, label: str | None) -> tuple[str, str]:
    """Give the text of bytes that have NULs: they are text only if they are UTF-16 or UTF-32.

    Args:
        data: The bytes.
        label: The encoding that was declared, or None.

    Returns:
        The text and its encoding.

    Raises:
        BinaryError: The text is no likelier than noise.

    >>> with_nul("好 ok".encode("utf-16-le"), None)
    ('好 ok', 'utf-16-le')
    """
    nats = {}
    for name in _WITH_NUL:
        head = data[: min(len(data), _HEAD) // 4 * 4 or len(data) // 2 * 2]
        text = _strict(head, name)
        if text and (spent := cost(text)) < len(head) * NOISE:
            nats[name] = spent - math.log(share(name))
    if not nats:
        raise _binary(data, data.index(0), label)
    encoding = label if label in nats else min(nats, key=nats.__getitem__)
    return read(data, encoding), encoding


def _strict(head: bytes, encoding: str) -> str | None:
    """Give the text of the first bytes, without a last character that is cut off; None where they do not decode."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None


def without_nul(data: bytes, parts: Sequence[Segment], prior: Mapping[str, float]) -> tuple[str, str, float] | None:
    """Give the text of bytes as UTF-16, if that is likelier than the encodings they were taken for.

    Args:
        data: The bytes.
        parts: The segments they were taken for.
        prior: P(encoding) for each encoding.

    Returns:
        The text, its encoding and P(the encoding is right), 0 to 1; None when it is not likelier.
    """
    if len(data) % 2:
        return None
    head = data[:_GLANCE]
    rivals = -math.log(prior[parts[0].encoding])
    for part in parts:
        if part.start < len(head):
            rivals += cost(read(head[part.start : part.end], part.encoding))
    nats = {name: cost(read(head, name)) - math.log(prior[name]) for name in _UTF16}
    encoding = min(nats, key=nats.__getitem__)
    if nats[encoding] >= rivals:
        return None
    return read(data, encoding), encoding, 1 / (1 + math.exp(nats[encoding] - rivals))


def likeliest(data: bytes, encodings: Sequence[str], label: str | None, wrong: float) -> tuple[str, str, float]:
    """Give the text of bytes in the likeliest of some encodings.

    Args:
        data: The bytes.
        encodings: The encodings.
        label: The encoding that was declared, or None.
        wrong: P(a label is wrong), 0 to 1.

    Returns:
        The text, its encoding and P(the encoding is right), 0 to 1.
    """
    prior = weights([label] if label else [], wrong, encodings)
    head = data[:_HEAD]
    nats = {name: cost(read(head, name)) - math.log(prior[name]) for name in encodings}
    encoding = min(nats, key=nats.__getitem__)
    total = sum(math.exp(nats[encoding] - each) for each in nats.values())
    return read(data, encoding), encoding, 1 / total


def refuse_noise(data: bytes, encoding: str, wrong: float) -> None:
    """Refuse bytes that have controls which no text has, and whose text is less likely than noise.

    Args:
        data: The bytes.
        encoding: The likeliest encoding.
        wrong: P(they are no text), 0 to 1.

    Raises:
        BinaryError: They are no text.
    """
    control = BINARY.search(data)
    if control is None:
        return
    at = max(0, control.start() - _HEAD // 2)
    around = data[at : at + _HEAD]
    if cost(read(around, encoding)) > len(around) * NOISE - math.log(wrong):
        raise _binary(data, control.start(), encoding)


def _binary(data: bytes, at: int, label: str | None) -> BinaryError:
    named = f", not even in {label}" if label and label not in _WITH_NUL else ""
    return BinaryError(
        f"byte {data[at]:02X} at offset {at}: this is no text in any encoding known here{named}. "
        "If it is an archive, unpack it; if you know its encoding, decode it with bytes.decode() and pass the "
        "text to repair()"
    )
