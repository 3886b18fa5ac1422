"""Run ftfy's own cases with this library in ftfy's place.

    python -m scripts.bench.ftfy_cases [--sdist ftfy-6.3.1.tar.gz] [--show]

The cases are in ftfy's source distribution, which pip downloads; nothing of it is kept. Three figures:

- cases that `ftfy.fix_encoding` passes and ours fails. Where bytes were lost, ftfy writes U+FFFD and we what stood
  there: such a case is counted apart, as restored, when ours differs from it in nothing else.
- cases that `fix_text`, and the plans, pass with `ftfy.TextFixerConfig()` given.
- ftfy's known failures that ours passes.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import ftfy

import unmojibake

VERSION = "6.3.1"
_CASES = f"ftfy-{VERSION}/tests/test_cases.json"


def download(folder: str) -> Path:
    """Have pip download the source distribution. Raises CalledProcessError where it can't be had."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", "ftfy", "-d", folder]
    subprocess.run([*command, f"ftfy=={VERSION}"], check=True, capture_output=True, timeout=300)
    return Path(folder) / f"ftfy-{VERSION}.tar.gz"


def cases(sdist: Path) -> list[dict[str, Any]]:
    """Read the cases out of a source distribution."""
    with tarfile.open(sdist) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract(_CASES, folder, filter="data")
        found: list[dict[str, Any]] = json.loads((Path(folder) / _CASES).read_text(encoding="utf-8"))
        return found


def wanted(case: dict[str, Any]) -> str:
    """Give what a case wants of the encoding step."""
    return str(case.get("fixed-encoding", case["fixed"]))


def is_restored(want: str, got: str) -> bool:
    """Tell whether one text is another with what U+FFFD stands for, up to three characters a run, put back."""
    pattern = re.sub("\N{REPLACEMENT CHARACTER}+", ".{0,3}", re.escape(want))
    return "\N{REPLACEMENT CHARACTER}" in want and re.fullmatch(pattern, got, re.DOTALL) is not None


def passes_whole(case: dict[str, Any]) -> bool:
    """Tell whether the whole clean-up, and its plans, do with ftfy's options what the case wants."""
    text, config = case["original"], ftfy.TextFixerConfig()
    fixed, plan = unmojibake.fix_and_explain(text, config)
    encoded, encoding_plan = unmojibake.fix_encoding_and_explain(text, config)
    return (
        unmojibake.fix_text(text, config) == case["fixed"] == fixed
        and encoded == wanted(case)
        and unmojibake.apply_plan(text, plan or []) == fixed
        and unmojibake.apply_plan(text, encoding_plan or []) == encoded
    )


def run(found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Run all cases; give those of each outcome."""
    outcome: dict[str, list[dict[str, Any]]] = {name: [] for name in ("failed", "restored", "whole", "known")}
    for case in found:
        text, want = case["original"], wanted(case)
        got = unmojibake.fix_encoding(text)
        if case["expect"] == "fail":
            if got == want:
                outcome["known"].append(case)
            continue
        if ftfy.fix_encoding(text) == want != got:
            outcome["restored" if got != text and is_restored(want, got) else "failed"].append(case)
        if not passes_whole(case):
            outcome["whole"].append(case)
    return outcome


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="ftfy's own cases with this library in ftfy's place")
    parser.add_argument("--sdist", type=Path, help="the source distribution, if it is there already")
    parser.add_argument("--show", action="store_true", help="show the cases that fail")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = cases(options.sdist or download(folder))
    outcome = run(found)
    hard = sum(case["expect"] == "fail" for case in found)
    easy = len(found) - hard
    print(f"fix_encoding: ftfy passes and ours fails: {len(outcome['failed'])} of {easy}")
    print(f"              ftfy writes U+FFFD, ours what was lost: {len(outcome['restored'])}")
    print(f"fix_text and plans with ftfy.TextFixerConfig(): {easy - len(outcome['whole'])} of {easy}")
    print(f"known failures that pass: {len(outcome['known'])} of {hard}")
    for name in ("failed", "restored", "whole") if options.show else ():
        for case in outcome[name]:
            text = case["original"]
            print(f"\n{name}: {case['label']}\n  {text!r}\n  {wanted(case)!r}\n  {unmojibake.fix_encoding(text)!r}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
