"""The ending of temporary files, which `write` gives them and `walk` leaves out."""

TEMPORARY = ".unmojibake-tmp"
"""The ending of a temporary file's name. Such a file stays behind when the process is killed; it may be deleted."""
