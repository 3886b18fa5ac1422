"""Gives the bytes of a wrongly read text: for each character that any decoder shows, the bytes that it came from."""

import codecs
import functools

from unmojibake.charsets import codepages, one_by_one, tables


@functools.cache
def inverse_table(name: str) -> dict[str, bytes]:
    r"""Give for each character that any decoder shows for an encoding the bytes that it came from.

    It is `tables.encode_table`, with the characters that only some decoders show: those that number Hong Kong's rows of
    Big5 with private use, as Windows does, or that show a byte which the page does not define. UTF-8 has all characters
    but U+FFFD, which shows the loss of others; its table is made as it is asked for, and counts as empty.

    Raises:
        ValueError: The name is unknown.

    >>> inverse_table("cp932")["\uf8f0"], "\uf8f0" in tables.encode_table("cp932")
    (b'\xa0', False)
    """
    charset = tables.lookup(name)
    if charset.name == "utf-8":
        return _Utf8()
    if charset.name != name:
        return inverse_table(charset.name)
    others = {char: code for code, char in codepages.shown_otherwise(name).items()}
    return others | tables.encode_table(name) if others else tables.encode_table(name)


@functools.cache
def code_table(name: str) -> dict[str, bytes]:
    r"""Give what `inverse_table` gives, to look characters up in: a page of several bytes fills it as it is asked.

    Args:
        name: The canonical name.

    Whoever goes through all of a table wants `inverse_table`.

    >>> code_table("cp936")["中"], "ก" in code_table("cp936")
    (b'\xd6\xd0', False)
    """
    return _Wide(name) if tables.lookup(name).wide and name != "utf-8" else inverse_table(name)


class _AsAsked(dict[str, bytes]):
    """The bytes of characters, found as they are asked for."""

    def get(self, char: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        """Give the bytes of a character, as any table does."""
        try:
            return self[char]
        except KeyError:
            return default

    def __contains__(self, char: object) -> bool:
        return isinstance(char, str) and self.get(char) is not None


class _Utf8(_AsAsked):
    """The bytes of each character in UTF-8."""

    def __missing__(self, char: str) -> bytes:
        if "\ud800" <= char <= "\udfff" or char == "\N{REPLACEMENT CHARACTER}":
            raise KeyError(char)
        return char.encode()


class _Wide(_AsAsked):
    """The bytes of each character in a page of several bytes; what was looked up is kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lacks: set[str] = set()

    def __missing__(self, char: str) -> bytes:
        if char not in self._lacks:
            if (code := one_by_one.code_of(char, self._name)) is not None:
                self[char] = code
                return code
            self._lacks.add(char)
        raise KeyError(char)


def to_bytes(text: str, name: str) -> bytes | None:
    r"""Give the bytes that `inverse_table` has for a text; None when it lacks a character.

    Linear, at C speed.

    Raises:
        ValueError: As `tables.decode_table`.

    >>> to_bytes("\N{EURO SIGN}", "cp936"), to_bytes("\N{THAI CHARACTER KO KAI}", "cp936")
    (b'\x80', None)
    """
    try:
        return codecs.charmap_encode(text, "strict", _charmap(name))[0]
    except UnicodeEncodeError:
        return None


_KEPT = 1 << 14
"""Characters from which on those that an encoding does not have are looked up each time."""


class _Charmap(dict[int, bytes | None]):
    """An `inverse_table` as `codecs` want it, filled as it is asked for: a text has few characters of a table."""

    def __init__(self, name: str) -> None:
        self._table = code_table(name)

    def __missing__(self, code: int) -> bytes | None:
        # None tells the codec that the encoding does not have the character, as cp936 has no `ก`.
        found = self._table.get(chr(code))
        if found is not None or len(self) < _KEPT:
            self[code] = found
        return found


@functools.cache
def _charmap(name: str) -> _Charmap:
    return _Charmap(name)


NOT_READ = "\uffff"
"""Stands for what can't be read; no text has it."""


class Rereading(dict[int, str]):
    """What characters of one charset of single bytes are in another one; what they can't be is `NOT_READ`."""

    def __missing__(self, code: int) -> str:
        """Give what stands for a character that can't be read."""
        return NOT_READ


@functools.cache
def rereading(origin: str, carrier: str) -> Rereading | None:
    """Give what `str.translate` needs to read a text of a carrier again as an origin, in C.

    None where a charset has more bytes to a character.

    Raises:
        ValueError: A name is unknown.

    >>> "t\u00fdkla".translate(rereading("cp1254", "cp1252"))
    't\u0131kla'
    """
    if tables.lookup(origin).wide or tables.lookup(carrier).wide:
        return None
    table = tables.decode_table(origin)
    return Rereading({ord(char): table.get(code, NOT_READ) for char, code in inverse_table(carrier).items()})


def is_as_on_windows(text: str, name: str) -> bool:
    r"""Tell whether Windows, too, shows every character of a text for an encoding; True where it has no such page.

    Linear.

    Raises:
        ValueError: As `tables.decode_table`.

    >>> is_as_on_windows("\N{HIRAGANA LETTER A}", "big5"), is_as_on_windows("\N{HIRAGANA LETTER A}", "cp932")
    (False, True)
    """
    page = tables.windows_page(name)
    return page is None or all(one_by_one.encoded(char, page) is not None for char in set(text))
