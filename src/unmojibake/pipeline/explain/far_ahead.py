"""Reads a line that lost nothing as the one charset that reads all of it far better than every other.

Other charsets than UTF-8 make something of nearly everything, so that one reads a line whole proves nothing. But the
others read it too: where the best reading is language, and costs so much less than the second best and the line as it
stands that no prior turns that over, nothing is left to search.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from unmojibake.charsets.tables import lookup
from unmojibake.charsets.wrong_readings import ROWS, Chain
from unmojibake.language import fluency, load
from unmojibake.pipeline.candidates import once
from unmojibake.pipeline.gate import first_look, line_look
from unmojibake.pipeline.gate.line_view import LineView
from unmojibake.pipeline.undo import codec
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROWS: Final = tuple(row for row in ROWS if row.origin != "utf-8" and not row.edits and not lookup(row.carrier).wide)
_HEADS: Final = (12, 40)
"""Code points of a reading that are weighed, more where the fewer do not tell: what follows would only add to it."""
_AHEAD: Final = 30.0
"""Nats by which the best reading must be ahead of the second: the commonest row is 7 nats ahead of the rarest."""
_LANGUAGE: Final = 9.0
"""Nats for each character, up to which what is read from a page of two bytes is language: reviews and chat cost 5 to
8.5, what another page makes of them 10 and more."""
_OTHERS: Final = "\u0370"
"""The first letter of another alphabet than Latin."""
_MARKS: Final = 3
"""Marks of loss from which on a line is not taken to have lost nothing."""
_WORD: Final = 16
"""Code points of a word as it reads that are compared with it as it stands."""
_ASCII: Final = on_use("[\x00-\x7f]+")
_FOREIGN: Final = on_use("[^\x00-\x7f]+")
_SIGNS: Final = on_use("[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
"""Signs and spaces of ASCII, which part words."""
_LONE_LETTER: Final = on_use("(?<![\x00-\x7f])[A-Za-z](?![A-Za-z])")
"""A letter of ASCII alone among others, as in `A大苺vだよ`: the first byte of a character was dropped, and left it."""


@lru_cache(8)
def read(line: str) -> tuple[Chain, str] | None:
    r"""Give the row that made a line, and what the line reads, where it is far ahead of all others.

    Args:
        line: A line, nothing of which was lost. It is remembered for a while: it is asked for itself, and then for its
            document.

    Returns:
        None where no reading is language and far ahead. Linear.

    >>> read("请先保存文件再关闭窗口".encode("gbk").decode("cp1252"))[1]
    '请先保存文件再关闭窗口'
    """
    if line.count("_") + line.count("?") >= _MARKS:
        return None
    found: dict[str, Chain] = {}
    for row in filter(LineView(0, line, "").may_come_from, _ROWS):
        if (text := codec.strict(line, (row,))) and text != line:
            found.setdefault(text, row)
    if not found:
        return None
    for length in _HEADS:
        text = _first(line, found, length)
        if text is not None:
            break
    if not text or not _is_of_letters(text) or _LONE_LETTER.search(text) or not _all_better(line, text):
        return None
    return (found[text], text) if first_look.is_clean(text) or line_look.is_let_go(text) else None


def _first(line: str, found: Mapping[str, Chain], length: int) -> str | None:
    """Give the reading that is language and far ahead of all others in the first code points of a line.

    Args:
        line: The line.
        found: Its readings with their rows.
        length: How many code points that are not ASCII are weighed.

    Returns:
        The reading; "" where the best one is no language, None where it is not far ahead.
    """
    score = load().score
    heads = [_head(text, length) for text in found]
    costs = {head: score(head) for head in {*heads, _head(line, length)}}
    (cost, best), *others = sorted((costs[head], text) for head, text in zip(heads, found, strict=True))
    most = _LANGUAGE if lookup(found[best].origin).wide else fluency.counted().fluent
    if cost > most * len(_head(best, length)):
        return ""
    second = min([costs[_head(line, length)], *(other for other, _ in others[:1])])
    return best if second - cost >= _AHEAD else None


def _all_better(line: str, text: str) -> bool:
    """Tell whether each word of a line that reads otherwise reads better: two pages may have made one line."""
    score = load().score
    for part in (_SIGNS.split, str.split, partial(str.split, sep=" ")):
        # A page of two bytes has signs and spaces of its own: what they part was one word.
        stands, reads = part(line), part(text)
        if len(stands) == len(reads):
            break
    else:
        return False
    changed = {pair for pair in zip(stands, reads, strict=True) if pair[0] != pair[1]}
    return all(score(read[:_WORD]) < score(stood[: _WORD * len(stood) // len(read)]) for stood, read in changed if read)


def _head(text: str, length: int) -> str:
    """Give the beginning of what is not ASCII in a text, what is repeated once."""
    return once(_ASCII.sub(" ", text)[: 2 * length])[:length]


def _is_of_letters(text: str) -> bool:
    """Tell whether most of what is not ASCII in a text is letters, and of another alphabet than Latin.

    What one page of Latin letters makes of another can be a language that the model does not know; drawings are none.
    """
    foreign = "".join(_FOREIGN.findall(text))
    return sum(char.isalpha() and char >= _OTHERS for char in foreign) * 10 >= len(foreign) * 6
