"""Given parsed arguments, each file runs the verb of its name and gives an exit code."""
