"""What is printed: given findings and results, gives lines, colours, progress, diffs, machine formats and pages."""
