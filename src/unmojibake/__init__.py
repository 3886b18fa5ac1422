"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from unmojibake.compat.fix_encoding import fix_encoding
from unmojibake.damaging.damage import damage
from unmojibake.damaging.replay import replay
from unmojibake.decoding.decode import decode
from unmojibake.pipeline.repair import repair

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ftfy import ExplainedText, ExplanationStep, TextFixerConfig, explain_unicode

    from unmojibake.compat.ftfy_api import (
        fix_and_explain,
        fix_encoding_and_explain,
        fix_file,
        fix_text,
        fix_text_segment,
        guess_bytes,
    )
    from unmojibake.compat.ftfy_plans import apply_plan
    from unmojibake.values.config import Config
    from unmojibake.values.context import Context
    from unmojibake.values.decoded import Decoded, How, Segment
    from unmojibake.values.result import Change, Filled, Result, Rival, Step, Suspect, Verdict

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
    "unmojibake.values.config": {"Config"},
    "unmojibake.values.context": {"Context"},
    "unmojibake.values.result": {"Change", "Filled", "Result", "Rival", "Step", "Suspect", "Verdict"},
    "unmojibake.values.decoded": {"Decoded", "How", "Segment"},
    "unmojibake.compat.ftfy_api": {
        *("fix_and_explain", "fix_encoding_and_explain", "fix_file", "fix_text", "fix_text_segment", "guess_bytes"),
    },
    "unmojibake.compat.ftfy_plans": {"apply_plan"},
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
