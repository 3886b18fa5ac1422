"""The programs that build the data files, measure, and write the docs; run as `python -m scripts.NAME`."""
