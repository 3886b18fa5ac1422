"""Facts about encodings: which bytes stand for which characters, and the table of wrong readings with what each loses.

Given the name of a charset or a wrong reading; gives tables, labels, priors and lost bytes. Knows nothing of language.
"""
