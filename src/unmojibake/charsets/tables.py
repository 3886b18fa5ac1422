"""Facts about encodings: which bytes stand for which character.

Everything is computed on first use from the codecs that come with Python, plus the places where
Windows is known to differ from them: bytes and rows that it keeps as control or private-use
characters. Nothing is stored, nothing is computed at import. A table takes at most about 25 ms and
is made once; **callers must not change it**.

The tables are supersets: ``cp936`` holds every pair that Windows, Java, Python or a browser reads
as a character, so that text damaged by any of them can be taken back to its bytes. How each decoder
reads bytes that are *not* in the table, `unmojibake.damaging.decoders` says.
"""

import codecs
import functools
from dataclasses import dataclass

from unmojibake.charsets import codepages


@dataclass(frozen=True, slots=True)
class Charset:
    """One encoding.

    Attributes:
        name: The canonical name. Python's `codecs` know it too, but may mean something narrower.
        wide: Whether a character may take more than one byte.
    """

    name: str
    wide: bool


_WIDE = "utf-8 cp936 gb18030 big5 cp950 cp932 euc_jp cp949 euc_kr"
_NARROW = (
    "latin-1 cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-5 "
    "iso8859-7 iso8859-8 iso8859-9 iso8859-15 koi8-r koi8-u cp866 cp437 cp850 cp852 mac_roman cp874"
)

CHARSETS: tuple[Charset, ...] = (
    *(Charset(name, wide=True) for name in _WIDE.split()),
    *(Charset(name, wide=False) for name in _NARROW.split()),
)
"""Every encoding the library knows, origins and carriers alike."""

_BY_NAME = {charset.name: charset for charset in CHARSETS}
_ALIASES = {label: name for name, labels in codepages.LABELS.items() for label in labels.split()}


def lookup(label: str) -> Charset:
    """Return the charset that a label names, in Python's or the web's spelling.

    Where the two disagree, Python's meaning holds: ``iso-8859-1`` is Latin-1 here, not cp1252.

    Raises:
        ValueError: The label names no encoding of `CHARSETS`; the message lists them.

    >>> lookup("GB2312").name, lookup("windows-1252").name, lookup("x-sjis").name
    ('cp936', 'cp1252', 'cp932')
    """
    if label in _BY_NAME:
        return _BY_NAME[label]
    name = _canonical(label.strip().lower())
    if name not in _BY_NAME:
        try:
            name = _canonical(codecs.lookup(name).name)
        except (LookupError, ValueError):
            name = ""
    if name not in _BY_NAME:
        known = ", ".join(_BY_NAME)
        message = f"unknown encoding {label!r}: give one of {known}, or a usual alias of one"
        raise ValueError(message)
    return _BY_NAME[name]


def _canonical(label: str) -> str:
    return _ALIASES.get(label.replace("_", "-"), label)


@functools.cache
def decode_table(name: str) -> dict[bytes, str]:
    r"""Return the character of every byte sequence the encoding knows.

    Keys are single bytes and pairs, in euc_jp also three bytes. Left out: four-byte GB18030, and
    the few pairs of Big5-HKSCS that stand for two characters.

    Raises:
        ValueError: The name is unknown, or is ``utf-8``, whose repertoire is all of Unicode.

    >>> decode_table("cp936")[b"\xd6\xd0"]
    '中'
    """
    charset = lookup(name)
    if charset.name != name:
        return decode_table(charset.name)
    if name == "utf-8":
        message = "utf-8 has no table, it encodes every character: use str.encode, bytes.decode"
        raise ValueError(message)
    table = codepages.singles(name, wide=charset.wide)
    return table | codepages.sequences(name) if charset.wide else table


@functools.cache
def encode_table(name: str) -> dict[str, bytes]:
    r"""Return the bytes that each character read with this encoding came from, ASCII included.

    The inverse of `decode_table`. Where several codes stand for one character, it has the one that
    Microsoft's and Python's encoders give; the others are in `duplicates`.

    Raises:
        ValueError: As `decode_table`.

    >>> encode_table("cp936")["\N{EURO SIGN}"], encode_table("cp1252")["\x81"]
    (b'\x80', b'\x81')
    """
    charset = lookup(name)
    if charset.name != name:
        return encode_table(charset.name)
    table = {char: code for code, char in decode_table(name).items()}
    return table | {char: codes[0] for char, codes in duplicates(name).items()}


@functools.cache
def duplicates(name: str) -> dict[str, tuple[bytes, ...]]:
    r"""Return the characters that several codes stand for, with these codes, preferred one first.

    Raises:
        ValueError: As `decode_table`.

    >>> [code.hex() for code in duplicates("cp932")["\N{UNION}"]]
    ['81be', '879c']
    """
    first: dict[str, bytes] = {}
    several: dict[str, list[bytes]] = {}
    for code, char in decode_table(name).items():
        if first.setdefault(char, code) is not code:
            several.setdefault(char, [first[char]]).append(code)
    # Only the vendors' own double codings get here, and Python's codecs follow the vendors.
    canonical = lookup(name).name
    codec = "cp950" if canonical == "big5" else canonical
    return {char: tuple(sorted(codes, key=char.encode(codec).__ne__)) for char, codes in several.items()}


@functools.cache
def bad_pairs(name: str) -> dict[int, frozenset[int]]:
    r"""Return each lead byte of a multi-byte Windows page with the next bytes it cannot pair with.

    Such a pair becomes one `replacement`, and both bytes are gone, ASCII or not.

    Raises:
        ValueError: The encoding is none of cp932, cp936, cp949, cp950.

    >>> 0x0A in bad_pairs("cp936")[0xE4], 0xB8 in bad_pairs("cp936")[0xE4]
    (True, False)
    """
    table = decode_table(name)
    return {lead: frozenset(trail for trail in range(256) if bytes((lead, trail)) not in table) for lead in leads(name)}


def leads(name: str) -> tuple[int, ...]:
    """Return the lead bytes of a multi-byte Windows page.

    Raises:
        ValueError: As `bad_pairs`.
    """
    return _windows_wide(name)[0]


def windows_page(name: str) -> str | None:
    """Return the multi-byte Windows page that reads what this encoding names, or None.

    Raises:
        ValueError: The name is unknown.

    >>> windows_page("big5"), windows_page("euc_jp")
    ('cp950', None)
    """
    name = lookup(name).name
    name = codepages.ON_WINDOWS.get(name, name)
    return name if name in codepages.WINDOWS_WIDE else None


def replacement(name: str) -> str:
    """Return the character that a multi-byte Windows page shows for a bad pair.

    Raises:
        ValueError: As `bad_pairs`.

    >>> replacement("cp936"), replacement("cp932")
    ('?', '・')
    """
    return _windows_wide(name)[1]


def _windows_wide(name: str) -> tuple[tuple[int, ...], str]:
    canonical = lookup(name).name
    if canonical not in codepages.WINDOWS_WIDE:
        known = ", ".join(codepages.WINDOWS_WIDE)
        message = f"{name!r} is not a multi-byte Windows page: give one of {known}"
        raise ValueError(message)
    return codepages.WINDOWS_WIDE[canonical]


@functools.cache
def undefined(name: str) -> bytes:
    """Return the bytes that a single-byte page leaves undefined, in order; for a wide one, none.

    Raises:
        ValueError: The name is unknown.

    >>> undefined("cp1252").hex(" ")
    '81 8d 8f 90 9d'
    """
    charset = lookup(name)
    if charset.wide:
        return b""
    chars = enumerate(codepages.charmap(charset.name))
    return bytes(byte for byte, char in chars if char == "\N{REPLACEMENT CHARACTER}")


def encode(text: str, name: str) -> bytes:
    r"""Encode strictly with the whole table, four-byte GB18030 included.

    Linear. Differs from `str.encode` where the tables do: private use in cp936, undefined bytes of
    single-byte pages, ETEN's rows in big5.

    Raises:
        UnicodeEncodeError: A character is not in the repertoire; ``start`` says which.
        ValueError: The name is unknown.

    >>> encode("\N{EURO SIGN}5", "cp936")
    b'\x805'
    """
    canonical = lookup(name).name
    if canonical in {"utf-8", "gb18030"}:
        return text.encode(canonical)
    table = encode_table(canonical)
    try:
        return b"".join([table[char] for char in text])
    except KeyError as error:
        at = text.index(error.args[0])
        reason = "not in this encoding's table"
        raise UnicodeEncodeError(canonical, text, at, at + 1, reason) from None


def decode(data: bytes, name: str) -> str:
    r"""Decode strictly with the whole table, four-byte GB18030 included.

    Linear. The inverse of `encode`, but for `duplicates`.

    Raises:
        UnicodeDecodeError: A byte or pair stands for nothing; ``start`` says which.
        ValueError: The name is unknown.

    >>> decode(b"\x80\x35", "cp936")
    '€5'
    """
    charset = lookup(name)
    if charset.name in {"utf-8", "gb18030"}:
        return data.decode(charset.name)
    table = decode_table(charset.name)
    # A byte that stands for something alone begins no pair, so the shortest match is the only one.
    lengths = (1, 2, 3) if charset.wide else (1,)
    chars: list[str] = []
    at = 0
    while at < len(data):
        for length in lengths:
            if (char := table.get(data[at : at + length])) is not None:
                break
        else:
            reason = "not in this encoding's table"
            raise UnicodeDecodeError(charset.name, data, at, at + 1, reason)
        chars.append(char)
        at += length
    return "".join(chars)
