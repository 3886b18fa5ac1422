"""The command line run for real, and text damaged as Windows editors damage it."""

import os
import subprocess
import sys

from unmojibake import damage


def command(*arguments, data=b"", cwd=None, env=None):
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "unmojibake.cli", *map(str, arguments)],
        input=data,
        capture_output=True,
        check=False,
        cwd=cwd,
        env=os.environ | (env or {}),
    )


def windows(text):
    """Damage a text as an editor on Windows with code page 936 does when it opens UTF-8 and saves it."""
    return damage(text, "utf-8>cp936")


DAMAGED = windows("# v1\n// 用户名\nint x;\n")

REPAIRED = "# v1\n// 用户名\nint x;\n"


def journals(place):
    """Give the journals of runs in a place, see the fixture of that name."""
    return sorted((place.parent / "state").glob("unmojibake/journals/*.jsonl"))
