"""Given a text, gives nats: of its characters, its signs and marks, its markup, its script and its language.

Knows nothing of damage: other rooms ask it how likely a text is as it stands, and as it would read.
"""

from unmojibake.language.model import Model, load

__all__ = ["Model", "load"]
