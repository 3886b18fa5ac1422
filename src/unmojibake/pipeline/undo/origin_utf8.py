"""Gives the characters of bytes of UTF-8, and those that are possible where a byte is unknown; see `Origin`."""

import functools
from collections.abc import Sequence

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
_TRAIL_BYTES = bytes(range(0x80, 0xC0))


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

    def grow(self, begun: Sequence[bytes], allowed: frozenset[int]) -> tuple[str, list[bytes]]:
        """See `Origin`. In C but for one step for each beginning."""
        trails = _trails(allowed)
        done: list[bytes] = []
        longer: list[bytes] = []
        for each in begun:
            if not each:
                longer += self.choices(each, allowed)[1]
            elif _utf8_length(each[0]) - len(each) > 1:
                longer += [each + trail for trail in trails]
            elif trails:
                done += [each, each.join(trails)]
        return b"".join(done).decode(errors="ignore"), longer

    def completions(self, partial: bytes, lost: frozenset[int]) -> str:
        """See `Origin`."""
        return _utf8_completions(partial, lost)

    def ends(self, begun: Sequence[bytes], known: bytes) -> tuple[dict[int, str], list[bytes]]:
        """See `Origin`. In C: what is no character is left out by the decoder."""
        missing: dict[int, list[bytes]] = {}
        for each in begun:
            missing.setdefault(_utf8_length(each[0]) - len(each), []).append(each)
        trails = len(known) - len(known.lstrip(_TRAIL_BYTES))
        whole = ((size, known[:size].join([*each, b""])) for size, each in missing.items() if size <= trails)
        found = {size: text for size, data in whole if (text := data.decode(errors="ignore"))}
        if trails < len(known):
            return found, []
        return found, [each + known for size, group in missing.items() if size > trails for each in group]


def _utf8_length(lead: int) -> int:
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4  # noqa: PLR2004 - the standard's lead bytes


@functools.lru_cache(256)
def _trails(allowed: frozenset[int]) -> list[bytes]:
    """Give those of some bytes that go on with a character, in order."""
    return [bytes((byte,)) for byte in sorted(allowed & _TRAILS)]


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
