"""Structure: passages left out, added, moved or cut off, and page furniture."""
