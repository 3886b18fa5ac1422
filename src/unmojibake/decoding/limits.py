"""The numbers that only save work while bytes are decoded, each with what it saves; see `pipeline/limits.py`."""

GLANCE = 128
"""Bytes by which encodings are sorted out first: saves reading all of the sample in all of them."""
GLANCED = 4
"""Blocks that these bytes are taken from."""
HOPELESS = 60.0
"""Nats behind the best of a glance from which on an encoding is not looked at again."""
ACCIDENT = 16
"""Bytes that a valid UTF-8 text is longer than its characters, from which on its being valid is no accident.

Of GBK text of one, two, three and four hanzi 17, 2.3, 0.5 and 0.1 in a hundred are valid UTF-8; this is sixteen. Saves
weighing valid UTF-8 against other encodings.
"""
