"""Get ready: imported by the process that workers are forked from, and by no other.

What each worker needs for its first damaged line, the model and the tables, is then in memory once.
"""

import gc
import signal

_CLEAN = "图书馆八点开门，“雨天”也不休息。"
_COMMON = (("utf-8", "gb18030"), ("utf-8", "cp1252"), ("gb18030", "latin-1"))
"""The wrong readings that nearly all tables are made for."""


def _get_ready() -> None:
    # Ctrl-C reaches all of a terminal's processes; the first one tells the others. Workers inherit this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import unmojibake  # noqa: PLC0415 - behind the line above, which must be first
    import unmojibake.corpus.rows  # noqa: PLC0415 - the same

    for origin, carrier in _COMMON:
        unmojibake.repair(_CLEAN.encode(origin).decode(carrier, "replace"))
    # The collector leaves all this alone from here on, so that it stays shared.
    gc.freeze()


_get_ready()
