"""Clean lines by language, from the translations in packages."""

from __future__ import annotations

import ast
import gettext
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "ru", "Latin")
"""The languages that are damaged; "Latin" are the European ones with marks on their letters."""
_LATIN = frozenset("ca cs da de es et fi fr hr hu is it lt lv nb nl no pl pt ro sk sl sq sv tr vi".split())  # noqa: SIM905
_TRADITIONAL = re.compile("hant|tw|hk|mo", re.IGNORECASE)
_OWN = {
    "zh-Hans": re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]"),
    "zh-Hant": re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]"),
    "ja": re.compile("[\u3041-\u30fe].*[\u3041-\u30fe\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7a3].*[\uac00-\ud7a3]"),
    "ru": re.compile("[\u0400-\u04ff].*[\u0400-\u04ff]"),
    "Latin": re.compile("[\u00c0-\u024f\u1e00-\u1eff]"),
}
"""What a line must hold to be of its language: a good part of a translation was never translated."""
_UNFIT = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CATALOGUE = re.compile(r"/(?:locale|locales|translations)/([A-Za-z_-]+)/LC_MESSAGES/[^/]*\.mo$")
_STRINGS = re.compile(r"/locales/([A-Za-z_-]+)\.json$")
_PLACES = re.compile(r"(?:geodata|carrierdata)/data\d+\.py$")
_PLACE = re.compile(r"'([a-z]{2}(?:_[A-Za-z]+)?)': (?:u\()?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
LONGEST = 400
"""Code points; longer lines are few."""


def language(tag: str) -> str:
    """Give the name by which the benchmark knows a language, or the tag itself.

    >>> language("zh_CN"), language("zh-Hant"), language("pt_BR"), language("uk_UA")
    ('zh-Hans', 'zh-Hant', 'Latin', 'uk')
    """
    head, *rest = re.split("[_-]", tag)
    head = head.lower()
    if head == "zh":
        return "zh-Hant" if any(_TRADITIONAL.fullmatch(part) for part in rest) else "zh-Hans"
    return "Latin" if head in _LATIN else head


def read_packages(folder: Path) -> dict[str, list[str]]:
    """Read all clean lines that are not ASCII from the wheels of a folder.

    Returns:
        Sorted unique lines, without white space at their ends, by language. A line that two languages share is given
        to the first, so that it counts once.
    """
    found: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                for tag, text in _strings(wheel, name):
                    found.setdefault(language(tag), set()).update(_lines(text))
    seen: set[str] = set()
    texts = {}
    for name in sorted(found, key=lambda name: (name not in LANGUAGES, name)):
        texts[name] = sorted(found[name] - seen)
        seen |= found[name]
    return texts


def _lines(text: str) -> Iterator[str]:
    for line in map(str.strip, text.splitlines()):
        if len(line) <= LONGEST and not line.isascii() and not _UNFIT.search(line):
            yield line


def _strings(wheel: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Give each translated string of a file, with its language."""
    if match := _CATALOGUE.search(name):
        catalogue = gettext.GNUTranslations(io.BytesIO(wheel.read(name)))
        # The only way to all messages; its keys and values are as documented for gettext().
        messages: dict[object, str] = vars(catalogue)["_catalog"]
        yield from ((match[1], text) for text in messages.values())
    elif match := _STRINGS.search(name):
        yield from ((match[1], text) for text in _leaves(json.loads(wheel.read(name))))
    elif _PLACES.search(name):
        source = wheel.read(name).decode("utf-8")
        yield from ((tag, ast.literal_eval(text)) for tag, text in _PLACE.findall(source))


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for child in node.values():
            yield from _leaves(child)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child)
    elif isinstance(node, str):
        yield node


def own(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave the languages that are damaged, and of each the lines in its own script."""
    return {name: [line for line in texts.get(name, []) if _OWN[name].search(line)] for name in LANGUAGES}
