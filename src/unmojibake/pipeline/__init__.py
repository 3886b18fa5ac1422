"""A text to a `Result`: `repair.py` is read from top to bottom, and calls the stages in the order of their work.

The stages, a folder each: `gate` (what is worth a look), `explain` (the sources of candidates), `undo` (damaged text to
a lattice of its originals), `search` (the best path), `evidence` (nats), `decide` (which candidate, how sure) and
`record` (the values of the result). `lattice.py` and `candidates.py` hold what they hand to each other.
"""
