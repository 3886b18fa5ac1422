"""Given findings and results, gives the output: lines, colours, progress, diffs, machine formats and pages."""
