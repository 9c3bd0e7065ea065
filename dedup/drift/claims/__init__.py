"""Changed claims: what is said differently, of which kind, and how bad."""
