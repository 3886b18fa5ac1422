"""The language model: reads the corpora, counts n-grams, prunes them, writes and measures model.bin."""
