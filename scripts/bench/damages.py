"""The kinds of damage that are measured, and the rows that are made of clean lines by each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.charsets import tables
from unmojibake.errors import PlanError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHINESE, TRADITIONAL, JAPANESE, KOREAN, RUSSIAN, LATIN = "zh-Hans", "zh-Hant", "ja", "ko", "ru", "Latin"
CJK = (CHINESE, TRADITIONAL, JAPANESE, KOREAN)
ALL = (*CJK, RUSSIAN, LATIN)
LENGTHS = {"2-7": (2, 7), "8-15": (8, 15), "16-39": (16, 39), "40-400": (40, 400)}
"""Classes of length: code points of the original's damaged part, from and to."""
_TAKEN_BACK = frozenset({"gloss"})
"""Edits that lose nothing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage.

    Attributes:
        name: As the tables give it.
        plan: The steps, as `unmojibake.damage` takes them.
        languages: The languages that are met with it.
        decoder: Whose rule of loss it is.
        setting: How the line is set before it is damaged: "" as it is; "inside" a clean line, of which only the end is
            damaged; "quoted", so that there is a place where a byte may slip.
    """

    name: str
    plan: tuple[str, ...]
    languages: tuple[str, ...]
    decoder: str = "windows"
    setting: str = ""


KINDS = (
    Kind("UTF-8 as cp936", ("utf-8>cp936",), ALL),
    Kind("UTF-8 as cp936, inside a clean line", ("utf-8>cp936",), ALL, setting="inside"),
    Kind("UTF-8 as GB18030 by Java", ("utf-8>gb18030",), CJK, "java"),
    Kind("UTF-8 as GB18030 by a browser", ("utf-8>gb18030",), CJK, "whatwg"),
    Kind("UTF-8 as cp936, two layers", ("utf-8>cp936", "utf-8>cp936"), (CHINESE, TRADITIONAL)),
    Kind("UTF-8 as cp1252", ("utf-8>cp1252",), ALL),
    Kind("UTF-8 as cp1252, inside a clean line", ("utf-8>cp1252",), ALL, setting="inside"),
    Kind("UTF-8 as cp1252, undefined bytes dropped", ("utf-8>cp1252", "undefined-dropped"), ALL),
    Kind("UTF-8 as cp1252, no-break spaces lost", ("utf-8>cp1252", "nbsp-to-space"), ALL),
    Kind("UTF-8 as cp1252, two layers", ("utf-8>cp1252", "utf-8>cp1252"), (CHINESE, JAPANESE, LATIN)),
    Kind("UTF-8 as Latin-1", ("utf-8>latin-1",), ALL),
    Kind("UTF-8 as MacRoman", ("utf-8>mac_roman",), (CHINESE, JAPANESE, LATIN)),
    Kind("UTF-8 as cp437", ("utf-8>cp437",), (CHINESE, LATIN)),
    Kind("UTF-8 as cp1251", ("utf-8>cp1251",), (CHINESE, RUSSIAN, LATIN)),
    Kind("UTF-8 as cp932", ("utf-8>cp932",), (CHINESE, JAPANESE)),
    Kind("UTF-8 as cp949", ("utf-8>cp949",), (CHINESE, KOREAN)),
    Kind("UTF-8 as Big5", ("utf-8>big5",), (TRADITIONAL,)),
    Kind("GBK as Latin-1", ("cp936>latin-1",), (CHINESE, TRADITIONAL)),
    Kind("GBK as cp1252", ("cp936>cp1252",), (CHINESE, TRADITIONAL)),
    Kind("GBK as Big5", ("cp936>big5",), (CHINESE,)),
    Kind("GBK as cp949", ("cp936>cp949",), (CHINESE,)),
    Kind("GBK as cp1251", ("cp936>cp1251",), (CHINESE,)),
    Kind("Big5 as cp1252", ("big5>cp1252",), (TRADITIONAL,)),
    Kind("Big5 as cp936", ("big5>cp936",), (TRADITIONAL,)),
    Kind("Shift_JIS as cp1252", ("cp932>cp1252",), (JAPANESE,)),
    Kind("Shift_JIS as cp936", ("cp932>cp936",), (JAPANESE,)),
    Kind("EUC-JP as cp1252", ("euc_jp>cp1252",), (JAPANESE,)),
    Kind("EUC-KR as cp1252", ("cp949>cp1252",), (KOREAN,)),
    Kind("EUC-KR as cp936", ("cp949>cp936",), (KOREAN,)),
    Kind("cp1251 as cp1252", ("cp1251>cp1252",), (RUSSIAN,)),
    Kind("KOI8-R as cp1251", ("koi8-r>cp1251",), (RUSSIAN,)),
    Kind("GBK with glosses", ("gloss",), (TRADITIONAL,)),
    Kind("GBK with a byte lost", ("slip-dropped",), (CHINESE,), setting="quoted"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One damaged text.

    Attributes:
        kind: The damage, by name.
        language: The language of the original.
        length: The class of the original's length.
        text: What is to be repaired.
        gold: The original.
        lossy: Whether bytes were lost.
    """

    kind: str
    language: str
    length: str
    text: str
    gold: str
    lossy: bool


def rows(texts: dict[str, list[str]], each: int) -> list[Row]:
    """Damage clean lines.

    Args:
        texts: Clean lines by language, in a fixed order.
        each: Rows for each kind, language and class of length. There are fewer where the text has fewer.

    Returns:
        The rows: the same for the same arguments.
    """
    return [
        row
        for kind in KINDS
        for language in kind.languages
        for length in LENGTHS
        for row in _cell(kind, language, length, texts.get(language, []), each)
    ]


def _cell(kind: Kind, language: str, length: str, lines: Sequence[str], each: int) -> list[Row]:
    """Make the rows of one kind, language and length."""
    least, most = LENGTHS[length]
    lots = random.Random(f"{kind.name}/{language}/{length}")
    fitting = [line for line in lines if least <= len(line) <= most]
    lots.shuffle(fitting)
    made: list[Row] = []
    for line in fitting:
        if len(made) == each:
            break
        before, part = _set(kind.setting, line, lots.choice(lines))
        damaged = _damage(kind, part)
        if damaged is not None and damaged != part:
            lossy = is_lossy(kind, part)
            made.append(Row(kind.name, language, length, before + damaged, before + part, lossy))
    return made


def _set(setting: str, line: str, other: str) -> tuple[str, str]:
    """Give what stays clean before the damage, and what is damaged."""
    match setting:
        case "inside":
            return f"{other} ", line
        case "quoted":
            return "", f"“{line}。”{other}"
        case _:
            return "", line


def _damage(kind: Kind, text: str) -> str | None:
    """Damage a text; None when its origin has no such characters."""
    try:
        return unmojibake.damage(text, kind.plan, decoder=kind.decoder)
    except PlanError:
        return None


def is_lossy(kind: Kind, text: str) -> bool:
    """Tell whether a step lost something: what its result is encoded to is not what it was read from."""
    for step, after in zip(kind.plan, _stages(kind, text), strict=True):
        origin, _, carrier = step.partition(">")
        if not carrier:
            if step not in _TAKEN_BACK and after != text:
                return True
        else:
            try:
                if tables.encode(after, carrier) != tables.encode(text, origin):
                    return True
            except UnicodeEncodeError:
                return True
        text = after
    return False


def _stages(kind: Kind, text: str) -> Iterator[str]:
    """Give the text after each step."""
    for end in range(1, len(kind.plan) + 1):
        yield unmojibake.damage(text, kind.plan[:end], decoder=kind.decoder)
