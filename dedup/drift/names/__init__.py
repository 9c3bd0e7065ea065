"""Names: finding them, comparing two of them, and deciding what a difference is."""
