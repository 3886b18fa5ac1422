"""Gives the parser of the command line; the module of a verb is loaded only when it runs."""

import argparse

import unmojibake
from unmojibake.cli.settings.help import Help

FORMATS = ("full", "concise", "jsonl", "github", "sarif")
SHELLS = ("bash", "zsh", "fish")
_CODES = "Exit code: 0 {}, 1 {}, 2 bad usage, configuration, or a file that can't be read or written."


def parser() -> argparse.ArgumentParser:
    """Give the argument parser.

    It loads neither the model nor ftfy, so that tools can ask it for
    completions and manual pages.

    Example:
        >>> parser().parse_args(["fix", "page.txt"]).paths
        ['page.txt']
    """
    top = argparse.ArgumentParser(prog="unmojibake", description="Repair mojibake in text.", formatter_class=Help)
    top.add_argument("--version", action="version", version=f"unmojibake {unmojibake.__version__}")
    verbs = top.add_subparsers(required=True, metavar="COMMAND", prog="unmojibake")
    for add in (_check, _fix, _explain, _decode, _corpus, _report, _undo, _completion):
        add(verbs)
    return top


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, **more: str
) -> argparse.ArgumentParser:
    """Add a verb whose module has its name."""
    sentence = words[0].upper() + words[1:]
    verb = verbs.add_parser(
        name,
        help=words,
        description=more.get("description", f"{sentence}."),
        epilog=more.get("epilog"),
        formatter_class=Help,
    )
    verb.set_defaults(verb=name, refuse=verb.error)
    return verb


def _check(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "check",
        "say what is damaged, and change nothing",
        epilog=_CODES.format("nothing was found", "something was found"),
    )
    _paths(verb, "files, folders, or - for standard input; the current folder when there are none")
    verb.add_argument(
        "--output-format", choices=FORMATS, default="full", help="how findings are written (default: full)"
    )
    verb.add_argument("--output-file", metavar="FILE", help="write findings to a file and not to standard output")
    _settings(verb)
    verb.add_argument(
        "--write-baseline", action="store_true", help="accept all that is found from now on, and write the baseline"
    )
    _talk(verb)


def _fix(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "fix",
        "repair text",
        description="Write the repaired text of one input to standard output, or rewrite files in place.",
        epilog=_CODES.format(
            "all that was found is repaired", "something was left, or see --diff and --exit-non-zero-on-fix"
        ),
    )
    _paths(verb, "one UTF-8 file; - (the default) is standard input; with --in-place or --diff any files and folders")
    how = verb.add_mutually_exclusive_group()
    how.add_argument(
        "--in-place", "-i", action="store_true", help="rewrite the files; a journal is kept, see `unmojibake undo`"
    )
    how.add_argument(
        "--diff", action="store_true", help="write what would change as a unified diff; exit code 1 if anything would"
    )
    verb.add_argument(
        "--output-format",
        choices=("text", *FORMATS),
        default="text",
        help="text: the repaired text (the default); the others: what was found",
    )
    verb.add_argument("--convert", action="store_true", help="make UTF-8 of files in other encodings")
    verb.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 when a file was changed")
    verb.add_argument("--backup", action="store_true", help="keep the old file beside the new one")
    verb.add_argument(
        "--backup-suffix", metavar="SUFFIX", default=".orig", help="what its name ends with (default: .orig)"
    )
    verb.add_argument(
        "--journal",
        metavar="FILE",
        help="where the journal is written (default: a new file in the user's state folder)",
    )
    verb.add_argument("--no-journal", action="store_true", help="keep no journal: the run can't be undone")
    _settings(verb)
    verb.set_defaults(write_baseline=False)
    _talk(verb)


def _explain(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "explain",
        "show what happened to a text and how sure that is",
        description="Show verdict, plan, confidence and the next best readings of a text.",
    )
    verb.add_argument("text", help="the text itself; - is standard input")
    _repair(verb)


def _decode(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "decode",
        "find the encoding of a file, and write its repaired text as UTF-8",
        epilog=_CODES.format("the text is written", "something in it was left as it was found"),
    )
    verb.add_argument(
        "path", metavar="PATH", nargs="?", default="-", help="any file; - (the default) is standard input"
    )
    verb.add_argument("--declared", metavar="LABEL", help="the encoding that a header or another source names")
    verb.add_argument(
        "--output-format",
        choices=("text", *FORMATS),
        default="text",
        help="text: the repaired text (the default); the others: what was found in it",
    )
    _repair(verb)


def _corpus(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "corpus",
        "repair the shards of a corpus with several processes",
        description="Write a repaired copy of JSONL, Parquet and plain text, plain or compressed. A run that was ended "
        "goes on where it was when it is started again.",
        epilog="Exit code: 0 all is written, 2 bad usage, or something can't be read, repaired or written.",
    )
    verb.add_argument("source", metavar="IN", help="a file, or a folder of files")
    verb.add_argument("target", metavar="OUT", help="for a folder a folder; for a file a file or a folder")
    verb.add_argument(
        "--column", metavar="NAME", default="text", help="the field or column that is repaired (default: text)"
    )
    verb.add_argument(
        "--bad-rows",
        choices=("stop", "keep"),
        default="stop",
        help="a row without text there: stop, or keep it as it is and count it (default: stop)",
    )
    verb.add_argument(
        "--add-status", action="store_true", help="add what became of each row to Parquet, as two more columns"
    )
    _repair(verb)
    verb.add_argument(
        "--jobs",
        "-j",
        type=_count,
        default=0,
        metavar="N",
        help="processes that repair at the same time; 0: one for each processor (default: 0)",
    )
    verb.add_argument("--quiet", "-q", action="store_true", help="say nothing but errors")


def _report(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "report",
        "write a page that shows what would change",
        description="Write one HTML page that shows what is damaged and what it would become. Nothing is changed.",
        epilog="Exit code: 0 the page is written, 2 bad usage, configuration, or a file that can't be read or written.",
    )
    _paths(verb, "files, folders, or - for standard input; the current folder when there are none")
    verb.add_argument("--output", "-o", metavar="FILE", default="-", help="the page (default: standard output)")
    verb.add_argument(
        "--rows", type=_count, default=500, metavar="N", help="most places that are shown in each table (default: 500)"
    )
    _settings(verb)
    verb.set_defaults(write_baseline=False)
    _talk(verb)


def _undo(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(
        verbs,
        "undo",
        "put every file that a run changed back, byte for byte",
        epilog=_CODES.format("all are as they were", "some were changed since, and left"),
    )
    verb.add_argument("journal", metavar="JOURNAL", help="the journal that `unmojibake fix --in-place` named")


def _completion(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = _verb(verbs, "completion", "write the completion script of a shell to standard output")
    verb.add_argument("shell", choices=SHELLS, help="the shell")


def _paths(verb: argparse.ArgumentParser, words: str) -> None:
    """Add the arguments that say which files are looked at."""
    verb.add_argument("paths", nargs="*", metavar="PATH", help=words)
    verb.add_argument(
        "--files-from",
        metavar="FILE",
        help="take more paths from a file, one a line or each ended by a NUL; - is standard input",
    )
    verb.add_argument("--stdin-filename", metavar="NAME", help="what standard input is called")
    verb.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERNS",
        help="leave out files and folders, patterns with commas between",
    )
    verb.add_argument("--force-exclude", action="store_true", help="leave excluded files out even when they are named")
    verb.add_argument("--no-gitignore", action="store_true", help="look at what git ignores too")


def _settings(verb: argparse.ArgumentParser) -> None:
    """Add the options that may also stand in the configuration file."""
    _repair(verb)
    verb.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="RULES",
        help="only these rules or kinds, patterns with commas between",
    )
    verb.add_argument("--ignore", action="append", default=[], metavar="RULES", help="all but these rules or kinds")
    verb.add_argument("--max-file-size", type=int, metavar="BYTES", help="leave larger files alone (default: 10000000)")
    verb.add_argument(
        "--baseline",
        metavar="FILE",
        help="accept the damage listed there (default: .unmojibake-baseline.json, if there is one)",
    )
    verb.add_argument("--no-baseline", action="store_true", help="accept nothing")
    verb.add_argument(
        "--config",
        metavar="FILE",
        help="the configuration file (default: the nearest unmojibake.toml or pyproject.toml)",
    )
    verb.add_argument(
        "--isolated", action="store_true", help="read no configuration file and no baseline that is not named"
    )
    verb.add_argument("--show-settings", action="store_true", help="write the settings, and do nothing else")


def _repair(verb: argparse.ArgumentParser) -> None:
    """Add the options of a repair."""
    verb.add_argument(
        "--min-confidence",
        type=float,
        metavar="P",
        help="leave a filling that is less sure than this, 0 to 1 (default: 0)",
    )
    verb.add_argument(
        "--prior", type=float, metavar="P", help="the share of lines that are damaged in this source (default: 0.0005)"
    )


def _talk(verb: argparse.ArgumentParser) -> None:
    """Add the options for processes and messages."""
    verb.add_argument(
        "--jobs",
        "-j",
        type=_count,
        default=1,
        metavar="N",
        help="processes that work at the same time; 0: one for each processor (default: 1)",
    )
    verb.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colour (default: auto, on a terminal)"
    )
    verb.add_argument("--quiet", "-q", action="store_true", help="say nothing but errors")
    verb.add_argument("--verbose", "-v", action="store_true", help="name each file that is left alone")


def _count(text: str) -> int:
    """Give the number of an option, which must be 0 or more."""
    if not text.isdecimal():
        message = f"must be a whole number, 0 or more, not {text!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)
