"""Readers: a path, a folder or a stream becomes documents."""
