"""Prizes: how many there are, who won them, who follows, and what becomes of each."""
