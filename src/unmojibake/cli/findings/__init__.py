"""Given the results of files, gives findings with places and rules, less those that a baseline knows."""
