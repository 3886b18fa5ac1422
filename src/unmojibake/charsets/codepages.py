"""Gives the content of the pages of `unmojibake.charsets.tables`: built from Python's codecs and Windows' additions.

Private to `charsets`, which caches and checks names; the functions here want canonical names.
"""

import functools
from collections.abc import Callable, Iterable

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

LABELS = {
    "utf-8": "utf-8-sig unicode-1-1-utf-8",
    "cp936": "gb2312 gbk x-gbk csgb2312 gb-2312-80 ansi936 windows-936",
    "big5": "big5hkscs big5-hkscs big5-eten cn-big5 x-x-big5",
    "cp950": "ms950 windows-950",
    "cp932": "shift-jis x-sjis ms932 windows-31j windows-932",
    "euc_jp": "x-euc-jp",
    "cp949": "ks-c-5601-1987 ksc5601 windows-949",
    "latin-1": "iso8859-1",
    "cp874": "iso8859-11 tis-620 windows-874 dos-874",
    "mac_roman": "mac-roman macintosh x-mac-roman",
    "cp1250": "x-cp1250",
    "cp1251": "x-cp1251",
    "cp1252": "x-cp1252",
    "koi8-r": "koi koi8",
    "koi8-u": "koi8-ru",
    "iso8859-8": "visual logical iso-8859-8-i",
}
"""Labels that `codecs.lookup` does not know, or takes for a narrower page.

As on the web (https://encoding.spec.whatwg.org/#names-and-labels), the label of a subset means
the page that is really used: gb2312 is cp936, ks_c_5601 is cp949, tis-620 is cp874.
"""

WINDOWS_WIDE: dict[str, tuple[tuple[int, ...], str]] = {
    "cp936": (tuple(range(0x81, 0xFF)), "?"),
    "cp949": (tuple(range(0x81, 0xFF)), "?"),
    "cp950": (tuple(range(0x81, 0xFF)), "?"),
    "cp932": ((*range(0x81, 0xA0), *range(0xE0, 0xFD)), "\N{KATAKANA MIDDLE DOT}"),
}
"""For each multi-byte Windows page its lead bytes, and the character it shows for a pair it does not know."""
ON_WINDOWS = {"big5": "cp950", "euc_kr": "cp949"}
"""The pages by which Windows reads these encodings."""


def _spread(values: Iterable[int], first: int) -> dict[int, int]:
    return {value: first + index for index, value in enumerate(values)}


# The characters that Windows shows for bytes that its page leaves undefined, above the C1 controls (which stay
# themselves): Microsoft's "best fit" tables, unicode.org/Public/MAPPINGS/VENDORS/MICSFT. Python and
# browsers refuse these bytes, but for CA of cp1255, a Hebrew point on the web too.
_WINDOWS_SINGLES = {
    "cp932": {0xA0: 0xA0, **_spread((0xFD, 0xFE, 0xFF), 0xF8F1)},
    "cp936": {0x80: 0x20AC, 0xFF: 0xF8F5},
    "cp949": {0x80: 0x80, 0xFF: 0xF8F7},
    "cp950": {0x80: 0x80, 0xFF: 0xF8F8},
    "cp1253": _spread((0xAA, 0xD2, 0xFF), 0xF8F9),
    "cp1255": {0xCA: 0x5BA, **_spread((*range(0xD9, 0xE0), 0xFB, 0xFC, 0xFF), 0xF88D)},
    "cp1257": _spread((0xA1, 0xA5), 0xF8FC),
    "cp874": _spread((*range(0xDB, 0xDF), *range(0xFC, 0x100)), 0xF8C1),
}

_TRAILS = bytes((*range(0x40, 0x7F), *range(0x80, 0xFF)))
_BIG5_TRAILS = bytes((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
_HIGH_TRAILS = bytes(range(0xA1, 0xFF))

# The private-use characters that GBK's user-defined and unassigned places are numbered with.
_PRIVATE = frozenset(map(chr, range(0xE000, 0xE865)))

# First private-use character and lead bytes of cp950's user-defined rows; then its rows C6A1-C8FE.
_CP950_ROWS = (
    (0xE000, range(0xFA, 0xFF)),
    (0xE311, range(0x8E, 0xA1)),
    (0xEEB8, range(0x81, 0x8E)),
)
_CP950_SYMBOLS = (0xF6B1, range(0xC6, 0xC9))


def charmap(name: str) -> str:
    """Return the characters of the 256 single bytes, U+FFFD where Python's codec refuses one."""
    return bytes(range(256)).decode(name, "replace")


# The first value that is no C1 control.
_AFTER_CONTROLS = 0xA0


def singles(name: str, *, wide: bool) -> dict[bytes, str]:
    """Return the single bytes of a page with their characters, as Windows reads them."""
    if wide:
        table = {bytes((value,)): chr(value) for value in range(0x80)}
        if name == "cp932":
            table |= _known([bytes((value,)) for value in (0x80, *range(0xA1, 0xE0))], name)
    else:
        table = {}
        for value, char in enumerate(charmap(name)):
            if char != _REPLACEMENT or value < _AFTER_CONTROLS:
                table[bytes((value,))] = chr(value) if char == _REPLACEMENT else char
    extra = _WINDOWS_SINGLES.get(name, {})
    return table | {bytes((value,)): chr(char) for value, char in extra.items()}


def sequences(name: str) -> dict[bytes, str]:
    """Return the codes of more than one byte of a multi-byte page."""
    build: dict[str, Callable[[], dict[bytes, str]]] = {
        "cp936": lambda: _python("gb18030"),
        "big5": lambda: _python("big5hkscs") | _microsoft_big5(),
        "cp950": _microsoft_big5,
        "euc_jp": lambda: euc(name),
        "euc_kr": lambda: _known(_rows(range(0xA1, 0xFF), _HIGH_TRAILS), name),
    }
    return build.get(name, lambda: _python(name))() | own(name)


@functools.cache
def own(name: str) -> dict[bytes, str]:
    """Return the codes of more than one byte that a page reads otherwise than Python's codecs do."""
    build: dict[str, Callable[[], dict[bytes, str]]] = {
        "cp936": _cp936_private,
        "cp950": _cp950_private,
        # Python alone reads the tilde of JIS X 0212 as the ASCII one.
        "euc_jp": lambda: {b"\x8f\xa2\xb7": "\N{FULLWIDTH TILDE}"},
        # Windows keeps two rows of the Korean page for the user's own characters.
        "cp949": lambda: _private(0xE000, _rows((0xC9, 0xFE), _HIGH_TRAILS)),
    }
    return build.get(name, dict)()


def _known(codes: list[bytes], codec: str) -> dict[bytes, str]:
    """Return those of the codes that the codec reads as exactly one character."""
    # One call for all of them: no codec takes the line feed for a trail byte, so a bad code cannot
    # swallow its neighbour.
    chars = b"\n".join(codes).decode(codec, "replace").split("\n")
    pairs = zip(codes, chars, strict=True)
    return {code: char for code, char in pairs if len(char) == 1 and char != _REPLACEMENT}


def _rows(leads: Iterable[int], trails: bytes) -> list[bytes]:
    return [bytes((lead, trail)) for lead in leads for trail in trails]


def _private(first: int, codes: list[bytes]) -> dict[bytes, str]:
    """Number user-defined codes with private-use characters from `first` on, as Windows does."""
    return {code: chr(first + index) for index, code in enumerate(codes)}


def _python(codec: str) -> dict[bytes, str]:
    """Return the pairs that Python's codec reads."""
    trails = _BIG5_TRAILS if codec == "big5hkscs" else _TRAILS
    return _known(_rows(range(0x81, 0xFF), trails), codec)


def _cp936_private() -> dict[bytes, str]:
    """Return the pairs of Windows' page, which gives every pair a character, that GB18030 reads otherwise.

    GB18030 gave real characters to 81 places that had none in GBK. Windows has kept private use
    there, and the numbers that GB18030 left out, so that they take four bytes, are these, in the same order.
    """
    rows = _rows((*range(0xA1, 0xAA), 0xFE), _TRAILS)
    table, in_gbk = _known(rows, "gb18030"), _known(rows, "gbk")
    places = [code for code in rows if code not in in_gbk and table[code] not in _PRIVATE]
    numbers = [char for char in sorted(_PRIVATE) if len(char.encode("gb18030")) > 2]  # noqa: PLR2004 - no pair
    return dict(zip(places, numbers, strict=True))


def euc(codec: str) -> dict[bytes, str]:
    """Return the pairs and the three-byte codes of a Japanese EUC codec."""
    kana = _rows((0x8E,), _HIGH_TRAILS)
    pairs = _rows(range(0xA1, 0xFF), _HIGH_TRAILS)
    return _known([*kana, *pairs, *(b"\x8f" + pair for pair in pairs)], codec)


def is_symbol_row(code: bytes) -> bool:
    """Tell whether a code of Big5 is of the rows that Python's cp950 reads by an early table of Unicode."""
    return b"\xc6\xa1" <= code <= b"\xc8\xfe"


def _microsoft_big5() -> dict[bytes, str]:
    # Python's cp950 has kana at C6A1-C8FE, after an early Unicode table that neither Windows nor
    # ETEN follows: there the first has private use, the second (big5hkscs) its own kana.
    table = _known(_rows(range(0xA1, 0xFA), _BIG5_TRAILS), "cp950")
    return {code: char for code, char in table.items() if not is_symbol_row(code)}


def _cp950_private() -> dict[bytes, str]:
    table: dict[bytes, str] = {}
    for first, leads in _CP950_ROWS:
        table |= _private(first, _rows(leads, _BIG5_TRAILS))
    first, leads = _CP950_SYMBOLS
    return table | _private(first, list(filter(is_symbol_row, _rows(leads, _BIG5_TRAILS))))


def shown_otherwise(name: str) -> dict[bytes, str]:
    """Return codes of a multi-byte page with other characters that some decoders show for them."""
    controls = {bytes((value,)): chr(value) for value in range(0x80, 0xA0)}
    if name == "cp932":
        # Perl, and software after IBM's tables; and what keeps its last bytes as those of Latin-1.
        return {b"\xa0": "\uf8f0"} | {bytes((value,)): chr(value) for value in (0xFD, 0xFE, 0xFF)}
    if name in {"cp949", "euc_jp"}:
        # ICU, and so Node, reads both as the older charsets in which these bytes are controls and lead nothing.
        return controls
    if name == "big5":
        return _python("big5") | _python("big5hkscs") | singles("cp950", wide=True) | sequences("cp950")
    if name == "cp950":
        # Python, and Java's Big5: kana and Cyrillic letters where Windows has private use.
        return _python("big5") | _python("cp950")
    return {}
