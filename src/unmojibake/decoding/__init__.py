"""Given bytes and a label, gives their text: the encodings that they are in, and the repair of what they read.

Labels, byte order marks and the language model are weighed together. Imports the pipeline only to repair the text.
"""

from unmojibake.decoding.find import Sniffed, sniff

__all__ = ["Sniffed", "sniff"]
