"""Make the data files of the package, each after those that it is made of, and tell which of them are stale.

    python -m scripts.build --corpora DIR --cache DIR --unihan DIR    # every data file
    python -m scripts.build reach confidence --corpora DIR            # these two
    python -m scripts.build --stale --corpora DIR                     # those that are stale, and those that get stale
    python -m scripts.build --check                                   # name the stale ones and why; exit code 1
    python -m scripts.build --list                                    # the targets

What a file was made of is in scripts/manifest.toml: the sources and the data files that its program read, its program,
and the modules of the library whose decisions it was fitted with. Nobody lists them by hand: the first two are written
down while the program runs, the others are what it imports. So comments and docstrings make nothing stale, and
`--check` needs no corpora; with `--corpora` it compares those too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scripts.common import manifest
from scripts.common.data_file import FOLDERS, PACKAGE, ROOT
from scripts.common.source_code import SourceTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MANIFEST = ROOT / "scripts" / "manifest.toml"
ORDER = (
    *(
        "model.train",
        "count.fluency",
        "count.readings",
        "count.variants",
        "count.tongues",
        "count.signs",
        "count.markup",
    ),
    *("count.gate", "count.pairs", "count.latin", "count.eaten", "count.eaten_korean"),
    *("count.kinds", "count.unwritten", "count.words", "count.glosses", "count.listed"),
    *("count.choices", "count.reach", "count.recall", "count.confidence"),
)
"""The programs, each after those whose files it reads: what is fitted with the decisions of all the code comes last."""


class Target(NamedTuple):
    """A data file and its program.

    Attributes:
        module: The dotted name of the program.
        output: Where the file is below the package.
        needs: The folders that the program is given.
    """

    module: str
    output: str
    needs: tuple[str, ...]

    @property
    def name(self) -> str:
        """Give the name of the file without its folder and suffix."""
        return Path(self.output).stem

    @property
    def path(self) -> Path:
        """Give the file."""
        return PACKAGE / self.output


class WrongInputError(Exception):
    """A program failed, or read what it must not."""


def targets(tree: SourceTree) -> dict[str, Target]:
    """Give the targets in order, as their programs declare them."""
    found = {}
    for name in ORDER:
        constants = tree.read(f"scripts.{name}").constants
        target = Target(f"scripts.{name}", constants["OUTPUT"], constants.get("NEEDS", ("corpora",)))
        found[target.name] = target
    return found


def run(target: Target, folders: Mapping[str, Path]) -> tuple[int, list[Path]]:
    """Run a target's program; give the seconds that it took, and the files that it read.

    Raises:
        WrongInputError: If it failed.
    """
    options = [word for name in target.needs for word in (f"--{name}", str(folders[name].resolve()))]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    # One order of everything that is hashed.
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "read.json"
        command = [sys.executable, "-m", "scripts.common.recording", str(file), target.module, *options]
        start = time.monotonic()
        done = subprocess.run(command, check=False, cwd=ROOT, env=environment)
        if done.returncode:
            message = f"{target.name}: its program ended with {done.returncode}"
            raise WrongInputError(message)
        return round(time.monotonic() - start), list(map(Path, json.loads(file.read_text(encoding="utf-8"))))


def sorted_out(read: Sequence[Path], target: Target, folders: Mapping[str, Path]) -> tuple[list[str], list[str]]:
    """Give what of some files are sources, as FOLDER/NAME, and what are data files, by their places in the package."""
    sources, data = [], []
    for path in read:
        if path.is_relative_to(PACKAGE) and path.suffix in {".json", ".bin"}:
            data.append(path.relative_to(PACKAGE).as_posix())
        for name in target.needs:
            folder = folders[name].resolve()
            # What is unpacked below an archive is in its digest.
            if path.is_relative_to(folder) and "unpacked" not in path.relative_to(folder).parts:
                sources.append(f"{name}/{path.relative_to(folder).as_posix()}")
    return sources, data


def build(target: Target, later: Sequence[str], folders: Mapping[str, Path], tree: SourceTree) -> manifest.Entry:
    """Make a data file; give what it was made of.

    Args:
        target: The target.
        later: The outputs that are made after it, and its own: it must read none of them.
        folders: The folders of sources.
        tree: The source tree.

    Raises:
        WrongInputError: If its program failed, or read one of `later`.
    """
    # Before it runs: what is edited meanwhile is not what it was made with.
    before, modules = manifest.digest_of(target.path), tree.closure(target.module)
    seconds, read = run(target, folders)
    sources, data = sorted_out(read, target, folders)
    if wrong := sorted({*data} & {*later}):
        message = f"{target.name}: read {', '.join(wrong)}, which is not made before it"
        raise WrongInputError(message)
    after = manifest.digest_of(target.path)
    print(f"{target.name}: {seconds} seconds, {'as before' if before == after else 'changed'}", flush=True)
    return manifest.Entry(
        after,
        seconds,
        {name: manifest.digest_of(path) for name in sources if (path := manifest.source(name, folders))},
        {name: manifest.digest_of(PACKAGE / name) for name in data},
        modules,
    )


def stale(every: Mapping[str, Target], folders: Mapping[str, Path], tree: SourceTree) -> Iterator[tuple[str, str]]:
    """Give each stale target in turn, with why; what was built meanwhile counts."""
    for name, target in every.items():
        entry = manifest.read(MANIFEST).get(target.output)
        if found := list(manifest.reasons(entry, target.path, PACKAGE, (tree, target.module), folders)):
            yield name, f"{target.output}: {'; '.join(found)}"


def options_of(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: all")
    for name, about in FOLDERS.items():
        parser.add_argument(f"--{name}", type=Path, help=about)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--stale", action="store_true", help="make only what is stale")
    group.add_argument("--check", action="store_true", help="tell what is stale and why; make nothing")
    group.add_argument("--list", action="store_true", help="list the targets")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; give 0, or 1 where something is stale or failed, or 2 for misuse."""
    options, tree = options_of(argv), SourceTree(ROOT)
    every = targets(tree)
    chosen = {name: target for name, target in every.items() if not options.targets or name in options.targets}
    folders = {name: path for name in FOLDERS if (path := getattr(options, name))}
    if unknown := sorted({*options.targets} - {*every}):
        print(f"no such target: {', '.join(unknown)}; --list names them", file=sys.stderr)
        return 2
    if options.list:
        for name, target in every.items():
            entry = manifest.read(MANIFEST).get(target.output)
            print(f"{name:13} {target.output:34} {' '.join(target.needs):15} {f'{entry.seconds} s' if entry else ''}")
        return 0
    if options.check:
        found = [why for _, why in stale(chosen, folders, tree)]
        print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
        return 1 if found else 0
    names = (name for name, _ in stale(chosen, folders, tree)) if options.stale else iter(chosen)
    if not options.stale and (missing := {need for target in chosen.values() for need in target.needs} - {*folders}):
        print(f"needed too: {', '.join(f'--{need}' for need in sorted(missing))}", file=sys.stderr)
        return 2
    return build_all(names, every, folders, tree)


def build_all(names: Iterator[str], every: Mapping[str, Target], folders: Mapping[str, Path], tree: SourceTree) -> int:
    """Make some targets, and write down after each what it was made of; give 0, or 1 or 2 at the first that fails."""
    outputs = [target.output for target in every.values()]
    for name in names:
        target = every[name]
        if missing := [need for need in target.needs if need not in folders]:
            print(f"{name}: needs {' and '.join(f'--{need}' for need in missing)}", file=sys.stderr)
            return 2
        try:
            entry = build(target, outputs[outputs.index(target.output) :], folders, tree)
        except WrongInputError as error:
            print(error, file=sys.stderr)
            return 1
        manifest.write(MANIFEST, manifest.read(MANIFEST) | {target.output: entry})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
