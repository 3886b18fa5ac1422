"""Gives the characters of bytes of a charset of one or two bytes a character, by its table; see `Origin`."""

import functools
from collections.abc import Sequence

from unmojibake.charsets import one_by_one, tables

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

    def grow(self, begun: Sequence[bytes], allowed: frozenset[int]) -> tuple[str, list[bytes]]:
        """See `Origin`."""
        each = [self.choices(beginning, allowed) for beginning in begun]
        return "".join([done for done, _ in each]), [longer for _, more in each for longer in more]

    def ends(self, begun: Sequence[bytes], known: bytes) -> tuple[dict[int, str], list[bytes]]:
        """See `Origin`."""
        found: dict[int, list[str]] = {}
        longer: list[bytes] = []
        for each in begun:
            text, _, rest = self.run(each + known)
            if text:
                found.setdefault(self.size(text[0]) - len(each), []).append(text[0])
            elif rest == len(each) + len(known):
                longer.append(each + known)
        return {size: "".join(texts) for size, texts in found.items()}, longer

    def completions(self, partial: bytes, lost: frozenset[int]) -> str:
        """See `Origin`; only a lost second byte can be filled in, from the first byte that is left."""
        return self.choices(partial, lost)[0] if partial else ""


@functools.lru_cache(4096)
def _legacy_choices(decoder: Legacy, partial: bytes, allowed: frozenset[int]) -> tuple[str, tuple[bytes, ...]]:
    return decoder.find_choices(partial, allowed)
