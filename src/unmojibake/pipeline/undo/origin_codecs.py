"""Gives the characters of bytes by their origin, and those that are possible where a byte is unknown.

The inner half of undoing a wrong reading. An `Origin` knows how far a run of bytes can be decoded, how many bytes at
its end begin a character, and which characters an unknown byte may complete.
"""

import functools
from collections.abc import Sequence
from typing import Protocol

from unmojibake.pipeline.undo.origin_legacy import Legacy
from unmojibake.pipeline.undo.origin_utf8 import Utf8


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

    def grow(self, begun: Sequence[bytes], allowed: frozenset[int]) -> tuple[str, list[bytes]]:
        """Give all `choices` of several begun characters: the characters, and the longer beginnings."""

    def ends(self, begun: Sequence[bytes], known: bytes) -> tuple[dict[int, str], list[bytes]]:
        """Give the characters that known bytes end from some begun ones, and the beginnings that they do not end.

        Returns:
            By the number of known bytes that they take the characters: from E5 A5 and E6, with BD BD, `好` takes one,
            `潽` two; and the beginnings with the known bytes behind them which are still no whole character.
        """


@functools.cache
def origin(name: str) -> Origin:
    """Give the decoder of an origin by its name.

    >>> origin("utf-8").run("你好".encode()[:4])
    ('你', 3, 1)
    """
    return Utf8() if name == "utf-8" else Legacy(name)
