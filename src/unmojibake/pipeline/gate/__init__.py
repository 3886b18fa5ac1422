"""Given a text, gives the lines of it that may be damaged; clean text goes no further.

The first look is one pass at C speed over a text; the triggers tell which wrong readings a line could have come from.
Imports no other stage.
"""
