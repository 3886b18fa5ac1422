"""Count pipeline/decide/unwritten.json: how many clean lines have a character that nobody writes.

    python -m scripts.count.unwritten --corpora DIRECTORY

Which characters those are, such as controls and private use, `unmojibake.pipeline.candidates` says; the lines are those
of all running text (permissive, MPL and converted corpora only).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scripts.common.corpora import CLASSES, labelled
from scripts.common.data_file import command_line, write
from unmojibake.pipeline.candidates import UNWRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTPUT = "pipeline/decide/unwritten.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Count and write."""
    options = command_line(__doc__, OUTPUT).parse_args(argv)
    found = [UNWRITTEN.search(line) is not None for _, line in labelled(options.corpora)]
    provenance = {"command": "scripts/count/unwritten.py", "classes": CLASSES}
    counted = {"all": len(found), "unwritten": sum(found), "provenance": provenance}
    write(options.output, json.dumps(counted, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
