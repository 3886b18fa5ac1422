"""Repair mojibake in scraped and corpus text, Chinese, Japanese and Korean above all."""

from unmojibake.repair import repair

__version__ = "0.1.0"
__all__ = ["repair"]
