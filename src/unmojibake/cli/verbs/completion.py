"""`unmojibake completion`: scripts that let a shell complete our verbs, options and their values.

They are made from the parser when they are asked for, so they always fit the version that is installed.
"""

import argparse
from typing import TYPE_CHECKING

from unmojibake.cli.output.console import put
from unmojibake.cli.settings.arguments import parser

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(arguments: argparse.Namespace) -> int:
    """Write the script of one shell.

    Returns:
        0.
    """
    put({"bash": bash, "zsh": zsh, "fish": fish}[arguments.shell]())
    return 0


def verbs(top: argparse.ArgumentParser) -> "dict[str, tuple[str, argparse.ArgumentParser]]":
    """Give each verb of the parser with its help and its own parser, in their order."""
    # argparse has no public way to ask for its subparsers; the tests fail when this way goes.
    action = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
    words = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
    return {name: (words[name], verb) for name, verb in action.choices.items()}


def options(verb: argparse.ArgumentParser) -> "Iterator[argparse.Action]":
    """Give the options and the positional arguments of a verb."""
    return iter(verb._actions)  # noqa: SLF001 - as above


def bash() -> str:
    """Give the script for bash."""
    top = parser()
    found = verbs(top)
    values, names = [], []
    for name, (_, verb) in found.items():
        for action in options(verb):
            if action.choices:
                words = " ".join(map(str, action.choices))
                pattern = "|".join(f"{name},{option}" for option in action.option_strings) or f"{name},{name}"
                values.append(f"        {pattern}) COMPREPLY=($(compgen -W '{words}' -- \"$current\")); return ;;")
        words = " ".join(option for action in options(verb) for option in action.option_strings)
        names.append(f"        {name},-*) COMPREPLY=($(compgen -W '{words}' -- \"$current\")); return ;;")
    words = " ".join(option for action in options(top) for option in action.option_strings)
    return "\n".join(
        [
            "# bash completion for unmojibake; made by `unmojibake completion bash`",
            "_unmojibake() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb= at",
            "    for ((at = 1; at < COMP_CWORD; at++)); do",
            f"        case ${{COMP_WORDS[at]}} in {'|'.join(found)}) verb=${{COMP_WORDS[at]}}; break ;; esac",
            "    done",
            "    COMPREPLY=()",
            "    case $verb,$previous in",
            *values,
            "    esac",
            "    case $verb,$current in",
            f"        ,*) COMPREPLY=($(compgen -W '{' '.join(found)} {words}' -- \"$current\")); return ;;",
            *names,
            "    esac",
            "}",
            "# What is not ours is a file's name.",
            "complete -o default -F _unmojibake unmojibake",
            "",
        ]
    )


def zsh() -> str:
    """Give the script for zsh, which can run that for bash."""
    head = "#compdef unmojibake\nautoload -U +X bashcompinit && bashcompinit\n"
    return head + bash().replace("# bash completion for", "# zsh completion for").replace("n bash`", "n zsh`")


def fish() -> str:
    """Give the script for fish."""
    lines = [
        "# fish completion for unmojibake; made by `unmojibake completion fish`",
        f"set -l verbs {' '.join(verbs(parser()))}",
    ]
    none = '-n "not __fish_seen_subcommand_from $verbs"'
    for name, (words, verb) in verbs(parser()).items():
        lines.append(f"complete -c unmojibake -f {none} -a {name} -d {_quoted(words)}")
        seen = f"-n '__fish_seen_subcommand_from {name}'"
        for action in options(verb):
            parts = [f"complete -c unmojibake {seen}"]
            parts += [
                f"-{'l' if option.startswith('--') else 's'} {option.lstrip('-')}" for option in action.option_strings
            ]
            if action.choices:
                parts.append(f"-x -a {_quoted(' '.join(map(str, action.choices)))}")
            elif action.option_strings and action.nargs != 0:
                parts.append("-r")
            elif not action.option_strings:
                continue
            lines.append(" ".join([*parts, f"-d {_quoted(action.help or '')}"]))
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """Quote a text for fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
