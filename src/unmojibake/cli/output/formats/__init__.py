"""Given outcomes, each format gives the pieces of text in which their findings are written."""

from unmojibake.cli.output.formats import lines

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from unmojibake.cli.findings.outcome import Outcome
    from unmojibake.cli.output.colour import Painter

NAMES = ("full", "concise", "jsonl", "github", "sarif")


def formatter(name: str) -> "Callable[[Iterable[Outcome], Painter], Iterator[str]]":
    """Give the function that writes a format.

    Args:
        name: One of `NAMES`.
    """
    if name in {"full", "concise"}:
        return lines.full if name == "full" else lines.concise
    # For other programs: loaded only when asked for.
    if name == "github":
        from unmojibake.cli.output.formats import github  # noqa: PLC0415

        return github.annotations
    if name == "sarif":
        from unmojibake.cli.output.formats import sarif  # noqa: PLC0415

        return sarif.log
    from unmojibake.cli.output.formats import jsonl  # noqa: PLC0415

    return jsonl.lines
