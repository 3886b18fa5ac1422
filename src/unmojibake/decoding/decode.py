"""Gives the repaired text of bytes, with their encoding: the function `decode`."""

from __future__ import annotations

from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.repair import repair
from unmojibake.values import given

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.values.config import Config
    from unmojibake.values.decoded import Decoded


def decode(data: bytes, declared: str | None = None, config: Config | None = None) -> Decoded:
    r"""Give the repaired text of some bytes, and the encoding they were in.

    A byte order mark decides; then UTF-8, if the bytes are valid UTF-8, whatever a label says. Of all other encodings
    the likeliest is taken: a label, of the caller or in the first 1,024 bytes of a page, counts for much, the nats of
    the text by the language model for more. Where the lines of a file differ, each is read in its own.

    Args:
        data: The bytes. Also a bytearray or memoryview.
        declared: A label from outside, such as the charset of an HTTP header. The names of the WHATWG standard, and
            Python's. None, or a name that nobody knows: there is none.
        config: For the repair. Its `prior` is also how often a label lies, and a line differs from the others. None:
            the defaults of `Config`.

    Returns:
        The text with its encoding. Linear. Valid UTF-8 costs what `bytes.decode` and the gate cost; of other
        bytes the model reads a sample of some thousand.

    Raises:
        BinaryError: If the bytes are no text.
        TypeError: If `data` is not bytes, or `declared` not a string.
        WrongTypeError: If `config` is of another type. It is a ConfigError.

    >>> found = decode("图书馆".encode("gbk"), declared="iso-8859-1")
    >>> found.text, found.encoding, found.label_lied
    ('图书馆', 'gb18030', True)
    """
    from unmojibake.decoding.find import sniff  # noqa: PLC0415 - the same
    from unmojibake.values.config import DEFAULT  # noqa: PLC0415 - the same
    from unmojibake.values.decoded import Decoded  # noqa: PLC0415 - text needs none of it

    given.check(config)
    config = config or DEFAULT
    found = sniff(data, declared, config.prior, first_look.is_clean)
    result = repair(found.text, config)
    return Decoded(
        result.text,
        changed=result.changed,
        verdict=result.verdict,
        confidence=result.confidence * found.confidence,
        changes=result.changes,
        suspects=result.suspects,
        encoding=found.encoding,
        how=found.how,
        label_lied=found.label_lied,
        segments=found.segments,
    )
