"""The badges of two people who are merged."""
