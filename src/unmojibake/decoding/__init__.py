"""Given bytes and a label, gives their text: the encodings that they are in, and the repair of the text.

Labels, byte order marks and the language model are weighed together. Imports the pipeline only to repair the text.
"""
