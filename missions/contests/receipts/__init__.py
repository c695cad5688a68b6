"""Receipts: a page to print and sign for each prize that a person received."""
