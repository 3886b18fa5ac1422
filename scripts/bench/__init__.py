"""The parts of scripts/bench/run.py, each in a file: what is measured, against what, and how it is shown."""
