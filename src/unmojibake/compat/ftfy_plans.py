"""Gives the steps of a repair in ftfy's form, and the text after such steps."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, cast

from unmojibake.charsets.wrong_readings import FTFYS
from unmojibake.pipeline.repair import repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ftfy import ExplanationStep, TextFixerConfig

    from unmojibake.values.result import Result, Step

_ALL, _BEYOND = "unmojibake", "unmojibake_beyond_ftfy"
"""The names of this library's repairs in a plan: all of them, and those of wrong readings that ftfy does not know."""


def apply_plan(text: str, plan: Iterable[tuple[str, str]]) -> str:
    """Give a text after the steps of an explanation.

    Args:
        text: Any string.
        plan: Pairs of an action and its parameter, as `fix_and_explain` and ftfy give them.

    Returns:
        The text.

    Raises:
        ValueError: If a step is unknown, or can't be done with this text.

    >>> apply_plan("schÃ¶n", [("encode", "latin-1"), ("decode", "utf-8")])
    'schön'
    """
    from ftfy import apply_plan as apply  # noqa: PLC0415 - on use, see above

    for action, parameter in plan:
        if action == "normalize":
            text = unicodedata.normalize(cast("Any", parameter), text)
        elif (action, parameter) == ("apply", _ALL):
            text = repair(text).text
        elif (action, parameter) == ("apply", _BEYOND):
            text = beyond(text, repair(text))
        else:
            # One step at a time; between "encode" and "decode" it holds bytes.
            text = apply(text, [(action, parameter)])
    return text


def note(steps: list[ExplanationStep] | None, action: str, parameter: str) -> None:
    """Add a step to the explanation, where there is one."""
    if steps is not None:
        from ftfy import ExplanationStep  # noqa: PLC0415 - on use, see above

        steps.append(ExplanationStep(action, parameter))


def beyond(text: str, result: Result) -> str:
    """Give a text with only those changes of a result that ftfy can't make.

    >>> beyond("schÃ¶n", repair("schÃ¶n")), beyond("浣犲ソ", repair("浣犲ソ"))
    ('schÃ¶n', '你好')
    """
    pieces: list[str] = []
    at = 0
    for change in result.changes:
        # U+FFFD that ftfy left for lost bytes stays, too.
        if not _is_known(change.plan) and change.before.strip("\N{REPLACEMENT CHARACTER}"):
            pieces += (text[at : change.start], change.after)
            at = change.end
    return "".join((*pieces, text[at:])) if pieces else text


def _is_known(plan: Sequence[Step]) -> bool:
    """Tell whether a plan is of wrong readings that ftfy knows, as `utf-8>cp1252`: there its own repair stands."""
    return all(step.kind == "latin" or (step.kind == "codec" and step.detail[:2] in FTFYS) for step in plan)


def explain(text: str, fixed: str, result: Result, clean_up: TextFixerConfig, *, given: bool) -> list[ExplanationStep]:
    """Give the steps of a repair in ftfy's form: its own where it finds the same, else charsets, else our name.

    Args:
        text: The text.
        fixed: The repaired text.
        result: The result of `repair` for the text.
        clean_up: ftfy's options.
        given: Whether the caller gave them.
    """
    from ftfy import ExplanationStep  # noqa: PLC0415 - on use, as all of ftfy
    from ftfy import fix_encoding_and_explain as explained  # noqa: PLC0415 - the same

    found, plan = explained(text, clean_up)
    if found == fixed and plan:
        return plan
    plans = {change.plan for change in result.changes}
    for chains in plans if len(plans) == 1 else ():
        pairs = [step.detail[:2] for step in reversed(chains) if step.kind == "codec"]
        plan = [ExplanationStep(*step) for origin, carrier in pairs for step in _as_charsets(origin, carrier)]
        if _gives(text, plan, fixed):
            return plan
    return [ExplanationStep("apply", _BEYOND if given else _ALL)]


def _as_charsets(origin: str, carrier: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give ftfy's two steps that undo a wrong reading: (("encode", carrier), ("decode", origin))."""
    return ("encode", "gbk" if carrier == "cp936" else carrier), ("decode", "gbk" if origin == "cp936" else origin)


def _gives(text: str, plan: Sequence[tuple[str, str]], fixed: str) -> bool:
    """Tell whether the steps of a plan turn a text into the repaired one."""
    try:
        return apply_plan(text, plan) == fixed
    except (ValueError, LookupError):
        # A charset that Python reads otherwise, or bytes that were lost.
        return False
