"""Given findings or tallies, gives an HTML page for people: one file without script, without the network."""
