"""Gives the line and column of a code point, and the code points of lines."""

from bisect import bisect_right


class Lines:
    r"""The beginnings of the lines of a text.

    Lines and columns count from 1, a column is a code point. A line ends at a line feed, as for `grep -n`; a
    carriage return is a code point like any other.

    Example:
        >>> lines = Lines("ab\n\ncd")
        >>> lines.place(5), lines.last, lines.span(0, 1)
        ((3, 2), 3, (0, 3))
    """

    def __init__(self, text: str) -> None:
        """Find all line feeds: linear in the text."""
        self.text = text
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)

    @property
    def last(self) -> int:
        """The number of the last line, which is empty behind a last line feed."""
        return len(self.starts)

    def line(self, at: int) -> int:
        """Give the line (from 1) that a code point (from 0) stands in."""
        return bisect_right(self.starts, at)

    def place(self, at: int) -> tuple[int, int]:
        """Give line and column, both from 1, of a code point (from 0)."""
        line = self.line(at)
        return line, at - self.starts[line - 1] + 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the code points, first and one past the last, of the lines `first` to before `last` (from 0)."""
        begin = self.starts[first]
        return begin, self.starts[last] if last < len(self.starts) else len(self.text)

    def around(self, start: int, end: int) -> str:
        """Give the whole lines that a span touches, without the last line feed."""
        first, last = self.line(start) - 1, self.line(max(start, end - 1))
        begin, stop = self.span(first, last)
        return self.text[begin:stop].removesuffix("\n")
