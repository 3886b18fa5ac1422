"""Given the spans of a candidate, gives nats: by how much each reads better repaired than as it stands.

Doubts are weighed too: the span may be a list of characters, a chart, or glosses that were given on purpose. Imports
the language, the lattice and the candidates, and no other stage.
"""
