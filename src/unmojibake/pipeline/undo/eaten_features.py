"""Names the features of a hole where an ASCII character was eaten, for the model and for its fitting.

A feature is a letter for the part of the line that is looked at, and the class found there: `a"` is a hole behind which
a quotation mark stands. The weights of each are in eaten.json, by the same names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from unmojibake.pipeline.undo.delimiters import open_delimiters, out_of_balance
from unmojibake.pipeline.undo.eaten_markup import fits
from unmojibake.values.patterns import on_use

_RIGHT_LIMIT = 80
_LEFT_LIMIT = 240
_KIND = on_use(
    r"""[ \t]*(?:
    (?P<marker>\#\#?|///?|/\*+|\*/|<!--|--+|;|\*\*|\*|[-+](?=[ ])|>(?=[ ])|\||\"\"\"|'''|```|[-=]{3,}|@\w+)
    |(?P<section>\[)
    |(?P<number>\d+[.)])
    |(?P<key>"[^"]*"[ ]?:|'[^']*'[ ]?:|[\w.-]+[ ]?:)
    |(?P<assign>[\w.\[\]]+[ ]?=)
    |(?P<tag></?\w)
    |(?P<call>[\w.]+\()
    |(?P<quote>["'`])
    |(?P<word>\w)
    |(?P<hanzi>[^\x00-\x7f])
    )""",
    re.VERBOSE | re.ASCII,
)
_COMMENT = on_use(r"[ \t;,](//|\#|/\*|<!--|--)[ ]", re.ASCII)
# Beginnings that only the start of a line has, whichever marker the document prefers.
_START = on_use(
    r"""[ \t]*(?:
    (?P<list>[-*+][ ]|\d+[.)][ ]|\[[ x]\])
    |(?P<head>\#+[ ])
    |(?P<comment>//|/\*|<!--|--[ ]|\*/|;)
    |(?P<table>\|)
    |(?P<fence>```|---|===|\"\"\"|\'\'\')
    |(?P<key>["']?[\w.-]+["']?[ ]?[:=][ ]|\[+\w)
    |(?P<tag><)
    )""",
    re.VERBOSE | re.ASCII,
)
_WORD = on_use(r"[A-Za-z_$]\w*", re.ASCII)


def _kind(line: str) -> str:
    """Name the kind of line that a text begins: a comment, list item, key, tag and so on.

    `# 状态` is "#", `name: 状态` is "key", `    ` is "blank".
    """
    match = _KIND.match(line)
    if match is None:
        return "blank" if not line.strip() else "other"
    group = match.lastgroup or ""
    return match[group][:4] if group == "marker" else group


def _last_class(character: str) -> str:
    """Name the class of the last restored character: "hanzi", "kana", "hangul", or the character itself."""
    if "\u4e00" <= character <= "\u9fff":
        return "hanzi"
    if "\u3041" <= character <= "\u30fa":
        return "kana"
    return "hangul" if "\uac00" <= character <= "\ud7a3" else character


def _first(right: str) -> tuple[str, str]:
    """Name the class of the text behind a hole, coarsely and in detail: `);` is ")" and ");"."""
    if not right or right[0] in "\r\n":
        name = {"": "END", "\n": "LF"}.get(right[:1], "CRLF")
        return name, name
    head = right[0]
    if head in " \t":
        size = len(right) - len(right.lstrip(" \t"))
        width = "tab" if "\t" in right[:size] else str(min(size, 9))
        return (" " if width == "1" else "indent"), width + _glyph(right[size : size + 1])
    word = _WORD.match(right)
    if word:
        after = right[word.end() : word.end() + 2]
        return ("A" if head.isupper() else "a"), "a" + _glyph(after[:1]) + _glyph(after[1:])
    coarse = _glyph(head)
    detail = coarse + _glyph(right[1:2]) + (_glyph(right[2:3]) if coarse == "0" else "")
    return coarse, "N" if coarse == "N" else detail


def _glyph(character: str) -> str:
    """Name the class of a character on the right: "a", "0", "N" for no ASCII, "E" for none, or the sign itself."""
    if not character:
        return "E"
    if not character.isascii():
        return "N"
    if character.isalpha():
        return "a"
    return "0" if character.isdigit() else character


class _Hole(NamedTuple):
    """The two sides of a hole, each part as a short name.

    Attributes:
        coarse: The class of the text behind it: "a" for a word in small letters, "N" for no ASCII, "LF", "END" ...
        detail: The same with one or two characters more.
        kind: The kind of line that the left begins: "#", "key", "hanzi" ...
        next_kind: The kind of line that the right would begin.
        same: `next_kind` where `kind` begins with it, or "-".
        top: The delimiter that is open innermost on the left, "" for none.
        both: The two innermost ones.
        last: The class of the character before the hole: "hanzi", "kana", "hangul", or itself.
        before: That character.
        indent: White space of the right against that of the left: "0" for none, "=", "<" or ">".
        word: The first ten characters of the ASCII word on the right.
        marks: How many question marks follow, 2 for more.
        length: The length of the left in dozens of code points, 8 for more.
        tail: The class of the last character of the line.
        two: The first two characters of the right, the first twice where it is not ASCII.
        quotes: The quotation marks that are out of balance over both sides.
        brackets: The brackets that are.
        begun: The kind of beginning that the left has, of those that only a line start has: "list", "head" ...
        begins: The same of the right.
        tag: "t" where a tag has ended last on the left, and in "A" the character behind a slash.
        slashed: The character behind a slash that follows the hole.
        inside: The state in markup, "" where there is none.
        fit: The signs that leave the markup well-formed.
    """

    coarse: str
    detail: str
    kind: str
    next_kind: str
    same: str
    top: str
    both: str
    last: str
    before: str
    indent: str
    word: str
    marks: int
    length: int
    tail: str
    two: str
    quotes: str
    brackets: str
    begun: str | None
    begins: str | None
    tag: str
    slashed: str
    inside: str
    fit: str


_EVERYWHERE = (
    "bias",
    "a%(coarse)s",
    "b%(detail)s",
    "c%(kind)s",
    "d%(top)s",
    "f%(last)s",
    "g%(indent)s%(same)s",
    "h%(next_kind)s",
    "i%(before)s",
    "j%(word)s",
    "k%(marks)s%(coarse)s",
    "l%(length)s%(coarse)s",
    "m%(tail)s%(top)s",
    "n%(two)s",
    "p%(coarse)s|%(top)s",
    "q%(coarse)s|%(kind)s",
    "s%(coarse)s|%(last)s",
    "u%(kind)s|%(next_kind)s|%(indent)s",
    "w%(detail)s|%(kind)s",
    "x%(coarse)s|%(kind)s|%(top)s",
    "z%(detail)s|%(top)s",
    "A%(tag)s%(coarse)s%(slashed)s",
    "C%(both)s|%(coarse)s",
    "F%(coarse)s|%(quotes)s",
    "L%(begun)s|%(begins)s|%(indent)s",
    "M%(begun)s|%(begins)s|%(top)s",
    "N%(begins)s|%(tail)s|%(quotes)s",
    "O%(last)s|%(begins)s|%(indent)s",
    "G%(coarse)s|%(brackets)s",
    "H%(detail)s|%(brackets)s",
    "I%(detail)s|%(quotes)s",
    "J%(quotes)s|%(top)s",
    "K%(word)s|%(top)s",
)
"""The features of every hole: the letter of each, and the parts of the hole that it names together."""
_IN_MARKUP = ("R%(inside)s|%(detail)s", "S%(inside)s|%(fit)s", "T%(fit)s|%(coarse)s")
"""Those of a hole in a line of HTML or XML."""
_BEHIND_KOREAN = (
    "U",
    "V%(detail)s",
    "W%(quotes)s%(brackets)s",
    "X%(coarse)s|%(brackets)s|%(top)s",
    "Y%(kind)s|%(coarse)s",
)
"""Those of a hole behind a Korean character, where words stand apart; `KOREAN` has their letters."""


def features(left: str, right: str) -> tuple[str, ...]:
    """Give the names of the features of a hole.

    Args:
        left: The repaired line up to and with the character whose last byte was lost. The last 240 code points count.
        right: The damaged text behind the hole, to the end of the line at most. The first 80 code points count.

    Returns:
        Feature names, in a fixed order. Constant time, as the lengths are cut.

    >>> features('name = "状态', ")")[:6]
    ('bias', 'a)', 'b)E', 'cassign', 'd"', 'fhanzi')
    """
    hole = _hole(left[-_LEFT_LIMIT:], right[:_RIGHT_LIMIT])
    parts = hole._asdict()
    names = [template % parts for template in _EVERYWHERE]
    if hole.inside:
        names += [template % parts for template in _IN_MARKUP]
    if hole.last == "hangul":
        names += [template % parts for template in _BEHIND_KOREAN]
    return tuple(names)


def _hole(left: str, right: str) -> _Hole:
    """Give the parts of a hole between two texts."""
    body = right.rstrip("\r\n")
    coarse, detail = _first(right)
    stack = open_delimiters(left)
    quotes, brackets = out_of_balance(stack, body)
    kind, next_kind = _kind_with_comment(left), _kind(body)
    blank = len(body) - len(body.lstrip(" \t"))
    word = _WORD.match(body, blank)
    before, after = _START.match(left), _START.match(body)
    inside, fit = fits(left, body)
    return _Hole(
        coarse,
        detail,
        kind,
        next_kind,
        same=next_kind if kind.startswith(next_kind) else "-",
        top="".join(stack[-1:]),
        both="".join(stack[-2:]),
        last=_last_class(left[-1:]),
        before=left[-1:],
        indent=_indent(len(left) - len(left.lstrip(" \t")), blank),
        word=word[0][:10] if word else "",
        marks=min(body.count("?"), 2),
        length=min(len(left) // 12, 8),
        tail=_glyph(body[-1:]),
        two=right[:2] + (right[0] if coarse == "N" else ""),
        quotes=quotes,
        brackets=brackets,
        begun=before.lastgroup if before else "",
        begins=after.lastgroup if after else "",
        tag="t" if left.rfind(">") > left.rfind("<") else "",
        slashed=right[1:2] if coarse == "/" else "",
        inside=inside,
        fit=fit,
    )


def _kind_with_comment(left: str) -> str:
    """Name the kind of line that a text begins, and the comment that begins within it: `x = 1 # 状态` is "assign+#"."""
    kind = _kind(left)
    comment = _COMMENT.search(left)
    return f"{kind}+{comment[1]}" if comment and kind not in ("#", "//", "*", "-") else kind


def _indent(left: int, right: int) -> str:
    """Name how much white space the right begins with against the left: "0", "=", "<" or ">", after "1" for one."""
    if not right:
        return "0"
    return ("1" if right == 1 else "") + ("=" if left == right else ">" if right > left else "<")
