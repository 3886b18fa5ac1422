"""Count which ASCII sign, digit or space it is where the language model sees a boundary.

Usage: python scripts/count_boundaries.py --corpora ../shared/corpora/train --output src/unmojibake/sniff/signs.json

The model takes every ASCII character that is no letter for one and the same. In a repair they stand on both sides of
the comparison; when bytes are read by two encodings, the second byte of a character in the one may be a sign in the
other, and `]` is not as likely as a space. Counted in the running text (permissive, MPL, converted) of the corpora.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
from pathlib import Path

from build_gate import texts


def main() -> None:
    """Count and write the nats of each; what was never seen is seen half a time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    counts: collections.Counter[str] = collections.Counter()
    for text in texts(arguments.corpora).values():
        counts.update(text)
    signs = [chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha()]
    total = sum(counts[sign] for sign in signs) + len(signs) / 2
    nats = {sign: round(-math.log((counts[sign] + 0.5) / total), 2) for sign in signs}
    arguments.output.write_text(json.dumps(nats, indent=1) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
