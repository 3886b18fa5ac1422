"""The commands: given parsed arguments, each runs one verb and gives an exit code."""
