"""Gives the files that a run looks at, for the paths that the command line names."""

import os
import sys
from collections.abc import Iterator, Sequence

from unmojibake.cli.files import patterns
from unmojibake.cli.files.read import unreadable
from unmojibake.cli.files.walk import walk

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from unmojibake.cli.settings.settings import Settings


def named(arguments: "argparse.Namespace", default: str) -> list[str]:
    """Give the files and folders that the command line names.

    Args:
        arguments: The command line: `paths` and `files_from`.
        default: The path that is taken when it names none.

    Raises:
        InputError: If the list of files can't be read.
    """
    paths: list[str] = list(arguments.paths)
    if arguments.files_from is None:
        return paths or [default]
    return paths + listed(arguments.files_from)


def listed(path: str) -> list[str]:
    """Give the names of a list of files: a name a line, or with a NUL after each, as from `find -print0`.

    Args:
        path: The list's name; "-" is standard input.

    Raises:
        InputError: If it can't be read.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                data = file.read()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    names = data.split(b"\x00") if b"\x00" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(name) for name in names if name]


def expand(paths: Sequence[str], settings: "Settings", *, force_exclude: bool, gitignore: bool) -> Iterator[str]:
    """Give each file once: the named files, and the files in named folders.

    Args:
        paths: Files and folders; "-" is given back as it is.
        settings: The settings, with the patterns that exclude.
        force_exclude: Leave out excluded files even when they are named.
        gitignore: Leave out what git ignores, inside folders.
    """
    seen: set[str] = set()
    several = len(paths) > 1
    for path in paths:
        is_folder = path != "-" and "\0" not in path and os.path.isdir(path) and not os.path.islink(path)
        if is_folder:
            found: Iterator[str] = _allowed(walk(path, gitignore=gitignore), settings)
        elif force_exclude and path != "-":
            found = _allowed(iter([path]), settings)
        else:
            found = iter([path])
        for file in found:
            # A file may have been named in two ways, as "a" and "./a".
            name = os.path.normpath(file) if several else file
            if name not in seen:
                seen.add(name)
                yield file


def _allowed(files: Iterator[str], settings: "Settings") -> Iterator[str]:
    """Give the paths that the settings do not exclude."""
    if not settings.extend_exclude:
        return files
    return (
        file for file in files if not patterns.matches(patterns.relative(file, settings.root), settings.extend_exclude)
    )
