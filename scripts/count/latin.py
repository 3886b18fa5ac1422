"""Count src/unmojibake/pipeline/explain/latin.json: how often ftfy would change a clean line.

    python -m scripts.count.latin --corpora DIRECTORY

Lines of running text (permissive, MPL and converted corpora only), each asked alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path

import ftfy
from ftfy.badness import is_bad

CLASSES = ("permissive", "mpl", "opencc-converted")
OUT = Path(__file__).resolve().parents[2] / "src" / "unmojibake" / "pipeline" / "explain" / "latin.json"


def count(corpora: Path) -> dict[str, object]:
    """Count the lines, and those that ftfy changes."""
    lines = changed = 0
    files = sorted(path for path in corpora.glob("*.txt.xz") if path.name.split(".")[1] in CLASSES)
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as text:
            for line in text:
                lines += 1
                # What it does first itself, without a call.
                if not line.isascii() and is_bad(line):
                    changed += ftfy.fix_encoding(line) != line
    provenance = {"command": "scripts/count/latin.py", "ftfy": ftfy.__version__, "files": [path.name for path in files]}
    return {"changed": changed, "lines": lines, "provenance": provenance}


def main() -> int:
    """Count and write."""
    parser = argparse.ArgumentParser(description="how often ftfy would change a clean line")
    parser.add_argument("--corpora", type=Path, required=True)
    OUT.write_text(json.dumps(count(parser.parse_args().corpora), indent=1, sort_keys=True) + "\n", encoding="ascii")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
