"""What each data file was made of: written down when it is built, compared when somebody asks whether it is stale."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scripts.common.source_code import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scripts.common.source_code import SourceTree

_HEAD = """\
# Written by scripts/build.py: what each data file was made of. Digests are the beginnings of SHA-256.
# sources: files of the folders that its program was given. data: other data files that it read.
# modules: its program and all that this imports, without comments and docstrings.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one data file was made of.

    Attributes:
        digest: Of the file itself.
        seconds: How long its program took.
        sources: The files of the corpora and other folders that it read, with their digests.
        data: The data files of the package that it read.
        modules: Its program and the modules that this imports.
    """

    digest: str
    seconds: int
    sources: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)


def read(path: Path) -> dict[str, Entry]:
    """Give the entries of a manifest by data file; none where there is no manifest."""
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: Entry(**entry) for name, entry in found.items()}


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write a manifest; a crash leaves the old one whole."""
    lines = [_HEAD]
    for name, entry in sorted(entries.items()):
        lines += [f'["{name}"]', f'digest = "{entry.digest}"', f"seconds = {entry.seconds}"]
        for part in ("sources", "data", "modules"):
            if found := getattr(entry, part):
                lines += [f'["{name}".{part}]', *(f'"{key}" = "{value}"' for key, value in sorted(found.items()))]
        lines.append("")
    partial = path.with_suffix(".partial")
    partial.write_text("\n".join(lines), encoding="utf-8")
    partial.replace(path)


def digest_of(path: Path) -> str:
    """Give the digest of a file; "" if there is none."""
    return digest(path.read_bytes()) if path.exists() else ""


def reasons(
    entry: Entry | None, output: Path, package: Path, module: tuple[SourceTree, str], folders: Mapping[str, Path]
) -> Iterator[str]:
    """Tell why a data file is stale, a phrase for each input that changed; nothing if it is not.

    Args:
        entry: What it was made of.
        output: The file.
        package: The folder of the package's data files.
        module: The source tree, and the module of it that is the program.
        folders: The folders of sources that are at hand, by name; of others nothing is said.
    """
    if entry is None:
        yield "it is not known what it was made of"
        return
    if digest_of(output) != entry.digest:
        yield "it is not the file that was built" if output.exists() else "it is missing"
    now = module[0].closure(module[1])
    yield from _changes(entry.modules, now)
    yield from _changes(entry.data, {name: digest_of(package / name) for name in entry.data})
    here = {name: path for name in entry.sources if (path := source(name, folders))}
    known = {name: entry.sources[name] for name in here}
    yield from _changes(known, {name: digest_of(path) for name, path in here.items()})


def source(name: str, folders: Mapping[str, Path]) -> Path | None:
    """Give the path of a source by its folder's name and its own."""
    folder, _, inside = name.partition("/")
    return folders[folder] / inside if folder in folders else None


def _changes(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Name what is not as it was."""
    for name in sorted({*then, *now}):
        if name not in now:
            yield f"{name} is no longer used"
        elif not now[name]:
            yield f"{name} is gone"
        elif name not in then:
            yield f"{name} is new"
        elif then[name] != now[name]:
            yield f"{name} changed"
