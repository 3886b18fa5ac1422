"""Gives the encodings that charset-normalizer thinks possible for some bytes: also such as our own table lacks."""

from unmojibake.charsets.labels import encoding_of, keeps_ascii

_LOOKED_AT = 4096
"""Bytes that it is given."""


def guesses(data: bytes) -> list[str]:
    """Return the encodings that charset-normalizer thinks possible for some bytes; the language model decides.

    >>> guesses("Привет, это простой русский текст без затей.".encode("cp1251"))[0]
    'cp1251'
    """
    import charset_normalizer  # noqa: PLC0415 - only bytes that are not UTF-8 need it

    matches = charset_normalizer.from_bytes(data[:_LOOKED_AT], enable_fallback=False)
    names = [encoding_of(match.encoding) for match in matches]
    return [name for name in names if name and keeps_ascii(name)]
