"""Leaderboards: people who chose to appear, and groups per head, as published versions that can be computed again."""
