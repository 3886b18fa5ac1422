"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from unmojibake.context import Context
from unmojibake.damage import damage
from unmojibake.repair import fix_encoding, repair
from unmojibake.result import Change, Config, Filled, Result, Step, Suspect, Verdict

__version__ = "0.1.0"
__all__ = [
    "Change",
    "Config",
    "Context",
    "Filled",
    "Result",
    "Step",
    "Suspect",
    "Verdict",
    "damage",
    "fix_encoding",
    "repair",
]
