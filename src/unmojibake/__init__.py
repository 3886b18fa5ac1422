"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from unmojibake.context import Context
from unmojibake.damage import damage
from unmojibake.repair import decode, fix_encoding, repair
from unmojibake.replay import replay
from unmojibake.result import Change, Config, Decoded, Filled, How, Result, Rival, Segment, Step, Suspect, Verdict

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
