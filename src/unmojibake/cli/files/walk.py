"""The files of a folder.

Inside a git work tree git itself is asked, so that what it ignores is left out by its own rules. Elsewhere all
files are given but those of version control and of caches.
"""

import itertools
import os
import re
import stat
from collections.abc import Iterator

from unmojibake.cli.files.temporary import TEMPORARY

# Of other programs, never written by hand; only where git can't be asked.
_NOT_OURS = frozenset(
    {".git", ".hg", ".svn", ".bzr", "node_modules", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".tox"}
)
_CLOSED = re.compile(rb"^warning: could not open directory '(.+?)/?': ", re.MULTILINE)
"""The beginning of git's warning that it can't look into a folder."""


def walk(folder: str, *, gitignore: bool) -> Iterator[str]:
    """Give the regular files of a folder and the folders in it, sorted; links are not followed.

    Args:
        folder: The folder.
        gitignore: Ask git, where there is one, and leave out what it ignores.
    """
    found = _from_git(folder) if gitignore else None
    return (file for file in (_plain(folder) if found is None else found) if not file.endswith(TEMPORARY))


def _from_git(folder: str) -> Iterator[str] | None:
    """Ask git for the files of a folder: those it knows, and new ones that it does not ignore.

    Returns:
        The files, or None when git can't say: it is not there, this is no work tree of it, or
        the folder, which was named on purpose, is ignored as a whole.
    """
    if not _in_work_tree(folder):
        return None
    is_top = os.path.exists(os.path.join(folder, ".git"))
    if not is_top and _git(folder, "check-ignore", "-q", ".") is not None:
        return None
    answer = _git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
    if answer is None:
        return None
    told, warnings = answer
    names = sorted({os.fsdecode(name) for name in told.split(b"\0") if name})
    prefix = "" if folder == "." else folder if folder.endswith(os.sep) else folder + os.sep
    return itertools.chain(
        # Named when it is opened: the caller tries to read it as a file.
        (prefix + os.fsdecode(name) for name in _CLOSED.findall(warnings)),
        (path for name in names if _is_file(path := prefix + name)),
    )


def _git(folder: str, *words: str) -> tuple[bytes, bytes] | None:
    """Give git's answer to a command in a folder, and its warnings; None when it fails or is not there."""
    import subprocess  # noqa: PLC0415 - 4 ms, for those who are in a work tree

    try:
        # The folder is an argument of its own: no shell reads it.
        answer = subprocess.run(  # noqa: S603
            ["git", "-C", folder, *words],  # noqa: S607
            capture_output=True,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except OSError:
        return None
    return None if answer.returncode else (answer.stdout, answer.stderr)


def _in_work_tree(folder: str) -> bool:
    """Tell whether a folder is below one that git keeps; costs less than asking git."""
    above = os.path.abspath(folder)
    while not os.path.exists(os.path.join(above, ".git")):
        folder, above = above, os.path.dirname(above)
        if folder == above:
            return False
    return True


def _is_file(path: str) -> bool:
    """Tell whether a path is a regular file: git also lists links, submodules and deleted files."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except PermissionError:
        return True  # said when it is opened
    except OSError:
        return False


def _plain(folder: str) -> Iterator[str]:
    """Give the regular files of a folder, its own first, then those of the folders in it."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        folders = []
        files = []
        try:
            with os.scandir(current) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        files.append(entry.name)
                    elif entry.name not in _NOT_OURS and entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
        except OSError:
            # Named when it is opened: the caller tries to read it as a file.
            yield current
            continue
        prefix = "" if current == "." else current if current.endswith(os.sep) else current + os.sep
        yield from (prefix + name for name in sorted(files))
        waiting += (prefix + name for name in sorted(folders, reverse=True))
