"""Figures about everybody in a large company: counted by the clock, kept for some minutes, and read by pages."""
