"""Files in and out: given paths, gives their bytes and text; replaces files in one step and puts them back."""
