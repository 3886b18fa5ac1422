"""The project's fixtures, read by what they say of themselves: whatever files are there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
CLEAN = "none"
"""What clean rows give as their damage."""
Fixture = dict[str, Any]


def read(folder: Path = FOLDER) -> list[Fixture]:
    """Read the rows of all files, in the order of their names; escapes are repaired only where that is asked for."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        if path.stem != "escape"
        # Not splitlines: damaged text is full of other line ends.
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]


def damaged(rows: list[Fixture]) -> dict[str, list[Fixture]]:
    """Give the damaged rows whose original is known, by damage; known failures are among them."""
    found: dict[str, list[Fixture]] = {}
    for row in rows:
        if row["damage"] != CLEAN and row["gold"] is not None and row["damaged"] != row["gold"]:
            found.setdefault(row["damage"], []).append(row)
    return dict(sorted(found.items()))


def clean(rows: list[Fixture]) -> list[str]:
    """Give the texts that must not be changed."""
    return [row["damaged"] for row in rows if row["damage"] == CLEAN or row["damaged"] == row["gold"]]


def digest(folder: Path = FOLDER) -> str:
    """Give the SHA-256 of all files of rows with their names; line ends don't count."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        data = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.name} {len(data)}\n".encode() + data)
    return found.hexdigest()
