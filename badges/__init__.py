"""Badges: what can be earned, by code that says so, and who holds it."""
