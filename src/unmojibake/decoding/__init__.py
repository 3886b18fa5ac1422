"""Bytes to text: which encoding they are in."""

from unmojibake.decoding.find import Sniffed, sniff

__all__ = ["Sniffed", "sniff"]
