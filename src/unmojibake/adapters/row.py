"""Gives a row of a corpus with its text repaired, or left with the reason; never raises for the row's content."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import unmojibake
from unmojibake.errors import ConfigError, ModelError
from unmojibake.values.result import Verdict

if TYPE_CHECKING:
    from unmojibake.values.config import Config
    from unmojibake.values.result import Result

STATUSES = ("clean", "repaired", "partial", "abstained", "null", "error")
"""The states of a row: a verdict, or "null" or "error" where it holds no text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row after its repair.

    Attributes:
        text: Its text now; the same object as was given where it did not change.
        status: One of `STATUSES`.
        confidence: P(`text` is exactly the original), 0 to 1. None for rows that are clean or hold no text.
        result: The whole result; None for rows that hold no text.
    """

    text: object
    status: str
    confidence: float | None = None
    result: "Result | None" = None


def repair_row(value: object, config: "Config | None" = None) -> Row:
    """Give a row after its repair. No value raises: one bad row must not end a run over billions.

    Args:
        value: Its text. None, and NaN, which pandas has for it, are null; other values are errors.
        config: For the repair.

    Raises:
        ModelError: If the language model's file is missing or altered: that is not the row's fault.
        WrongTypeError: If `config` is of another type: nor is that. It is a ConfigError.

    Example:
        >>> repair_row("鎿嶄綔鎴愬姛").text, repair_row(None).status, repair_row(7).status
        ('操作成功', 'null', 'error')
    """
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - only NaN is not equal to itself
        return Row(value, "null")
    if not isinstance(value, str):
        return Row(value, "error")
    try:
        result = unmojibake.repair(value, config)
        if result.changed:
            result.text.encode()  # half of a surrogate pair can't be written
    except (ConfigError, ModelError):
        raise
    except Exception:  # noqa: BLE001 - see above; the status says it
        return Row(value, "error")
    sure = None if result.verdict is Verdict.CLEAN else result.confidence
    return Row(result.text, result.verdict.value, sure, result)
