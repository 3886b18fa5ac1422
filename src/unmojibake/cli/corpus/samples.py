"""Gives samples of a corpus, places that are kept to be looked at: made small, and to and from JSON."""

from dataclasses import asdict
from typing import Any

from unmojibake.cli.findings.findings import Finding
from unmojibake.cli.findings.plans import describe, rule
from unmojibake.values.result import Change, Filled, Step, Suspect

_AROUND = 60
"""Code points that are kept on either side, as many as the page shows."""
_LONGEST = 2_000
"""Code points that are kept of a longer place."""
_READINGS = 5
"""Other readings that are kept: as many as the page names."""


def sample(path: str, row: int, text: str, found: Change | Suspect) -> Finding:
    """Give a place as a sample, with the text around it.

    Args:
        path: The file.
        row: The row that it is in, from 1.
        text: The text of the row, before. Its first line has the number of the row.
        found: The place.
    """
    end = min(found.end, found.start + _LONGEST)
    head = text[max(0, found.start - _AROUND) : found.start].rpartition("\n")[2]
    tail = text[end : end + _AROUND].partition("\n")[0]
    before = text[found.start : end]
    if isinstance(found, Change):
        name, kind = rule(found.plan), kind_of(found)
        after, words = found.after, describe(found.plan)
    else:
        name, kind, after, words = found.kind, found.kind, None, found.reason
    return Finding(
        path,
        name,
        kind=kind,
        line=row,
        column=found.start - text.rfind("\n", 0, found.start),
        end_line=row,
        end_column=0,
        start=found.start,
        end=end,
        before=before,
        after=after,
        words=words,
        fingerprint="",
        around=head + before + tail,
        offset=len(head),
        found=found,
    )


def kind_of(change: Change) -> str:
    """Name the kinds of damage of a change, joined by "+"."""
    return "+".join(step.kind for step in change.plan)


def to_json(finding: Finding) -> dict[str, Any]:
    """Give a sample as a dictionary that JSON can hold."""
    kept = asdict(finding)
    if finding.change:
        for place in kept["found"]["filled"]:
            place["alternatives"] = place["alternatives"][:_READINGS]
    return kept


def from_json(kept: dict[str, Any]) -> Finding:
    """Give the sample that `to_json` was given."""
    made = dict(kept["found"])
    found: Change | Suspect
    if "plan" in made:
        made["plan"] = tuple(Step(step["kind"], tuple(step["detail"])) for step in made["plan"])
        made["filled"] = tuple(
            Filled(
                place["start"],
                place["end"],
                alternatives=tuple((text, share) for text, share in place["alternatives"]),
            )
            for place in made["filled"]
        )
        found = Change(**made)
    else:
        found = Suspect(**made)
    return Finding(**(kept | {"found": found}))
