"""ftfy's functions under ftfy's names and options, with the encoding step of this library."""
