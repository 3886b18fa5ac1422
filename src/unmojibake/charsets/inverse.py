"""What decoders show for an encoding, and its bytes: the way back of text that was wrongly read."""

import codecs
import functools

from unmojibake.charsets import codepages, tables


@functools.cache
def shown_table(name: str) -> dict[str, bytes]:
    r"""Return the bytes that each character came from which any decoder shows for this encoding.

    `tables.encode_table`, and what only some decoders show: those that number Hong Kong's rows of Big5 with private
    use, as Windows does, or that show a byte which the page does not define. UTF-8 has all characters but U+FFFD, which
    shows the loss of others; its table is made as it is asked for, and counts as empty.

    Raises:
        ValueError: The name is unknown.

    >>> shown_table("cp932")["\uf8f0"], "\uf8f0" in tables.encode_table("cp932")
    (b'\xa0', False)
    """
    charset = tables.lookup(name)
    if charset.name == "utf-8":
        return _Utf8()
    if charset.name != name:
        return shown_table(charset.name)
    others = {char: code for code, char in codepages.shown_otherwise(name).items()}
    return others | tables.encode_table(name) if others else tables.encode_table(name)


class _Utf8(dict[str, bytes]):
    """The bytes of each character in UTF-8."""

    def __missing__(self, char: str) -> bytes:
        if "\ud800" <= char <= "\udfff" or char == "\N{REPLACEMENT CHARACTER}":
            raise KeyError(char)
        return char.encode()

    def get(self, char: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        """Give the bytes of a character, as any table does."""
        try:
            return self[char]
        except KeyError:
            return default

    def __contains__(self, char: object) -> bool:
        return isinstance(char, str) and self.get(char) is not None


def to_bytes(text: str, name: str) -> bytes | None:
    r"""Give the bytes that `shown_table` has for a text; None when it lacks a character.

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


class _Charmap(dict[int, bytes]):
    """A `shown_table` as `codecs` want it, made as it is asked for: a text has few of the characters of a table."""

    def __init__(self, name: str) -> None:
        self._table = shown_table(name)

    def __missing__(self, code: int) -> bytes:
        # A KeyError tells the codec that there is none.
        found = self[code] = self._table[chr(code)]
        return found


@functools.cache
def _charmap(name: str) -> _Charmap:
    return _Charmap(name)


def is_as_on_windows(text: str, name: str) -> bool:
    r"""Tell whether Windows too shows every character of a text for this encoding; it has no page for many.

    Linear.

    Raises:
        ValueError: As `tables.decode_table`.

    >>> is_as_on_windows("\N{HIRAGANA LETTER A}", "big5"), is_as_on_windows("\N{HIRAGANA LETTER A}", "cp932")
    (False, True)
    """
    page = tables.windows_page(name)
    return page is None or tables.encode_table(page).keys() >= set(text)
