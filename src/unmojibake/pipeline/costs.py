"""What a mistake costs: the numbers that decide and are stated, since they are values and no facts.

`values/config.py` has the first of them, which callers may change: a wrong change to clean text costs a thousand
misses.
"""

AMID = 10 / 11
"""Least P(damaged) at which a span is changed in a line that is damaged beyond doubt by the same plan.

`Config.min_damaged` says what a wrong change to clean text costs. This line is none: what is left damaged in it makes
it as wrong as what is changed wrongly does. A wrong change is taken to cost ten misses here, not a thousand.
"""
DOUBT = 1 / 2
"""Least P(damaged) at which a span that is left as it is is reported: it is likelier damaged than not."""
