"""Drift: what changed between two aligned versions, as findings."""
