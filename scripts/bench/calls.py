"""One call a string on natural text: what clean strings cost, and damaged ones, beside ftfy and plsfix in one process.

Scrapers, tables and logs call that way. A string is met once: a cache that remembers it helps nobody. The functions
take turns, so that what else the machine does meets all, and what is measured is processor time of this thread.
"""

from __future__ import annotations

import importlib.util
import time
from typing import TYPE_CHECKING

import ftfy

import unmojibake
from scripts.bench.damages import KINDS, Kind, is_lossy
from scripts.bench.natural import SETS
from unmojibake.errors import PlanError
from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.gate.line_look import is_let_go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Function = Callable[[str], object]
    Texts = dict[str, list[str]]

STRINGS = 20_000
"""Strings of a set at a scale of 1, where it has as many."""
DAMAGED = 600
"""Damaged strings of a set and a kind, the same."""
_WARM = 8
"""One string of so many is for warming up: what is loaded and built once is there when the clock runs."""
_BLOCK = 50
"""Strings that a function is given before the next one has its turn."""
_LOOKED_AT = 5000
"""Strings of a set that are tried for a kind of damage: some lose bytes in few."""
_FEWEST = 20
"""Damaged strings of a kind without which it has no row."""
_LEAST = 12
"""Code points of a string that is damaged: less is seldom told, and costs little."""


def functions() -> dict[str, Function]:
    """Give what is compared on clean text, by name; ours first."""
    found: dict[str, Function] = {"unmojibake": unmojibake.fix_encoding, "ftfy": ftfy.fix_encoding}
    if importlib.util.find_spec("plsfix"):
        import plsfix  # noqa: PLC0415 - only where it is installed

        found["plsfix"] = plsfix.fix_text
    return found


def spent(function: Function, texts: Sequence[str]) -> float:
    """Give the seconds of processor time that a call for each text takes."""
    begin = time.thread_time()
    for text in texts:
        function(text)
    return time.thread_time() - begin


def in_turns(found: dict[str, Function], texts: Sequence[str]) -> dict[str, float]:
    """Give the seconds that each function spends on all texts."""
    total = dict.fromkeys(found, 0.0)
    for at in range(0, len(texts), _BLOCK):
        for name, function in found.items():
            total[name] += spent(function, texts[at : at + _BLOCK])
    return total


def each_call(function: Callable[[str], str], texts: Sequence[str]) -> list[tuple[float, str]]:
    """Give the milliseconds of each call, with what it gives."""
    found = []
    for text in texts:
        begin = time.thread_time()
        given = function(text)
        found.append(((time.thread_time() - begin) * 1e3, given))
    return found


def spread(times: Sequence[float]) -> list[str]:
    """Write the median, the 99th percentile and the most of some milliseconds."""
    ranks = sorted(times)
    last = len(ranks) - 1
    return [f"{ranks[at]:.3f}" for at in (last // 2, last * 99 // 100, last)]


def parts(texts: list[str], scale: float) -> tuple[list[str], list[str], list[str]]:
    """Share the strings of a set out: to warm up, to measure all together, and to measure each call."""
    texts = texts[: max(200, int(STRINGS * scale))]
    warm, half = len(texts) // _WARM, (len(texts) + len(texts) // _WARM) // 2
    return texts[:warm], texts[warm:half], texts[half:]


def load(texts: Texts) -> None:
    """Have all that is loaded and built once there, whatever the damage: strings of each set, damaged by each kind."""
    for strings in texts.values():
        for kind in KINDS:
            for made, _ in damaged_pairs(kind, strings[-_BLOCK:], 2):
                unmojibake.fix_encoding(made)


def clean(scale: float, texts: Texts) -> Iterator[list[str]]:
    """What clean strings cost: MB of UTF-8 a second, ratios, how far strings get, and how long calls take."""
    load(texts)
    found = functions()
    for name, strings in texts.items():
        warm, together, alone = parts(strings, scale)
        in_turns(found, warm)
        cost = in_turns(found, together)
        size = sum(len(text.encode()) for text in together) / 1e6
        calls = [milliseconds for milliseconds, _ in each_call(unmojibake.fix_encoding, alone)]
        stopped = [text for text in together if not first_look.passes(text)]
        searched = sum(not is_let_go(text) for text in stopped)
        ratios = [f"{cost[peer] / cost['unmojibake']:.2f}" if peer in cost else "–" for peer in ("ftfy", "plsfix")]
        yield [
            name,
            f"{len(strings):,}",
            f"{len(together) + len(alone):,}",
            f"{size / cost['unmojibake']:.2f}",
            *ratios,
            f"{len(stopped) / len(together):.1%}",
            f"{searched / len(together):.2%}",
            *spread(calls),
        ]


def kinds(page: str) -> Iterator[Kind]:
    """Give the kinds of damage of a set whose text was in a charset before UTF-8 was common; "" for none."""
    yield Kind("UTF-8 as Latin-1", ("utf-8>latin-1",), ())
    yield Kind("UTF-8 as cp936, bytes lost", ("utf-8>cp936",), ())
    if page:
        yield Kind(f"{page} as Latin-1", (f"{page}>latin-1",), ())


def damaged_pairs(kind: Kind, texts: Sequence[str], most: int) -> list[tuple[str, str]]:
    """Give damaged strings with what they were: those that a kind changes, and that lose bytes where it says so."""
    found: list[tuple[str, str]] = []
    for text in texts:
        if len(found) == most:
            break
        if len(text) < _LEAST or text.isascii():
            continue
        try:
            made = unmojibake.damage(text, kind.plan)
        except PlanError:
            continue
        if made != text and ("lost" not in kind.name or is_lossy(kind, text)):
            found.append((made, text))
    return found


def damaged(scale: float, texts: Texts) -> Iterator[list[str]]:
    """What damaged strings cost, and how many are repaired exactly."""
    load(texts)
    peers: dict[str, Callable[[str], str]] = {"unmojibake": unmojibake.fix_encoding, "ftfy": ftfy.fix_encoding}
    for name, strings in texts.items():
        for kind in kinds(SETS[name].page if name in SETS else ""):
            most = max(_FEWEST, int(DAMAGED * scale))
            pairs = damaged_pairs(kind, strings[:-_BLOCK][:_LOOKED_AT], most + most // _WARM)
            warm, pairs = pairs[: most // _WARM], pairs[most // _WARM :]
            if len(pairs) < _FEWEST:
                continue
            row = [name, kind.name, f"{len(pairs)}"]
            for function in peers.values():
                each_call(function, [made for made, _ in warm])
                calls = each_call(function, [made for made, _ in pairs])
                exact = sum(given == gold for (_, given), (_, gold) in zip(calls, pairs, strict=True))
                row += [*spread([milliseconds for milliseconds, _ in calls]), f"{exact / len(pairs):.1%}"]
            yield row


CLEAN = (
    "Clean natural text, one call a string",
    [
        "set",
        "strings",
        "measured",
        "MB/s",
        "ftfy = 1",
        "plsfix = 1",
        "first look stops",
        "searched",
        "median, ms",
        "99%",
        "slowest",
    ],
    clean,
)
CALL = ["median, ms", "99%", "slowest", "exact"]
DAMAGED_TABLE = (
    "The same damaged, one call a string",
    ["set", "damage", "strings", *CALL, *(f"ftfy: {head}" for head in CALL)],
    damaged,
)
