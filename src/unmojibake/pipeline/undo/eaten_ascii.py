"""What the Windows rule ate: how likely each ASCII character is, given both sides.

Windows turns a lead byte with a bad trail byte into one question mark, and both bytes are gone. Where UTF-8 text was
read as code page 936 the trail byte is the ASCII character behind a hanzi: a line feed, a closing quote, a space.
Which one it was hardly depends on the words. It depends on what is still open on the left, on what kind of line this
is and on what follows, so this is a log-linear model over such features, fitted by scripts/count/eaten.py. Behind
Korean it depends on the words, which stand apart there: weights of its own, by scripts/count/eaten_korean.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import exp, log
from struct import unpack

from unmojibake.pipeline.undo.eaten_markup import fits
from unmojibake.values import data_files

EATABLE = "\t\n\r" + "".join(map(chr, range(0x20, 0x40)))
"""The characters that can be eaten and that occur in text: those below U+0040 without other controls."""

KOREAN = "UVWXY"
"""How the features begin that only holes behind Korean characters have; scripts/count/eaten_korean.py fits them."""
_ZERO = "P"
"""The character of a weight of nothing. The next character is a tenth of a nat more."""

_RIGHT_LIMIT = 80
_LEFT_LIMIT = 240
_CLOSER = {
    ")": "(",
    "]": "[",
    "}": "{",
    ">": "<",
    "*/": "/*",
    "\N{FULLWIDTH RIGHT PARENTHESIS}": "\N{FULLWIDTH LEFT PARENTHESIS}",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}",
    "\N{RIGHT DOUBLE ANGLE BRACKET}": "\N{LEFT DOUBLE ANGLE BRACKET}",
}
_OPENER = frozenset(_CLOSER.values())
# An apostrophe inside a word, an escaped character and "->" open and close nothing: they are matched and skipped.
_DELIMITER = re.compile(
    r"""\\.|(?<=\w)'(?=\w)|[-=]>|<[ =]
    |(/\*|\*\*(?!/)|\*/|["'`]|[()\[\]{}<>]|[\uff08\uff09\u201c\u201d\u300a\u300b])""",
    re.VERBOSE | re.ASCII,
)
_KIND = re.compile(
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
_COMMENT = re.compile(r"[ \t;,](//|\#|/\*|<!--|--)[ ]", re.ASCII)
# What only the start of a line looks like, whichever marker the document prefers.
_START = re.compile(
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
_WORD = re.compile(r"[A-Za-z_$]\w*", re.ASCII)


@cache
def _model() -> tuple[tuple[str, ...], dict[str, int]]:
    """Read the outcomes ("" first, then the commonest) and the weights of each feature.

    The files hold one printable character for each weight. In memory a row is one integer with 16 bits for each
    outcome, so that adding integers adds all outcomes at once; 500 features could be added before a lane overflows.
    """
    document = data_files.read_json(__package__, "eaten.json")
    korean = data_files.read_json(__package__, "eaten_korean.json")
    outcomes = tuple(document["outcomes"])
    rows = document["weights"] | korean["weights"]
    lanes = {name: row.ljust(len(outcomes), _ZERO).encode("utf-16-le") for name, row in rows.items()}
    return outcomes, {name: int.from_bytes(row, "little") for name, row in lanes.items()}


def _kind(line: str) -> str:
    """Name the kind of line that starts like this: a comment, list item, key, tag and so on."""
    match = _KIND.match(line)
    if match is None:
        return "blank" if not line.strip() else "other"
    group = match.lastgroup or ""
    return match[group][:4] if group == "marker" else group


def _open_delimiters(text: str) -> list[str]:
    """Stack the delimiters that `text` opens and doesn't close, innermost last. Unmatched closers are ignored."""
    stack: list[str] = []
    for mark in _DELIMITER.findall(text):
        if not mark:
            continue
        opener = _CLOSER.get(mark, mark)
        if opener in stack and mark not in _OPENER:
            while stack.pop() != opener:
                pass
        elif mark not in _CLOSER:
            stack.append(mark)
    return stack


def _needs(stack: list[str], body: str) -> tuple[str, str]:
    """Tell which delimiters are out of balance over both sides, hole left out: quotes, brackets.

    A quote that the left opens is written with "+", one that only the right closes with "-".
    """
    seen = [mark for mark in _DELIMITER.findall(body) if mark]
    quotes = "".join(
        mark + "-+"[mark in stack] for mark in ('"', "'", "`", "**") if (seen.count(mark) % 2 > 0) != (mark in stack)
    )
    brackets = ""
    for closer, opener in ((")", "("), ("]", "["), (">", "<"), ("*/", "/*")):
        balance = stack.count(opener) + seen.count(opener) - seen.count(closer)
        brackets += "" if not balance else closer if balance > 0 else opener
    return quotes, brackets


def _last_class(character: str) -> str:
    """Class the last restored character: letters by script, all else as itself."""
    if "\u4e00" <= character <= "\u9fff":
        return "hanzi"
    if "\u3041" <= character <= "\u30fa":
        return "kana"
    return "hangul" if "\uac00" <= character <= "\ud7a3" else character


def _first(right: str) -> tuple[str, str]:
    """Class what follows the hole, coarsely (one character) and in detail."""
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
    """Class one character on the right: ASCII punctuation as itself, letters, digits and everything else as a class."""
    if not character:
        return "E"
    if not character.isascii():
        return "N"
    if character.isalpha():
        return "a"
    return "0" if character.isdigit() else character


def features(left: str, right: str) -> tuple[str, ...]:
    """Name the features of one hole: what the model and its fitting both look at.

    Args:
        left: the repaired line up to and with the character whose last byte was lost.
        right: what follows in the damaged text, to the end of the line at most.

    Returns:
        Feature names, in a fixed order. Linear in the lengths, which are cut to 240 and 80 code points.
    """
    left, right = left[-_LEFT_LIMIT:], right[:_RIGHT_LIMIT]
    body = right.rstrip("\r\n")
    coarse, detail = _first(right)
    kind, next_kind = _kind(left), _kind(body)
    comment = _COMMENT.search(left)
    if comment and kind not in ("#", "//", "*", "-"):
        kind += "+" + comment[1]
    stack = _open_delimiters(left)
    top = stack[-1] if stack else ""
    quotes, brackets = _needs(stack, body)
    last = _last_class(left[-1:])
    left_blank, right_blank = len(left) - len(left.lstrip(" \t")), len(body) - len(body.lstrip(" \t"))
    indent = "0" if not right_blank else "=" if left_blank == right_blank else ">" if right_blank > left_blank else "<"
    if right_blank == 1:
        indent = "1" + indent
    same = next_kind if kind.startswith(next_kind) else "-"
    word = _WORD.match(body, right_blank)
    before, after = _START.match(left), _START.match(body)
    begun, begins = (before.lastgroup if before else ""), (after.lastgroup if after else "")
    tag = "t" if left.rfind(">") > left.rfind("<") else ""
    length = str(min(len(left) // 12, 8))
    tail = _glyph(body[-1:])
    inside, fit = fits(left, body)
    korean: tuple[str, ...] = ()
    if last == "hangul":
        # Words stand apart there.
        korean = ("U", f"V{detail}", f"W{quotes}{brackets}", f"X{coarse}|{brackets}|{top}", f"Y{kind}|{coarse}")
    markup = (f"R{inside}|{detail}", f"S{inside}|{fit}", f"T{fit}|{coarse}") if inside else ()
    return (
        "bias",
        f"a{coarse}",
        f"b{detail}",
        f"c{kind}",
        f"d{top}",
        f"f{last}",
        f"g{indent}{same}",
        f"h{next_kind}",
        f"i{left[-1:]}",
        f"j{word[0][:10] if word else ''}",
        f"k{min(body.count('?'), 2)}{coarse}",
        f"l{length}{coarse}",
        f"m{tail}{top}",
        f"n{right[:2]}{right[0] if coarse == 'N' else ''}",
        f"p{coarse}|{top}",
        f"q{coarse}|{kind}",
        f"s{coarse}|{last}",
        f"u{kind}|{next_kind}|{indent}",
        f"w{detail}|{kind}",
        f"x{coarse}|{kind}|{top}",
        f"z{detail}|{top}",
        f"A{tag}{coarse}{right[1:2] if coarse == '/' else ''}",
        f"C{stack[-2] if len(stack) > 1 else ''}{top}|{coarse}",
        f"F{coarse}|{quotes}",
        f"L{begun}|{begins}|{indent}",
        f"M{begun}|{begins}|{top}",
        f"N{begins}|{tail}|{quotes}",
        f"O{last}|{begins}|{indent}",
        f"G{coarse}|{brackets}",
        f"H{detail}|{brackets}",
        f"I{detail}|{quotes}",
        f"J{quotes}|{top}",
        f"K{word[0][:10] if word else ''}|{top}",
        *markup,
        *korean,
    )


@lru_cache(maxsize=8192)
def _costs(names: tuple[str, ...], *, at_end: bool) -> dict[str, float]:
    """Add up the weights of the features and normalise; the zero point cancels out."""
    outcomes, table = _model()
    lanes = sum([table.get(name, 0) for name in names])
    totals = unpack(f"<{len(outcomes)}H", lanes.to_bytes(2 * len(outcomes), "little"))
    first = 0 if at_end else 1
    best = max(totals[first:])
    norm = log(sum(exp((total - best) / 10) for total in totals[first:]))
    return {outcomes[place]: (best - totals[place]) / 10 + norm for place in range(first, len(outcomes))}


def eaten_costs(left: str, right: str) -> dict[str, float]:
    r"""Weigh which character was eaten between `left` and `right`.

    Args:
        left: the repaired text of the line so far (from its last line feed), ending with the character whose last byte
            was lost. The last 240 code points are looked at.
        right: what follows the hole in the damaged text, to the end of that line, the line feed shown. The first 80
            code points are looked at. Hanzi in it may be damaged: they count as a class. "" is the end of the input.

    Returns:
        Negative natural-log probability (nats) of every character in `EATABLE`; they are normalised over the keys.
        Where `right` is "" there is one more key, "": nothing followed, so nothing was eaten.
        Before a line feed a document with CRLF lost "\r" and one with LF lost the line feed of a blank line: nothing
        here tells these two apart, so a caller who knows the line end drops the other. Never raises on any str;
        constant time.

    >>> costs = eaten_costs('    name = "\u72b6\u6001', ")\n")
    >>> min(costs, key=costs.__getitem__)
    '"'
    """
    return dict(_costs(features(left, right), at_end=not right))
