"""Leaderboards: who chose to appear, and groups per head, as published versions that anybody could compute again."""
