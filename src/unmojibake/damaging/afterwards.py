"""What other software does later to text that is already damaged.

Each function is pure and linear; `LATER` names them. They lose what the codec mix-up had kept.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from unmojibake.charsets import tables

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def ask_for_replacement(text: str) -> str:
    """Turn each U+FFFD into a question mark, as saving in a legacy encoding does."""
    return text.replace(_REPLACEMENT, "?")


def drop_replacement(text: str) -> str:
    """Drop each U+FFFD, as clean-up scripts do."""
    return text.replace(_REPLACEMENT, "")


def drop_controls(text: str) -> str:
    """Drop the C1 controls U+0080-U+009F, as form filters and XML writers do."""
    return re.sub("[\x80-\x9f]", "", text)


def drop_undefined(text: str) -> str:
    """Drop only the controls that stand for bytes which cp1252 leaves undefined."""
    return text.translate(dict.fromkeys(tables.undefined("cp1252")))


def drop_private(text: str) -> str:
    """Drop private-use characters U+E000-U+F8FF, which most fonts show as nothing."""
    return re.sub("[\ue000-\uf8ff]", "", text)


def space_no_break(text: str) -> str:
    """Turn each no-break space into a space, as editors and copying from a browser do."""
    return text.replace(_NO_BREAK_SPACE, " ")


def trim_no_break(text: str) -> str:
    """Strip no-break spaces at both ends of every line, as trimming of input does."""
    lines = text.splitlines(keepends=True)
    return "".join(map(_trim_line, lines))


def _trim_line(line: str) -> str:
    content = line.rstrip("\r\n")
    return content.strip(_NO_BREAK_SPACE) + line[len(content) :]


def narrow(text: str) -> str:
    """Write full-width marks half-width, as mirrors of Chinese sites do; the full stop has no half-width form."""
    return text.translate(_NARROW)


_NARROW = {code: code - 0xFEE0 for code in map(ord, "！（），：；？")}


def compose(text: str) -> str:
    """Normalise to NFC, which unifies the duplicate hanja of cp949."""
    return unicodedata.normalize("NFC", text)


LATER: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "fffd-to-?": ask_for_replacement,
        "fffd-dropped": drop_replacement,
        "c1-dropped": drop_controls,
        "undefined-dropped": drop_undefined,
        "pua-dropped": drop_private,
        "nbsp-to-space": space_no_break,
        "nbsp-trimmed": trim_no_break,
        "half-width": narrow,
        "nfc": compose,
    }
)
"""Name of a later damage, as plans give it, and what it does."""
