"""Pauses: a person sets everything aside for a while, at no cost, and nobody is told."""
