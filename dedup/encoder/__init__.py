"""Encoders: sentence and word vectors."""
