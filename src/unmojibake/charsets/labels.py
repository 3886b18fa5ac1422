"""Gives the encoding that a label in a header or a page means.

As on the web (https://encoding.spec.whatwg.org/#names-and-labels) a label means the widest encoding that goes by its
name: gb2312 and gbk mean GB18030, iso-8859-1 means cp1252. Most labels of the standard are aliases of Python's codecs;
the tables here are the rest, and the widening.
"""

import codecs
from functools import cache

_OWN = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "gb18030": "csgb2312 gb_2312 gb_2312-80 x-gbk ansi936 cp936 windows-936",
    "big5hkscs": "cn-big5 x-x-big5 windows-950",
    "cp932": "x-sjis windows-31j windows-932 shift-jis",
    "cp949": "cseuckr csksc56011987 iso-ir-149 ks_c_5601-1989 ksc_5601 windows-949",
    "euc_jp": "cseucpkdfmtjapanese x-euc-jp",
    "iso2022_jp": "csiso2022jp",
    "cp1252": "iso88591 x-cp1252 win-1252 8859_1",
    "cp1250": "x-cp1250 win-1250",
    "cp1251": "x-cp1251 win-1251 cp-1251",
    "cp1253": "x-cp1253",
    "cp1254": "x-cp1254 iso88599",
    "cp1255": "x-cp1255",
    "cp1256": "x-cp1256",
    "cp1257": "x-cp1257",
    "cp1258": "x-cp1258",
    "cp874": "dos-874 iso885911 windows-874",
    "iso8859-2": "iso88592",
    "iso8859-3": "iso88593",
    "iso8859-4": "iso88594",
    "iso8859-5": "iso88595",
    "iso8859-6": "csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i iso88596",
    "iso8859-7": "iso88597 sun_eu_greek",
    "iso8859-8": "csiso88598e csiso88598i iso-8859-8-e iso-8859-8-i iso88598 visual logical",
    "iso8859-10": "iso885910",
    "iso8859-13": "iso885913",
    "iso8859-14": "iso885914",
    "iso8859-15": "csisolatin9 iso885915",
    "koi8-r": "koi koi8",
    "koi8-u": "koi8-ru",
    "mac-roman": "csmacintosh mac x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
    "utf-16-be": "unicodefffe",
}
"""Labels that Python does not know, by the codec that they mean."""

_WIDER = {
    "gb18030": "gb2312 gbk",
    "big5hkscs": "big5 cp950",
    "cp932": "shift_jis",
    "cp949": "euc_kr",
    "cp1252": "ascii iso8859-1",
    "cp1254": "iso8859-9",
    "cp874": "iso8859-11 tis-620",
    "iso2022_jp": "iso2022_jp_1 iso2022_jp_ext",
    "utf-16-le": "utf-16",
    "utf-32-le": "utf-32",
    "utf-8": "utf-8-sig cp65001",
}
"""Codecs of Python that a label names but that the web reads by a wider one."""

_NO_CHARSET = frozenset({"charmap", "idna", "mbcs", "oem", "punycode", "undefined", "unicode-escape", "utf-7"})
"""Codecs that are no charset of any document, or that no document may ask for."""

_BY_LABEL = {label: name for name, labels in _OWN.items() for label in labels.split()}
_BY_CODEC = {narrow: name for name, codecs_ in _WIDER.items() for narrow in codecs_.split()}


def encoding_of(label: str) -> str | None:
    """Return the encoding that a label means, by its Python name; None when nobody knows the label.

    >>> encoding_of(" GB2312 "), encoding_of("x-sjis"), encoding_of("latin1"), encoding_of("none")
    ('gb18030', 'cp932', 'cp1252', None)
    """
    name = label.strip("\t\n\f\r ").lower()
    if name in _BY_LABEL:
        return _BY_LABEL[name]
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a NUL in it
        return None
    if not codec._is_text_encoding or codec.name.replace("_", "-").removeprefix("raw-") in _NO_CHARSET:  # noqa: SLF001
        return None
    return _BY_CODEC.get(codec.name, codec.name)


@cache
def keeps_ascii(encoding: str) -> bool:
    """Tell whether the ASCII bytes always stand for themselves in an encoding.

    >>> keeps_ascii("gb18030"), keeps_ascii("iso2022_jp"), keeps_ascii("utf-16-le")
    (True, False, False)
    """
    if encoding.startswith("iso2022") or encoding == "hz":
        return False  # escapes switch them
    every = bytes(range(0x80))
    return every.decode(encoding, "replace") == every.decode("ascii")
