"""Reads the training corpora: the running text that counts may be shipped of, and its lines."""

from __future__ import annotations

import collections
import lzma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CLASSES = ("permissive", "mpl", "opencc-converted")
"""Classes of running text, the second part of a file's name: any of a language may have several files."""
OPENCC = "lexicon-opencc"
REVIEWS = ".nsmc."


def running(
    corpora: Path, language: str = "*", classes: Sequence[str] = CLASSES, *, reviews: bool = False
) -> list[Path]:
    """Give the files of running text of some classes, in the order of their names.

    Args:
        corpora: Their folder.
        language: The first part of their names, or a pattern for it.
        classes: The classes.
        reviews: Whether the film reviews are among them. Their slang makes lists of Korean words likely and their
            missing full stops unlikely, so that most counts are worse with them.
    """
    found = sorted(corpora.glob(f"{language}.*.txt.xz"))
    return [path for path in found if path.name.split(".")[1] in classes and (reviews or REVIEWS not in path.name)]


def labelled(corpora: Path, classes: Sequence[str] = CLASSES, *, reviews: bool = False) -> Iterator[tuple[str, str]]:
    """Give each line of the running text, without its end, with its language."""
    for path in running(corpora, classes=classes, reviews=reviews):
        language = path.name.partition(".")[0]
        for line in read_lines(path):
            here, _, text = line.partition("\t") if language == "mixed" else (language, "", line)
            yield here, text


def texts(corpora: Path, *, reviews: bool = False) -> dict[str, str]:
    """Give the running text of each language, its lines with their ends."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for language, line in labelled(corpora, reviews=reviews):
        found[language].append(line + "\n")
    return {language: "".join(parts) for language, parts in found.items()}


def read_lines(path: Path) -> list[str]:
    """Give the lines of a compressed file."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return file.read().rstrip("\n").split("\n")
