"""Signing in, and the tokens of machines."""
