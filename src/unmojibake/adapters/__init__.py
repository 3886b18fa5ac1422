"""Given a row, a batch, a table or a response of another program, each gives the same with its text repaired.

One thin file for each program, imported when it is asked for: `row` and `arrow` do the work, the others call these.
"""
