"""Alignment: paragraphs, sentences and words of two versions beside each other."""
