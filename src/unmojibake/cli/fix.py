"""`unmojibake fix`: the repaired text, or its changes as JSON lines."""

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.cli.plans import describe
from unmojibake.cli.read import read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from unmojibake.result import Change, Result

SUSPECTS_REMAIN = 1


def run(arguments: "argparse.Namespace") -> int:
    """Repair one file and write the result.

    Returns:
        0, or 1 when suspects remain.

    Raises:
        InputError: If the file is not readable UTF-8 text. Nothing is written then.
    """
    source = read(arguments.file)
    result = unmojibake.repair(source.text)
    if arguments.output_format == "jsonl":
        lines = json_lines(source.text, result.changes)
        output = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    else:
        output = source.bom + result.text
    sys.stdout.flush()
    sys.stdout.buffer.write(output.encode("utf-8"))
    sys.stdout.buffer.flush()
    print(f"unmojibake: {source.name}: {summary(source.text, result)}", file=sys.stderr)
    return SUSPECTS_REMAIN if result.suspects else 0


def json_lines(text: str, changes: "tuple[Change, ...]") -> "Iterator[dict[str, object]]":
    """Give one JSON-ready object per change.

    Lines and columns count from 1, a column is a code point; `start` and `end`
    are code points of the whole text (without a byte order mark) from 0. A line ends at a line
    feed, as for `grep -n`. Linear in the text.
    """
    line, line_start, seen = 1, 0, 0
    for change in changes:
        line += text.count("\n", seen, change.start)
        line_start = max(line_start, text.rfind("\n", seen, change.start) + 1)
        seen = change.start
        yield {
            "line": line,
            "column": change.start - line_start + 1,
            "start": change.start,
            "end": change.end,
            "before": change.before,
            "after": change.after,
            "kind": "+".join(step.kind for step in change.plan),
            "plan": [{"kind": step.kind, "detail": step.detail} for step in change.plan],
            "damaged": change.damaged,
            "confidence": change.confidence,
            "filled": [
                {"start": place.start, "end": place.end, "alternatives": place.alternatives} for place in change.filled
            ],
        }


def summary(text: str, result: "Result") -> str:
    """Say in one line what was done.

    Args:
        text: The text as it was read.
        result: What `repair` made of it.
    """
    if not result.changes and not result.suspects:
        return "nothing to repair"
    chains = Counter(describe(change.plan) for change in result.changes)
    filled = sum(place.end - place.start for change in result.changes for place in change.filled)
    rows = {row["line"] for row in json_lines(text, result.changes)}
    parts = []
    if result.changes:
        parts.append(
            f"repaired {plural(len(result.changes), 'span')} in {plural(len(rows), 'line')} "
            f"({', '.join(f'{count} x {chain}' for chain, count in chains.most_common())})"
        )
    if filled:
        parts.append(f"{plural(filled, 'character')} filled in where bytes were lost")
    if result.suspects:
        parts.append(f"{plural(len(result.suspects), 'suspect')} left as found")
    parts.append(f"confidence {result.confidence:.2f}")
    return "; ".join(parts)


def plural(count: int, noun: str) -> str:
    """Join a count and its noun.

    Example:
        >>> plural(1, "line"), plural(2, "line")
        ('1 line', '2 lines')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
