"""Gives the damaged text for a plan and a repaired text: the function `replay`."""

from __future__ import annotations

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unmojibake.values.result import Step


def replay(plan: Sequence[Step], text: str) -> str:
    r"""Give the damaged text for a plan and a text: of a change, `plan` and `after` give `before`.

    So every repair can be checked, and taken back, without trust in the model that chose it. Where bytes were lost, the
    plan notes the rule of the decoder that lost them, unless it is that of Windows, and the later damages. It
    notes none where no rule makes exactly `before`; then the text that comes out differs from it in places of loss.

    Args:
        plan: The steps of a `Change`, in the order in which the damage happened. Those of the command line's JSON
            serve too: ``Step(kind, tuple(detail))``.
        text: `Change.after`. Steps of the kinds "gloss" and "slip" count places in it.

    Returns:
        The damaged text. Linear in text and plan.

    Raises:
        PlanError: If a step is of no kind that can be told again or has no details, its encodings or rules are
            unknown, or the text can't have gone through it (also a ValueError).

    >>> from unmojibake import repair
    >>> [change] = repair("鐘舵€侊細鍥句功棣嗗凡鏇存柊銆\ufffd").changes
    >>> change.after, change.plan
    ('状态：图书馆已更新。', (Step(kind='codec', detail=('utf-8', 'cp936', 'whatwg')),))
    >>> replay(change.plan, change.after) == change.before
    True
    """
    from unmojibake.damaging.plan_rules import retell  # noqa: PLC0415 - decoders are not needed to import this library

    return retell(plan, text)
