"""Reports: results become text, JSON and other outputs."""
