"""The verbs of badges: write a version, publish it, and award it."""
