"""Tells of what follows an exclamation mark whether it may be GBK that is read one byte out of step."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from unmojibake.pipeline.gate.character_sets import load_sets, searches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    _Table: TypeAlias = Callable[..., Any]


EXCLAMATION_MARKS = "!！"
AHEAD = 9
"""Code points behind an exclamation mark that are put back into step: what they begin with, and eight more."""
_LEAST_TRAIL = 0x40


@functools.cache
def finder(mark: str) -> Callable[[str, int], bool]:
    """Make the search for an exclamation mark with GBK behind it that may be read one byte out of step."""
    # For each mark: a pattern that begins with a single character is searched for much faster.
    search = re.compile(f"{mark}(?=([?{load_sets()['shifted']}].{{,{AHEAD - 1}}}))", re.DOTALL).findall
    return lambda text, start: any(map(is_shifted, search(text, start)))


@functools.cache
def _marks() -> Callable[[str], Iterator[re.Match[str]]]:
    """Make the search for all exclamation marks with something behind that is not ASCII, or a mark of loss."""
    return re.compile(f"[{EXCLAMATION_MARKS}](?=([^\x00-\x3e\x40-\x7f！].{{,{AHEAD - 1}}}))", re.DOTALL).finditer


def places(text: str) -> Iterator[int]:
    """Give the places of the exclamation marks of a text behind which it may be out of step. Linear.

    Closer than `finder`, which asks only behind a mark that is common there, as all clean text is asked.

    >>> list(places("招商！迸R港，真好！"))
    [2]
    """
    return (hit.start() for hit in _marks()(text) if is_shifted(hit[1]))


@functools.lru_cache(maxsize=1024)
def is_shifted(text: str) -> bool:
    """Tell whether what follows an exclamation mark may be GBK that is read one byte out of step.

    Such characters are common in clean text too. Put back into step, they hardly ever are anything that is written,
    and hardly ever likelier than what stands. One alone that shows no byte without partner can't be told from clean
    text.
    """
    if "?" in text[:2]:
        # It shows a byte without partner.
        return True
    trails, leads, written = _gbk()
    last, meant = trails(text[0]), ""
    for char in text[1:]:
        lead = leads(char)
        if last is None or lead is None:
            break
        # Most are told by their first two characters.
        if (put_back := written(last + lead)) is None:
            return False
        if put_back in EXCLAMATION_MARKS:
            # From here on it is in step, or out of step in another way.
            break
        meant += put_back
        last = trails(char)
    return _is_likelier(text[: len(meant)], meant)


def _is_likelier(stands: str, meant: str) -> bool:
    """Tell whether what may have been meant is likelier than what stands."""
    if not meant:
        return False
    from unmojibake.language import load  # noqa: PLC0415 - clean text hardly ever comes here

    return load().score(meant) < load().score(stands)


@functools.cache
def _gbk() -> tuple[_Table, _Table, _Table]:
    """Give for a character its second byte in GBK, and the byte that it begins with if it can be a second one too.

    And for two bytes their character, if it is one that is written.
    """
    from unmojibake.charsets.tables import decode_table, encode_table  # noqa: PLC0415 - clean text hardly ever comes here

    codes = encode_table("cp936")
    is_written = searches().written
    return (
        {char: code[1:] for char, code in codes.items() if code[1:]}.get,
        {char: code[:1] for char, code in codes.items() if code[0] >= _LEAST_TRAIL}.get,
        {code: char for code, char in decode_table("cp936").items() if code[1:] and is_written(char)}.get,
    )
