"""Badges: what people can earn, the criteria in code, and the awards."""
