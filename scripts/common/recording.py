"""Runs a program and writes down which files it read: what its data file was made of.

    python -m scripts.common.recording FILE MODULE [ARGUMENT ...]

FILE gets their paths in JSON, sorted. Nobody has to list what a program reads, and no list can be out of date.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path


def main(argv: list[str]) -> int:
    """Run the `main` of a module with some arguments, write what it read, and give its exit code."""
    file, module, *arguments = argv
    read: set[str] = set()

    def note(event: str, found: tuple[object, ...]) -> None:
        # Of a file descriptor the path is known already; what is written is no input.
        if event == "open" and isinstance(found[0], str | os.PathLike):
            flags = found[2] if isinstance(found[2], int) else 0
            if not flags & (os.O_WRONLY | os.O_RDWR):
                read.add(os.path.abspath(found[0]))  # noqa: PTH100 - a hook should do little

    sys.addaudithook(note)
    code: int = importlib.import_module(module).main(arguments)
    Path(file).write_text(json.dumps(sorted(read)), encoding="utf-8")
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
