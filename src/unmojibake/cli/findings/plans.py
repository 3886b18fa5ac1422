"""Gives the words and the rule of a plan, and text with its invisible characters escaped."""

import unicodedata

# Type checkers know the name; importing it from typing would be a part of what a look at clean files costs.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.values.result import Step

# Marks of a plan whose text can't be seen or breaks a line: controls, formats,
# private use, unassigned, surrogates, line and paragraph separators.
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


def describe(plan: "tuple[Step, ...]") -> str:
    """Give the words of a plan: its steps in the order in which the damage happened.

    Only what tells chains apart is named, not what was lost where.

    Example:
        >>> from unmojibake.values.result import Step
        >>> describe((Step("codec", ("utf-8", "gbk")), Step("codec", ("utf-8", "cp1252"))))
        'utf-8 read as gbk, then utf-8 read as cp1252'
    """
    names = [_describe_step(step) for step in plan]
    # Layers can be the same twice; of several edits in one span each kind is named once.
    return ", then ".join(name for at, name in enumerate(names) if " " in name or name not in names[:at]) or "unknown"


def _describe_step(step: "Step") -> str:
    """Give the words of a step."""
    if step.kind == "codec":
        origin, carrier = step.detail[:2]
        return f"{origin} read as {carrier}"
    return step.kind


def rule(plan: "tuple[Step, ...]") -> str:
    """Give the rule of a plan: its stable name, for configuration, baselines and other programs.

    Example:
        >>> from unmojibake.values.result import Step
        >>> rule((Step("codec", ("utf-8", "cp936")),)), rule((Step("slip"),))
        ('utf-8-as-cp936', 'slip')
    """
    names = ["-as-".join(step.detail[:2]) if step.kind == "codec" else step.kind for step in plan]
    # As above: of several edits in one span each kind is named once.
    named = (name for at, name in enumerate(names) if plan[at].kind == "codec" or name not in names[:at])
    return "+".join(named) or "unknown"


def visible(text: str) -> str:
    r"""Give a text with the characters escaped that a terminal would hide, so that different texts look different.

    Example:
        >>> visible("鏄\ue21a惁\n")
        '鏄\\ue21a惁\\n'
    """
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char) in HIDDEN else char for char in text
    )
