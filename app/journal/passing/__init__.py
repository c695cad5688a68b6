"""Moves readers past facts of kinds that they do not wait for, all readers at once."""
