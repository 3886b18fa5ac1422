"""Write the manual page, docs/unmojibake.1, from the parser of the command line.

    python -m scripts.docs.manual

Run it when an option changes; tests/test_completion.py says so when it was forgotten. The wheel brings the
page to share/man/man1.
"""

import argparse
from pathlib import Path

import unmojibake
from unmojibake.cli.settings.arguments import parser
from unmojibake.cli.verbs.completion import options, verbs

PAGE = Path(__file__).resolve().parents[2] / "docs" / "unmojibake.1"
ABOUT = """\
.SH DESCRIPTION
Repairs mojibake, text whose bytes were read with the wrong encoding, Chinese above all. Clean text is left as it is,
to the byte. What is too unsure is reported and left.
.PP
Results go to standard output as UTF-8, talk to standard error.
"""
END = """\
.SH EXIT STATUS
.TP
.B 0
nothing damaged was found (\\fBcheck\\fR) or left (\\fBfix\\fR)
.TP
.B 1
something was found or left; with \\fB\\-\\-diff\\fR also when something would change, with
\\fB\\-\\-exit\\-non\\-zero\\-on\\-fix\\fR when a file was changed
.TP
.B 2
bad usage, a wrong configuration, or a file that can't be read or written
.SH FILES
.TP
.B pyproject.toml, unmojibake.toml
the configuration, looked for from the files upwards
.TP
.B .unmojibake-baseline.json
damage that is accepted
.TP
.B $XDG_STATE_HOME/unmojibake/journals
what \\fBfix \\-\\-in\\-place\\fR changed, for \\fBundo\\fR (by default below ~/.local/state)
.SH ENVIRONMENT
.TP
.B NO_COLOR, FORCE_COLOR
no colour, and colour even where there is no terminal; \\fB\\-\\-color\\fR beats both
"""


def escaped(text: str) -> str:
    """Escape what troff would read as its own."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "\\&" + text if text.startswith(".") else text


def option(action: argparse.Action) -> str:
    """Give the paragraph of one option or place."""
    if action.option_strings:
        value = (
            ""
            if action.nargs == 0
            else f" \\fI{escaped(str(action.metavar or '|'.join(map(str, action.choices or ()))))}\\fR"
        )
        head = ", ".join(f"\\fB{escaped(name)}\\fR{value}" for name in action.option_strings)
    else:
        head = f"\\fI{escaped(str(action.metavar or '|'.join(map(str, action.choices or ())) or action.dest))}\\fR"
    return f".TP\n{head}\n{escaped(action.help or '')}\n"


def manual() -> str:
    """Give the whole page."""
    top = parser()
    found = verbs(top)
    pieces = [
        f'.TH UNMOJIBAKE 1 "" "unmojibake {unmojibake.__version__}" "User Commands"\n',
        f".SH NAME\nunmojibake \\- {escaped((top.description or '').rstrip('.').lower())}\n",
        ".SH SYNOPSIS\n",
        *(f".B unmojibake {name}\n[\\fIoptions\\fR] ...\n.br\n" for name in found),
        ABOUT,
    ]
    for name, (_, verb) in found.items():
        pieces.append(f".SH {name.upper()}\n{escaped(verb.description or '')}\n")
        pieces += [option(action) for action in options(verb) if action.dest != "help"]
    return "".join([*pieces, END])


def main() -> None:
    """Write the page."""
    PAGE.write_text(manual(), encoding="utf-8")


if __name__ == "__main__":
    main()
