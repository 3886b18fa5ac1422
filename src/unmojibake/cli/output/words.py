"""Gives a count with its noun."""


def plural(count: int, noun: str) -> str:
    """Give a count with its noun.

    Example:
        >>> plural(1, "line"), plural(2, "line")
        ('1 line', '2 lines')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
