"""The baseline: damage that was there before and is accepted.

It holds no line numbers and no dates, so it changes only when the damage does.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from unmojibake.cli.files.patterns import relative
from unmojibake.cli.findings.findings import Finding
from unmojibake.errors import ConfigError

VERSION = 1
Key: TypeAlias = tuple[str, str, str]


def key(finding: Finding, folder: str) -> Key:
    """Give the key of a finding: its path from the baseline's folder, its rule, the hash of its line."""
    return relative(finding.path, folder), finding.rule, finding.fingerprint


class Baseline:
    """The accepted findings, each key as often as it was found."""

    def __init__(self, path: str, accepted: Mapping[Key, int]) -> None:
        """Take the entries of the named baseline file; None accepts no finding."""
        self.folder = os.path.dirname(os.path.abspath(path))
        self._left = Counter(accepted)

    def is_new(self, finding: Finding) -> bool:
        """Tell whether a finding is new; each entry of the baseline accepts one finding."""
        known = key(finding, self.folder)
        if self._left[known] <= 0:
            return True
        self._left[known] -= 1
        return False


def load(path: str) -> Baseline:
    """Read a baseline.

    Args:
        path: The file's name.

    Raises:
        ConfigError: If it can't be read or is no baseline.
    """
    import json  # noqa: PLC0415 - only with a baseline

    try:
        with open(path, "rb") as file:
            content = json.load(file)
        entries = {
            (name, entry["rule"], entry["sha256"]): int(entry["count"])
            for name, found in content["files"].items()
            for entry in found
        }
        version = content["version"]
    except OSError as error:
        message = f"{path}: {error.strerror}; write a baseline with `unmojibake check --write-baseline`"
        raise ConfigError(message) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        message = f"{path}: not a baseline; write it again with `unmojibake check --write-baseline`"
        raise ConfigError(message) from None
    if version != VERSION:
        message = f"{path}: a baseline of version {version}; this is version {VERSION}: write it again"
        raise ConfigError(message)
    return Baseline(path, entries)


def dump(findings: Iterable[Finding], path: str) -> bytes:
    """Give the bytes of a baseline that accepts some findings: sorted, so that two runs write the same.

    Args:
        findings: The findings to accept.
        path: Where the baseline will stand.
    """
    import json  # noqa: PLC0415 - only with a baseline

    folder = os.path.dirname(os.path.abspath(path))
    files: dict[str, list[dict[str, object]]] = {}
    for (name, rule, digest), count in sorted(Counter(key(finding, folder) for finding in findings).items()):
        files.setdefault(name, []).append({"rule": rule, "sha256": digest, "count": count})
    content = {"version": VERSION, "files": files}
    return (json.dumps(content, ensure_ascii=True, indent=1) + "\n").encode("ascii")
