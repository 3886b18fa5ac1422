"""Given the candidates of a line, gives choices: which candidate explains each span, and P(it is damaged).

The only stage that weighs evidence against a prior.
"""
