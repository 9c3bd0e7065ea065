"""Engines: the scan of a corpus, on one machine or on many."""
