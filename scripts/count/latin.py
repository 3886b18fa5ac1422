"""Count pipeline/explain/latin.json: how often ftfy would change a clean line.

    python -m scripts.count.latin --corpora DIRECTORY

Lines of running text (permissive, MPL and converted corpora only), each asked alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import ftfy
from ftfy.badness import is_bad

from scripts.common.corpora import read_lines, running
from scripts.common.data_file import command_line, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OUTPUT = "pipeline/explain/latin.json"


def count(corpora: Path) -> dict[str, object]:
    """Count the lines, and those that ftfy changes."""
    lines = changed = 0
    files = running(corpora)
    for path in files:
        for line in read_lines(path):
            lines += 1
            # What it does first itself, without a call.
            if not line.isascii() and is_bad(line):
                changed += ftfy.fix_encoding(line) != line
    provenance = {"command": "scripts/count/latin.py", "ftfy": ftfy.__version__, "files": [path.name for path in files]}
    return {"changed": changed, "lines": lines, "provenance": provenance}


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    options = command_line(__doc__, OUTPUT).parse_args(argv)
    write(options.output, json.dumps(count(options.corpora), indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
