"""Gives the beginning or the end of a text, cut between two grapheme clusters: what people see as one character."""

from functools import cache

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from regex import Pattern

_BEFORE = 64
"""Code points before a cut that are looked at: an emoji of a family has seven, a flag of a region two."""


def beginning(text: str, most: int) -> str:
    r"""Give the beginning of a text, at most so many code points, that ends with a whole grapheme cluster.

    Args:
        text: The text.
        most: Code points, 1 or more. A single cluster of more is cut.

    >>> beginning("cafe\u0301s", 4), beginning("cafe\u0301s", 5)
    ('caf', 'cafe\u0301')
    """
    if len(text) <= most:
        return text
    # Whether a cluster ends before a code point, that code point decides and those before it.
    ends = (match.end() for match in _cluster().finditer(text[: most + 1]))
    return text[: max((end for end in ends if end <= most), default=most)]


def end(text: str, most: int) -> str:
    r"""Give the end of a text, at most so many code points, that begins with a whole grapheme cluster.

    Args:
        text: The text.
        most: Code points, 1 or more. A single cluster of more is cut.

    >>> end("cafe\u0301s", 2), end("cafe\u0301s", 3)
    ('s', 'e\u0301s')
    """
    if len(text) <= most:
        return text
    first = len(text) - most
    begin = max(0, first - _BEFORE)
    starts = (begin + match.start() for match in _cluster().finditer(text[begin:]))
    return text[next((start for start in starts if start >= first), first) :]


@cache
def _cluster() -> "Pattern[str]":
    """Give the pattern of a grapheme cluster, as `é` of two code points is."""
    import regex  # noqa: PLC0415 - 20 ms, for long lines only

    return regex.compile(r"\X")
