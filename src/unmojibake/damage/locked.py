"""Text that is lost for good: what remains where every byte was replaced.

Bytes that are not UTF-8 become U+FFFD; saved as UTF-8 and read as GBK again, three
bytes of it at a time, they become 锟斤拷. Debuggers fill memory that was never set with
CC or CD, which GBK shows as 烫 and 屯. None of it can be taken back: it is reported.
"""

import re

from unmojibake.result import Suspect

_REPLACED = re.compile("\N{REPLACEMENT CHARACTER}+|(?:锟斤拷|锟[斤拷]|[锟斤拷]{2,})+|烫{3,}|屯{3,}")
_FIRST = re.compile("[\N{REPLACEMENT CHARACTER}锟斤拷烫屯]")
_REASONS = {
    "\N{REPLACEMENT CHARACTER}": "bytes that were not valid were replaced: {} of them are gone",
    "锟": "bytes that were not UTF-8 were replaced before the text was read as GBK: about {} characters are gone",
    "烫": "memory that was never set, shown as GBK: there was no text",
    "屯": "memory that was never set, shown as GBK: there was no text",
}


def suspects(line: str, start: int = 0) -> list[Suspect]:
    """Find what is lost for good in a line.

    Args:
        line: The line.
        start: Its first code point in the text.

    Returns:
        The places, in order, with how much was lost. Linear in the length of the line.

    >>> [suspect.kind for suspect in suspects("烫烫烫")]
    ['locked']
    """
    found: list[Suspect] = []
    if not _FIRST.search(line):
        return found
    for match in _REPLACED.finditer(line):
        run = match.group()
        reason = _REASONS.get(run[0], _REASONS["锟"]).format(len(run))
        found.append(Suspect(start + match.start(), start + match.end(), kind="locked", reason=reason))
    return found
