"""Reads the lines of the training corpora."""

from __future__ import annotations

import collections
import lzma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = (".permissive.", ".mpl.", ".opencc-converted.")


def texts(corpora: Path) -> dict[str, str]:
    """Read the running text of each language."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for path in sorted(corpora.glob("*.txt.xz")):
        if not any(kind in path.name for kind in CLASSES):
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                language, _, text = line.partition("\t") if path.name.startswith("mixed") else (path.name, "", line)
                found[language.partition(".")[0]].append(text)
    return {language: "".join(parts) for language, parts in found.items()}


OPENCC = "lexicon-opencc"


def read_lines(path: Path) -> list[str]:
    """Read the lines of a compressed file."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return file.read().rstrip("\n").split("\n")
