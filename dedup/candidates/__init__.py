"""Candidates: which documents are versions of one story."""
