"""Reverse mentoring: the matcher is built; the rounds, pages and sessions around it are not yet."""
