"""Small words that several outputs share."""


def plural(count: int, noun: str) -> str:
    """Join a count and its noun.

    Example:
        >>> plural(1, "line"), plural(2, "line")
        ('1 line', '2 lines')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
