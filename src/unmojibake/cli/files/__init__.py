"""Files in and out: which paths are looked at, how their bytes are read, replaced in one step and taken back."""
