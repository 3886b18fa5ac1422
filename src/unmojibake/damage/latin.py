"""Latin, Greek and Cyrillic text read in a wrong charset of one byte, as ftfy undoes it.

ftfy knows things of such text that no table of bytes tells: spaces that were no-break spaces, surrogates written as
UTF-8, controls that are Windows' quotation marks. So it is asked, and what it says is one more explanation of a line,
judged as all others are. It is not asked to write U+FFFD where bytes were lost: the search puts back what was there.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from unmojibake.chains import FTFYS, Chain, shares
from unmojibake.errors import PlanError
from unmojibake.lattice import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND = "latin"
PLAN = (Chain("latin-1", "latin-1"),)
"""Stands for all that ftfy undoes: what it was in detail, its own steps say."""


def undo(line: str, options: object = None) -> tuple[str, tuple[str, ...]] | None:
    r"""Ask ftfy what a line was. Linear.

    Args:
        line: The line.
        options: A `ftfy.TextFixerConfig`; None: its defaults.

    Returns:
        What it reads, and ftfy's steps, action and parameter in turn; None when ftfy leaves it as it is.

    >>> undo("sch\xc3\xb6n")
    ('schön', ('encode', 'latin-1', 'decode', 'utf-8'))
    """
    # Imported on use: it takes longer than all of this library.
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # noqa: PLC0415

    config = options if isinstance(options, TextFixerConfig) else TextFixerConfig()
    fixed, steps = fix_encoding_and_explain(line, config._replace(replace_lossy_sequences=False))
    if fixed == line:
        return None
    return fixed, tuple(part for step in steps or () for part in step)


def redo(steps: tuple[str, ...], text: str) -> str:
    r"""Do again what ftfy undid. Linear.

    Args:
        steps: ftfy's steps, action and parameter in turn.
        text: What it read.

    Raises:
        PlanError: If a step is no mere change of charset, or the text can't have gone through it.

    >>> redo(("encode", "latin-1", "decode", "utf-8"), "sch\xf6n")
    'schÃ¶n'
    """
    # Registers the names of its charsets.
    import ftfy.bad_codecs  # noqa: PLC0415 - see above

    ftfy.bad_codecs.ok()
    pairs = list(zip(steps[-2::-2], steps[::-2], strict=True))
    for (last, origin), (first, carrier) in zip(pairs[::2], pairs[1::2], strict=False):
        if (last, first) != ("decode", "encode"):
            break
        try:
            text = text.encode(origin).decode(carrier)
        except (UnicodeError, LookupError):
            break
    else:
        if len(pairs) % 2 == 0:
            return text
    message = f"ftfy's steps {steps!r} can't be done again: they are more than charsets, or the text does not fit them"
    raise PlanError(message)


def is_utf8(steps: tuple[str, ...]) -> bool:
    """Tell whether ftfy found UTF-8, and not only controls that it takes for Windows' marks."""
    return any(step.startswith("utf-8") or step == "decode_inconsistent_utf8" for step in steps)


def apart(start: int, before: str, after: str) -> Stretch:
    """Give that part of a span, from the code point `start` on, in which it differs from its reading."""
    left = _common(zip(before, after, strict=False))
    right = _common(zip(reversed(before[left:]), reversed(after[left:]), strict=False))
    before, after = before[left : len(before) - right], after[left : len(after) - right]
    return Stretch(start + left, start + left + len(before), after, (len(before), len(after)))


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the pairs up to the first of which the two differ."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


@cache
def witness() -> float:
    """Give the nats by which ftfy's word speaks for damage: -ln P(it would change a line | the line is clean)."""
    counted = json.loads(Path(__file__).with_name("latin.json").read_text(encoding="ascii"))
    # By the rule of succession, as for all that was seen seldom or never.
    return math.log((counted["lines"] + 2) / (counted["changed"] + 1))


@cache
def share() -> float:
    """Give how much of all damage is of the kinds that ftfy knows, 0 to 1."""
    return sum(share for chain, share in shares().items() if chain in FTFYS)
