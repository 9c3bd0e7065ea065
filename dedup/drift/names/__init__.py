"""Names: garbled, variant, or another person (rules N101 to N105)."""
