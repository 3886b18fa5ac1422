"""The numbers that only save work, each with what it saves.

No outcome hangs on them: `tests/test_limits.py` sets each to a value that saves less, and repairs the fixtures again.
Numbers that decide are counted (the data files), or stated as the cost of a mistake (`costs.py`, `values/config.py`).
"""

SETTLED = 60.0
"""Nats of evidence from which on no other candidate of a line is looked for: saves nearly all searches of lines that
lost nothing."""
SETTLED_MET = 15.0
"""The same where other lines of the document were damaged by the same plan, and the reading is like language: of a
million clean lines none shows more (scripts/bench/clean_tail.py). Saves searches of the short lines of a document."""
WITNESSES = 3
"""Different characters that are whole in UTF-8, as all of a line is, from which on the outermost layer has no other
explanation: of 200,000 clean lines one is so."""
HOPELESS = 3.0
"""Nats of evidence up to which a candidate is dropped: saves weighing word for word what no prior makes likely."""
BEYOND_DOUBT = 60.0
"""Nats of evidence from which on the right words of a line are not counted: saves that count, which takes off less than
20 nats."""
SURE = 27.0
"""Nats for each span of a damaged line from which on all are damaged: P(one of them is not) is below 1e-12."""
LARGE = 50.0
"""Nats whose exponential outweighs every other term of a sum: saves adding those, and keeps floats from overflowing."""
BEGINNING = 7
"""Code points of a span that are weighed first: more often than not they prove it damaged by themselves."""
AROUND_WORD = 24
"""Code points on either side of a span in which the word is looked for that it stands in."""
LEAST_ASKED = 1e-5
"""P(a reading) below which the document is not asked about it: its word never weighs that much."""
LOOKED_AT = 16
"""Code points of a run that are looked at to tell whether it is strange."""
TOGETHER = 256
"""Lines that are decoded together: what a charset looks things up in stays in the processor's cache."""
FIRST = 12
"""Lines of a document that are read in every possible way: what they were damaged by saves that for the others."""
RUNS = 2
"""Runs of a line that tell by which wrong readings it is worth to be searched."""
PROMISING = 4
"""Wrong readings that are searched where a glance lets many through."""
FITS_MOSTLY = 0.95
"""Share of the bytes that must fit before bytes lost without a trace are looked for."""
FITS_HALF = 0.5
"""The same for bytes that were dropped, in a page that lacks many pairs."""
FITS_SOME = 0.1
"""Share of the bytes that must be part of whole characters before bytes lost without a trace are looked for."""
CHART = 4
"""Characters up to which spans are not looked at as a chart: fewer in a row prove no more damage than they disprove."""
WAYS = 4
"""Ways on for each code point of a line, on average, with which a wrong reading is searched: of 575 lines that come out
exactly 99 in 100 have 3 and fewer. With more the bytes that are left say so little that anything may have stood there;
saves half of all the time that searches take."""
WAYS_OF_ANY = 2048
"""The same, added for a line of any length: a short one may be a single loss."""
GUESSES = 2
"""Places for each code point where more than a byte is unknown of a character: 995 in 1,000 of those lines have less
than half a place."""
GUESSES_OF_ANY = 24
"""The same, added for a line of any length."""
WORK = 24
"""Edges for each code point of a line that all of its searches together may have: of those 575 lines the right
explanation came within 7 in 99 of 100, and within 17 in all. What takes more is guesses upon guesses."""
WORK_OF_ANY = 4096
"""The same, added for a line of any length."""
