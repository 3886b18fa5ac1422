"""Gives the findings of a result: for each change or suspect its place, rule and words."""

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from unmojibake.cli.findings.plans import describe, rule
from unmojibake.cli.findings.positions import Lines
from unmojibake.values.result import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unmojibake.cli.files.read import Source
    from unmojibake.values.result import Result, Suspect

NOT_UTF8 = "not-utf8"


@dataclass(frozen=True, slots=True)
class Finding:
    """A damaged place in a file.

    Attributes:
        path: The file's name, as it was given or found.
        rule: The stable name of the damage: "utf-8-as-cp936", "locked", "not-utf8", ...
        kind: The kind of damage; of several layers joined by "+".
        line: The line of the first code point, from 1.
        column: Its column in code points, from 1.
        end_line: The line of the place after the last code point.
        end_column: Its column.
        start: The first code point in the text without a byte order mark, from 0.
        end: One past the last.
        before: The text as it stands.
        after: The repaired text, or None when it is left as it is.
        words: The plan or the reason, for people.
        fingerprint: SHA-256 of the damaged line without the white space around it, in hexadecimal. It stays the
            same when other lines come and go.
        around: The whole lines that it stands in, without the last line feed.
        offset: Where `before` begins in `around`, in code points.
        found: The change or suspect; None for a file that is not UTF-8.
    """

    path: str
    rule: str
    _: KW_ONLY
    kind: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int = 0
    end: int = 0
    before: str = ""
    after: str | None = None
    words: str
    fingerprint: str
    around: str = ""
    offset: int = 0
    found: "Change | Suspect | None" = None

    @property
    def change(self) -> "Change | None":
        """The change, when there is a repair."""
        return self.found if isinstance(self.found, Change) else None


def findings(source: "Source", result: "Result") -> "Iterator[Finding]":
    """Give the findings of a result, in order: its changes and suspects.

    Linear in the text.
    """
    if not result.changes and not result.suspects:
        return
    lines = Lines(source.text)
    found: list[Change | Suspect] = [*result.changes, *result.suspects]
    for item in sorted(found, key=_start):
        yield _finding(source, lines, item)


def _start(item: "Change | Suspect") -> int:
    return item.start


def _finding(source: "Source", lines: Lines, item: "Change | Suspect") -> Finding:
    """Give the finding of a change or suspect."""
    line, column = lines.place(item.start)
    end_line, end_column = lines.place(item.end)
    around = lines.around(item.start, item.end)
    if isinstance(item, Change):
        # Two layers of "codec" are named once: the kind is "codec".
        name, kind = rule(item.plan), "+".join(dict.fromkeys(step.kind for step in item.plan))
        after, words = item.after, describe(item.plan)
    else:
        name, kind, after, words = item.kind, item.kind, None, item.reason
    return Finding(
        source.name,
        name,
        kind=kind,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        start=item.start,
        end=item.end,
        before=source.text[item.start : item.end],
        after=after,
        words=words,
        fingerprint=fingerprint(around),
        around=around,
        offset=column - 1,
        found=item,
    )


def not_utf8(path: str, words: str, line: int, data: bytes) -> Finding:
    """Give the finding of a file that is not UTF-8.

    Args:
        path: The file's name.
        words: The fault, for people.
        line: The line where it shows, from 1.
        data: The file's bytes.
    """
    damaged = data.split(b"\n", line)[line - 1]
    return Finding(
        path,
        NOT_UTF8,
        kind=NOT_UTF8,
        line=line,
        column=1,
        end_line=line,
        end_column=1,
        words=words,
        fingerprint=_digest(damaged.strip()),
    )


def fingerprint(line: str) -> str:
    """Give the SHA-256 of a line without the white space around it, in hexadecimal.

    Example:
        >>> fingerprint("  a ") == fingerprint("a")
        True
    """
    return _digest(line.strip().encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> str:
    """Give the SHA-256 of bytes."""
    import hashlib  # noqa: PLC0415 - 4 ms, for those who found something

    return hashlib.sha256(data).hexdigest()
