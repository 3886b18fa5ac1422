"""Gives the help of a program as wide as the terminal."""

import argparse
import os
import sys
from functools import cache


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal.

    argparse asks shutil for the width, for each argument that is added: to load that, with all the compressions that it
    knows, would be a part of what every start costs.
    """

    def __init__(self, prog: str) -> None:
        """Begin the help of a program."""
        super().__init__(prog, width=_columns() - 2)  # argparse leaves two free


@cache
def _columns() -> int:
    """Give the columns of the terminal, as `shutil.get_terminal_size` does; 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80
