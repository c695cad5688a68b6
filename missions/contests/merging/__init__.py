"""The contests of two people who are merged."""
