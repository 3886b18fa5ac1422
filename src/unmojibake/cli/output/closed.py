"""Puts stand-ins in the place of standard streams that were closed."""

import os
import sys


def fill() -> None:
    """Open something in the place of each standard stream that was closed before this process began.

    A file that is opened gets the lowest number that is free: what is meant for the stream would go into it.
    Reading and writing fail as on what is closed, so that both are reported; only talk is lost.
    """
    for name, flags in (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
