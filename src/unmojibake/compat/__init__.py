"""ftfy's functions under ftfy's names and options, with the encoding step of this library.

Given a text and ftfy's options, gives the text that ftfy's clean-up and `repair` together make, and the steps.
"""
