"""One program for each counted data file: `X.py` makes `X.json` or `X.bin` and nothing else."""
