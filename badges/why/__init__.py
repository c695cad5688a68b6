"""Explains to a person why they do not have a badge, or not yet."""
