"""Explains to a person why a mission is complete for them, or not yet."""
