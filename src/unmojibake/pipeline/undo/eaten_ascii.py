"""Gives the cost of each ASCII character that Windows may have eaten, from the text on both sides of the hole.

Windows turns a lead byte with a bad trail byte into one question mark, and both bytes are gone. Where UTF-8 text was
read as code page 936 the trail byte is the ASCII character behind a hanzi: a line feed, a closing quote, a space.
Which character it was hardly depends on the words. It depends on the delimiters that are still open on the left, on the
kind of line and on the text that follows, so this is a log-linear model over such features, fitted by
scripts/count/eaten.py. Behind Korean it depends on the words, which stand apart there, so it has weights of its own, by
scripts/count/eaten_korean.py.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp, log
from struct import unpack

from unmojibake.pipeline.undo.eaten_features import features
from unmojibake.values import data_files

EATABLE = "\t\n\r" + "".join(map(chr, range(0x20, 0x40)))
"""The characters that can be eaten and that occur in text: those below U+0040 without other controls."""

KOREAN = "UVWXY"
"""How the features begin that only holes behind Korean characters have; scripts/count/eaten_korean.py fits them."""
_ZERO = "P"
"""The character of a weight of nothing. The next character is a tenth of a nat more."""


@cache
def _model() -> tuple[tuple[str, ...], dict[str, int]]:
    """Give the outcomes ("" first, then the commonest) and for each feature its weights, as eaten.json has them.

    The files hold one printable character for each weight. In memory a row is one integer with 16 bits for each
    outcome, so that adding integers adds all outcomes at once; 500 features could be added before a lane overflows.
    """
    document = data_files.read_json(__package__, "eaten.json")
    korean = data_files.read_json(__package__, "eaten_korean.json")
    outcomes = tuple(document["outcomes"])
    rows = document["weights"] | korean["weights"]
    lanes = {name: row.ljust(len(outcomes), _ZERO).encode("utf-16-le") for name, row in rows.items()}
    return outcomes, {name: int.from_bytes(row, "little") for name, row in lanes.items()}


@lru_cache(maxsize=8192)
def _costs(names: tuple[str, ...], *, at_end: bool) -> dict[str, float]:
    """Give -ln P of each outcome from the features of a hole: their weights added up, and normalised."""
    outcomes, table = _model()
    lanes = sum([table.get(name, 0) for name in names])
    totals = unpack(f"<{len(outcomes)}H", lanes.to_bytes(2 * len(outcomes), "little"))
    first = 0 if at_end else 1
    best = max(totals[first:])
    norm = log(sum(exp((total - best) / 10) for total in totals[first:]))
    return {outcomes[place]: (best - totals[place]) / 10 + norm for place in range(first, len(outcomes))}


def eaten_costs(left: str, right: str) -> dict[str, float]:
    r"""Give the cost of each ASCII character that may have been eaten between two texts.

    Args:
        left: The repaired text of the line so far (from its last line feed), ending with the character whose last byte
            was lost. The last 240 code points are looked at.
        right: The damaged text behind the hole, to the end of that line, the line feed shown. The first 80
            code points are looked at. Hanzi in it may be damaged: they count as a class. "" is the end of the input.

    Returns:
        Negative natural-log probability (nats) of every character in `EATABLE`; they are normalised over the keys.
        Where `right` is "" there is one more key, "": no character followed, so none was eaten.
        Before a line feed a document with CRLF lost "\r" and a document with LF the line feed of a blank line. The two
        sides do not tell these two apart: a caller who knows the line end drops the other. Constant time.

    >>> costs = eaten_costs('    name = "\u72b6\u6001', ")\n")
    >>> min(costs, key=costs.__getitem__)
    '"'
    """
    return dict(_costs(features(left, right), at_end=not right))
