"""The kinds of damage: what each does to text, and how it may be undone."""
