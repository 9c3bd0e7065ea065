"""Names in scripts that have no capitals: Arabic (also for Persian and Urdu) and Hebrew."""
