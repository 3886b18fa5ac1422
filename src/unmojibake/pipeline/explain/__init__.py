"""Given a line, gives its candidates: the plans that may have damaged it, each with its spans and their evidence.

Four sources of candidates: `lossless` (decoded in C, nothing lost), `searched` (the lattices of `layers`, layer by
layer), `ask_ftfy` and `escapes`. `line_explanations` joins them, `stopping` says where no further candidates are
looked for, and `lost_for_good` gives the suspects that no candidate can repair.
"""
