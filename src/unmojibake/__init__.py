"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from unmojibake.config import Config
from unmojibake.context import Context
from unmojibake.damage import damage
from unmojibake.repair import decode, fix_encoding, repair
from unmojibake.replay import replay

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ftfy import ExplainedText, ExplanationStep, TextFixerConfig, explain_unicode

    from unmojibake.decoded import Decoded, How, Segment
    from unmojibake.ftfy_names import (
        fix_and_explain,
        fix_encoding_and_explain,
        fix_file,
        fix_text,
        fix_text_segment,
        guess_bytes,
    )
    from unmojibake.ftfy_plans import apply_plan
    from unmojibake.result import Change, Filled, Result, Rival, Step, Suspect, Verdict

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
    "Rival",
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
    "replay",
]
_ON_USE = {
    "unmojibake.result": {"Change", "Filled", "Result", "Rival", "Step", "Suspect", "Verdict"},
    "unmojibake.decoded": {"Decoded", "How", "Segment"},
    "unmojibake.ftfy_names": {
        *("fix_and_explain", "fix_encoding_and_explain", "fix_file", "fix_text", "fix_text_segment", "guess_bytes"),
    },
    "unmojibake.ftfy_plans": {"apply_plan"},
    "ftfy": {"ExplainedText", "ExplanationStep", "TextFixerConfig", "explain_unicode"},
}
"""Where the names are that are imported on use: together more than importing the rest costs."""


def __getattr__(name: str) -> object:
    """Give a name that is imported on use."""
    for module, names in _ON_USE.items():
        if name in names:
            from importlib import import_module  # noqa: PLC0415

            return getattr(import_module(module), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
