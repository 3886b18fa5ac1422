"""Gives the characters of bytes by their origin, and those that are possible where a byte is unknown.

The inner half of undoing a wrong reading. An `Origin` knows how far a run of bytes can be decoded, how many bytes at
its end begin a character, and which characters an unknown byte may complete.
"""

import functools
from typing import Protocol

from unmojibake.charsets import one_by_one, tables
from unmojibake.values.patterns import on_use

_MULTI = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
"""A well-formed UTF-8 sequence of several bytes: Unicode 16, table 3-7."""
_VALID = on_use(rb"(?:[\x00-\x7f]+|" + _MULTI + rb")*")
_SEQUENCE = on_use(_MULTI)
_BREAKS_OFF = on_use(
    rb"(?:[\xe1-\xec\xee\xef][\x80-\xbf]{2}){2}[\xe1-\xec\xee\xef][\x80-\xbf]?(?![\x80-\xbf?\0])"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]?(?:[\xe1-\xec\xee\xef][\x80-\xbf]{2}){2}"
)
"""A character of three bytes that is not complete, beside two that are."""
_START = on_use(rb"[\x00-\x7f]|[\xc2-\xf4](?:[\x80-\xbf]|$)")
_WHOLE_START = on_use(rb"[\x00-\x7f]|" + _MULTI + rb"|[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_DEFECTIVE = on_use(rb"[\xc2-\xdf][\x80-\xbf]?|[\xe0-\xef][\x80-\xbf]{0,2}|[\xf0-\xf4][\x80-\xbf]{0,3}")
_LEADS, _TRAILS = frozenset(range(0xC2, 0xF5)), frozenset(range(0x80, 0xC0))
_FIRST_TRAIL = b"\x80"
_BEGUN = on_use(rb"[\xc2-\xf4][\x80-\xbf]{0,2}")


class Origin(Protocol):
    """The charset that a text was written in, as a decoder of bytes with unknowns."""

    def __hash__(self) -> int:
        """Give the same number for the same origin: the readings of lost bytes are kept by it."""

    def run(self, data: bytes, start: int = 0) -> tuple[str, int, int]:
        """Give the text of the well-formed bytes of `data` from `start` on.

        Returns:
            The text, the bytes it took, and how many bytes after those begin a character that is not complete (0 when
            the next bytes are wrong): of E4 BD A0 E5 in UTF-8 `你`, 3 and 1.
        """

    def whole(self, data: bytes) -> str | None:
        """Give the text of all of `data`; None when some of it is not well formed."""

    def may_start(self, data: bytes, at: int, *, whole: bool) -> bool:
        """Tell whether a character may begin at a place of `data`.

        With `whole`, a character that has all of its bytes, as far as `data` goes.
        """

    def occurs(self, data: bytes) -> bool:
        """Tell whether any whole character that is not ASCII may be in `data`."""

    def breaks_off(self, data: bytes) -> bool:
        """Tell whether a character in the middle of text is not complete, without a mark of loss."""

    def share(self, data: bytes, *, lossy: bool) -> float:
        """Give the share of the bytes that are part of well-formed characters, 0 to 1.

        With `lossy`, of characters that may have lost some of their bytes.
        """

    def size(self, text: str) -> int:
        """Give the number of bytes that `text` takes."""

    def last_byte(self, char: str) -> int:
        """Give the last byte of a character."""

    def choices(self, partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
        """Give the characters that a byte out of `allowed` may complete, and the begun ones it may lengthen.

        Of E5 A5 in UTF-8, and any byte from 80 to BF, the characters from `奀` to `奿`.
        """

    def completions(self, partial: bytes, lost: frozenset[int]) -> str:
        """Give the characters whose bytes are `partial` less one or two out of `lost`."""


class Utf8:
    """UTF-8, in which each byte shows whether it begins a character or goes on with one."""

    def run(self, data: bytes, start: int = 0) -> tuple[str, int, int]:
        """Decode the well-formed beginning; see `Origin`."""
        match = _VALID.match(data, start)
        end = match.end() if match else start
        begun = _BEGUN.match(data, end)
        return data[start:end].decode(), end - start, begun.end() - end if begun else 0

    def whole(self, data: bytes) -> str | None:
        """See `Origin`."""
        try:
            return data.decode()
        except UnicodeDecodeError:
            return None

    def may_start(self, data: bytes, at: int, *, whole: bool) -> bool:
        """See `Origin`."""
        return (_WHOLE_START if whole else _START).match(data, at) is not None

    def occurs(self, data: bytes) -> bool:
        """See `Origin`."""
        return _SEQUENCE.search(data) is not None

    def breaks_off(self, data: bytes) -> bool:
        """See `Origin`."""
        return _BREAKS_OFF.search(data) is not None

    def share(self, data: bytes, *, lossy: bool) -> float:
        """See `Origin`."""
        return sum(map(len, (_DEFECTIVE if lossy else _SEQUENCE).findall(data))) / len(data)

    def size(self, text: str) -> int:
        """Give the length in UTF-8."""
        return len(text.encode())

    def last_byte(self, char: str) -> int:
        """See `Origin`."""
        return char.encode()[-1]

    def choices(self, partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
        """See `Origin`."""
        return _utf8_choices(partial, allowed)

    def completions(self, partial: bytes, lost: frozenset[int]) -> str:
        """See `Origin`."""
        return _utf8_completions(partial, lost)


def _utf8_length(lead: int) -> int:
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4  # noqa: PLR2004 - the standard's lead bytes


@functools.lru_cache(4096)
def _utf8_choices(partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
    if not partial:
        return "", tuple(bytes((byte,)) for byte in sorted(allowed & _LEADS))
    trails = sorted(allowed & _TRAILS)
    if len(partial) + 1 < _utf8_length(partial[0]):
        return "", tuple(partial + bytes((byte,)) for byte in trails)
    try:
        first = ord((partial + _FIRST_TRAIL).decode())
    except UnicodeDecodeError:
        # The second byte does not fit the first: too long (E0 80), a surrogate (ED A0), or beyond Unicode (F4 90).
        return "", ()
    return "".join([chr(first + byte - _FIRST_TRAIL[0]) for byte in trails]), ()


@functools.lru_cache(4096)
def _utf8_completions(partial: bytes, lost: frozenset[int]) -> str:
    if not partial or not lost:
        return ""
    missing = _utf8_length(partial[0]) - len(partial)
    found = {partial}
    for _ in range(missing):
        found = {
            data[:at] + bytes((byte,)) + data[at:] for data in found for at in range(1, len(data) + 1) for byte in lost
        }
        if len(found) > _MOST_COMPLETIONS:
            return ""
    texts = (data.decode(errors="ignore") for data in found)
    return "".join(sorted(text for text in texts if len(text) == 1))


_MOST_COMPLETIONS = 128
"""Readings of one character from which on nothing is known of it."""


_OTHER_IN_PYTHON = frozenset({"big5", "cp950", "gb18030"})
"""Charsets whose tables differ from Python's codec of that name; the others' tables only have more."""
_OTHER_CHARS = frozenset("\uf8f0~")
"""The characters that Python reads in two codes, of cp932 and of euc_jp, that the tables read otherwise."""


class Legacy:
    """A charset of one or two bytes a character, by what its table has for the characters and bytes that are met."""

    def __init__(self, name: str) -> None:
        """Take the charset called `name`."""
        wide = tables.lookup(name).wide
        self._decode = one_by_one.Kept[bytes, str | None](functools.partial(one_by_one.char_of, name=name))
        self._encode = one_by_one.Kept[str, bytes | None](functools.partial(one_by_one.encoded, name=name))
        self._leads = one_by_one.leads(name) if wide else one_by_one.Kept[int, bool](lambda _: False)
        self._longest = 1 if not wide else 3 if name == "euc_jp" else 2
        self._codec = None if name in _OTHER_IN_PYTHON else {"cp936": "gbk"}.get(name, name)

    def run(self, data: bytes, start: int = 0) -> tuple[str, int, int]:
        """Decode the well-formed beginning; see `Origin`."""
        text, at = "", start
        if self._codec and not start:
            text, at = self._begin(data)
            if at == len(data):
                return text, at, 0
        out = [text]
        chars, longest = self._decode, self._longest
        end = len(data)
        while at < end:
            width = 1
            char = chars[data[at : at + 1]]
            while char is None and width < longest and at + width < end:
                width += 1
                char = chars[data[at : at + width]]
            if char is None:
                break
            out.append(char)
            at += width
        begun = int(at == end - 1 and self._leads[data[at]])
        return "".join(out), at - start, begun

    def _begin(self, data: bytes) -> tuple[str, int]:
        """Give the text of as much of `data` as Python's codec reads as the table does, and the bytes it took."""
        end = len(data)
        try:
            text = data.decode(self._codec)  # type: ignore[arg-type]
        except UnicodeDecodeError as error:
            end = error.start
            text = data[:end].decode(self._codec)  # type: ignore[arg-type]
        return ("", 0) if _OTHER_CHARS.intersection(text) else (text, end)

    def whole(self, data: bytes) -> str | None:
        """See `Origin`."""
        text, used, _ = self.run(data)
        return text if used == len(data) else None

    def may_start(self, data: bytes, at: int, *, whole: bool) -> bool:  # noqa: ARG002 - every byte may
        """See `Origin`."""
        return True

    def occurs(self, data: bytes) -> bool:  # noqa: ARG002 - of bytes without an order
        """See `Origin`."""
        return True

    def breaks_off(self, data: bytes) -> bool:  # noqa: ARG002 - what is left of a pair is a byte like any
        """See `Origin`."""
        return False

    def share(self, data: bytes, *, lossy: bool) -> float:  # noqa: ARG002 - what is left of a pair is a byte like any
        """See `Origin`."""
        return self.run(data)[1] / len(data)

    def size(self, text: str) -> int:
        """Give the number of bytes; a character that the charset does not have counts one, as the mark of a loss."""
        encode = self._encode
        return sum(len(encode[char] or b"?") for char in text)

    def last_byte(self, char: str) -> int:
        """See `Origin`."""
        code = self._encode[char]
        if code is None:
            raise KeyError(char)
        return code[-1]

    def choices(self, partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
        """See `Origin`."""
        return _legacy_choices(self, partial, allowed)

    def find_choices(self, partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
        """Give the characters and begun characters of `choices`, which keeps them."""
        found = [self._decode[partial + bytes((byte,))] for byte in sorted(allowed)]
        begun = tuple(bytes((byte,)) for byte in sorted(allowed) if self._leads[byte]) if not partial else ()
        return "".join(char for char in found if char and ord(char) > 0x7F), begun  # noqa: PLR2004

    def completions(self, partial: bytes, lost: frozenset[int]) -> str:
        """See `Origin`; only a lost second byte can be filled in, from the first byte that is left."""
        return self.choices(partial, lost)[0] if partial else ""


@functools.lru_cache(4096)
def _legacy_choices(decoder: Legacy, partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
    return decoder.find_choices(partial, allowed)


@functools.cache
def origin(name: str) -> Origin:
    """Give the decoder of an origin by its name.

    >>> origin("utf-8").run("你好".encode()[:4])
    ('你', 3, 1)
    """
    return Utf8() if name == "utf-8" else Legacy(name)
