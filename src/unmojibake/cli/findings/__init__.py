"""What was found in a file: given results, gives findings with places and rules, less those that a baseline
knows.
"""
