"""Writes files so that at any moment either the old or the new file is there, whole.

The new bytes go to a temporary file beside the target, to the disk, and then take its name in one step.
"""

import contextlib
import errno
import os
import stat

from unmojibake.cli.files.temporary import TEMPORARY
from unmojibake.errors import InputError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_BINARY"))


def replace(path: str, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a file's.

    Mode, owner (where that is allowed) and extended attributes are kept. A link is not followed.

    Args:
        path: The file.
        before: The bytes that it must still have.
        after: The new bytes.

    Raises:
        InputError: If it is no regular file, was changed by someone else since it was read, or can't be written.
            The old file is there then.
    """
    try:
        status = os.lstat(path)
        regular = stat.S_ISREG(status.st_mode)
        if regular and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "it is read-only")  # the folder alone decides otherwise
        if regular:
            _replace(path, status, before, after)
    except OSError as error:
        raise _unwritten(path, error) from None
    if not regular:
        message = f"{path}: no regular file any more; not written"
        raise InputError(message)


def _unwritten(path: str, error: OSError) -> InputError:
    """Give the error for a file that was not written, with the reason."""
    return InputError(f"{path}: not written: {error.strerror or error}")


def _replace(path: str, status: os.stat_result, before: bytes, after: bytes) -> None:
    """Write beside the file and take its name."""
    temporary = create(path, after)
    try:
        _keep(temporary, path, status)
        _require_unchanged(path, before)
        os.replace(temporary, path)
    except BaseException:
        # An interrupt may come behind the renaming: then there is no temporary file left, and it must go on.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_folder(path)


def _require_unchanged(path: str, before: bytes) -> None:
    """Refuse a file that another program wrote after we read it."""
    with open(path, "rb") as file:
        if file.read() == before:
            return
    message = f"{path}: changed by another program in the meantime; not written; run again"
    raise InputError(message)


def create(path: str, data: bytes, name: str | None = None) -> str:
    """Write a new file, down to the disk, and give its name.

    Args:
        path: The file that it stands beside.
        data: Its bytes.
        name: Its name. None: a new name.

    Returns:
        Its name.

    Raises:
        OSError: If it can't be written, or is there already. Nothing is left behind then.
    """
    folder, base = os.path.split(path)
    # Not longer than the file system allows, whatever the base is.
    made = name or os.path.join(folder, f".{base[:50]}.{os.urandom(4).hex()}{TEMPORARY}")
    file = os.open(made, _NEW, 0o600)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        os.unlink(made)
        raise
    return made


def _keep(temporary: str, path: str, status: os.stat_result) -> None:
    """Give a new file the owner, the mode and the attributes of the old file."""
    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(temporary, status.st_uid, status.st_gid)
        except PermissionError:
            # A user who may write here but does not own the old file owns the new file, as with every editor.
            status = os.stat_result((status.st_mode & ~(stat.S_ISUID | stat.S_ISGID), *status[1:]))
    if hasattr(os, "listxattr"):
        _copy_attributes(path, temporary)
    os.chmod(temporary, stat.S_IMODE(status.st_mode))


def _copy_attributes(path: str, temporary: str) -> None:
    """Copy the extended attributes of a file, as far as the system allows."""
    try:
        names = os.listxattr(path, follow_symlinks=False)
    except OSError:
        return  # the file system has none
    for name in names:
        try:
            os.setxattr(temporary, name, os.getxattr(path, name, follow_symlinks=False))
        except OSError:
            continue  # a label that only the system may set


def back_up(path: str, data: bytes, suffix: str) -> str:
    """Write the old bytes of a file beside it.

    Args:
        path: The file.
        data: Its bytes.
        suffix: The ending of the copy's name.

    Returns:
        The copy's name.

    Raises:
        InputError: If such a copy is there already, or can't be written.
    """
    name = path + suffix
    try:
        create(path, data, name)
        os.chmod(name, stat.S_IMODE(os.lstat(path).st_mode))
    except FileExistsError:
        message = f"{path}: not written: {name} is there already; remove it, or give another --backup-suffix"
        raise InputError(message) from None
    except OSError as error:
        raise _unwritten(name, error) from None
    return name


def _sync_folder(path: str) -> None:
    """Bring the new name down to the disk, where the system can."""
    if os.name != "posix":
        return
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def put(path: str, data: bytes) -> None:
    """Write a file of our own, new or in the place of an older file, in one step.

    A link stays, and its target is written. A device or a pipe is written into: it must not be replaced.

    Raises:
        InputError: If it can't be written.
    """
    try:
        target = os.path.realpath(path)
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb", buffering=0) as stream:
                stream.write(data)
            return
        temporary = create(target, data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        raise _unwritten(path, error) from None
