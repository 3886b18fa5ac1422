"""What was found in a file: given results, gives findings with places and rules.

Findings that a baseline knows, or that a comment in the file or the options leave out, are not among them.
"""
