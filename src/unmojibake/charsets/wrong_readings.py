"""The table of wrong readings, each a chain of origin and carrier, and the prior of each.

A row is one layer: text written in `origin` was read as `carrier`. The rows stand in the order of how often they are
met in public text. That order is known and no count is, so the prior of a row is taken from its rank by Zipf's law. The
reason for each block of rows stands above it.

Text of each area is read wrongly in ways of its own: Turkish is hardly ever GBK, and Hebrew is mostly cp1255 with a
Western label. So the area of the repaired text says which rows are likely: those of its area come first.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Chain(NamedTuple):
    """One wrong reading: the bytes of an origin, read with a carrier.

    Attributes:
        origin: The charset the text was written in.
        carrier: The charset it was read with.
    """

    origin: str
    carrier: str

    @property
    def edits(self) -> bool:
        """Tell whether the bytes were edited and read in their own charset: `cp936>cp936`."""
        return self.origin == self.carrier


_TABLE = """
# Editors, shells and coding agents on Chinese Windows read UTF-8 with the system's code page.
utf-8>cp936
# Mirrors of Chinese sites edit the bytes of GBK: pinyin put in behind characters, bytes lost. Crawls are full of them.
cp936>cp936
# Western software reads UTF-8 as its own default, and labels GBK pages with it; what calls itself Latin-1 is
# Windows' page, with quotation marks and dashes where Latin-1 has controls.
utf-8>cp1252 cp936>cp1252 utf-8>latin-1 cp936>latin-1 cp1252>latin-1
# Java, browsers and Linux tools decode GB18030: byte 80 is lost there, and the euro sign is a pair.
utf-8>gb18030
# Mainland pages opened in Taiwan and Hong Kong; old Macs; Russian and American consoles; Korean and Japanese Windows.
cp936>big5 utf-8>mac_roman utf-8>cp1251 utf-8>cp437 cp936>cp949 utf-8>cp932 utf-8>cp949
# Japanese and Korean text with a Western or a Chinese label: games, subtitles, archives, mailing lists.
cp932>cp1252 cp932>cp936 euc_jp>cp1252 cp949>cp1252 cp949>cp936 big5>cp1252 big5>cp936 cp932>latin-1 cp949>latin-1
# The four Russian charsets for each other, and Western labels on Russian pages.
cp1251>cp1252 koi8-r>cp1251 cp1251>koi8-r cp866>cp1251 cp1251>cp866 utf-8>cp866 utf-8>koi8-r koi8-r>cp1252
# UTF-8 on Taiwanese Windows and in old Unix Japanese software.
utf-8>big5 utf-8>euc_jp
# UTF-8 that Japanese Windows read as its own page and saved so, and that is read as UTF-8 again: two layers.
cp932>utf-8
# Western consoles, Central European and other Windows pages reading UTF-8.
utf-8>cp850 utf-8>cp1250 utf-8>cp1254 utf-8>cp1253 utf-8>cp1256 utf-8>cp1255 utf-8>cp874 utf-8>cp1257 utf-8>cp1258
# Central European, Mac, Turkish and DOS text with a Western label, and the reverse.
cp1250>cp1252 mac_roman>cp1252 cp1254>cp1252 cp1252>mac_roman iso8859-2>latin-1 cp850>cp1252 cp1252>cp850
cp1253>cp1252 cp1256>cp1252 cp1255>cp1252 cp874>cp1252 cp1252>cp1251 cp1252>cp1250 cp437>cp1252 cp1252>cp437
cp1252>cp936 cp1251>cp936 cp1252>cp932 cp1252>cp1258 cp437>cp874 cp1257>cp1252
# What charset guessers make of GBK: Turkish, Cyrillic, Central European; and GBK in consoles and on Macs.
cp936>cp1254 cp936>cp1251 cp936>cp866 cp936>cp437 cp936>cp850 cp936>mac_roman cp936>cp1250 cp936>euc_jp cp936>cp932
# Python and Java number the rows of Big5 that are not Chinese otherwise than browsers and Windows.
cp936>cp950 cp949>cp950 euc_jp>cp950
# The other double-byte charsets for each other.
euc_jp>cp936 big5>latin-1 big5>cp949 big5>cp932 big5>cp437 euc_jp>latin-1 euc_jp>cp932 cp932>cp949 cp932>cp437
cp932>cp850 cp932>cp1254 cp949>cp1254 cp949>cp932 cp949>big5 cp949>cp437
# Central European text between Unix, Windows and its consoles, and under a Western label.
iso8859-2>cp1250 cp1250>iso8859-2 cp852>cp1252 cp852>cp1250 cp1250>cp852 cp852>latin-1 cp1250>cp850
# Tools that read bytes as Latin-1 show those of Windows, DOS and the Mac as controls.
cp850>latin-1 cp437>latin-1 mac_roman>latin-1 cp1250>latin-1 cp866>latin-1 cp1251>latin-1
# Japanese text in Taiwan, on Russian Windows and on Macs; Western text in Taiwan.
cp932>big5 euc_jp>big5 cp932>cp1251 cp932>mac_roman cp1252>big5
# Russian and Central European text on Macs, Russian text in Western consoles, and from Unix.
cp1251>mac_roman koi8-r>mac_roman cp1250>mac_roman cp1253>mac_roman cp1254>mac_roman
cp866>cp1252 cp1251>cp437 cp1251>cp850 iso8859-5>cp1252
# Central European text on Russian Windows.
cp1250>cp1251
"""


def _parsed(table: str) -> Iterator[list[str]]:
    """Give for each line of a table that is no comment its words."""
    return (line.split() for line in table.splitlines() if not line.startswith("#"))


ROWS: tuple[Chain, ...] = tuple(Chain(*row.split(">")) for line in _parsed(_TABLE) for row in line)

EDITED = next(row for row in ROWS if row.edits)
"""The row of bytes that were edited and read in their own charset."""
_FTFYS_CARRIERS = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "mac_roman", "cp437")
FTFYS = frozenset(row for row in ROWS if row.origin == "utf-8" and row.carrier in _FTFYS_CARRIERS)
"""The rows that ftfy undoes too."""


_FIRST = """
# Signs alone, in English: quotation marks and dashes.
signs utf-8>cp936 utf-8>cp1252 cp1252>latin-1 utf-8>latin-1 utf-8>mac_roman utf-8>cp437
# Chinese: as above, and what Taiwan and Hong Kong write.
chinese utf-8>cp936 cp936>cp936 utf-8>cp1252 cp936>cp1252 utf-8>latin-1 cp936>latin-1 utf-8>gb18030 cp936>big5
chinese big5>cp936 big5>cp1252 big5>latin-1 utf-8>mac_roman utf-8>cp437 cp936>cp949 utf-8>cp932 utf-8>big5
# Japanese Windows reads UTF-8 as its own page; archives, games and subtitles in Shift_JIS get a Western or Chinese one.
japanese utf-8>cp932 cp932>cp1252 utf-8>cp1252 utf-8>cp936 cp932>cp936 cp932>latin-1 utf-8>latin-1 euc_jp>cp932
japanese euc_jp>cp1252 euc_jp>latin-1 cp932>utf-8 cp932>cp437 utf-8>euc_jp euc_jp>cp936 cp932>mac_roman utf-8>mac_roman
# Korean: the same.
korean utf-8>cp949 cp949>cp1252 utf-8>cp1252 cp949>latin-1 cp949>cp936 utf-8>cp936 utf-8>latin-1 cp949>cp932
korean cp949>big5 cp949>cp437
# Russian Windows reads UTF-8 as cp1251; its own text gets Western labels; Unix, DOS and Windows take each other's.
cyrillic utf-8>cp1251 cp1251>cp1252 koi8-r>cp1251 cp1251>koi8-r utf-8>cp1252 cp1251>latin-1 cp866>cp1251 cp1251>cp866
cyrillic utf-8>latin-1 utf-8>cp866 utf-8>cp936 utf-8>koi8-r koi8-r>cp1252 cp866>cp1252 iso8859-5>cp1252 cp1251>mac_roman
# Western: UTF-8 in Windows, on Macs, in consoles; Windows, Mac and DOS text taken for each other. What an American
# console makes of Windows text is seen there, and seldom saved.
western utf-8>cp1252 utf-8>latin-1 cp1252>latin-1 utf-8>cp936 utf-8>mac_roman utf-8>cp437 utf-8>cp850 mac_roman>cp1252
western cp1252>mac_roman cp850>cp1252 cp1252>cp850 cp437>cp1252 utf-8>cp1250 utf-8>cp1251 cp1252>cp1250 cp1252>cp936
# Central European: Windows' own page, Unix's and DOS' under a Western label and for each other.
central utf-8>cp1252 cp1250>cp1252 utf-8>cp1250 iso8859-2>latin-1 utf-8>latin-1 iso8859-2>cp1250 cp1250>iso8859-2
central utf-8>cp936 cp852>cp1250 cp1250>cp852 utf-8>cp437 utf-8>cp850 cp1250>cp850 cp1250>latin-1
# The pages of Turkey, the Baltic states, Vietnam, Greece, Israel, the Arab world, Thailand under a Western label. What
# becomes of Lithuanian looks like Albanian, of which nothing was counted: its own page does not come first.
turkish utf-8>cp1252 cp1254>cp1252 utf-8>cp1254 utf-8>latin-1 utf-8>cp936
baltic utf-8>cp1252 utf-8>cp1257 utf-8>latin-1 utf-8>cp936
vietnamese utf-8>cp1252 utf-8>latin-1 utf-8>cp1258 utf-8>cp936
greek utf-8>cp1253 cp1253>cp1252 utf-8>cp1252 utf-8>latin-1 utf-8>cp936
hebrew cp1255>cp1252 utf-8>cp1252 utf-8>cp1255 utf-8>latin-1
arabic cp1256>cp1252 utf-8>cp1252 utf-8>cp1256 utf-8>latin-1
thai cp874>cp1252 utf-8>cp1252 utf-8>cp874 utf-8>latin-1
"""


AREAS = tuple(dict.fromkeys(area for area, *_ in filter(None, _parsed(_FIRST))))
"""The areas whose text is read wrongly in other ways than that of others; see `shares`."""


@cache
def _first() -> dict[str, list[Chain]]:
    """Give for each area the rows that come first in its text."""
    first: dict[str, list[Chain]] = {}
    for area, *rows in filter(None, _parsed(_FIRST)):
        first.setdefault(area, []).extend(Chain(*row.split(">")) for row in rows)
    return first


@cache
def shares(area: str = "") -> dict[Chain, float]:
    """Give the prior of each row in the text of an area, 0 to 1: Zipf's law over the ranks. They sum to 1.

    Args:
        area: The name that `unmojibake.charsets.regions.area_of` gives, "" for any text.

    Raises:
        KeyError: There is no such area.

    >>> max(shares("cyrillic").items(), key=lambda item: item[1])[0]
    Chain(origin='utf-8', carrier='cp1251')
    """
    first = _first()[area] if area else []
    ranked = list(dict.fromkeys([*first, *ROWS]))
    total = sum(1 / rank for rank in range(1, len(ranked) + 1))
    return {row: 1 / rank / total for rank, row in enumerate(ranked, 1)}
