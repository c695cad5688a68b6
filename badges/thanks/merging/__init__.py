"""The thanks of two people who are merged."""
