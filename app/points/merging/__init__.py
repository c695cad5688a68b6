"""The points of two people who are merged."""
