"""Gives the brackets and quotation marks that a text opens and does not close."""

import re

from unmojibake.values.patterns import on_use

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
_DELIMITER = on_use(
    r"""\\.|(?<=\w)'(?=\w)|[-=]>|<[ =]
    |(/\*|\*\*(?!/)|\*/|["'`]|[()\[\]{}<>]|[\uff08\uff09\u201c\u201d\u300a\u300b])""",
    re.VERBOSE | re.ASCII,
)


def open_delimiters(text: str) -> list[str]:
    r"""Give the delimiters that a text opens and does not close, innermost last: of `f("状态` `(` and `"`.

    A closing delimiter that closes nothing is ignored. Linear.

    >>> open_delimiters("it's f(\"状态")
    ['(', '"']
    """
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


def out_of_balance(stack: list[str], body: str) -> tuple[str, str]:
    """Give the quotation marks and the brackets that are out of balance over both sides of a hole.

    A quotation mark that the left opens is written with "+", a mark that only the right closes with "-".

    Args:
        stack: The delimiters that the left leaves open.
        body: The text behind the hole.

    >>> out_of_balance(["("], '")')
    ('"-', '')
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
