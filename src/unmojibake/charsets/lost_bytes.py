"""Gives the bytes that a carrier loses: those that mean nothing, alone or together, or go without a mark."""

import functools
from collections.abc import Callable, Mapping

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import code_table
from unmojibake.charsets.one_by_one import char_of

HIGH = frozenset(range(0x80, 0x100))
_TEXT = frozenset(range(0x80, 0xFE))
"""The high bytes that text is made of: no charset's characters have FE or FF second."""
_ASCII_TRAILS = frozenset(range(0x40, 0x7F))
"""The ASCII bytes that end characters in charsets of two bytes a character."""
_WHOLE = frozenset({"cp936", "gb18030"})
"""Carriers that have every pair that is not ASCII."""
_KANA = frozenset(range(0xA1, 0xE0))
"""The bytes of code page 932 that are characters by themselves."""


@functools.cache
def bad_pairs(carrier: str, *, private: bool = False) -> Mapping[int, frozenset[int]]:
    """Give, for each lead byte of a carrier, the second bytes that Windows loses together with it.

    Only second bytes that a character may end in: other ASCII is a character of its own, so it is an EATEN arc behind
    the lead byte. Some software has no rows for users in pages that lack pairs; other software shows them as private
    use.

    Args:
        carrier: The carrier.
        private: Whether the text has such private use: then these rows were not lost.

    >>> 0xAC in bad_pairs("cp949")[0xC9], 0xAC in bad_pairs("cp949", private=True).get(0xC9, ())
    (True, False)
    """
    page = tables.windows_page(carrier)
    if page is None or page in _WHOLE:
        return {}
    users: dict[int, set[int]] = {}
    for code, char in tables.decode_table(page).items() if not private else ():
        if len(code) > 1 and "\ue000" <= char <= "\uf8ff" and not _reads(code, page):
            users.setdefault(code[0], set()).add(code[1])
    high = (
        (lead, (trails | users.get(lead, set())) & (_TEXT | _ASCII_TRAILS))
        for lead, trails in tables.bad_pairs(page).items()
    )
    return {lead: trails for lead, trails in high if trails}


@functools.cache
def bad_leads(carrier: str) -> frozenset[int]:
    """Give the bytes of a carrier that Windows loses before an ASCII character that ends no pair.

    >>> 0xE4 in bad_leads("cp936"), 0xA1 in bad_leads("cp932")
    (True, False)
    """
    return frozenset(tables.leads(tables.windows_page(carrier) or carrier))


@functools.cache
def lost_bytes(carrier: str) -> frozenset[int]:
    """Give the bytes of a carrier that may be gone without a mark.

    They are the bytes that the carrier leaves undefined; for Latin-1, which has none, the C1 controls, which later
    software strips; everywhere the no-break space, which is trimmed or collapsed like a space.

    >>> sorted(map(hex, lost_bytes("cp1252")))
    ['0x81', '0x8d', '0x8f', '0x90', '0x9d', '0xa0']
    """
    controls = range(0x80, 0xA0)
    if tables.lookup(carrier).wide:
        # Bytes that only some decoders show alone stay out. With them nearly every byte might be gone, and a list of
        # characters such as `ÀÁÂ` could be read as any word.
        alone = ((byte, char_of(bytes((byte,)), carrier)) for byte in range(0x80, 0x100))
        found = {byte for byte, char in alone if char and ord(char) in controls}
    elif carrier == "latin-1":
        found = set(controls)
    else:
        found = set(tables.undefined(carrier))
    nbsp = code_table(carrier).get("\xa0", b"\0\0")
    return frozenset(found | set(nbsp) if len(nbsp) == 1 else found)


@functools.cache
def _pairs(carrier: str) -> Mapping[int, frozenset[int]]:
    """Give for each lead byte of a wide carrier the second bytes with which every decoder reads it.

    The tables are supersets; their private use only some decoders read.
    """
    known: dict[int, set[int]] = {}
    codec = {"big5": "big5", "cp950": "big5"}.get(carrier)
    for code, char in tables.decode_table(carrier).items():
        if len(code) > 1 and not "\ue000" <= char <= "\uf8ff" and (not codec or _reads(code, codec)):
            known.setdefault(code[0], set()).add(code[1])
    return {lead: frozenset(trails) for lead, trails in known.items()}


def _reads(code: bytes, codec: str) -> bool:
    """Tell whether Python's codec reads a code."""
    return "\N{REPLACEMENT CHARACTER}" not in code.decode(codec, "replace")


@functools.cache
def lost_before(carrier: str, ahead: int | None) -> frozenset[int]:
    """Give the bytes that a decoder may replace alone before another byte.

    Args:
        carrier: The wide carrier.
        ahead: The byte that follows, or None when that is not known.

    >>> 0xE4 in lost_before("cp936", 0x22), 0xE4 in lost_before("cp936", 0xBD)
    (True, False)
    """
    pairs = _pairs(carrier)
    bytes_lost = HIGH - _KANA if carrier == "cp932" else HIGH
    return frozenset(byte for byte in bytes_lost if ahead is None or ahead not in pairs.get(byte, ()))


@functools.cache
def lost_together(carrier: str, *, asked: bool) -> Mapping[int, frozenset[int]]:
    """Give for each lead byte of a wide carrier the second bytes that a decoder may replace together with it.

    Browsers take along any byte that is not ASCII, Java a byte that begins no character. Code page 936 has every pair.

    Args:
        carrier: The wide carrier.
        asked: Whether U+FFFD became a question mark. Text that was saved where U+FFFD can't be saved hardly ever came
            through a browser.

    >>> lost_together("cp936", asked=False), 0xA1 in lost_together("euc_jp", asked=False)
    ({}, True)
    """
    if carrier in _WHOLE:
        return {}
    pairs = _pairs(carrier)
    rest = _TEXT.difference(pairs, _KANA if carrier == "cp932" else ()) if asked else _TEXT
    return {lead: bad for lead, trails in pairs.items() if (bad := rest - trails)}


@functools.cache
def unseen(carrier: str) -> Callable[[int | None], frozenset[int]]:
    """Give the function that gives the bytes which a decoder of a wide carrier may drop before another byte."""
    return functools.partial(lost_before, carrier)
