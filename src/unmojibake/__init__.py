"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from typing import TYPE_CHECKING

from unmojibake.context import Context
from unmojibake.damage import damage
from unmojibake.ftfy_names import (
    fix_and_explain,
    fix_encoding_and_explain,
    fix_file,
    fix_text,
    fix_text_segment,
    guess_bytes,
)
from unmojibake.ftfy_plans import apply_plan
from unmojibake.repair import decode, fix_encoding, repair
from unmojibake.result import Change, Config, Decoded, Filled, How, Result, Segment, Step, Suspect, Verdict

if TYPE_CHECKING:
    from ftfy import ExplainedText, ExplanationStep, TextFixerConfig, explain_unicode

__version__ = "0.1.0"
__all__ = [
    "Change",
    "Config",
    "Context",
    "Decoded",
    "ExplainedText",
    "ExplanationStep",
    "Filled",
    "How",
    "Result",
    "Segment",
    "Step",
    "Suspect",
    "TextFixerConfig",
    "Verdict",
    "apply_plan",
    "damage",
    "decode",
    "explain_unicode",
    "fix_and_explain",
    "fix_encoding",
    "fix_encoding_and_explain",
    "fix_file",
    "fix_text",
    "fix_text_segment",
    "guess_bytes",
    "repair",
]


def __getattr__(name: str) -> object:
    """Give what is ftfy's own, imported on use: importing this library must not load it."""
    if name not in {"ExplainedText", "ExplanationStep", "TextFixerConfig", "explain_unicode"}:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import ftfy  # noqa: PLC0415 - see above

    return getattr(ftfy, name)
