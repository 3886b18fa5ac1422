"""A unified diff, made from the changes themselves: no lines are compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unmojibake.cli.findings.positions import Lines
from unmojibake.cli.findings.selection import applied

if TYPE_CHECKING:
    from unmojibake.cli.files.read import Source
    from unmojibake.cli.output.colour import Painter
    from unmojibake.values.result import Change

CONTEXT = 3
_QUOTED = '"\\'


@dataclass(slots=True)
class _Region:
    """Whole lines that changes touch: from `first` to before `last`, from 0; the changes; the new lines."""

    first: int
    last: int
    changes: list["Change"]
    new: list[str]


def unified(source: "Source", changes: Sequence["Change"], painter: "Painter") -> Iterator[str]:
    """Give the lines of a unified diff that `patch` and `git apply` take, line ends included.

    A repair can bring line feeds back: the numbers of later hunks count them. Linear in the text.

    Args:
        source: The text as it was read.
        changes: Its changes, in order, not overlapping; at least one.
        painter: Colours the lines.
    """
    lines = Lines(source.text)
    regions = _regions(lines, changes)
    count = lines.last - (not source.text or source.text.endswith("\n"))
    old_name, new_name = _name("a", source.name), _name("b", source.name)
    yield painter.paint("bold", f"--- {old_name}") + "\n"
    yield painter.paint("bold", f"+++ {new_name}") + "\n"
    grown = 0
    for group in _grouped(regions):
        first, last = max(0, group[0].first - CONTEXT), min(count, group[-1].last + CONTEXT)
        old, new = last - first, last - first
        for region in group:
            new += len(region.new) - (region.last - region.first)
        head = f"@@ -{_range(first, old)} +{_range(first + grown, new)} @@"
        yield painter.paint("hunk", head) + "\n"
        yield from _hunk(source, lines, group, (first, last), painter)
        grown += new - old


def _range(first: int, count: int) -> str:
    """Give the first line of a hunk, from 1, and the number of its lines; for no lines, the line before them."""
    begin = first + 1 if count else first
    return f"{begin}" if count == 1 else f"{begin},{count}"


def _name(side: str, path: str) -> str:
    """Give a file's name as git does: below its side, and quoted where it has strange characters."""
    name = path if path.startswith("/") else f"{side}/{path.removeprefix('./')}"
    if name.isprintable() and not any(char in name for char in _QUOTED):
        return name
    raw = name.encode("utf-8", "surrogateescape")
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in _QUOTED else f"\\{byte:03o}"  # noqa: PLR2004 - ASCII
        for byte in raw
    )
    return f'"{escaped}"'


def _regions(lines: Lines, changes: Sequence["Change"]) -> list[_Region]:
    """Give the whole lines that changes touch, with those that touch the same lines together."""
    regions: list[_Region] = []
    for change in changes:
        first, last = lines.line(change.start) - 1, lines.line(max(change.start, change.end - 1))
        if change.end > change.start and lines.text[change.end - 1] == "\n" and last < lines.last:
            last += 1  # its line feed may go, and the next line come up
        if regions and first < regions[-1].last:
            regions[-1].last = max(regions[-1].last, last)
            regions[-1].changes.append(change)
        else:
            regions.append(_Region(first, last, [change], []))
    for region in regions:
        _rewrite(lines, region)
    return regions


def _rewrite(lines: Lines, region: _Region) -> None:
    """Set the new lines of a region, without the lines at its ends that stay the same."""
    begin, end = lines.span(region.first, region.last)
    new = _split(applied(lines.text, region.changes, begin, end))
    old = _split(lines.text[begin:end])
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
        region.last -= 1
    while old and new and old[0] == new[0]:
        del old[0], new[0]
        region.first += 1
    region.last = region.first + len(old)
    region.new = new


def _split(text: str) -> list[str]:
    """Give the lines of a text, line feeds included."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines


def _grouped(regions: Sequence[_Region]) -> Iterator[list[_Region]]:
    """Give groups of regions whose contexts touch."""
    group: list[_Region] = []
    for region in regions:
        if group and region.first - group[-1].last > 2 * CONTEXT:
            yield group
            group = []
        group.append(region)
    if group:
        yield group


def _hunk(
    source: "Source", lines: Lines, group: Sequence[_Region], bounds: tuple[int, int], painter: "Painter"
) -> Iterator[str]:
    """Give the lines of a hunk."""
    at, last = bounds
    for region in group:
        yield from _kept(source, lines, at, region.first)
        for number in range(region.first, region.last):
            begin, end = lines.span(number, number + 1)
            yield _line(painter, "before", "-", _marked(source, number, lines.text[begin:end]))
        for number, line in enumerate(region.new, region.first):
            yield _line(painter, "after", "+", _marked(source, number, line))
        at = region.last
    yield from _kept(source, lines, at, last)


def _kept(source: "Source", lines: Lines, first: int, last: int) -> Iterator[str]:
    """Give lines that stay as they are."""
    for number in range(first, last):
        begin, end = lines.span(number, number + 1)
        yield _ended(" " + _marked(source, number, lines.text[begin:end]))


def _marked(source: "Source", number: int, line: str) -> str:
    """Give a line; the first line with the byte order mark of the file."""
    return source.bom + line if number == 0 else line


def _line(painter: "Painter", role: str, sign: str, line: str) -> str:
    """Give a line with its sign, in its colour."""
    body = line.removesuffix("\n")
    return _ended(painter.paint(role, sign + body) + line[len(body) :])


def _ended(line: str) -> str:
    """Give a line with git's note behind it where it has no line feed."""
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
