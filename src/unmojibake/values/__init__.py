"""The values that users give and see, `Config`, `Context`, `Result` and `Decoded`, and the one reader of data files.

Given options and what was found; gives frozen values. Imports the errors and, for its types, the charsets.
"""
