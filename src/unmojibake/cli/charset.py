"""Guess the encoding of a file that is not UTF-8, for the message that reports it."""

_LOOK = 1 << 16
# What files without a mark are written in; UTF-16 without one is full of NULs, which are found before.
_USUAL = [
    *("gb18030", "big5", "big5hkscs", "cp932", "euc_jp", "cp949", "euc_kr"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "cp866", "cp437"),
]


def likely(data: bytes) -> str | None:
    """Name the likeliest encoding of bytes that are not UTF-8.

    Args:
        data: The bytes; only the first 64 KiB are looked at.

    Returns:
        A name that Python knows, or None when nothing fits well.
    """
    import charset_normalizer  # noqa: PLC0415 - 60 ms, for the rare file that is not UTF-8

    best = charset_normalizer.from_bytes(data[:_LOOK], cp_isolation=_USUAL).best()
    return best.encoding if best else None
