"""Tells whether the text behind an exclamation mark may be GBK that is read one byte out of step."""

from __future__ import annotations

import functools
import re

from unmojibake.pipeline.gate.character_sets import load_sets, written

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    _Table: TypeAlias = Callable[..., Any]


EXCLAMATION_MARKS = "!！"
AHEAD = 9
"""Code points behind an exclamation mark that are put back into step: the first one, and eight more."""
_LEAST_TRAIL = 0x40


@functools.cache
def finder(mark: str) -> Callable[[str, int], bool]:
    """Make the search of a text, from a code point on, for `mark` with GBK behind it that may be out of step."""
    # A search for each mark: a pattern that begins with a single character is searched for much faster.
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
    """Tell whether a text that stands behind an exclamation mark may be GBK that is read one byte out of step.

    Characters that may be out of step are common in clean text too. Put back into step, those of clean text hardly ever
    are characters that are written, and are hardly ever likelier than the text as it stands.

    >>> is_shifted("迸R港"), is_shifted("你好世界")
    (True, False)
    """
    if "?" in text[:2]:
        # The question mark stands for an orphan, so the text is out of step: in `好！?/p>`, which was `好。”</p>`.
        return True
    trails, leads, shown = _gbk()
    last, meant = trails(text[0]), ""
    for char in text[1:]:
        lead = leads(char)
        if last is None or lead is None:
            break
        # Most are told by their first two characters.
        if (put_back := shown(last + lead)) is None:
            return False
        if put_back in EXCLAMATION_MARKS:
            # Behind another exclamation mark the text is in step, or out of step in another way.
            break
        meant += put_back
        last = trails(char)
    return _is_likelier(text[: len(meant)], meant)


def _is_likelier(stands: str, meant: str) -> bool:
    """Tell whether a text put back into step is likelier than the text as it stands; an empty one is not."""
    if not meant:
        return False
    from unmojibake.language import load  # noqa: PLC0415 - clean text hardly ever comes here

    return load().score(meant) < load().score(stands)


@functools.cache
def _gbk() -> tuple[_Table, _Table, _Table]:
    """Give three look-ups in GBK.

    Returns:
        For a character its second byte; for a character its first byte, if that can be a second one too; for two bytes
        their character, if clean text has it; None where there is none.
    """
    from unmojibake.charsets.one_by_one import Kept, char_of, code_of  # noqa: PLC0415 - clean text hardly comes here

    is_written = written()

    def trail(char: str) -> bytes | None:
        return (code_of(char, "cp936") or b"")[1:] or None

    def lead(char: str) -> bytes | None:
        code = code_of(char, "cp936")
        return code[:1] if code and code[0] >= _LEAST_TRAIL else None

    def shown(code: bytes) -> str | None:
        char = char_of(code, "cp936")
        return char if char and is_written(char) else None

    return Kept(trail).__getitem__, Kept(lead).__getitem__, Kept(shown).__getitem__
