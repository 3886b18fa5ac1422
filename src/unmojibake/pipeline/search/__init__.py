"""Given a text lattice, gives its likeliest path with the posterior of each choice, and the spans of the path.

The language model decides alone; no prior of damage is asked. Imports the language and the lattice, and no other stage.
"""
