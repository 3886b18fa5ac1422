"""The tally of rows: counts by status and by damage, and the least sure changes as samples."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unmojibake.cli.corpus.samples import from_json, kind_of, sample, to_json
from unmojibake.cli.findings.findings import Finding
from unmojibake.cli.findings.plans import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unmojibake.values.result import Change, Suspect

SAMPLES = 50
"""Places of each sort that are kept of a shard, to be looked at."""


@dataclass(slots=True)
class Tally:
    """Counts, and samples.

    Attributes:
        rows: Rows by status.
        repaired: Places that were repaired, by rule and kind.
        left: Places that were left, by kind, twice.
        changes: The least sure changes.
        suspects: The first places that were left.
    """

    rows: Counter[str] = field(default_factory=Counter)
    repaired: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[Finding] = field(default_factory=list)
    suspects: list[Finding] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add the counts of another tally, and keep the samples that are still among the first."""
        self.rows.update(other.rows)
        self.repaired.update(other.repaired)
        self.left.update(other.left)
        if other.changes:
            self.changes = heapq.nsmallest(SAMPLES, self.changes + other.changes, key=_confidence)
        self.suspects += other.suspects[: SAMPLES - len(self.suspects)]

    def count(self, path: str, row: int, text: str, changes: "Iterable[Change]", suspects: "Iterable[Suspect]") -> None:
        """Count the places of a row. Its status is counted by the caller.

        Args:
            path: The file that it comes from.
            row: Its number, from 1.
            text: Its text, before.
            changes: Its places that were repaired.
            suspects: Those that were left.
        """
        found = Tally()
        for change in changes:
            found.repaired[rule(change.plan), kind_of(change)] += 1
            found.changes.append(sample(path, row, text, change))
        for suspect in suspects:
            found.left[suspect.kind, suspect.kind] += 1
            if len(found.suspects) < SAMPLES:
                found.suspects.append(sample(path, row, text, suspect))
        self.add(found)

    def to_json(self) -> dict[str, Any]:
        """Give the tally as a dictionary that JSON can hold."""
        return {
            "rows": dict(self.rows),
            "repaired": [[*names, count] for names, count in sorted(self.repaired.items())],
            "left": [[*names, count] for names, count in sorted(self.left.items())],
            "changes": [to_json(finding) for finding in self.changes],
            "suspects": [to_json(finding) for finding in self.suspects],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Tally":
        """Give the tally of a dictionary that `to_json` gave."""
        return cls(
            rows=Counter(kept["rows"]),
            repaired=Counter({(name, kind): count for name, kind, count in kept["repaired"]}),
            left=Counter({(name, kind): count for name, kind, count in kept["left"]}),
            changes=[from_json(sample) for sample in kept["changes"]],
            suspects=[from_json(sample) for sample in kept["suspects"]],
        )


def _confidence(finding: Finding) -> float:
    return finding.change.confidence if finding.change else 0.0
