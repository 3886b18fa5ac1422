"""The name of our temporary files, known to what writes them and to what walks past them."""

TEMPORARY = ".unmojibake-tmp"
"""What the name of a temporary file ends with. One can stay behind when the process is killed; it may be deleted."""
