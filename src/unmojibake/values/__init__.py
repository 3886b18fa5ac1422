"""What users give and see: `Config`, `Context`, `Result`, `Decoded`; and the one reader of the data files.

Given nothing but values; imports no other room.
"""
