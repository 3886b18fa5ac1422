"""Given a damaged line and a wrong reading, gives a text lattice: every original that the surviving bytes allow.

Lost bytes stay open. Nothing is chosen here.
"""
