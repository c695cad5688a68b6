"""One file a guide: what a session may be about."""
