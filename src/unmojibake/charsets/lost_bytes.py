"""Which bytes a carrier loses: those without a meaning, alone or together, and those that vanish without a mark."""

import functools
from collections.abc import Callable, Mapping

from unmojibake.charsets import tables
from unmojibake.charsets.inverse import inverse_table

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
    """Give, for each lead byte, the trails that Windows loses together with it.

    Only trails that a character may end in: other ASCII is a character of its own,
    so it is an EATEN arc after the lead. Of pages that lack pairs some software has no rows for users either, which
    others show as private use.

    Args:
        carrier: The carrier.
        private: Whether the text has such private use: then these rows were not lost.
    """
    page = tables.windows_page(carrier)
    if page is None:
        return {}
    users: dict[int, set[int]] = {}
    for code, char in tables.decode_table(page).items() if not private and page not in _WHOLE else ():
        if len(code) > 1 and "\ue000" <= char <= "\uf8ff" and not _reads(code, page):
            users.setdefault(code[0], set()).add(code[1])
    high = (
        (lead, (trails | users.get(lead, set())) & (_TEXT | _ASCII_TRAILS))
        for lead, trails in tables.bad_pairs(page).items()
    )
    return {lead: trails for lead, trails in high if trails}


@functools.cache
def bad_leads(carrier: str) -> frozenset[int]:
    """Give the bytes that Windows loses when an ASCII character follows that is no trail."""
    return frozenset(tables.bad_pairs(tables.windows_page(carrier) or carrier))


@functools.cache
def lost_bytes(carrier: str) -> frozenset[int]:
    """Give the bytes that may be gone without a trace.

    Those that the carrier leaves undefined; for Latin-1, which has none, the
    C1 controls, which later software strips; everywhere the no-break space,
    which is trimmed or collapsed like a space.
    """
    table = inverse_table(carrier)
    controls = range(0x80, 0xA0)
    if tables.lookup(carrier).wide:
        # Not those that some decoders show alone: where nearly every byte may be gone, any list of characters is words.
        known = tables.encode_table(carrier)
        found = {code[0] for char in map(chr, controls) if len(code := known.get(char, b"\0\0")) == 1}
    elif carrier == "latin-1":
        found = set(controls)
    else:
        found = set(tables.undefined(carrier))
    nbsp = table.get("\xa0", b"\0\0")
    return frozenset(found | set(nbsp) if len(nbsp) == 1 else found)


@functools.cache
def _pairs(carrier: str) -> Mapping[int, frozenset[int]]:
    """Give for each byte that is not ASCII the bytes that every decoder of a wide carrier reads together with it.

    The tables are supersets; what is private use in them only some read.
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
    """Give the bytes that a decoder may replace alone.

    Args:
        carrier: The wide carrier.
        ahead: The byte that follows, or None when that is not known.
    """
    pairs = _pairs(carrier)
    bytes_lost = HIGH - _KANA if carrier == "cp932" else HIGH
    return frozenset(byte for byte in bytes_lost if ahead is None or ahead not in pairs.get(byte, ()))


@functools.cache
def lost_together(carrier: str, *, asked: bool) -> Mapping[int, frozenset[int]]:
    """Give for each byte those that may be replaced with it, by a decoder that takes the second byte along.

    Browsers do with any byte that is not ASCII, Java with what begins nothing.

    Args:
        carrier: The wide carrier.
        asked: Whether the mark became a question mark: what is saved where U+FFFD can't be is hardly ever a browser's.
    """
    if carrier in _WHOLE:
        return {}
    pairs = _pairs(carrier)
    rest = _TEXT.difference(pairs, _KANA if carrier == "cp932" else ()) if asked else _TEXT
    return {lead: bad for lead, trails in pairs.items() if (bad := rest - trails)}


@functools.cache
def unseen(carrier: str) -> Callable[[int | None], frozenset[int]]:
    """Give what tells of a wide carrier which bytes a decoder may drop before another one."""
    return functools.partial(lost_before, carrier)
