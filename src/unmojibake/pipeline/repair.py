"""The public functions, read top to bottom: gate, explanations of each line, choice, result.

Everything behind the gate is imported when the first text fails it: clean text, and importing this library, cost
nothing more.
"""

from __future__ import annotations

from unmojibake.pipeline.gate import first_look
from unmojibake.values import given

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.values.config import Config
    from unmojibake.values.context import Context
    from unmojibake.values.result import Change, Result, Suspect


def repair(text: str, config: Config | None = None, context: Context | None = None) -> Result:
    """Find what is damaged in a text, and repair what can be repaired.

    Args:
        text: Any string. All of it is taken as one document.
        config: What to repair, and how sure to be. None: the defaults of `Config`.
        context: What the document tells its lines. None: it is learned from `text`. Pass the one of the whole
            document to repair pieces of it.

    Returns:
        The text with every change, its plan and its probability. Clean text is the same object. Linear in the length
        of the text.

    Raises:
        TypeError: If `text` is not a string.
        WrongTypeError: If `config` or `context` is of another type. It is a ConfigError.

    >>> repair("鎿嶄綔鎴愬姛").changes[0].plan
    (Step(kind='codec', detail=('utf-8', 'cp936')),)
    """
    if not isinstance(text, str):
        raise not_text(text)
    if config is not None or context is not None:
        given.check(config, context)
    if _is_clean(text, config, context):
        return _clean(text)
    from unmojibake.pipeline.gate.line_look import looked_at  # noqa: PLC0415 - behind the first look

    looked = looked_at(text, config, context)
    if not looked.may_be_damaged:
        return _clean(text)
    from unmojibake.pipeline import rounds  # noqa: PLC0415 - behind the gate
    from unmojibake.pipeline.document import explained  # noqa: PLC0415 - the same
    from unmojibake.pipeline.record import results  # noqa: PLC0415 - the same
    from unmojibake.values.config import DEFAULT  # noqa: PLC0415 - the same

    config = config or DEFAULT
    found, known = explained(text, looked, config, context)
    changes: list[Change] = []
    suspects: list[Suspect] = []
    exact = 1.0
    while found:
        # Each goes when it is written down: Python's collector has less to look through.
        each = found.popleft()
        made, left = rounds.decide(each, known, config)
        suspects += left
        if made:
            made = rounds.again(each.draft, made, known, config)
        ordered, left, share = results.as_a_line(each.draft, made, config.min_confidence)
        changes += ordered
        suspects += left
        exact *= share
    if config.is_partial:
        suspects += _left_out(text, config, context, suspects)
    return results.result_of(text, changes, suspects, exact)


def _left_out(text: str, config: Config, context: Context | None, suspects: list[Suspect]) -> list[Suspect]:
    """Give the damage of kinds that are not to be repaired, as suspects, but for what is among the others.

    All is looked for once more without `Config.kinds`, which costs what it costs by default: what a search for some
    kinds finds must not depend on the others.
    """
    from dataclasses import replace  # noqa: PLC0415 - behind the gate

    from unmojibake.pipeline.record import results  # noqa: PLC0415 - the same

    found = repair(text, replace(config, kinds=None), context)
    return results.left_out(found, config, suspects)


def _clean(text: str) -> Result:
    """Give the result for a text in which nothing is damaged."""
    from unmojibake.values.result import Result, Verdict  # noqa: PLC0415 - three times what the gate costs to import

    return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)


def text_of(text: str) -> str:
    """Give the text of what `repair` gives for a text at which the first look stopped, without the rest where it can.

    A line that the second look lets go is not searched, and one that is beyond doubt not weighed a second time.

    >>> text_of("鎿嶄綔鎴愬姛")
    '操作成功'
    """
    if "\n" in text:
        return repair(text).text
    if _is_let_go(text):
        return text
    from unmojibake.pipeline.document import whole  # noqa: PLC0415 - behind both looks

    found = whole(text)
    # What is not clean even so is asked again there.
    return found if found is not None and (first_look.is_clean(found) or _is_let_go(found)) else repair(text).text


def _is_clean(text: str, config: Config | None, context: Context | None) -> bool:
    """Tell whether nothing in a text can be damaged, and nothing is lost, as far as both looks can tell."""
    if context and context.everywhere:
        return False
    if first_look.passes(text, config.kinds if config else None):
        return True
    return not (context and context.chains) and not first_look.is_lost(text) and _is_let_go(text, config)


def _is_let_go(text: str, config: Config | None = None) -> bool:
    """Tell whether a text at which the first look stopped is one line, and the second look lets it go."""
    from unmojibake.pipeline.gate.line_look import is_let_go  # noqa: PLC0415 - behind the first look

    return "\n" not in text and is_let_go(text, config)


def not_text(value: object) -> TypeError:
    """Give the error for a value that is no string."""
    return TypeError(f"expected str, got {type(value).__name__}: decode bytes first, for instance with bytes.decode()")
