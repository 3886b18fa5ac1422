"""The part of the second look that asks whether a text of one page of two bytes was read as another such page.

What that makes is rare characters close to each other, or characters side by side that no language mixes. Both are
searched for in C; what is found is read as it would have been, and costs less as that, or it is let go.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Final

from unmojibake.charsets import tables
from unmojibake.charsets.wrong_readings import ROWS
from unmojibake.language import load
from unmojibake.pipeline.gate import triggers
from unmojibake.pipeline.gate.char_class import char_class
from unmojibake.pipeline.gate.common_characters import common
from unmojibake.pipeline.gate.utf8_in_pairs import CODECS, EAST_ASIAN
from unmojibake.values.patterns import on_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    _Rows: TypeAlias = Sequence[tuple[str, str]]

_PAGES: Final = {"cp936": "gbk", "big5": "big5hkscs"}
"""The codecs of Python that encode what a page shows, where they have another name."""
_READ: Final = 12.5
"""Nats that a character costs by itself, up to which it is common in what is read."""
_ENOUGH: Final = 0.6
"""The share of different characters of a run that common ones become, from which on it is read: the exact test of what
is read asks for the same."""
_CHEAPER: Final = 0.7
"""The share of what a run costs as it stands that what it reads must cost less than."""
_SHORT, _FEW = 4, 10.5
"""Characters that are few, and nats for each of them: a name of three costs 10.2."""
_FLUENT: Final = 7.0
"""Nats for each character, up to which what is read with losses is language."""
_POETRY: Final = 9.3
"""The same where nothing was lost, which proves more: verse of the Tang costs 8.7, Cantonese that is read so 9.5."""
_STRANGE: Final = 8.0
"""Nats for each character, from which on a run of hanzi or Hangul may be damage: of 199 damaged lines of public text
the least costs 9.5; of clean ones at which the first look stops, three of four in Chinese cost less than 8."""
_BEFORE, _BEHIND = 4, 8
"""Characters on either side of rare ones that are read with them, as far as their run goes."""
_WORD: Final = 7
"""Characters of East Asia up to which a text is a word or two, which may be read otherwise whole."""
_is_longer: Final = on_use(rf"(?:{EAST_ASIAN.pattern}[^\u3040-\ufaff]*+){{{_WORD + 1}}}")
_RUN: Final = on_use(r"[^\x00-\x3e\x40-\x7f]+")
_find_half_width: Final = on_use("[\uff61-\uff9f]{4}")
_has_half_width: Final = on_use("[\uff61-\uff9f]")


_ELSEWHERE: Final = "\x00-\u2fff\u3000-\u33ff\ua4d0-\uabff\ufe30-\uff60\uffa0-\uffff"
_EAST: Final = on_use(f"[^{_ELSEWHERE}]")
"""Hanzi, Hangul, private use and half-width kana, among which characters can be rare."""
_CLOSE: Final = 3
"""Code points from one rare character to the next, up to which they are close."""
_BEHIND_LATIN: Final = on_use("[A-Za-z]([^\x00-\x7f])")
_PAIR_OF_LETTER: Final = on_use(rb"[\xc0-\xfe][A-Za-z]")
"""The bytes of cp936 that are an accented letter of Western pages, and a letter of ASCII."""
_MIXED: Final = on_use(
    "[\u3016\u2248\u0391-\u045f\u2474-\u24ff\u2500-\u257f\u3041-\u30fe](?:"
    "(?<=[\u3016\u2248])(?:(?<=[\u3041-\u30fa].)|(?=[\u3041-\u30fa]))"
    "|(?=[\u4e00-\u9fff][\u0391-\u045f\u2460-\u24ff])(?<=[\u4e00-\u9fff][\u0391-\u045f\u3041-\u30fa])"
    "|(?<=[\u3131-\u318e\uac00-\ud7a3][\u0391-\u03c9\u2474-\u24ff\u2500-\u257f\u3041-\u30fe]))"
)
_find_kana: Final = on_use("[\u3041-\u3093][\u3041-\u30fe]")
_BESIDE_KANA: Final = on_use("(?<=[\u3041-\u3093][\u3041-\u30fe])(.{1,9})|(?=(.{1,9})[\u3041-\u3093][\u3041-\u30fe])")
_HANZI: Final = on_use("[\u4e00-\u9fa5]+")


def is_clean(text: str) -> bool:
    """Tell whether nothing in a text is one page of two bytes that was read as another, and reads better. Linear.

    >>> is_clean("\u91cd\u5e86\u706b\u9505\u5e95\u6599"), is_clean("\u93c8\ue101\u6e80")
    (True, True)
    """
    if _is_mixed(text) or (
        _find_half_width.search(text) and any(_is_read(run, _rows()) for run in _half_width()(text))
    ):
        return False
    if not _is_longer.search(text):
        return not any(map(_is_strange, _RUN.findall(text)))
    close = (places for places in pairwise(_rare(text)) if places[1] - places[0] <= _CLOSE)
    return not any(_is_page(text, first, last + 1) for first, last in close)


@cache
def _half_width() -> Callable[[str], list[str]]:
    """Make the search for half-width kana in a row, with the hanzi around them."""
    return re.compile("[\uff61-\uff9f\u3400-\u9fff]*[\uff61-\uff9f]{4}[\uff61-\uff9f\u3400-\u9fff]*").findall


def _is_mixed(text: str) -> bool:
    r"""Tell whether a text mixes what stands together only where one page was read as another.

    Behind a Latin letter a character of two bytes whose second is a letter, as the bytes of `d\xedas` are in cp936;
    marks of Chinese for those of Japanese beside kana, and hanzi that Japanese does not have among kana; Greek, boxes
    and kana in a word of Hangul.
    """
    behind = "".join(_BEHIND_LATIN.findall(text))
    if behind and _PAIR_OF_LETTER.search(behind.encode("gb18030", "ignore")):
        return True
    if _MIXED.search(text):
        return True
    if not _find_kana.search(text) or not _lacks(text):
        return False
    return any(_lacks(hit[1] or hit[2]) for hit in _BESIDE_KANA.finditer(text))


def _lacks(text: str) -> bool:
    """Tell whether code page 932 lacks some of the hanzi of a text: `\u8fd9`."""
    hanzi = "".join(_HANZI.findall(text))
    return len(hanzi.encode("cp932", "ignore")) < 2 * len(hanzi)


def has_rare(text: str) -> bool:
    """Tell whether two rare characters stand beside each other in a text, such as `\u93bf\u5d84`."""
    return any(last - first == 1 for first, last in pairwise(_rare(text)))


def _rare(text: str) -> list[int]:
    """Give the places of the rare characters of East Asia in a text."""
    return [hit.start() for hit in _find_rare()(text)]


@cache
def _find_rare() -> Callable[[str], Iterator[re.Match[str]]]:
    """Make the search for hanzi, Hangul, private use and half-width kana that are not common."""
    return re.compile(f"[^{_ELSEWHERE}{char_class(filter(_EAST.match, common()))}]").finditer


def _is_page(text: str, start: int, end: int) -> bool:
    """Tell whether a run of a text in which rare characters stand reads better by a row between two pages."""
    first, last = max(0, start - _BEFORE), end + _BEHIND
    runs = (run for run in _RUN.finditer(text, first, last) if run.start() < end and run.end() > start)
    return any(_is_strange(run.group()) for run in runs)


def _is_strange(run: str) -> bool:
    """Tell whether a run is more than a character, costs more than language, and reads better: `\u93bf\u5d84\u7d94`."""
    rows = _possible(run) if len(run) > 1 else ()
    if not rows or load().score(run) < _STRANGE * len(run):
        return False
    return _is_read(run, rows)


def _possible(run: str) -> _Rows:
    """Give the rows between two pages by which enough characters of a run may be read as common ones.

    Sooner than by reading them, and not so exact: what stands is looked for in what common characters become. That must
    be as many as are common as they stand. Where most is rare, the run may be of two damages, and half of it is enough;
    half-width kana are out of step with what stands around them.
    """
    if _has_half_width.search(run):
        return _rows()
    shown = set(run.replace("?", ""))
    stands = len(shown & common())
    few = max(stands, len(shown) * (_ENOUGH if stands * 2 >= len(shown) else _ENOUGH / 2))
    return [row for row, made in _made() if len(shown & made) >= few]


@cache
def _made() -> list[tuple[tuple[str, str], frozenset[str]]]:
    """Give each row between two pages with the characters that common ones become by it."""
    found = []
    for carrier, origin in _rows():
        # What can't be read leaves the line feeds between the codes.
        codes = "\n".join(_written(origin)).encode(CODECS.get(origin, origin), "ignore")
        if not tables.lookup(origin).wide:
            codes = b"\n".join(map(bytes, product(codes.replace(b"\n", b""), repeat=2)))
        shown = codes.decode(_PAGES.get(carrier, carrier), "ignore")
        found.append(((carrier, origin), frozenset(shown)))
    return found


def _is_read(run: str, rows: _Rows) -> bool:
    """Tell whether a run reads better by one of some rows between two pages."""
    stands = 0.0
    for carrier, origin in rows:
        if read := _reading(run, carrier, origin):
            stands = stands or load().score(run)
            text, is_whole = read
            most = _FEW if len(text) <= _SHORT else _POETRY if is_whole else _FLUENT
            if load().score(text) < min(stands * _CHEAPER, most * len(text)):
                return True
    return False


def _reading(run: str, carrier: str, origin: str) -> tuple[str, bool] | None:
    """Read a run that was read as a page, if it may have been, as another.

    Returns:
        What is read, where most of it is common in what is written in that charset; and whether nothing was lost.
    """
    if not (encoded := _encoded(run, _PAGES.get(carrier, carrier))):
        return None
    data, is_whole = encoded
    name, size = CODECS.get(origin, origin), 1 + tables.lookup(origin).wide
    try:
        read, lost = data.decode(name), False
    except UnicodeDecodeError:
        read, lost = data.decode(name, "ignore"), True
    if sum(map(_written(origin).__contains__, read)) * size * 10 < len(data) * 6:
        return None
    return read, is_whole and not lost


def _encoded(run: str, page: str) -> tuple[bytes, bool] | None:
    """Give the bytes of a run in a page that has most of it, and whether it has all of it."""
    # By Python's codecs: a table of ours takes 25 ms to make, and they lack only what no clean text has.
    try:
        return run.encode(page), True
    except UnicodeEncodeError:
        data = run.encode(page, "ignore")
    return None if (len(run) - len(data.decode(page, "ignore"))) * 4 > len(run) else (data, False)


@cache
def _written(origin: str) -> frozenset[str]:
    """Give the characters that most of what is written in a charset is of."""
    also = {"cp1251": range(0x410, 0x450), "euc_jp": range(0xFF66, 0xFFA0)}.get(origin, ())
    return _common_read().union(map(chr, also))


@cache
def _common_read() -> frozenset[str]:
    """Give the characters of East Asia that are common in what is read."""
    codes = chain(range(0x3000, 0x30FF), range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0xFF01, 0xFF61))
    return frozenset(load().common(codes, _READ))


@cache
def _rows() -> list[tuple[str, str]]:
    """Give the pages that others were read as, each with one of those; but not what is nearly the same as another."""
    return [
        (row.carrier, row.origin)
        for row in ROWS
        if "utf-8" not in row
        and not row.edits
        and tables.lookup(row.carrier).wide
        and row.carrier not in triggers.NEARLY_THE_SAME_AS
    ]
