"""Animators are told once of a question that nobody answers for two days."""
