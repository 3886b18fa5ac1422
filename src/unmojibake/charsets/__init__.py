"""Facts about encodings: the bytes of each character, the table of wrong readings, and the bytes that each loses.

Given the name of a charset or a wrong reading; gives tables, labels, priors and lost bytes. Knows nothing of language.
"""
