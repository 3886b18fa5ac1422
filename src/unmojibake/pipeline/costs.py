"""The costs of mistakes: the numbers that decide and are stated, since they are values and no facts.

`values/config.py` has the first of them, which callers may change: a wrong change to clean text costs a thousand
misses.
"""

AMID = 10 / 11
"""Least P(damaged) at which a span is changed in a line that is damaged beyond doubt by the same plan.

`Config.min_damaged` prices a wrong change to clean text at a thousand misses. Such a line is not clean: a damaged span
that is left makes it as wrong as a span that is changed wrongly. So a wrong change is taken to cost ten misses here: a
span with P = 0.95 beside a sure one is changed, and alone it is not.
"""
DOUBT = 1 / 2
"""Least P(damaged) at which an unchanged span is reported as a suspect: it is likelier damaged than not."""
MADE = 1 / 2
"""Least share of a line that must decode by a wrong reading before layers below another are looked for by it.

Most of it: at a quarter the marks of loss in `常知道的锟斤拷梗`, which is right, were read as a character two layers
below.
"""
WRITTEN = 1 / 5
"""Least expected share of right code points with which a change is written; below it the span is left and reported.

Nonsense that reads well hides the damage, so a change must be likelier near its original than not: with four of five
code points right. Of 3,068 changed lines of damage as it is met 12 of 25 are with an expected share of .1 to .2, 15 of
20 with .2 to .3; below .1 it is 6 of 30.
"""
