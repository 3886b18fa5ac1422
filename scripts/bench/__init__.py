"""The parts of scripts/benchmark.py, each in a file: what is measured, against what, and how it is shown."""
