"""Given a line, gives the candidates: everything that it may have been, with the nats of each.

Four sources: `lossless` (decoded in C, nothing lost), `layers` (lattices, searched), `ftfy` and `escapes`.
`line_explanations` joins them; `stopping` says where no further ones are looked for.
"""
