"""dedup: finds the copies of a news story and reports garbled names and changed claims."""
