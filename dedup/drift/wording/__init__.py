"""How far the meaning of each word is missing from the other version: features, trees, sentences."""
