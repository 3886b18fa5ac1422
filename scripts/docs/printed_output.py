"""Write what the code really prints into README.md and the pages of the docs that show output.

    python -m scripts.docs.printed_output

Run it when the model or the output changes, and read the diff: tests/test_readme.py
only checks that what is shown is what comes out, not that it is any good. Three kinds of
blocks are filled: `pycon` (what each `>>>` prints), `console` (what each `$ unmojibake`
prints), and the `text` block under the README's first commands.
"""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = r"(?P<fence>^```+){language}\n(?P<body>.*?)(?P<close>^(?P=fence)$)"


def command_line(words: list[str], folder: Path) -> str:
    """Run our command line in a folder; give both streams, results first."""
    command = [sys.executable, "-m", "unmojibake.cli", *words]
    run = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    return (run.stdout + run.stderr).decode("utf-8")


def fill_console(body: str, folder: Path) -> str:
    """Fill the output of each `$` line; the commands of a page share their folder."""
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{command_line(shlex.split(line)[2:], folder)}" for line in commands)


def fill_python(body: str, names: dict[str, object]) -> str:
    """Fill the output of each `>>>` statement; the statements of a page share their names."""
    output = []
    for statement in re.findall(r"^>>> .*\n(?:^\.\.\. .*\n)*", body, flags=re.MULTILINE):
        source = "".join(line[4:] for line in statement.splitlines(keepends=True))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(source, "page", "single"), names)  # noqa: S102 - our own page
        output.append(statement + printed.getvalue())
    return "".join(output)


def refresh(page: Path, folder: Path) -> None:
    """Fill all blocks of one page; its commands may write into their folder, which has the examples in it."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    text = page.read_text(encoding="utf-8")
    names: dict[str, object] = {}

    def put(language: str, fill: Callable[[str], str], count: int = 0) -> None:
        nonlocal text
        text = re.sub(
            FENCE.replace("{language}", language),
            lambda block: f"{block['fence']}{language}\n{fill(block['body'])}{block['close']}",
            text,
            count=count,
            flags=re.MULTILINE | re.DOTALL,
        )

    put("console", lambda body: fill_console(body, folder))
    put("pycon", lambda body: fill_python(body, names))
    if install := re.search(r"^\.venv/bin/unmojibake (.*)$", text, flags=re.MULTILINE):
        words = shlex.split(install[1])
        put("text", lambda _: command_line(words, folder), count=1)
    page.write_text(text, encoding="utf-8")


def main() -> None:
    """Refresh all pages that show output."""
    docs = ROOT / "docs"
    named = [docs / f"{name}.md" for name in ("tutorial", "cli", "decode", "corpus")]
    for page in (ROOT / "README.md", *named, *sorted(docs.glob("damage-*.md"))):
        with tempfile.TemporaryDirectory() as folder:
            refresh(page, Path(folder))


if __name__ == "__main__":
    main()
