"""The missions and paths of two people who are merged."""
