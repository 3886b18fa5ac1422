"""The HTML page that people look at: one file, no script, nothing from the network."""
