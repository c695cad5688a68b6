"""Reads of thanks, one file for each side that reads them."""
