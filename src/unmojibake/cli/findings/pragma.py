"""Tells whether a line asks to be left alone."""

PRAGMA = "unmojibake: ignore"


def is_ignored(lines: str) -> bool:
    """Tell whether a line has the pragma, in a comment or anywhere else.

    Args:
        lines: The line, or all lines that a finding touches.

    Example:
        >>> is_ignored('sample = "..."  # unmojibake: ignore'), is_ignored("unmojibake")
        (True, False)
    """
    return PRAGMA in lines
