"""Gives findings as SARIF 2.1.0, for code scanning services and editors."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import unmojibake
from unmojibake.cli.files.patterns import relative
from unmojibake.cli.output.formats.lines import short

if TYPE_CHECKING:
    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.findings.outcome import Outcome
    from unmojibake.cli.output.colour import Painter

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(outcomes: "Iterable[Outcome]", _painter: "Painter") -> Iterator[str]:
    """Give a SARIF log of all findings.

    Columns are code points and lines end at line feeds, which the log says. A fix replaces exactly the damaged span
    of the file as it was read, however many lines it brings.
    """
    found = [finding for outcome in outcomes for finding in outcome.findings]
    rules = {finding.rule: finding.kind for finding in found}
    order = {rule: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "unmojibake",
                "version": unmojibake.__version__,
                "rules": [{"id": rule, "properties": {"kind": kind}} for rule, kind in rules.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "results": [_result(finding, order[finding.rule]) for finding in found],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(finding: "Finding", index: int) -> dict[str, object]:
    """Give the result object of a finding."""
    # Seen from where we run, which is where the log's readers look for it.
    artifact = {"uri": quote(relative(finding.path, ".").encode("utf-8", "surrogateescape"))}
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    text = finding.words
    if finding.after is not None:
        text += f": {short(finding.before)} -> {short(finding.after)}"
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "warning",
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"damagedLine/v1": finding.fingerprint},
    }
    change = finding.change
    if change is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": change.after}}
        changes = [{"artifactLocation": artifact, "replacements": [replacement]}]
        result["fixes"] = [{"description": {"text": finding.words}, "artifactChanges": changes}]
        result["properties"] = {"damaged": change.damaged, "confidence": change.confidence}
    return result
