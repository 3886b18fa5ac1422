"""Gives the outcome of a file: its text, its result, and the findings that count."""

from dataclasses import KW_ONLY, dataclass

import unmojibake
from unmojibake.cli.files import read
from unmojibake.errors import InputError, NotUtf8Error, SkippedError

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unmojibake.cli.files.read import Source
    from unmojibake.cli.findings.findings import Finding
    from unmojibake.cli.settings.settings import Settings
    from unmojibake.values.result import Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file with its result and its findings.

    Attributes:
        path: Its name.
        data: Its bytes, as they were read.
        source: Its text; None when it is none.
        result: The result of the text, with only the findings that count; None when there is no text.
        findings: The findings that count, in order.
        skipped: Why it was left alone on purpose, or "".
        aloud: Whether that is worth saying even of a file that nobody named.
        error: Why it could not be read, or "".
    """

    path: str
    _: KW_ONLY
    data: bytes = b""
    source: "Source | None" = None
    result: "Result | None" = None
    findings: "tuple[Finding, ...]" = ()
    skipped: str = ""
    aloud: bool = False
    error: str = ""

    @property
    def repaired(self) -> bytes:
        """The file's bytes with the changes made; the same bytes when there are none."""
        if self.source is None or self.result is None or not (self.result.changes or self.source.converted):
            return self.data
        return self.source.encode(self.result.text)


def failure(path: str, error: InputError) -> Outcome:
    """Give the outcome of a file that could not be read, or was left alone."""
    if isinstance(error, SkippedError):
        return Outcome(path, skipped=str(error), aloud=error.aloud)
    return Outcome(path, error=str(error))


def inspect(path: str, data: bytes, settings: "Settings") -> Outcome:
    """Give the outcome of the bytes of a file. It runs in workers too: all that it takes and gives can be pickled.

    Args:
        path: The file's name.
        data: Its bytes.
        settings: The settings of the run.
    """
    # Clean files, which most are, never come here.
    from unmojibake.cli.findings.findings import findings, not_utf8  # noqa: PLC0415
    from unmojibake.cli.findings.selection import is_wanted  # noqa: PLC0415

    try:
        source = read.source(data, path)
    except NotUtf8Error as error:
        words = str(error).removeprefix(f"{path}: ")
        found = not_utf8(path, words, error.line, data)
        if not is_wanted(found, settings):
            return Outcome(path, data=data)
        made = _converted(path, data, settings)
        if made is None:
            return Outcome(path, data=data, findings=(found,))
        source, result = made
    except InputError as error:
        return failure(path, error)
    else:
        result = unmojibake.repair(source.text, settings.repair_config())
    whole = Outcome(path, data=data, source=source, result=result, findings=tuple(findings(source, result)))
    return chosen(whole, lambda found: is_wanted(found, settings))


def _converted(path: str, data: bytes, settings: "Settings") -> "tuple[Source, Result] | None":
    """Give the source of a file in another encoding, where its conversion is asked for and possible."""
    if not settings.convert:
        return None
    from unmojibake.cli.findings.convert import converted  # noqa: PLC0415 - hardly ever

    return converted(path, data, settings.repair_config())


def chosen(outcome: Outcome, is_kept: "Callable[[Finding], bool]") -> Outcome:
    """Give an outcome with only some of its findings, and the text with only those changes.

    Args:
        outcome: The outcome of a file.
        is_kept: Tells which findings stay. Asked once for each, in order.

    Returns:
        The same object when all stay.
    """
    kept: Sequence[Finding] = [found for found in outcome.findings if is_kept(found)]
    if len(kept) == len(outcome.findings):
        return outcome
    result = outcome.result
    if outcome.source is not None and result is not None:
        from unmojibake.cli.findings.selection import narrowed  # noqa: PLC0415 - something was found, so it is loaded

        result = narrowed(outcome.source.text, result, kept)
    return Outcome(outcome.path, data=outcome.data, source=outcome.source, result=result, findings=tuple(kept))
