"""`unmojibake explain`: given a text, writes its result in lines for people."""

import os
import shlex
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.cli.files.read import decode, read
from unmojibake.cli.findings.plans import describe, visible
from unmojibake.cli.output.console import put, say
from unmojibake.cli.settings.settings import config_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from unmojibake.values.result import Change, Filled, Result, Suspect

ALTERNATIVES_SHOWN = 5
_PROGRAM = "unmojibake explain"


def run(arguments: "argparse.Namespace") -> int:
    """Write the result of a text to standard output.

    Returns:
        0, whatever was found: explaining is not checking.

    Raises:
        InputError: If the text is not UTF-8 or holds NUL bytes.
        ConfigError: If an option is out of its range.
    """
    if arguments.text == "-":
        text = read("-").text
    else:
        # Python hands over bytes that are not UTF-8 as lone surrogates; give
        # the same complaint for them as for a file.
        text = decode(arguments.text.encode("utf-8", "surrogateescape"), "TEXT")
        if os.path.lexists(text):
            say(f"{text}: taken as the text itself; for what is in that file: {_PROGRAM} - < {shlex.quote(text)}")
    put("".join(line + "\n" for line in explanation(unmojibake.repair(text, config_of(arguments)))))
    return 0


def explanation(result: "Result") -> "Iterator[str]":
    """Give the lines that explain a result."""
    yield f"verdict     {result.verdict}"
    yield f"confidence  {result.confidence:.4f}"
    yield f"text        {visible(result.text)}"
    for change in result.changes:
        yield from _change_lines(change)
    for suspect in result.suspects:
        yield from _suspect_lines(suspect)


def _change_lines(change: "Change") -> "Iterator[str]":
    """Give the lines of a change."""
    yield ""
    yield f"change      code points {change.start} to {change.end}"
    yield f"  before      {visible(change.before)}"
    yield f"  after       {visible(change.after)}"
    yield f"  plan        {describe(change.plan)}"
    yield f"  damaged     {change.damaged:.4f}"
    yield f"  confidence  {change.confidence:.4f}"
    reading, probability = runner_up(change)
    yield f"  runner-up   {visible(reading)} ({probability:.4f})"
    if (rival := change.runner_up) is not None and float(f"{rival.probability:.4f}"):
        shown = f"{rival.start} to {rival.end}: {visible(rival.after)} ({rival.probability:.4f})"
        yield f"  other plan  {describe(rival.plan)}, code points {shown}"
    for place in change.filled:
        yield f"  filled      {place.start} to {place.end}: {_alternatives(place)}"


def runner_up(change: "Change") -> tuple[str, float]:
    """Give the next best reading of a change and its probability (0 to 1).

    It is the span as it was given, with what is left for "not damaged", or the
    change with one lost place filled by its second reading, whichever is likelier. Where two
    places are open their joint readings are not listed: the figure is of one place.

    Example:
        >>> from unmojibake.values.result import Change
        >>> runner_up(Change(0, 2, before="é", after="x", plan=(), damaged=0.75, confidence=0.5))
        ('é', 0.25)
    """
    readings = [(1 - change.damaged, change.before)]
    for place in change.filled:
        for text, probability in place.alternatives[1:2]:
            other = change.after[: place.start] + text + change.after[place.end :]
            readings.append((change.damaged * probability, other))
    probability, reading = max(readings)
    return reading, probability


def _alternatives(place: "Filled") -> str:
    """Give the best readings of a filled place, without those whose probability would be written 0.0000."""
    figures = [(visible(text), f"{probability:.4f}") for text, probability in place.alternatives]
    shown = [f"'{text}' {figure}" for text, figure in figures if float(figure)][:ALTERNATIVES_SHOWN]
    left_out = len(figures) - len(shown)
    return ", ".join([*shown, f"{left_out} more"] if left_out else shown)


def _suspect_lines(suspect: "Suspect") -> "Iterator[str]":
    """Give the lines of a suspect."""
    yield ""
    yield f"suspect     code points {suspect.start} to {suspect.end}: {suspect.kind}"
    yield f"  reason      {suspect.reason}"
    if suspect.best is not None:
        yield f"  best        {visible(suspect.best)}"
