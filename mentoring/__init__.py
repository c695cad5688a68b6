"""Reverse mentoring: its place in the house; nothing of it is built yet."""
