"""Tells whether patterns match the name of a file or a rule."""

import os
from fnmatch import fnmatchcase

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def relative(path: str, root: str) -> str:
    """Give a path as seen from a folder, with slashes, whatever the system writes.

    Example:
        >>> relative("a/b.txt", ".")
        'a/b.txt'
    """
    try:
        seen = os.path.relpath(path, root)
    except ValueError:  # another drive of Windows
        seen = os.path.abspath(path)
    return seen.replace(os.sep, "/")


def matches(path: str, patterns: "Iterable[str]") -> bool:
    """Tell whether any of some patterns matches a file.

    A pattern without a slash means a file or folder of that name anywhere, one with a slash is the path from the
    root. A folder means all that is in it.

    Args:
        path: The path from the root, with slashes.
        patterns: Names with `*`, `?` and `[...]`; `*` crosses slashes.

    Example:
        >>> matches("tests/data/a.txt", ["data"]), matches("src/tests/a.txt", ["tests/*"])
        (True, False)
    """
    parts = path.split("/")
    folders = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    for written in patterns:
        pattern = written.removesuffix("/")
        candidates = folders if "/" in pattern else parts
        if any(fnmatchcase(candidate, pattern.removeprefix("./")) for candidate in candidates):
            return True
    return False


def is_named(rule: str, kind: str, patterns: "Iterable[str]") -> bool:
    """Tell whether any of some patterns matches a rule or its kind.

    Example:
        >>> is_named("utf-8-as-cp936", "codec", ["*-as-cp936"]), is_named("locked", "locked", ["codec"])
        (True, False)
    """
    return any(fnmatchcase(rule, pattern) or fnmatchcase(kind, pattern) for pattern in patterns)
