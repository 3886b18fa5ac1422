"""What is measured: unmojibake and its peers, each as a function from text to text, and what only tells damaged apart.

A peer that is not installed is left out.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import ftfy

import unmojibake

Repairer = Callable[[str], str]
Detector = Callable[[str], bool]
MESS = 0.2
"""The share of mess from which on `charset_normalizer.from_bytes` drops a reading, by default."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Something that repairs.

    Attributes:
        repair: The function.
        cleans: Whether it also cleans up, such as curly quotes. Its result is then compared with what it makes of
            the original itself, so that only the encoding is judged.
        slow: Whether clean text is measured on a sample.
    """

    repair: Repairer
    cleans: bool = False
    slow: bool = False

    def expected(self, gold: str) -> str:
        """Give what a perfect repair looks like."""
        return self.repair(gold) if self.cleans else gold


def _ours(text: str) -> str:
    return unmojibake.repair(text).text


def _round_trip(text: str) -> str:
    """Encode the whole string in GB18030, and take it if it is UTF-8; what a search engine's first hit does."""
    try:
        return text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return text


def _redetect(text: str) -> str:
    """Encode the whole string in Latin-1, and decode it as chardet says: the usual advice for web pages."""
    import chardet  # noqa: PLC0415 - only where it is installed

    try:
        data = text.encode("latin-1")
        return data.decode(chardet.detect(data)["encoding"] or "latin-1")
    except (UnicodeError, LookupError):
        return text


def _encfix(text: str) -> str:
    """Call encfix, which raises on what none of its charsets can encode."""
    import encfix  # noqa: PLC0415 - only where it is installed

    try:
        repaired: str = encfix.fix_encoding(text)
    except (AttributeError, UnicodeError):
        return text
    return repaired


@cache
def repairers() -> dict[str, Engine]:
    """Give what repairs, by name; ours first."""
    found = {"unmojibake": Engine(_ours), "ftfy": Engine(ftfy.fix_encoding)}
    if importlib.util.find_spec("plsfix"):
        import plsfix  # noqa: PLC0415 - only where it is installed

        found["plsfix"] = Engine(plsfix.fix_text, cleans=True)
    if importlib.util.find_spec("encfix"):
        found["encfix"] = Engine(_encfix, slow=True)
    if importlib.util.find_spec("chardet"):
        found["latin-1 + chardet"] = Engine(_redetect, slow=True)
    found["GB18030 round trip"] = Engine(_round_trip)
    return found


def _is_noticed(text: str) -> bool:
    result = unmojibake.repair(text)
    return bool(result.changes or result.suspects)


def _is_gated(text: str) -> bool:
    from unmojibake.pipeline.gate import first_look  # noqa: PLC0415 - a part of the library, measured alone

    return not first_look.is_clean(text)


def _is_bad(text: str) -> bool:
    from ftfy.badness import is_bad  # noqa: PLC0415 - not part of what `import ftfy` loads

    return bool(is_bad(text))


def _is_messy(text: str) -> bool:
    from charset_normalizer.md import mess_ratio  # noqa: PLC0415 - not part of what the package loads

    return mess_ratio(text, 1.0) > MESS


DETECTORS: dict[str, Detector] = {
    "unmojibake: changed or suspect": _is_noticed,
    "unmojibake: first look (`gate`)": _is_gated,
    "ftfy: `is_bad`": _is_bad,
    f"charset-normalizer: mess > {MESS}": _is_messy,
}
"""What tells whether a text is damaged."""
