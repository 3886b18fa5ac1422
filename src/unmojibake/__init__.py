"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from unmojibake.config import Config
from unmojibake.context import Context
from unmojibake.damage import damage
from unmojibake.repair import decode, fix_encoding, repair
from unmojibake.replay import replay

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from unmojibake.decoded import Decoded, How, Segment
    from unmojibake.result import Change, Filled, Result, Rival, Step, Suspect, Verdict

__version__ = "0.1.0"
__all__ = [
    "Change",
    "Config",
    "Context",
    "Decoded",
    "Filled",
    "How",
    "Result",
    "Rival",
    "Segment",
    "Step",
    "Suspect",
    "Verdict",
    "damage",
    "decode",
    "fix_encoding",
    "repair",
    "replay",
]


def __getattr__(name: str) -> object:
    """Import the classes of results on use: half of what importing all this would cost."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from unmojibake import decoded, result  # noqa: PLC0415

    return getattr(decoded if hasattr(decoded, name) else result, name)
