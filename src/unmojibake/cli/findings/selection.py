"""Gives the findings that count, and the text with only those repaired."""

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from unmojibake.cli.files import patterns
from unmojibake.cli.findings import pragma
from unmojibake.values.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.settings.settings import Settings
    from unmojibake.values.result import Change, Result


def is_wanted(finding: "Finding", settings: "Settings") -> bool:
    """Tell whether a finding counts by the settings and by its own line."""
    if not patterns.is_named(finding.rule, finding.kind, settings.select):
        return False
    if patterns.is_named(finding.rule, finding.kind, settings.ignore):
        return False
    if settings.per_file_ignores:
        path = patterns.relative(finding.path, settings.root)
        for pattern, names in settings.per_file_ignores:
            if patterns.matches(path, [pattern]) and patterns.is_named(finding.rule, finding.kind, names):
                return False
    return not pragma.is_ignored(finding.around)


def narrowed(text: str, result: "Result", kept: "Iterable[Finding]") -> "Result":
    """Give a result with only some of its findings.

    Args:
        text: The text as it was read.
        result: Its result.
        kept: The findings that count.

    Returns:
        The same object when all of them count.
    """
    found = {id(finding.found) for finding in kept}
    changes = tuple(change for change in result.changes if id(change) in found)
    suspects = tuple(suspect for suspect in result.suspects if id(suspect) in found)
    if len(changes) + len(suspects) == len(result.changes) + len(result.suspects):
        return result
    verdict = Verdict.CLEAN
    if changes:
        verdict = Verdict.PARTIAL if suspects else Verdict.REPAIRED
    elif suspects:
        verdict = Verdict.ABSTAINED
    return replace(
        result,
        text=applied(text, changes) if changes else text,
        changed=bool(changes),
        verdict=verdict,
        # As in the result of a whole text: a text with damage left is not the original.
        confidence=0.0 if suspects else prod(change.confidence for change in changes),
        changes=changes,
        suspects=suspects,
    )


def applied(text: str, changes: "Iterable[Change]", start: int = 0, end: int | None = None) -> str:
    """Give a text with its changes made, or a part of it that holds them whole.

    Args:
        text: The text as it was read.
        changes: Changes of it, in order, not overlapping.
        start: The part's first code point.
        end: One past its last. None: the end of the text.

    Returns:
        The part with the changes made. Linear in the part.

    Example:
        >>> from unmojibake.values.result import Change
        >>> applied("axc", [Change(1, 2, before="x", after="b", plan=(), damaged=1.0, confidence=1.0)])
        'abc'
    """
    pieces: list[str] = []
    at = start
    for change in changes:
        pieces += (text[at : change.start], change.after)
        at = change.end
    pieces.append(text[at:end])
    return "".join(pieces)


def undone(result: "Result") -> str:
    """Give the text that a result was made from: its changes taken back. Linear in the text.

    Example:
        >>> import unmojibake
        >>> undone(unmojibake.repair("a é˜¶æ®µ b"))
        'a é˜¶æ®µ b'
    """
    pieces: list[str] = []
    read = taken = 0
    for change in result.changes:
        kept = change.start - read
        pieces += (result.text[taken : taken + kept], change.before)
        read, taken = change.end, taken + kept + len(change.after)
    return "".join([*pieces, result.text[taken:]])
