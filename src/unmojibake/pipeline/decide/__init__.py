"""Given the candidates of a line, gives choices: the spans to change, each with its candidate's plan and P(damaged).

The only stage that weighs evidence against a prior.
"""
